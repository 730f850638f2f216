"""What people and planning add to the figures of a release: the asks, what children told us, and what is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.gap_words import ends_of_years
from api.shapes.board import ShortPoint
from api.shapes.sufficiency import Sufficiency
from placements.disclosure import HIDDEN, SMALLEST_SHOWN


@dataclass(frozen=True)
class Said:
    """Lines written by people (`asks`, `voice`), and for the sufficiency statement what is short and who is sought."""

    asks: Sequence[str] = ()
    voice: Sequence[str] = ()
    short: Sequence[ShortPoint] = ()
    brief: Sequence[str] = ()

    @property
    def words(self) -> list[str]:
        """Every line that a second person must read before it is published."""
        return [text for text in (*self.asks, *self.voice, *self.brief) if text]


def short_points(gap: Sufficiency) -> list[ShortPoint]:
    """Children likely to be short of a home in the area at each year's end; a middle from 1 to 5 is not told."""
    return [ShortPoint(on=gap.months[at], **_told(gap, at)) for at in ends_of_years(gap)]


def _told(gap: Sufficiency, at: int) -> dict[str, str]:
    series = gap.total.gap
    if 0 < series.p50[at] < SMALLEST_SHOWN:
        return {"middle": HIDDEN, "between": HIDDEN}
    return {"middle": f"{series.p50[at]:,.0f}", "between": f"{series.p10[at]:,.0f} to {series.p90[at]:,.0f}"}


def lines_of(text: str | Iterable[str]) -> list[str]:
    """The lines of a text that hold anything."""
    lines = text.splitlines() if isinstance(text, str) else text
    return [line.strip() for line in lines if line.strip()]
