"""A programme to invest in: what is done, how much of it, what it costs, and what is deducted from savings."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from forecasting.investing.run_rate import RunRate
from forecasting.lever import Column, Lever
from forecasting.states import ProviderType
from placements.codes import AgeBand, Setting
from placements.errors import Refused

LASTS = 20 / 31
"""Of those who stepped down from residential care 20 of 31 stayed (Oxford evaluation of Birmingham, 2018)."""
USED = 75 / 108
"""Of York's places that were not unavailable, 75 of 130 less 17%, were filled in 2025 (LAIT, rounded)."""


class ActionKind(StrEnum):
    """What is done."""

    RECRUIT = "recruit"
    STEP_DOWN = "step_down"
    BLOCK = "block"
    EDGE_OF_CARE = "edge_of_care"


SIZE_WORD = {
    ActionKind.RECRUIT: "households_a_year",
    ActionKind.STEP_DOWN: "children",
    ActionKind.BLOCK: "beds",
    ActionKind.EDGE_OF_CARE: "children_a_year",
}
"""What each action counts itself in."""
COLUMN = {
    ActionKind.RECRUIT: Column.CASHABLE,
    ActionKind.STEP_DOWN: Column.CASHABLE,
    ActionKind.BLOCK: Column.CASHABLE,
    ActionKind.EDGE_OF_CARE: Column.AVOIDED,
}
DEDUCTIONS = (
    "notice",
    "double running",
    "return",
    "backfill",
    "very dear homes come down",
    "transport and host area",
    "lost contributions",
)
"""What a difference of two forecasts does not hold, so that each needs a line of its own."""


@dataclass(frozen=True)
class Action:
    """One thing the programme does from a day on; `low` to `high` is what its size may turn out to be.

    recruit: `size` fostering households approved a year until `ends`, each with `places`, of which the share `used` is
    filled; what the record or published figures say where they are None. step_down: `size` children leave children's
    homes for families once it has grown in, of whom the share `lasts` stay. block: `size` beds bought of one provider,
    of whose nights the share `used` can be filled. edge_of_care: `size` fewer children come into care a year, of `ages`
    if given. Pence: `pence_once` on the first day, `pence_a_week` while it runs (a block's fixed part), `pence_each` a
    household recruited or child moved, `pence_a_child_week` a child in a block's bed, or of support to a child moved
    for `weeks`.
    """

    kind: ActionKind
    starts: dt.date
    size: float
    source: str
    owner: str
    low: float | None = None
    high: float | None = None
    ends: dt.date | None = None
    grows_over_months: float = 12.0
    column: Column | None = None
    pence_once: int = 0
    pence_a_week: int = 0
    pence_each: int = 0
    pence_a_child_week: int = 0
    weeks: float = 26.0
    lasts: float = LASTS
    places: float | None = None
    used: float | None = None
    ages: tuple[AgeBand, ...] = ()
    setting: Setting = Setting.CHILDRENS_HOME
    provider: ProviderType = ProviderType.PRIVATE

    def __post_init__(self) -> None:
        """Refuse what cannot be: see the messages."""
        word = SIZE_WORD[self.kind]
        low, high = self.size if self.low is None else self.low, self.size if self.high is None else self.high
        if not (math.isfinite(self.size) and 0 <= low <= self.size <= high < math.inf):
            raise Refused(
                f"The size of {self.called} lies outside its own range, or below nothing.",
                given=f"{word} {self.size:g}, range {low:g} to {high:g}",
                do_next=f"Give 0 <= low <= {word} <= high.",
            )
        for name, share in (("lasts", self.lasts), ("used", self.use)):
            if not 0 <= share <= 1:
                raise Refused(f"`{name}` is a share.", given=share, do_next="Give a number from 0 to 1.")
        amounts = ("pence_once", "pence_a_week", "pence_each", "pence_a_child_week", "weeks", "grows_over_months")
        for name in (*amounts, *(["places"] if self.places is not None else [])):
            if getattr(self, name) < 0:
                raise Refused(f"`{name}` cannot be negative.", given=getattr(self, name), do_next="Give 0 or more.")
        if self.ends is not None and self.ends <= self.starts:
            raise Refused(
                f"The action {self.called} ends before it starts.",
                given=f"{self.starts:%d/%m/%Y} to {self.ends:%d/%m/%Y}",
                do_next="Give `until` a later date, or leave it out.",
            )

    @property
    def called(self) -> str:
        """The action in words."""
        return self.kind.value.replace("_", " ")

    @property
    def use(self) -> float:
        """The share of places or nights that is used: as said, else as York's places were; all nights of a block."""
        if self.used is not None:
            return self.used
        return 1.0 if self.kind is ActionKind.BLOCK else USED

    @property
    def saves_in(self) -> Column:
        """The savings column of its effect."""
        return self.column or COLUMN[self.kind]


@dataclass(frozen=True)
class Deduction:
    """What is taken from a column's saving: a share of its gross, or pence once and a week; low to high its range."""

    name: str
    source: str
    owner: str
    share: float = 0.0
    low: float | None = None
    high: float | None = None
    pence_once: int = 0
    pence_a_week: int = 0
    starts: dt.date | None = None
    column: Column = Column.CASHABLE

    def __post_init__(self) -> None:
        """Refuse what cannot be: see the messages."""
        if self.name not in DEDUCTIONS:
            raise Refused(
                "There is no such deduction, or the difference of the two forecasts holds it already.",
                given=self.name,
                do_next=f"Use one of: {', '.join(DEDUCTIONS)}.",
            )
        low, high = self.share if self.low is None else self.low, self.share if self.high is None else self.high
        if not 0 <= low <= self.share <= high <= 1:
            raise Refused(
                f"The share of the deduction {self.name} is not one, or lies outside its range.",
                given=f"{self.share:g}, range {low:g} to {high:g}",
                do_next="Give 0 <= low <= share <= high <= 1.",
            )
        if min(self.pence_once, self.pence_a_week) < 0:
            raise Refused("A deduction is not below nothing.", given=self.name, do_next="Give pence of 0 or more.")


@dataclass(frozen=True)
class Programme:
    """What is to be done, beside what would happen otherwise (`counterfactual`, in words)."""

    title: str
    counterfactual: str
    actions: tuple[Action, ...] = ()
    levers: tuple[Lever, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    run_rate: RunRate | None = None
