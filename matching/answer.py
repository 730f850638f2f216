"""The answer to a search: ranked options, whom to approach, near misses, who is left out and why, what is not known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from matching import words
from matching.alternatives import Alternatives
from matching.approach import Approach, NotApproached
from matching.candidates import Status
from matching.comparing import compared
from matching.option import Json, LeftOut, NearMiss, Option, cost_json, missing_fact
from matching.resting import collector_at_rest
from matching.situation import NoticeFact, Request
from matching.unmet import UnmetNeed


@dataclass(frozen=True, eq=False)
class SearchAnswer:
    """Everything a search found. It places nobody: a named person decides."""

    request: Request
    today: dt.date
    versions: dict[str, str]
    homes: int
    options: tuple[Option, ...]
    approach: tuple[Approach, ...]
    not_approached: tuple[NotApproached, ...]
    near_misses: tuple[NearMiss, ...]
    excluded: tuple[LeftOut, ...]
    missing_facts: tuple[str, ...]
    alternatives: Alternatives
    unmet: tuple[UnmetNeed, ...]
    scarcity_because: str | None = None
    seconds: float = field(default=0.0)

    @property
    def complete(self) -> bool:
        """Whether every fact that a search wants of a child was recorded."""
        return not self.missing_facts

    @property
    def unknown(self) -> tuple[Option, ...]:
        """Options that are neither allowed nor excluded until a fact is found."""
        return tuple(option for option in self.options if option.status is Status.UNKNOWN)

    @property
    def unmet_need(self) -> str | None:
        """The line for the sufficiency statement, or None where a home in the area is lawful."""
        return " ".join(one.words for one in self.unmet) or None

    def regret(self, option: Option) -> float | None:
        """How much fit an option loses against the best home suggested for the same children; None where none is."""
        best = self._best.get(option.children)
        return None if best is None else max(0.0, best - option.fit)

    @cached_property
    def _best(self) -> dict[tuple[str, ...], float]:
        best: dict[tuple[str, ...], float] = {}
        for option in self.options:
            if option.suggested:
                best[option.children] = max(option.fit, best.get(option.children, 0.0))
        return best

    def _options(self) -> list[Json]:
        """Every option, with why it stands above the next for the same children and what it costs them in fit."""
        below = {id(upper): lower for upper, lower in pairwise(self.options) if upper.children == lower.children}
        return [
            option.as_json()
            | {
                "above_the_next": compared(option, below[id(option)]).as_json() if id(option) in below else None,
                "regret": self.regret(option),
            }
            for option in self.options
        ]

    def excluded_by_rule(self) -> dict[str, int]:
        """How many bundles and homes each rule left out, the most frequent first."""
        return dict(Counter(rule for one in self.excluded for rule in {f.rule.id for f in one.rules}).most_common())

    def as_json(self) -> Json:
        """The document of `homeward search --json`."""
        with collector_at_rest():
            return self._document()

    def _document(self) -> Json:
        request = self.request
        return {
            "referral": request.ref,
            "children": [
                {
                    "child": child.ref,
                    "name": child.name,
                    "age": child.age_on(self.today),
                    "age_then": child.age_on(max(self.today, request.needed_by.date())),
                }
                for child in request.children
            ],
            "urgency": request.urgency.value,
            "needed_by": request.needed_by.isoformat(),
            "today": self.today.isoformat(),
            "complete": self.complete,
            "marked": None if self.complete else _marked(request),
            "missing_facts": list(self.missing_facts),
            "notices": [
                {"child": one.child, "ends_on": one.ends_on.isoformat(), "because": _notice(one)}
                for one in request.notices
            ],
            "homes": self.homes,
            "versions": self.versions,
            "options": self._options(),
            "approach": [_approach(one) for one in self.approach],
            "not_approached": [{"provider": one.provider.ref, "because": one.because} for one in self.not_approached],
            "near_misses": [one.as_json() for one in self.near_misses],
            "excluded": [one.as_json() for one in self.excluded],
            "excluded_by_rule": self.excluded_by_rule(),
            "unknown": [
                {
                    "children": list(option.children),
                    "home": option.home,
                    "missing": [missing_fact(one) for one in option.missing()],
                }
                for option in self.unknown
            ],
            "alternatives": self.alternatives.as_json(),
            "unmet_need": self.unmet_need,
            "unmet": [one.as_json() for one in self.unmet],
            "scarcity_because": self.scarcity_because,
            "decides": "A person must decide: nothing here places, offers or notifies.",
            "seconds": self.seconds,
        }


def _marked(request: Request) -> str:
    return "emergency: incomplete" if request.is_emergency else "incomplete"


def _notice(one: NoticeFact) -> str:
    """A notice as a sentence: this search runs beside what may still keep the home."""
    met = "the stability meeting was held" if one.met else "the stability meeting was not held yet"
    return f"Notice runs on the present home, which ends on {words.day(one.ends_on)}; {met}. This search runs beside."


def _approach(one: Approach) -> Json:
    return {
        "provider": one.provider.ref,
        "name": one.provider.name,
        "kind": one.provider.kind.value,
        "setting": one.setting.value,
        "because": list(one.because),
        "missing": list(one.missing),
        "cost": cost_json(one.cost),
    }
