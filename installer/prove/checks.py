"""What was looked at and how it came out, said at once and counted at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Checks:
    def __init__(self) -> None:
        self.passed = self.failed = 0

    def that(self, said: str, holds: object, detail: object = "") -> bool:
        """Whether it holds. `detail` is shown in either case."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
        print("ok  " if holds else "FAIL", said, detail or "", flush=True)
        return bool(holds)

    @contextmanager
    def part(self, title: str) -> Iterator[None]:
        """A part of the proof. What breaks in it is one failure, and the next part goes on."""
        began = monotonic()
        print(f"\n== {title}", flush=True)
        try:
            yield
        except Exception as failure:  # noqa: BLE001 - the rest is still worth knowing
            self.that(f"{title}: to its end", False, repr(failure))
        print(f"   {monotonic() - began:.0f} s", flush=True)
