"""Something that could be done so that more children have a home in the area, and what it would bring."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from forecasting.sufficing.new_homes import NewHome
from forecasting.sufficing.priced import Week
from forecasting.sufficing.solved import Change


class ActionKind(enum.StrEnum):
    """What is done."""

    RETENTION = "retention"
    REACTIVATION = "reactivated_places"
    TERMS = "changed_terms"
    ADAPTATION = "adaptation"
    SUPPORT = "support_or_skills"
    ASK = "ask"
    HOUSEHOLD = "new_household"


@dataclass(frozen=True)
class Candidate:
    """An action before it is weighed: the home it concerns (None: a new one), who can do it, and what it changes.

    week: what a week in the home costs for one child, support included; from_month: the first month it counts in.
    """

    kind: ActionKind
    home: str | None
    words: str
    who: str
    change: Change
    places: int
    week: Week
    from_month: int = 0
    new_home: NewHome | None = None


@dataclass(frozen=True)
class Action:
    """An action with what it brings, after those before it in the list are done.

    children_local: children with a home in the area in an average month who would otherwise have none (mean and
    range over the runs); weeks_per_thousand: weeks in a home of the area for £1,000, None where no price is held.
    """

    candidate: Candidate
    children_local: Mapping[str, float]
    at_the_end: float
    weeks_per_thousand: float | None

    def as_json(self) -> dict[str, object]:
        """The same, for a program."""
        one = self.candidate
        return {
            "kind": one.kind.value,
            "home": one.home,
            "words": one.words,
            "who": one.who,
            "places": one.places,
            "children_local": dict(self.children_local),
            "at_the_end": self.at_the_end,
            "per_month": self.children_local["mean"],
            "weekly_pence": one.week.pence,
            "per_thousand_pounds": self.weeks_per_thousand,
            "from_month": one.from_month,
            "because": one.week.because,
        }
