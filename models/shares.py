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
    cents = int(whole / CENTIMO)
    scaled = [int(weight.scaleb(4)) for weight in weights]
    total = sum(scaled)
    parts = [cents * weight // total for weight in scaled]
    rests = [cents * weight % total for weight in scaled]
    left = cents - sum(parts)
    for place in sorted(range(len(weights)), key=lambda n: (-rests[n], n))[:left]:
        parts[place] += 1
    return [part * CENTIMO for part in parts]
