"""What no known home could meet: the children, what they need, and the cheapest change that would make a home."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matching import words
from matching.candidates import Judge, Status
from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts
from matching.option import Json, NearMiss, Option
from matching.recruiting import places_to_look, wanted_household
from matching.rules.in_short import in_short
from matching.rules.rule import Effect, Finding
from matching.travel import TravelModel, journeys
from placements.models.base import Answer
from placements.models.child import Topic


class ChangeKind(enum.StrEnum):
    """What would make a home, the cheapest first (*design*: a question, a signature, a room, works, staff, a carer)."""

    ASK = "ask"
    APPROVAL = "approval"
    BED = "bed"
    ADAPTATION = "adaptation"
    STAFFING = "staffing"
    PLAN = "plan"
    RECRUITMENT = "recruitment"
    NONE = "none"


CHEAPEST_FIRST = tuple(ChangeKind)
MOST_NAMED = 4
KIND_OF_CURE = {
    "bed-free": ChangeKind.BED,
    "staying-put-room": ChangeKind.BED,
    "carer-on-hold": ChangeKind.BED,
    "kept-empty": ChangeKind.APPROVAL,
    "disability-suitable": ChangeKind.ADAPTATION,
    "allergy": ChangeKind.ADAPTATION,
    "supervision-cap": ChangeKind.STAFFING,
    "setting-unsuitable": ChangeKind.PLAN,
}
"""What cures a near miss, by the rule that stands in the way; every other cure is somebody's approval."""


@dataclass(frozen=True)
class CheapestChange:
    """The cheapest change that would make a home: its kind, the home it concerns (None: a new one), who can do it."""

    kind: ChangeKind
    home: str | None
    words: str
    who: str

    def as_json(self) -> Json:
        """The change for a program."""
        return {"kind": self.kind.value, "home": self.home, "because": self.words, "who": self.who}


@dataclass(frozen=True)
class UnmetNeed:
    """Children for whom no known home in the area is lawful; nothing in it names them.

    `ages` in whole years (None: not known), `together` how many would share a home, `needs` the highest level of each
    need (domain, level) and `supervision` the highest level, None where not recorded; `elsewhere` says whether a home
    outside the area is lawful.
    """

    on: dt.date
    area: str
    area_name: str
    ages: tuple[int | None, ...]
    together: int
    supervision: int | None
    needs: tuple[tuple[str, int], ...]
    urgency: str
    elsewhere: bool
    change: CheapestChange

    @property
    def words(self) -> str:
        """The line for the sufficiency statement (rule sufficiency-link)."""
        ages = words.listed(map(words.aged, self.ages))
        supervision = "" if self.supervision is None else f", supervision {self.supervision}"
        return f"Unmet need: {ages}{supervision}, in {self.area_name}. Kept for the sufficiency statement."

    def as_json(self) -> Json:
        """The need for a program."""
        return {
            "on": self.on.isoformat(),
            "area": self.area,
            "area_name": self.area_name,
            "ages": list(self.ages),
            "together": self.together,
            "supervision": self.supervision,
            "needs": [{"domain": domain, "level": level} for domain, level in self.needs],
            "urgency": self.urgency,
            "elsewhere": self.elsewhere,
            "change": self.change.as_json(),
        }


def unmet_needs(
    judge: Judge, model: TravelModel, options: Sequence[Option], near_misses: Sequence[NearMiss]
) -> tuple[UnmetNeed, ...]:
    """The unmet needs of a search: of the whole group, or of each child where they may not live together."""
    return tuple(
        _unmet(judge, model, unit, options, near_misses)
        for unit in _units(judge)
        if not any(option.suggested for option in _of(unit, options) if _is_local(option, judge))
    )


def _units(judge: Judge) -> list[tuple[ChildFacts, ...]]:
    whole = judge.request.children
    if any(one.effect is Effect.EXCLUDES for one in judge.of_group(whole)):
        return [(child,) for child in whole]
    return [whole]


def _of(unit: tuple[ChildFacts, ...], options: Sequence[Option]) -> list[Option]:
    return [option for option in options if option.verdict.children == unit]


def _is_local(one: Option | NearMiss, judge: Judge) -> bool:
    return one.verdict.home.la_code == judge.context.authority


def _unmet(
    judge: Judge,
    model: TravelModel,
    unit: tuple[ChildFacts, ...],
    options: Sequence[Option],
    near_misses: Sequence[NearMiss],
) -> UnmetNeed:
    levels = [child.supervision for child in unit if child.supervision is not None]
    needs: dict[str, int] = {}
    for need in (need for child in unit for need in child.needs):
        needs[need.domain.value] = max(need.level, needs.get(need.domain.value, 0))
    mine = _of(unit, options)
    nearly = [one for one in near_misses if one.verdict.children == unit]
    context = judge.context
    return UnmetNeed(
        on=context.today,
        area=context.authority,
        area_name=context.la_name(context.authority),
        ages=tuple(child.age_on(judge.stay.starts_on) for child in unit),
        together=len(unit),
        supervision=max(levels, default=None),
        needs=tuple(sorted(needs.items())),
        urgency=judge.request.urgency.value,
        elsewhere=any(option.suggested for option in mine),
        change=_cheapest(mine, nearly, judge) or _another_school(judge, model, unit) or _recruit(judge, model, unit),
    )


def _cheapest(options: Sequence[Option], near_misses: Sequence[NearMiss], judge: Judge) -> CheapestChange | None:
    """The cheapest change to a known home after which it would be lawful, in the area before outside it."""
    found = [*_questions(options, judge), *_cures(near_misses, judge)]
    return min(found, key=lambda one: one[:-1])[-1] if found else None


Costed = tuple[bool, int, int, float, str, CheapestChange]


def _questions(options: Sequence[Option], judge: Judge) -> Iterator[Costed]:
    for option in options:
        missing = option.missing()
        if option.status is Status.UNKNOWN and not option.vetoed:
            said = f"{option.home}: find out whether this holds. {_rules(missing)}"
            who = words.listed(dict.fromkeys(one.rule.asks for one in missing if one.rule.asks)) or "the duty worker"
            change = CheapestChange(ChangeKind.ASK, option.home, said, who)
            yield not _is_local(option, judge), 0, len(missing), -option.fit, option.home, change


def _cures(near_misses: Sequence[NearMiss], judge: Judge) -> Iterator[Costed]:
    for near in near_misses:
        if near.verdict.vetoed:
            continue
        kind = KIND_OF_CURE.get(near.finding.rule.id, ChangeKind.APPROVAL)
        rule = near.finding.rule
        said = f"{near.home}: only this stands in the way, {in_short(rule.id)}. What would do: {rule.cleared_by}."
        still = len(near.verdict.having(Effect.NOT_KNOWN)) + len(near.verdict.having(Effect.NEEDS_APPROVAL))
        change = CheapestChange(kind, near.home, said, rule.who)
        yield not _is_local(near, judge), CHEAPEST_FIRST.index(kind), still, -near.score.fit, near.home, change


def _another_school(judge: Judge, model: TravelModel, unit: tuple[ChildFacts, ...]) -> CheapestChange | None:
    """A change of school, where that alone would make a home in the area lawful: the rules are asked again."""
    if all(child.school_urn is None for child in unit):
        return None
    leaving = {child.ref: _without_school(child) for child in unit}
    request = replace(judge.request, children=tuple(leaving.get(one.ref, one) for one in judge.request.children))
    homes = [there.home for there in judge.there.values() if there.home.la_code == judge.context.authority]
    context = replace(judge.context, journeys=journeys(request.children, homes, model))
    again = Judge(request, context, homes, judge.stay)
    found = [home.ref for home in homes if again.verdict(tuple(leaving.values()), home.ref).suggested]
    if not found:
        return None
    more = [f"{len(found) - MOST_NAMED} more"] if found[MOST_NAMED:] else []
    named = words.listed([*found[:MOST_NAMED], *more])
    said = f"another school. With it {named} would be lawful; how well each fits is another search."
    return CheapestChange(ChangeKind.PLAN, found[0], said, "the child's social worker, with the virtual school head")


def _without_school(child: ChildFacts) -> ChildFacts:
    return replace(child, school_urn=None, school=None, answers={**child.answers, Topic.SCHOOL: Answer.NONE})


def _recruit(judge: Judge, model: TravelModel, unit: tuple[ChildFacts, ...]) -> CheapestChange:
    """A household to be found, held against the whole rules first: where even that one would be left out, say why."""
    home, said = wanted_household(judge, unit)
    nearest: list[Finding] = []
    for place in places_to_look(unit):
        stands = _stands(judge, model, unit, replace(home, position=place))
        if not stands:
            return CheapestChange(ChangeKind.RECRUITMENT, None, f"Recruit {said}.", "the fostering team")
        nearest = nearest or stands
    stops = words.listed(dict.fromkeys(in_short(one.rule.id) for one in nearest))
    because = f"No household, not even a new one, would do before this is settled: {stops}. {_rules(nearest)}"
    return CheapestChange(ChangeKind.NONE, None, because, nearest[0].rule.who or "the child's social worker")


def _stands(judge: Judge, model: TravelModel, unit: tuple[ChildFacts, ...], home: HomeFacts) -> list[Finding]:
    context = replace(judge.context, journeys=journeys(judge.request.children, [home], model))
    verdict = Judge(judge.request, context, [home], judge.stay).verdict(unit, home.ref)
    return [*verdict.having(Effect.EXCLUDES), *verdict.having(Effect.NOT_KNOWN)]


def _rules(findings: Sequence[Finding]) -> str:
    """The rules in their own words, which name nobody."""
    return " ".join(dict.fromkeys(one.rule.sentence for one in findings))
