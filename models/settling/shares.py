"""Sharing a whole so that the parts add up to it (FORMAT rule 3)."""

from collections.abc import Sequence
from decimal import Decimal

CENTIMO = Decimal("0.01")


def shared(whole: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`whole` (S/, not negative) by weight, each part cut to the céntimo.

    The céntimos left go one each to the largest remainders; of equal ones, the first in the list.
    All weights zero: the whole has nobody to go to and must be zero.
    """
    everything = sum(weights)
    if not everything:
        if whole:
            raise ValueError("nothing to share by")
        return [Decimal(0)] * len(weights)
    # In whole céntimos and whole weights: no quotient is ever rounded.
    cents, count = int(whole / CENTIMO), len(weights)
    scaled = [int(weight.scaleb(4)) for weight in weights]
    all_of_them = sum(scaled)
    both = [divmod(cents * weight, all_of_them) for weight in scaled]
    parts = [part for part, _rest in both]
    left = cents - sum(parts)
    # A remainder and its place as one number: the largest first, of equal ones the first in place.
    order = sorted((rest * count - place for place, (_part, rest) in enumerate(both)), reverse=True)
    for one in order[:left]:
        parts[-one % count] += 1
    return [part * CENTIMO for part in parts]


def net_and_owing(rest: Decimal, deducted: Decimal) -> tuple[Decimal, Decimal]:
    """What is paid and what stays owing (saldo deudor), S/; one of them is zero (FORMAT rule 9).

    `rest` is what is due before deductions; nothing is deducted where it is negative.
    """
    return max(rest, Decimal(0)) - deducted, max(-rest, Decimal(0))
