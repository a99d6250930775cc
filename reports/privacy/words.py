"""How the papers about personal data speak."""

from models.language import N_
from reports.papers.blocks import Over, Say, Title

FOOT = N_("Orienta, no reemplaza a un abogado: lo que la ley pide puede cambiar.")


def blank(letters: int) -> str:
    """A line to write on."""
    return "_" * letters


def section(title: str, *sentences: str) -> Over:
    """A question and its answer, kept together."""
    return Over([Title(title), *(Say(one) for one in sentences)])
