"""The household that children would need, written as facts, so that the rules can be asked about it like any other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from matching import words
from matching.candidates import Judge
from matching.child_facts import ChildFacts
from matching.home_facts import ApprovalFacts, BedFacts, HomeFacts, PersonFacts, WillingFacts
from placements.models.base import Known, Sex
from placements.models.child import ConstraintKind, NeedDomain, Topic
from placements.models.home import HomeKind, Sharing
from placements.models.household import Basis, LivingAs, Term, Willing
from placements.repository.places import Position

WANTED = "wanted"


def wanted_household(judge: Judge, children: tuple[ChildFacts, ...]) -> tuple[HomeFacts, str]:
    """The authority's own fostering household, where these children come from, that can do all they need.

    Returns its facts, and the same in words for whoever recruits.
    """
    skills: dict[NeedDomain, int] = {}
    for need in (need for child in children for need in child.needs):
        skills[need.domain] = max(need.level, skills.get(need.domain, 0))
    ages = [child.age_on(judge.stay.starts_on) for child in children]
    home = HomeFacts(
        ref=WANTED,
        kind=HomeKind.FOSTERING,
        position=next(places_to_look(children)),
        la_code=judge.context.authority,
        step_free=Known.YES,
        pets=Known.NO,
        smokers=Known.NO,
        supervision_cap=sum(child.supervision or 0 for child in children) + SPARE * len(children),
        beds=tuple(_bed(number, judge) for number in range(1, len(children) + 1)),
        people=_carers(children),
        approvals=(_terms(),),
        skills=skills,
        languages=frozenset().union(*(child.codes(topic) for child in children for topic in _SPOKEN)),
        willing=_willing(children),
    )
    return home, _in_words(ages, skills, children, judge)


def places_to_look(children: tuple[ChildFacts, ...]) -> Iterator[Position | None]:
    """Where to look for it: where the children come from, then some two and four miles around; None if not known."""
    start = next((child.home for child in children if child.home is not None), None)
    yield start
    if start is not None:
        for far in (0.03, 0.06):
            for north, east in product((-far, 0.0, far), repeat=2):
                if north or east:
                    yield start._replace(latitude=start.latitude + north, longitude=start.longitude + 1.7 * east)


SPARE = 4
_SPOKEN = (Topic.LANGUAGE, Topic.RELIGION)


def _bed(number: int, judge: Judge) -> BedFacts:
    return BedFacts(number, f"bed {number}", None, Sharing.NO, Known.YES, judge.context.today)


def _carers(children: tuple[ChildFacts, ...]) -> tuple[PersonFacts, ...]:
    """Two carers, of the sex that a plan requires."""
    required = [fact for child in children for fact in child.constraints_of(ConstraintKind.CARER_SEX)]
    sex = Sex.MALE if any((fact.value or "").strip().lower()[:1] == "m" for fact in required) else Sex.FEMALE
    other = sex if required else Sex.MALE
    return PersonFacts(LivingAs.CARER, None, sex), PersonFacts(LivingAs.CARER, None, other)


def _terms() -> ApprovalFacts:
    no_limit = Term.NO_LIMIT
    return ApprovalFacts(Basis.REG27, age_term=no_limit, number_term=no_limit, sex_term=no_limit, types_term=no_limit)


def _willing(children: tuple[ChildFacts, ...]) -> tuple[WillingFacts, ...]:
    behaviours = sorted({risk.value for child in children for risk in child.present_risks})
    return (
        WillingFacts("age", "0-17", Willing.YES),
        WillingFacts("siblings", str(len(children)), Willing.YES),
        *(WillingFacts("behaviour", behaviour, Willing.YES) for behaviour in behaviours),
    )


def _in_words(
    ages: list[int | None], skills: dict[NeedDomain, int], children: tuple[ChildFacts, ...], judge: Judge
) -> str:
    asked = [f"{words.plain(domain)} {level}" for domain, level in sorted(skills.items()) if level > 1]
    constraints = {fact.kind for child in children for fact in child.constraints}
    asked += sorted(_CONSTRAINTS[kind] for kind in constraints if kind in _CONSTRAINTS)
    needed = f", able to meet {words.listed(asked)}" if asked else ""
    place = judge.context.la_name(judge.context.authority)
    return (
        f"a household with {words.count(len(ages), 'bed')} for {words.listed(map(words.aged, ages))} in {place}{needed}"
    )


_CONSTRAINTS = {
    ConstraintKind.ALONE: "only child",
    ConstraintKind.STEP_FREE: "step-free",
    ConstraintKind.TWO_CARERS: "two carers",
    ConstraintKind.NO_PETS: "no pets",
}
