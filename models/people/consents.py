"""Who signed that the association may keep their data, and who took that back (Ley 29733, art. 13)."""

from collections.abc import Sequence
from datetime import date

from models.associations import Association
from models.changes import transaction
from models.language import _
from models.people.members import LACKING, Member
from models.record import RulesBroken


def lacking(association: Association) -> list[Member]:
    """Who is in the padrón without a signed consent that holds, by alphabet."""
    query = Member.select().where(Member.association == association, LACKING)
    return list(query.order_by(Member.found_by))


def how_many_lack(association: Association) -> int:
    return int(Member.select().where(Member.association == association, LACKING).count())


def sign_consents(keys: Sequence[int], day: date) -> int:
    """Write that these members signed on that day; how many. What they took back before is over."""
    if day > date.today():
        raise RulesBroken({"day": _("La fecha no puede ser futura.")})
    with transaction():
        members = list(Member.select().where(Member.id.in_(list(keys))))
        for one in members:
            one.consented, one.withdrew = day, None
            one.save(sure=True)
    return len(members)
