"""A search's answer by who would live together, with what holds whatever the home said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.printing.alike import said_together
from api.shapes.search import LeftOut, NearMiss, Option, SearchAnswer, nearly_alike
from api.words import count, listed
from matching.candidates import Status

Key = Callable[[Option], tuple[float, int]]
FAR = float("inf")


def _school(option: Option) -> float:
    return max(
        (one.school_minutes if one.school_minutes is not None else FAR for one in option.travel.children), default=FAR
    )


def _miles(option: Option) -> float:
    return max((one.home_miles if one.home_miles is not None else FAR for one in option.travel.children), default=FAR)


ORDERS: dict[str, tuple[str, Key]] = {
    "fit": ("Best fit", lambda option: (0, option.rank)),
    "school": ("Nearest school", lambda option: (_school(option), option.rank)),
    "home": ("Nearest home", lambda option: (_miles(option), option.rank)),
}
"""The orders of a list of homes; the first is the search's own, and the others are for looking only."""


@dataclass(frozen=True)
class Together:
    """Children who would live together: their options, what is not known, what nearly fits, who is left out."""

    children: tuple[str, ...]
    names: tuple[str, ...]
    who: str
    options: tuple[Option, ...]
    unknown: tuple[Option, ...]
    near_misses: tuple[tuple[NearMiss, list[str]], ...]
    left_out: tuple[LeftOut, ...]

    @property
    def several(self) -> bool:
        """Whether more than one child would live there."""
        return len(self.children) > 1

    @property
    def always(self) -> list[str]:
        """What stands against every home alike, such as an assessment that brothers or sisters must live apart."""
        if self.options or self.unknown:
            return []
        return said_of_all([[rule.because for rule in one.rules] for one in self.left_out])

    @cached_property
    def everywhere(self) -> list[str]:
        """What is said of every home alike: clocks that would start, notes to write, care to take."""
        every = [*self.options, *self.unknown]
        if len(every) < 2:  # noqa: PLR2004 - of one home everything is said with it
            return []
        return said_of_all([_about(option) for option in every])

    @property
    def whatever(self) -> list[str]:
        """The same to be read once, with what differs only in the child joined into one sentence."""
        return said_together(self.everywhere, self.names)

    def care(self, option: Option) -> list[str]:
        """What to take care of in this home and not in every one, once for all the children it is said of."""
        everywhere = set(self.everywhere)
        own = [warning.because for warning in option.warnings if warning.because not in everywhere]
        return said_together(own, self.names)

    @property
    def by_rule(self) -> list[tuple[str, int]]:
        """How many homes each rule leaves out, the most first; a home may be left out by several."""
        numbers = Counter(rule for one in self.left_out for rule in {rule.id for rule in one.rules})
        return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))

    @property
    def in_short(self) -> str:
        """How many homes there are, for a line that leads to them."""
        if self.options:
            best = max(option.fit for option in self.options)
            return f"{count(len(self.options), 'home')}, best fit {best:.0f}"
        return f"no home known, {len(self.unknown)} to ask" if self.unknown else "no home known"

    def left_out_by(self, rule: str) -> list[LeftOut]:
        """The homes that one rule leaves out; every one where no rule is named."""
        return [one for one in self.left_out if not rule or any(said.id == rule for said in one.rules)]

    def in_order(self, order: str, *, known: bool) -> tuple[Option, ...]:
        """The lawful homes, or those of which too little is known, in another order than the search's."""
        return tuple(sorted(self.options if known else self.unknown, key=ORDERS[order][1]))


def _about(option: Option) -> list[str]:
    """What is said of an option that may hold for all: clocks, notes, records and warnings."""
    return [one.because for group in (option.tasks, option.records, option.notes, option.warnings) for one in group]


def said_of_all(said: Sequence[Sequence[str]]) -> list[str]:
    """What every one of these lists holds, in the order of the first."""
    others = [set(one) for one in said[1:]]
    return [words for words in dict.fromkeys(said[0] if said else ()) if all(words in one for one in others)]


def bundles_of(answer: SearchAnswer) -> list[Together]:
    """The answer by who would live together: the whole group first, then its parts from large to small."""
    lists = (answer.options, answer.near_misses, answer.excluded)
    bundles = {tuple(one.children) for group in lists for one in group}
    ordered = sorted(bundles, key=lambda bundle: (-len(bundle), bundle))
    return [_together(answer, bundle) for bundle in ordered]


def _together(answer: SearchAnswer, bundle: tuple[str, ...]) -> Together:
    mine = [option for option in answer.options if tuple(option.children) == bundle]
    called = {child.child: child.name or child.child for child in answer.children}
    return Together(
        children=bundle,
        names=tuple(called.get(child, child) for child in bundle),
        who=names_in(answer, bundle),
        options=tuple(option for option in mine if option.status != Status.UNKNOWN),
        unknown=tuple(option for option in mine if option.status == Status.UNKNOWN),
        near_misses=tuple(nearly_alike(one for one in answer.near_misses if tuple(one.children) == bundle)),
        left_out=tuple(one for one in answer.excluded if tuple(one.children) == bundle),
    )


def names_in(answer: SearchAnswer, children: Iterable[str]) -> str:
    """Children by the names that the search knows them by."""
    called = {child.child: child.name or child.child for child in answer.children}
    return listed([called.get(child, child) for child in children])
