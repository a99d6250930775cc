"""The sample month's territory: fictitious plots, households and surveys beside its members."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models import catalog
from models.associations import Association
from models.changes import transaction
from models.people.members import Member
from models.produce.plots import Plot
from models.produce.products import Product
from models.record import Record

SAMPLE = Path(__file__).with_name("sample.json")

Texts = Mapping[str, str]


@transaction()
def plant(association: Association) -> None:
    """Say of the members, plots and products of the sample where and how they live and lie.

    A member is named by its code; each of the other records is filled in as a person would.
    """
    written: dict[str, Any] = json.loads(SAMPLE.read_text("utf-8"))
    for kind, texts in written["new"]:
        _add(association, kind, texts)
    for model, column, key in (
        (Member, Member.code, "members"),
        (Plot, Plot.code, "plots"),
        (Product, Product.name, "products"),
    ):
        for name, texts in written[key].items():
            beside = model.select().where(model.association == association, column == name)
            beside.get().fill(texts).save(sure=True)
    for kind, texts in written["after"]:
        _add(association, kind, texts)


def _add(association: Association, kind: str, texts: Texts) -> None:
    model: type[Record] = next(one.model for one in catalog.CATALOG if one.name == kind)
    texts = dict(texts)
    known: dict[str, Any] = {"association": association}
    if code := texts.pop("member", ""):
        known["member"] = Member.get(Member.association == association, Member.code == code)
    model(**known).fill(texts).save(sure=True)
