"""The rules of living together, read a second time: see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely

from matching.child_facts import ChildFacts, RiskFact
from matching.home_facts import HomeFacts, Resident
from matching.situation import Context, Request
from tests.oracles.rules_days import each_day
from tests.oracles.rules_willing import read_willing
from tests.oracles.rules_words import ASK, GAP, NOTE, OUT, WARN

Found = Iterator[tuple[str, str]]
PRESENT = ("present", "present_low", "present_high")
PETS = ("cat", "dog", "rabbit", "horse", "bird", "hamster", "rodent", "guinea pig")


@dataclass(frozen=True)
class Somebody:
    """A child in the home, seen as nothing but facts."""

    dob: dt.date | None
    sex: str
    plan: ChildFacts | None


def _years(dob: dt.date | None, on: dt.date) -> int | None:
    return None if dob is None else on.year - dob.year - ((on.month, on.day) < (dob.month, dob.day))


def read_people(
    children: Sequence[ChildFacts],
    home: HomeFacts,
    request: Request,
    context: Context,
    first: dt.date,
    there: Sequence[Resident],
) -> Found:
    """Rules about who lives together, the household, and what the carers said."""
    inside = _children_inside(home, first, there)
    coming = [Somebody(child.dob, child.sex.value, child) for child in children]
    for child, me in zip(children, coming, strict=True):
        for other in [*inside, *(one for one in coming if one is not me)]:
            yield from _both_ways(child, other, me, inside, context)
        yield from _plan(child, home, first)
        yield from _pets_and_fire(child, home)
    for plan in [*children, *(one.plan for one in inside if one.plan)]:
        for fact in plan.constraints:
            if fact.kind == "max_children":
                allowed = (fact.value or "").strip()
                if not allowed.isdigit():
                    yield "max-children", ASK
                elif len(inside) + len(children) > int(allowed):
                    yield "max-children", OUT
    yield from _supervision(children, home, first, there)
    yield from _hold(home, first)
    if home.kind in ("fostering", "kinship"):
        yield from read_willing(children, home, first, together=not request.parent_and_child)


def _children_inside(home: HomeFacts, first: dt.date, there: Sequence[Resident]) -> list[Somebody]:
    found = []
    for one in there:
        years = _years(one.child.dob if one.child else None, first)
        if one.kind != "staying_put" and (years is None or years < 18):
            plan = one.child
            found.append(Somebody(plan.dob if plan else None, plan.sex.value if plan else "U", plan))
    for person in home.people:
        years = _years(person.dob, first)
        if person.living_as in ("own_child", "private_fostered") and (years is None or years < 18):
            found.append(Somebody(person.dob, person.sex.value, None))
    return found


def _both_ways(child: ChildFacts, other: Somebody, me: Somebody, inside: Sequence[Somebody], context: Context) -> Found:
    yield from _towards(child, other, context, "no-others")
    if other.plan is not None and any(other is one for one in inside):
        yield from _towards(other.plan, me, context, "lock-existing")


def _towards(child: ChildFacts, other: Somebody, context: Context, alone: str) -> Found:
    """What one child's plan, risks and assessments say of another child in the same home."""
    kinds = {fact.kind.value for fact in child.constraints}
    asked = child.answers.get("constraints") in ("given", "none")  # type: ignore[call-overload]
    if "alone" in kinds:
        yield alone, OUT
    elif not asked and not child.constraints:
        yield alone, ASK
    known = child.dob is not None and other.dob is not None
    if "no_younger" in kinds and (not known or _after(other, child)):
        yield "only-youngest", OUT if known else ASK
    if "no_older" in kinds and (not known or _after(child, other)):
        yield "only-oldest", OUT if known else ASK
    yield from _apart(child, other, context)
    yield from _sexual(child, other)


def _after(one: Somebody | ChildFacts, other: Somebody | ChildFacts) -> bool:
    return one.dob is not None and other.dob is not None and one.dob > other.dob


def _apart(child: ChildFacts, other: Somebody, context: Context) -> Found:
    if other.plan is None:
        return
    if any(fact.kind == "not_with" and fact.not_with == other.plan.ref for fact in child.constraints):
        yield "must-apart", OUT
    fact = context.relations.pairs.get(frozenset((child.ref, other.plan.ref)))
    if fact is not None and fact.assessed == "apart_must":
        yield "must-apart", ASK if fact.review_on is not None and fact.review_on < context.today else OUT


def _sexual(child: ChildFacts, other: Somebody) -> Found:
    risks = [risk for risk in child.risks if risk.kind == "sexual" and risk.risk_to == "others"]
    if not risks:
        if child.answers.get("risks") not in ("given", "none") and not child.risks:  # type: ignore[call-overload]
            yield "harm-sexual", ASK
        return
    for risk in risks:
        yield from _one_risk(child, other, risk)


def _one_risk(child: ChildFacts, other: Somebody, risk: RiskFact) -> Found:
    if risk.level == "unknown":
        yield "harm-sexual", ASK
    if risk.level not in PRESENT:
        return
    groups = set(risk.to_whom) & {"younger", "same_age", "female", "male"}
    if risk.to_whom and not groups:
        return
    if not risk.to_whom:
        yield "harm-sexual", OUT
        return
    answers = {_is_in(group, child, other) for group in groups}
    if "yes" in answers:
        yield "harm-sexual", OUT
    elif "perhaps" in answers:
        yield "harm-sexual", ASK


def _is_in(group: str, child: ChildFacts, other: Somebody) -> str:
    if group in ("female", "male"):
        return "perhaps" if other.sex == "U" else "yes" if other.sex == group[0].upper() else "no"
    if child.dob is None or other.dob is None:
        return "perhaps"
    if group == "younger":
        return "yes" if other.dob > child.dob else "no"
    return "yes" if abs((other.dob - child.dob).days) <= 730 else "no"


def _plan(child: ChildFacts, home: HomeFacts, first: dt.date) -> Found:
    adults = [
        person
        for person in home.people
        if person.living_as in ("carer", "adult", "staying_put") or (_years(person.dob, first) or 0) >= 18
    ]
    for fact in child.constraints:
        if fact.kind == "carer_sex":
            yield from _carer_sex(fact.value, [person.sex.value for person in adults])
        if fact.kind == "two_carers" and home.kind in ("fostering", "kinship"):
            carers = [person for person in home.people if person.living_as == "carer"]
            if len(carers) < 2:
                yield "two-carers", OUT if carers else ASK
        if fact.kind == "no_pets" and home.pets != "no":
            yield "no-pets", OUT if home.pets == "yes" else ASK
        if fact.kind == "avoid_area":
            if fact.area is None or home.position is None:
                yield "avoid-area", ASK
            elif shapely.intersects(fact.area, shapely.Point(home.position[1], home.position[0])):
                yield "avoid-area", OUT
    yield from _step_free(child, home)


def _step_free(child: ChildFacts, home: HomeFacts) -> Found:
    beds = [bed.step_free for bed in home.beds]
    if home.step_free == "yes" or "yes" in beds:
        return
    no = home.step_free == "no" or (beds and all(answer == "no" for answer in beds))
    needs = [need for need in child.needs if need.domain == "mobility" and need.level >= 3]
    if any(fact.kind == "step_free" for fact in child.constraints):
        yield "disability-suitable", OUT if no else ASK
    elif any(need.essential for need in needs):
        yield "disability-suitable", WARN
    elif needs:
        yield "disability-suitable", NOTE if no else GAP


def _carer_sex(value: str | None, sexes: Sequence[str]) -> Found:
    wanted = {"f": "F", "female": "F", "m": "M", "male": "M"}.get((value or "").lower())
    if wanted is None:
        yield "carer-sex", ASK
    elif any(sex not in (wanted, "U") for sex in sexes):
        yield "carer-sex", OUT
    elif not sexes or "U" in sexes:
        yield "carer-sex", ASK


def _pets_and_fire(child: ChildFacts, home: HomeFacts) -> Found:
    allergies = [trait for trait in child.traits if trait.topic == "allergy"]
    asked = allergies or child.answers.get("allergy") in ("given", "none")  # type: ignore[call-overload]
    if not asked and (home.pets != "no" or home.smokers != "no"):
        yield "allergy", ASK
    for trait in allergies:
        there = _there(trait.code.lower(), home)
        if there == "no":
            continue
        if trait.severity in ("mild", "moderate"):
            yield "allergy", NOTE if there == "yes" else GAP
            continue
        yield "allergy", OUT if there == "yes" and trait.severity == "severe" else ASK
    for risk in child.risks:
        if risk.risk_to != "others" or risk.level == "none_known":
            continue
        if risk.kind == "animals" and home.pets != "no":
            yield "animals-fire", OUT if home.pets == "yes" and risk.level == "present_high" else ASK
        if risk.kind == "fire":
            yield "animals-fire", ASK


def _there(cause: str, home: HomeFacts) -> str:
    if cause in ("smoke", "smoking", "smokers"):
        return home.smokers.value
    kinds = (home.pet_kinds or "").lower()
    if cause in ("pets", "pet", "animals", "fur") or cause.rstrip("s") in kinds:
        return home.pets.value
    if cause.rstrip("s") not in PETS or home.pets == "no" or (home.pets == "yes" and kinds):
        return "no"
    return "perhaps"


def _supervision(children: Sequence[ChildFacts], home: HomeFacts, first: dt.date, there: Sequence[Resident]) -> Found:
    if home.supervision_cap is None:
        if any((child.supervision or 0) >= 3 for child in children):
            yield "supervision-cap", ASK
        return
    days = [first, max([first, *(one.starts_on for one in there)])]
    for placed in each_day(first, days, there):
        yield from _supervised(children, placed, home.supervision_cap)


def _supervised(children: Sequence[ChildFacts], placed: Sequence[Resident], cap: int) -> Found:
    needs = [child.supervision for child in children] + [one.child.supervision if one.child else None for one in placed]
    at_least = sum(need or 0 for need in needs)
    at_most = sum(4 if need is None else need for need in needs)
    if at_least > cap:
        yield "supervision-cap", OUT
    elif at_most > cap:
        yield "supervision-cap", ASK


def _hold(home: HomeFacts, first: dt.date) -> Found:
    held = any(one.starts_on <= first and not (one.ends_on and one.ends_on <= first) for one in home.holds)
    later = home.available_from is not None and home.available_from > first
    reserved = any(one.starts_on <= first < one.ends_on for one in home.kept_empty)
    if reserved:
        yield "kept-empty", OUT
    if held or later or home.status in ("on_hold", "leaving", "closed"):
        yield "carer-on-hold", OUT
    elif home.status == "unknown":
        yield "carer-on-hold", ASK
