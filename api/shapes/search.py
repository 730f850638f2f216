"""The answer to a search: ranked options, whom to approach, near misses, who is left out and why, what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from api.shapes.shape import Shape


class Said(Shape):
    """What one rule says, in a sentence."""

    id: str
    because: str


class Approval(Said):
    """An approval without which the home may not be used, and who gives it; `of_plan` where the plan brings it."""

    who: str
    of_plan: bool = False


class Missing(Said):
    """A fact without which nothing can be said, how it is found, and who can."""

    who: str
    cleared_by: str


class Contribution(Shape):
    """One part of the fit: its points, of how many, and why; the parts add up to the fit."""

    factor: str
    points: float
    of: float
    word: str
    known: bool
    because: str


class Support(Shape):
    """The listed support that closes a gap; its price is null with the reason where it is not known."""

    name: str
    weekly_pence: int | None
    because: str


class Gap(Shape):
    """What the home lacks, or what is not known of it, to be closed by a named support."""

    about: str
    because: str
    child: str | None = None
    essential: bool = False
    level: int | None = None
    skill: int | None = None
    support: Support | None = None


class Difference(Shape):
    """What one part of the fit gives a home more (or less) than the other."""

    factor: str
    points: float
    because: str


class Comparison(Shape):
    """Why a home stands above another: `first` is what decides before fit, null where fit decides."""

    home: str
    equals: bool
    first: str | None
    factors: list[Difference]
    because: str


class Journey(Shape):
    """How far the home is from a child's places: estimates, null where not known."""

    child: str
    home_minutes: int | None
    home_miles: float | None
    school_minutes: int | None
    contact_minutes: list[int | None]


class Travel(Shape):
    """The journeys of every child, and how they were estimated."""

    estimate: str
    children: list[Journey]


class WeeklyCost(Shape):
    """What a week costs in whole pence; null with the reason where it is not known."""

    weekly_pence: int | None
    standing: str | None
    because: str


class OptionScarcity(Shape):
    """What an option's place is worth to children to come, and the fit it costs beside the children's best option."""

    worth: float
    price_in_fit: float
    because: str


class Option(Shape):
    """A home that the rules do not exclude for these children, with all that speaks for it and against it."""

    children: list[str]
    home: str
    home_name: str | None
    home_kind: str
    rank: int
    level_with_above: bool
    split_siblings: int
    status: str
    fit: float
    word: str
    contributions: list[Contribution]
    approvals: list[Approval]
    gaps: list[Gap]
    unknown: list[Missing]
    vetoed: tuple[Said, ...] = ()
    tasks: list[Said]
    notes: list[Said]
    records: list[Said]
    warnings: list[Said]
    travel: Travel
    cost: WeeklyCost
    scarcity: OptionScarcity | None = None
    above_the_next: Comparison | None = None
    regret: float | None = None


class Reversal(Shape):
    """A single fact that would reverse the answer (it follows "if"), and which home would then come first."""

    fact: str
    instead: str | None


class Explanation(Shape):
    """Why this home for these children: its parts, where it stands and why, and what would turn that round."""

    option: Option
    place: int
    homes: int
    above_the_next: Comparison | None
    below_the_one_before: Comparison | None
    reversals: list[Reversal]
    regret: float | None
    clocks: list[str]
    decides: str


class Alternative(Shape):
    """One home or provider to try, what it shares with those before it, and the rough chance of a yes."""

    home: str | None
    provider: str | None
    name: str
    shares: list[str]
    chance: float


class Alternatives(Shape):
    """Three to five to try that fail for different reasons; the chance is rough, and says so."""

    in_turn: list[Alternative]
    chance_of_a_home: float
    chance_is: str


class NeedLevel(Shape):
    """A need and its highest level among the children."""

    domain: str
    level: int


class CheapestChange(Shape):
    """The cheapest change that would make a home; a null home is one to be found."""

    kind: str
    home: str | None
    because: str
    who: str


class UnmetNeed(Shape):
    """Children for whom no known home in the area is lawful; nothing in it names them."""

    on: dt.date
    area: str
    area_name: str
    ages: list[int | None]
    together: int
    supervision: int | None
    needs: list[NeedLevel]
    urgency: str
    elsewhere: bool
    change: CheapestChange


class Approach(Shape):
    """A provider to ask, whose free homes nobody knows until it answers."""

    provider: str
    name: str
    kind: str
    setting: str
    because: list[str]
    missing: list[str]
    cost: WeeklyCost


class NotApproached(Shape):
    """A provider left out, and why."""

    provider: str
    because: str


class NearMiss(Shape):
    """A home that fails on one thing only: what would put it right, and who could."""

    children: list[str]
    home: str
    rule: str
    because: str
    cure: str
    who: str
    emergency: str | None
    fit: float
    also: list[Said]


class LeftOut(Shape):
    """A home left out for these children, with the rules that do so."""

    children: list[str]
    home: str
    rules: list[Said]


class NotKnown(Shape):
    """A home of which too little is known, and what is missing."""

    children: list[str]
    home: str
    missing: list[Missing]


class SearchedChild(Shape):
    """A child of the referral: the age today, and on the day the home is needed."""

    child: str
    name: str | None
    age: int | None
    age_then: int | None = None


class RunningNotice(Shape):
    """Notice that runs on a child's present home: the search runs beside what may still keep it."""

    child: str
    ends_on: dt.date
    because: str


class SearchAnswer(Shape):
    """Everything a search found. It places nobody: a named person decides, and `search` is what they rest on."""

    search: int
    referral: str
    children: list[SearchedChild]
    urgency: str
    needed_by: dt.datetime
    today: dt.date
    complete: bool
    marked: str | None
    missing_facts: list[str]
    notices: tuple[RunningNotice, ...] = ()
    homes: int
    versions: dict[str, str]
    options: list[Option]
    approach: list[Approach]
    not_approached: list[NotApproached]
    near_misses: list[NearMiss]
    excluded: list[LeftOut]
    excluded_by_rule: dict[str, int]
    unknown: list[NotKnown]
    alternatives: Alternatives
    unmet_need: str | None
    unmet: list[UnmetNeed]
    scarcity_because: str | None = None
    decides: str
    seconds: float


def nearly_alike(misses: Iterable[NearMiss]) -> list[tuple[NearMiss, list[str]]]:
    """Near misses for the same children with the same words and the same cure, each once with all its homes."""
    alike: dict[tuple[object, ...], tuple[NearMiss, list[str]]] = {}
    for miss in misses:
        key = (*miss.children, miss.rule, miss.because, miss.cure, miss.who)
        alike.setdefault(key, (miss, []))[1].append(miss.home)
    return list(alike.values())
