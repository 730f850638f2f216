"""Brothers and sisters: whether those assessed to live together do (I25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from placements.geography import normalise_postcode
from placements.indicators.definition import Definition, Period, Unit
from placements.indicators.facts import Facts, Pair
from placements.indicators.measure import Measure
from placements.indicators.row import Indicator, Part
from placements.models.child import Together

TOGETHER, APART, PLACE_UNKNOWN = "together", "apart", "place_not_known"
NOT_ASSESSED, OTHERWISE = "not_assessed", "assessed_otherwise"
_TO_BE_TOGETHER = frozenset({Together.MUST, Together.PREFER})

GROUPS = Definition(
    "I25",
    "Sibling groups placed to plan",
    "those of whom all live at one placement postcode",
    "groups of brothers and sisters looked after who were assessed as to live together (must or prefer), where their "
    "places tell whether they do",
    Unit.PER_CENT,
    Period.SNAPSHOT,
    fields="sibling relations of the child's record; PL_POST",
    readers="T C B",
    hiding="A Q",
    leaves_out="groups not assessed or assessed otherwise (both shown apart); brothers and sisters not looked after",
    needs="assessments, which are held as they are today: only for the newest return",
)


def placed_to_plan(facts: Facts) -> Indicator:
    """I25."""
    if facts.siblings is None:
        because = "Assessments of brothers and sisters are held as they are now, which says nothing of an earlier year."
        return GROUPS.unanswered(facts.day, because)
    stock = facts.stock
    homes = {int(child): normalise_postcode(post) for child, post in zip(stock["child"], stock["pl_post"], strict=True)}
    pairs = [pair for pair in facts.siblings if pair.a in homes and pair.b in homes]
    counted = counts(pairs, homes)
    parts = tuple(Part(category, number) for category, number in counted.items())
    told = counted[TOGETHER] + counted[APART]
    nobody = "No group of brothers and sisters looked after is assessed as to live together, in places that are known."
    return GROUPS.share(facts.day, counted[TOGETHER], told, nobody, parts)


def counts(pairs: Iterable[Pair], homes: Mapping[int, str | None]) -> dict[str, int]:
    """Groups by what became of their assessment; `homes` gives each child's placement postcode, None if not known."""
    pairs = tuple(pairs)
    number = dict.fromkeys((TOGETHER, APART, PLACE_UNKNOWN, NOT_ASSESSED, OTHERWISE), 0)
    planned = [pair for pair in pairs if pair.assessed in _TO_BE_TOGETHER]
    for group in joined(planned):
        number[_whereabouts({homes[child] for child in group})] += 1
    to_be_together = {child for pair in planned for child in (pair.a, pair.b)}
    unassessed = {child for pair in pairs if pair.assessed == Together.NOT_ASSESSED for child in (pair.a, pair.b)}
    for family in joined(pairs):
        if to_be_together.isdisjoint(family):
            number[OTHERWISE if unassessed.isdisjoint(family) else NOT_ASSESSED] += 1
    return number


def _whereabouts(postcodes: set[str | None]) -> str:
    if len(postcodes - {None}) > 1:
        return APART
    return PLACE_UNKNOWN if None in postcodes else TOGETHER


def joined(pairs: Iterable[Pair]) -> list[frozenset[int]]:
    """The groups that pairs join, in the order of their youngest id."""
    group_of: dict[int, frozenset[int]] = {}
    for pair in pairs:
        group = group_of.get(pair.a, frozenset({pair.a})) | group_of.get(pair.b, frozenset({pair.b}))
        group_of |= dict.fromkeys(group, group)
    return sorted(set(group_of.values()), key=min)


MEASURES = (Measure(GROUPS, placed_to_plan),)
