"""Times taken in pairs, so that they mean the same on any machine.

Ours and its floor take turns, A B A B, in one run: whatever else the machine does slows both. What
is promised is the median of the ratios of these pairs, never a time. Peers were measured once, on
22 November 2026, on two quiet cores with a fast disk; their times stand as a scale beside ours.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles

ROUNDS = 9

Deed = Callable[[], object]  # one that answers a float has taken its own time, in seconds


@dataclass(frozen=True)
class Pairs:
    """Seconds of ours and of its floor, turn by turn."""

    ours: Sequence[float]
    floor: Sequence[float]

    @property
    def ratio(self) -> float:
        return median(a / b for a, b in zip(self.ours, self.floor, strict=True))

    @property
    def slow_ratio(self) -> float:
        """The slowest twentieth of ours against the usual floor."""
        return percentile_95(self.ours) / median(self.floor)


def percentile_95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def paired(
    ours: Deed,
    floor: Deed,
    *,
    clock: Callable[[], float] = time.perf_counter,
    rounds: int = ROUNDS,
) -> Pairs:
    """Ours and its floor in turn.

    `clock` is time.process_time where the processor does the work, and the clock on the wall where
    a disk or a screen is waited for.
    """
    return Pairs(*in_turn([ours, floor], clock, rounds))


def in_turn(
    deeds: Sequence[Deed], clock: Callable[[], float] = time.perf_counter, rounds: int = ROUNDS
) -> list[list[float]]:
    """Seconds of each deed in each round, after one round that does not count."""
    times: list[list[float]] = [[] for _deed in deeds]
    for turn in range(rounds + 1):
        for deed, kept in zip(deeds, times, strict=True):
            gc.collect()
            start = clock()
            own = deed()
            taken = own if isinstance(own, float) else clock() - start
            if turn:
                kept.append(taken)
    return times


def title(name: str, workload: str) -> None:
    print(f"\n{name}\n  {workload}", flush=True)


def line(what: str, pairs: Pairs, target: float) -> bool:
    """One promise: both medians, their ratio, and whether it is kept."""
    print(f"  {what}: {ms(median(pairs.ours))}, floor {ms(median(pairs.floor))}")
    return verdict("ratio", pairs.ratio, target, f"median of {len(pairs.ours)} pairs")


def verdict(what: str, found: float, target: float, how: str = "") -> bool:
    met = found <= target
    word = "met" if met else "NOT MET"
    print(
        f"    {what} × {found:.3g}, target ≤ {target:g}{', ' * bool(how)}{how}: {word}", flush=True
    )
    return met


def peers(words: str) -> None:
    print(f"  peers (22 November 2026): {words}")


def close(promises: Sequence[bool]) -> None:
    """The last line of a benchmark."""
    broken = promises.count(False)
    print(f"  → {'met' if not broken else f'not met: {broken} of {len(promises)}'}", flush=True)


def verdict_ms(what: str, seconds: float, most_ms: float) -> bool:
    met = seconds * 1000 <= most_ms
    print(
        f"  {what}: {ms(seconds)}, at most {most_ms} ms: {'met' if met else 'NOT MET'}", flush=True
    )
    return met


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.{2 if seconds < 0.01 else 1 if seconds < 0.1 else 0}f} ms"


@contextmanager
def screen() -> Iterator[None]:
    """A screen of our own, as wide as the laptop the program is meant for."""
    from pyvirtualdisplay.display import Display

    with Display(visible=False, size=(1366, 768), color_depth=24):
        yield
