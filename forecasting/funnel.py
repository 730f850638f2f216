"""The recruitment funnel: how many who ask come to foster, how long it takes, how many leave, each with a range.

A rate is the authority's own, drawn towards a published figure that weighs as much as so many households: with few of
its own the answer lies near the published one, with many near its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.funnel_anchors import ANCHORS, Anchor
from forecasting.states import Floats
from placements.models.recruitment import Applicant, Departure, FunnelCount, HouseholdKind, Stage
from placements.repository.records import Records
from placements.repository.recruitment import applicants, departures, funnel_counts, own_households

DAYS_A_YEAR = 365.25
_DRAWS = 2_000
_SEED = 20_240_331
_NOBODY = "No household of our own is held, so that none can leave: load them with `homeward import carers FILE`."
Months = Mapping[dt.date, int]


@dataclass(frozen=True)
class Range:
    """A figure as it may be: 8 in 10 chances between p10 and p90; n households of the authority's own stand behind it.

    source is the published figure towards which it is drawn.
    """

    p10: float
    p50: float
    p90: float
    n: float
    source: str


@dataclass(frozen=True)
class Lead:
    """What it takes to have one more household: how many must ask or apply, how long it takes, how long it lasts."""

    enquiries_per_approval: Range
    applications_per_approval: Range
    days_to_approval: Range
    days_to_first_child: Range
    leave_a_year: Range
    places_a_household: Range


@dataclass(frozen=True)
class Share:
    """A share with what is known of it: `hits` of `of`, the published figure included."""

    hits: float
    of: float
    n: float
    source: str

    def draws(self, rng: np.random.Generator, number: int) -> Floats:
        """[draw] the share as it may be."""
        return rng.beta(self.hits, self.of - self.hits, number)


@dataclass(frozen=True)
class Lag:
    """A time in days, as log-normal: middle, its uncertainty and the spread between households, all as logarithms."""

    middle: float
    unsure: float
    spread: float
    n: float
    source: str

    def middles(self, rng: np.random.Generator, number: int) -> Floats:
        """[draw] the logarithm of the middle as it may be."""
        return rng.normal(self.middle, self.unsure, number)


@dataclass(frozen=True)
class Funnel:
    """Recruitment as the record and published figures have it, of mainstream households.

    asks: households a year that ask, with asked [month] those known; goes_on: the share of them approved; applies: of
    those that apply, the share approved; leaves: households that left of household-years; places a household as
    (sum, households); households there now; notes say what is missing and where to load it.
    """

    asked: Months
    asks: Share
    goes_on: Share
    applies: Share
    to_approval: Lag
    to_first_child: Lag
    leaves: Share
    places: Share
    households: int
    totals: Mapping[HouseholdKind, Mapping[Stage, int]]
    left: Mapping[HouseholdKind, Mapping[str, int]]
    months: int
    notes: tuple[str, ...]

    @property
    def lead(self) -> Lead:
        """What one more household takes, each figure with its range, from two thousand draws under a fixed seed."""
        rng = np.random.default_rng(_SEED)
        goes_on, applies = self.goes_on.draws(rng, _DRAWS), self.applies.draws(rng, _DRAWS)
        days, first = (np.exp(lag.middles(rng, _DRAWS)) for lag in (self.to_approval, self.to_first_child))
        leaving, places = (rng.gamma(one.hits, 1 / one.of, _DRAWS) for one in (self.leaves, self.places))
        return Lead(
            _range(1 / goes_on, self.goes_on),
            _range(1 / applies, self.applies),
            _range(days, self.to_approval),
            _range(first, self.to_first_child),
            _range(leaving, self.leaves),
            _range(places, self.places),
        )


def national_funnel(households: int = 0) -> Funnel:
    """The funnel by published figures alone."""
    return funnel_of((), (), (), households, 0, dt.date.max)


def funnel_from(records: Records, today: dt.date | None = None) -> Funnel:
    """The funnel of the record's own months, households and leavers, drawn towards published figures.

    Only what happened before `today` counts. Raises NotPermitted (the viewer may not see supply).
    """
    day = today or dt.datetime.now(dt.UTC).date()
    households, beds = own_households(records)
    return funnel_of(funnel_counts(records), applicants(records), departures(records), households, beds, day)


def funnel_of(
    counts: Iterable[FunnelCount],
    asking: Iterable[Applicant],
    gone: Iterable[Departure],
    households: int,
    beds: int,
    today: dt.date,
) -> Funnel:
    """The funnel of these months, households and leavers."""
    counts = [one for one in counts if one.month < today]
    gone = [one for one in gone if one.month < today]
    by_stage = _by_stage(counts)
    mainstream = [one for one in asking if one.kind is HouseholdKind.MAINSTREAM]
    asked = by_stage.get(Stage.ENQUIRY, {})
    direct, applied = (_went_on(by_stage, stage) for stage in (Stage.ENQUIRY, Stage.APPLICATION))
    months = len({one.month for one in counts})
    given = [one for one in counts if _approved(one) and one.households and one.places is not None]
    left = sum(one.households for one in gone if one.kind is HouseholdKind.MAINSTREAM)
    watched = len({one.month for one in gone}) if gone else 0
    return Funnel(
        asked=asked,
        asks=_rate("enquiries", sum(asked.values()), len(asked) / 12),
        goes_on=_share("enquiry to approval", *direct),
        applies=_share("application to approval", *applied),
        to_approval=_lag("enquiry to approval, days", _days(mainstream, "enquiry_on", "approved_on")),
        to_first_child=_lag("approval to first child, days", _days(mainstream, "approved_on", "first_child_on")),
        leaves=_rate("leaves a year", left, households * max(watched, months if gone else 0) / 12),
        places=_rate(
            "places a household",
            sum(one.places or 0 for one in given) + beds,
            sum(one.households for one in given) + (households if beds else 0),
        ),
        households=households,
        totals=_totals(counts),
        left=_left(gone),
        months=months,
        notes=(*_notes(counts, mainstream, gone, by_stage), *([] if households else [_NOBODY])),
    )


def _approved(one: FunnelCount) -> bool:
    return one.kind is HouseholdKind.MAINSTREAM and one.stage is Stage.APPROVED


def _by_stage(counts: Iterable[FunnelCount]) -> dict[Stage, dict[dt.date, int]]:
    found: dict[Stage, dict[dt.date, int]] = defaultdict(dict)
    for one in counts:
        if one.kind is HouseholdKind.MAINSTREAM:
            found[one.stage][one.month] = one.households
    return dict(found)


def _went_on(by_stage: Mapping[Stage, Months], stage: Stage) -> tuple[int, int]:
    """Of the households at a stage, how many were approved in the months that have both; nothing where more were."""
    before, after = by_stage.get(stage, {}), by_stage.get(Stage.APPROVED, {})
    both = before.keys() & after.keys()
    reached, approved = sum(before[month] for month in both), sum(after[month] for month in both)
    return (approved, reached) if approved <= reached else (0, 0)


def _share(name: str, hits: int, of: int) -> Share:
    anchor = ANCHORS[name]
    return Share(hits + anchor.weight * anchor.value, of + anchor.weight, of, anchor.source)


def _rate(name: str, events: float, over: float) -> Share:
    anchor = ANCHORS[name]
    weight = 0.0 if over and anchor.only_where_nothing else anchor.weight
    return Share(events + weight * anchor.value + (not weight) * 0.5, over + weight, over, anchor.source)


def _lag(name: str, days: Sequence[int]) -> Lag:
    anchor: Anchor = ANCHORS[name]
    logs = np.log(np.maximum(days, 1)) if days else np.zeros(0)
    of = anchor.weight + len(logs)
    middle = (anchor.weight * np.log(anchor.value) + logs.sum()) / of
    spread = np.sqrt((anchor.weight * anchor.spread**2 + ((logs - middle) ** 2).sum()) / of)
    return Lag(float(middle), float(spread / np.sqrt(of)), float(spread), len(logs), anchor.source)


def _days(asking: Iterable[Applicant], first: str, last: str) -> list[int]:
    dates = ((getattr(one, first), getattr(one, last)) for one in asking)
    return [(end - begin).days for begin, end in dates if begin and end and end >= begin]


def _range(draws: Floats, behind: Share | Lag) -> Range:
    p10, p50, p90 = (float(point) for point in np.quantile(draws, (0.1, 0.5, 0.9)))
    return Range(p10, p50, p90, behind.n, behind.source)


def _totals(counts: Iterable[FunnelCount]) -> dict[HouseholdKind, dict[Stage, int]]:
    found: dict[HouseholdKind, dict[Stage, int]] = defaultdict(lambda: defaultdict(int))
    for one in counts:
        found[one.kind][one.stage] += one.households
    return {kind: {stage: of[stage] for stage in Stage if stage in of} for kind, of in sorted(found.items())}


def _left(gone: Iterable[Departure]) -> dict[HouseholdKind, dict[str, int]]:
    found: dict[HouseholdKind, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in gone:
        found[one.kind][one.reason.value] += one.households
    return {kind: dict(of) for kind, of in sorted(found.items())}


def _notes(
    counts: Sequence[FunnelCount],
    asking: Sequence[Applicant],
    gone: Sequence[Departure],
    by_stage: Mapping[Stage, Months],
) -> Iterable[str]:
    load = "load it with `homeward import funnel FILE` (`homeward template funnel FILE.xlsx` writes an empty one)"
    if not counts:
        yield f"No recruitment funnel is held: published figures stand in; {load}."
        return
    for stage, words in ((Stage.ENQUIRY, "asked"), (Stage.APPLICATION, "applied")):
        before, after = by_stage.get(stage, {}), by_stage.get(Stage.APPROVED, {})
        both = before.keys() & after.keys()
        reached, approved = sum(before[month] for month in both), sum(after[month] for month in both)
        if approved > reached:
            yield (
                f"{approved} mainstream households were approved and only {reached} {words} in the same months: how "
                "many go on cannot be worked out from that, and the published share stands in."
            )
        elif not both:
            yield f"How many {words} is not in the funnel file: the published share of them approved stands in."
    if not any(one.enquiry_on and one.approved_on for one in asking):
        yield "No household with its dates is listed (sheet applicants): the published time to approval stands in."
    if not gone:
        yield "No households that left are listed (sheet left): the published share that leaves a year stands in."
