"""Whether the clock of the computer can be right, by what was stored last.

Nothing goes by the clock: papers are numbered and copies are counted in the order they were made.
But a paper of a wrong day stays, so the person is asked.
"""

from datetime import datetime, timedelta

from models.changes import database
from models.language import _

BACK, AHEAD = timedelta(days=1), timedelta(days=370)  # of the last change; more is asked about


def odd_clock(now: datetime) -> str:
    """The question where the clock went back or far ahead; "" where nothing is odd."""
    last = _last_change()
    if last is None or last - BACK <= now <= last + AHEAD:
        return ""
    say = _(
        "¿Está bien la fecha de la computadora? Dice {now}, y lo último se registró el {last}. "
        "Si no, corríjala antes de registrar."
    )
    return say.format(now=f"{now:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")


def _last_change() -> datetime | None:
    row = database.execute_sql("SELECT moment FROM change ORDER BY id DESC LIMIT 1").fetchone()
    try:
        return datetime.fromisoformat(row[0]) if row else None
    except ValueError:
        return None
