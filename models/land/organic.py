"""Organic status of plots, and who may print the word «orgánico» (domain 8, Ley 29196, SGP).

A certificate of the participatory guarantee system is valid one year, and in transition nothing may
be sold as organic. Therefore the deeds that print what is sold, the delivery note and the sale,
refuse the word in the names of product, grade and lot on a day without a valid certificate.
Receipts may say it: «abono orgánico» is bought, and a certification is paid for.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from peewee import ForeignKeyField

from models.associations import Association
from models.fields import ChoiceField, DayField, NameField, folded
from models.language import N_, _
from models.people.members import Member
from models.produce.plots import Plot
from models.produce.products import Grade, Product
from models.record import Column, Record, RecordType, State

STATUSES = (
    ("conventional", N_("Convencional")),
    ("transition", N_("En transición")),
    ("organic", N_("Orgánica")),
    ("suspended", N_("Suspendida")),
    ("withdrawn", N_("Retirada")),
)
LASTS = timedelta(days=366)  # a certificate, both days included
# The law takes «ecológico» and «biológico» for the same claim.
_WORD = re.compile(r"\b(organic|(organic|ecologic|biologic)[oa])s?\b")


class OrganicStatus(Record):
    """What a plot is from a day on, for one product or, without one, for all that grows on it."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    plot = ForeignKeyField(Plot, verbose_name=N_("Parcela"), on_delete="RESTRICT")
    product = ForeignKeyField(
        Product, verbose_name=N_("Producto (vacío: todos)"), null=True, on_delete="RESTRICT"
    )
    status = ChoiceField(verbose_name=N_("Condición"), choices=STATUSES)
    since = DayField(verbose_name=N_("Desde"))
    until = DayField(verbose_name=N_("Hasta"), null=True)
    certificate = NameField(verbose_name=N_("N° de certificado"), default="")
    certifier = NameField(verbose_name=N_("Quién certifica"), default="")
    plot_id: int
    product_id: int | None

    class Meta:
        indexes = ((("association", "since"), False),)

    def __str__(self) -> str:
        return f"{self.plot}: {self.text('status')}"

    def searched(self) -> str:
        return f"{self.text('status')} {self.certificate}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        certified = self.status in ("organic", "transition")
        missing = _("Falta: sin certificado no es orgánica ni está en transición.")
        yield "certificate", not certified or bool(self.certificate), missing
        yield "until", not certified or self.until is not None, _("Falta hasta cuándo vale.")
        yield (
            "until",
            self.until is None or self.until >= self.since,
            _("El certificado termina antes de empezar. Revise las dos fechas."),
        )

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "until",
            self.until is None or self.until - self.since <= LASTS,
            _("Un certificado SGP vale un año. ¿Son correctas las fechas?"),
        )


def says_organic(words: str) -> bool:
    return bool(_WORD.search(folded(words)))


def is_organic(product: Product, day: date, plots: Sequence[int] | None = None) -> bool:
    """Whether a plot (one of `plots`, if given) is certified organic for the product on that day.

    Of each plot the newest status that begins by then counts: a suspension ends a certificate.
    """
    query = OrganicStatus.select().where(
        OrganicStatus.association == product.association_id,
        OrganicStatus.since <= day,
        OrganicStatus.product.is_null() | (OrganicStatus.product == product),
    )
    if plots is not None:
        query = query.where(OrganicStatus.plot.in_(plots))
    newest = {one.plot_id: one for one in query.order_by(OrganicStatus.since, OrganicStatus.id)}
    return any(
        one.status == "organic" and one.until is not None and day <= one.until
        for one in newest.values()
    )


def why_not_organic(
    words: Sequence[str], product: Product, day: date, plots: Sequence[int] | None = None
) -> str:
    """What keeps these words off a paper of that day; "" where nothing does."""
    named = next((one for one in words if says_organic(one)), "")
    if not named or is_organic(product, day, plots):
        return ""
    return _("«{words}»: no hay un certificado orgánico de {product} que valga el {day}.").format(
        words=named, product=product, day=f"{day:%d/%m/%Y}"
    )


def why_not_delivered(member: Member, grade: Grade, day: date, plot: int | None = None) -> str:
    """The same for a delivery: of the plot it grew on or, where nobody said, any of the member's."""
    words = (str(grade.product.name), str(grade.name))
    if not any(map(says_organic, words)):
        return ""
    own = Plot.select(Plot.id).where(Plot.member == member)
    plots = [one.id for one in own] if plot is None else [plot]
    return why_not_organic(words, grade.product, day, plots)


ORGANIC = RecordType(
    OrganicStatus,
    title=N_("Certificados orgánicos"),
    one=N_("certificado orgánico"),
    menu="land",
    icon="patch-check",
    columns=(
        Column(N_("Parcela"), Plot.code, sample="P123", strong=True),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, María Asunción", rank=1),
        Column(N_("Producto"), Product.name, sample="Papa nativa", rank=2),
        Column(
            N_("Condición"),
            OrganicStatus.status,
            sample="En transición",
            tones={
                "organic": "good",
                "transition": "warn",
                "suspended": "danger",
                "withdrawn": "danger",
                "conventional": "soft",
            },
        ),
        Column(N_("Desde"), OrganicStatus.since, sample="31/12/2026"),
        Column(N_("Hasta"), OrganicStatus.until, sample="31/12/2026"),
        Column(N_("Certificado"), OrganicStatus.certificate, sample="SGP-CUS-2026-014", rank=3),
    ),
    joins=(OrganicStatus.plot, Plot.member, OrganicStatus.product),
    search=(OrganicStatus.plot,),
    form={
        N_("Condición"): ("plot", "product", "status"),
        N_("Certificado"): ("certificate", "certifier", "since", "until"),
    },
    order=(OrganicStatus.since.desc(), Plot.code),
    states=(State(N_("Orgánicas"), OrganicStatus.status == "organic"),),
)
