"""The rules read a second time: slowly, day by day, straight from the facts, by somebody who has not seen the engine.

`read(children, home, request, context)` gives, by rule, the hardest thing it says of these children in that home; a
rule that is met is absent. Every rule about children and homes is read, those about a search, a decision or the program
itself are not. Written after the paper of rules, with none of the engine's own reasoning about beds, terms or
households.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from matching.child_facts import ChildFacts
from matching.home_facts import HomeFacts, Resident
from matching.situation import Context, Request
from tests.oracles.rules_beds import read_beds
from tests.oracles.rules_days import age, approvals_in_force, each_day
from tests.oracles.rules_people import read_people
from tests.oracles.rules_rest import read_rest
from tests.oracles.rules_terms import read_terms
from tests.oracles.rules_words import ASK, HARDEST_FIRST, NEED, OUT, TASK, WARN, minutes

OPEN_END = 3_650
LENGTHS = {"emergency": 28, "respite": 14, "remand": 56, "short": 182, "bridging": 182}
ASKED_AS = {"fostering": "foster", "kinship": "kin", "childrens_home": "K2", "supported": "K3"}


def read(children: Sequence[ChildFacts], home: HomeFacts, request: Request, context: Context) -> dict[str, str]:
    """What every rule says, by rule."""
    first = max(request.needed_by.date(), context.today)
    if any(child.lives_at == home.ref for child in children):
        return {"current-home": OUT}
    length = LENGTHS.get(request.duration.value)
    days = [first + dt.timedelta(days=n) for n in range(length or OPEN_END)]
    there = [one for one in home.residents if _on_some_day(one, first, None if length is None else days[-1], request)]
    found: dict[str, str] = {}
    for rule, verdict in (
        *_place(children, home, request, context, first),
        *_approval(children, home, request, context, first, there),
        *read_terms(children, home, request, first, days, there),
        *_numbers(children, home, context, first, days, there),
        *read_people(children, home, request, context, first, there),
        *read_beds(children, home, request, context, first, there, days[-1]),
        *read_rest(children, home, request, context, first, days, there),
    ):
        found[rule] = min(verdict, found.get(rule, verdict), key=HARDEST_FIRST.index)
    broken = [rule for rule in OF_TERMS if found.get(rule) == OUT]
    if broken and request.kind == "emergency":
        found["outside-terms"] = TASK
    return found


OF_TERMS = ("terms-age", "terms-number", "terms-sex", "terms-type", "terms-named")


def _on_some_day(one: Resident, first: dt.date, last: dt.date | None, request: Request) -> bool:
    if one.held_for == request.ref:
        return False
    ends_before = one.ends_on is not None and one.ends_on <= first
    return not ends_before and (last is None or one.starts_on <= last)


Found = Iterator[tuple[str, str]]


def _place(
    children: Sequence[ChildFacts], home: HomeFacts, request: Request, context: Context, first: dt.date
) -> Found:
    own_carer = home.kind in ("kinship", "parent") or (home.kind == "fostering" and home.provider_kind == "own")
    if not own_carer and home.la_code is None:
        yield "out-adjoining", ASK
    if not own_carer and home.la_code not in (None, context.authority):
        pair = (context.authority, home.la_code)
        if pair in context.neighbours.pairs:
            yield "out-adjoining", NEED
        elif {context.authority, home.la_code} & context.neighbours.complete:
            yield "out-distant", NEED
        else:
            yield "out-distant", ASK
    if request.settings.get(ASKED_AS.get(home.kind.value, "-")) == "unsuitable":
        yield "setting-unsuitable", OUT
    if home.kind == "secure":
        yield "secure-never-auto", OUT
    for child in children:
        yield from _school(child, home, request, first)


def _school(child: ChildFacts, home: HomeFacts, request: Request, first: dt.date) -> Found:
    years = age(child.dob, first)
    journey = minutes(child.school, home.position)
    longest = 45 if years is not None and years < 11 else 75
    no_school = child.school_urn is None and child.answers.get("school") in ("given", "none")  # type: ignore[call-overload]
    if request.kind != "emergency" and not no_school:
        if child.school_year is None and (years is None or 14 <= years <= 16):
            yield "ks4-school", ASK
        if child.school_year in (10, 11):
            if journey is None:
                yield "ks4-school", ASK
            elif journey > longest:
                yield "ks4-school", NEED


def _approval(
    children: Sequence[ChildFacts],
    home: HomeFacts,
    request: Request,
    context: Context,
    first: dt.date,
    there: Sequence[Resident],
) -> Found:
    household = home.kind in ("fostering", "kinship")
    if household and not home.approvals:
        yield "carer-approved", ASK
    elif household and not approvals_in_force(home, first):
        yield "carer-approved", OUT
    if home.kind == "fostering" and home.provider_kind != "own":
        others = {one.la_code for one in there if one.kind != "staying_put"} - {None, context.authority}
        if home.fsp_consent == "no":
            yield "fsp-consent", OUT
        elif home.fsp_consent != "yes" or others:
            yield "fsp-consent", NEED
    yield from _registration(children, home, first)
    if request.parent_and_child and not household and home.kind != "family_centre":
        yield "parent-child-terms", ASK


def _registration(children: Sequence[ChildFacts], home: HomeFacts, first: dt.date) -> Found:
    household = home.kind in ("fostering", "kinship")
    registrations = [
        one
        for one in home.registrations
        if not (one.starts_on and one.starts_on > first) and not (one.ends_on and one.ends_on <= first)
    ]
    rule = "sa-16-17" if home.kind in ("supported", "other") else "home-registered"
    if home.kind in ("childrens_home", "secure", "family_centre", "supported", "other"):
        if not registrations or registrations[-1].status == "unknown":
            yield rule, ASK
        elif registrations[-1].status != "active":
            yield rule, OUT
    for child in children:
        years = age(child.dob, first)
        if home.kind in ("supported", "other") and (years is None or years < 16):
            yield "under16-other", ASK if years is None else OUT
        if not household and home.kind != "parent" and registrations and _outside(child, registrations[-1], years):
            yield "home-statement", WARN


def _outside(child: ChildFacts, registration: object, years: int | None) -> bool:
    low, high = getattr(registration, "age_min", None), getattr(registration, "age_max", None)
    if years is not None and (years < (low or 0) or years > (17 if high is None else high)):
        return True
    sex = getattr(registration, "sex", None)
    if sex and child.sex not in ("U", sex):
        return True
    if years is None or (sex and child.sex == "U") or (low or 0) > (17 if high is None else high):
        return True
    accepted: frozenset[str] = getattr(registration, "needs_accepted", frozenset())
    return bool(accepted) and any(need.essential and need.domain.value not in accepted for need in child.needs)


def _numbers(
    children: Sequence[ChildFacts],
    home: HomeFacts,
    context: Context,
    first: dt.date,
    days: Sequence[dt.date],
    there: Sequence[Resident],
) -> Found:
    for placed in each_day(first, days, there):
        yield from _numbers_on(placed, children, home, context, first)


def _numbers_on(
    placed: Sequence[Resident], children: Sequence[ChildFacts], home: HomeFacts, context: Context, first: dt.date
) -> Found:
    private = [
        one
        for one in home.people
        if one.living_as == "private_fostered" and (one.dob is None or (age(one.dob, first) or 0) < 18)
    ]
    number = len(placed) + len(private) + len(children)
    if home.kind not in ("fostering", "kinship") or number <= 3:
        return
    named = {one.child.ref for one in placed if one.child} | {child.ref for child in children}
    strangers = len([one for one in placed if one.child is None]) + len(private)
    alike = _one_family(named, context)
    if alike == "yes" and not strangers:
        return
    givers = {
        one.la_code
        for one in home.exemptions
        if one.starts_on <= first and not (one.ends_on and one.ends_on <= first) and named <= one.children
    }
    if strangers:
        givers = set()
    if home.la_code is not None and home.la_code in givers:
        return
    perhaps_family = alike != "no" and not private
    perhaps_exempt = bool(givers) and (None in givers or home.la_code is None)
    yield "usual-limit", ASK if perhaps_family or perhaps_exempt else OUT


def _one_family(refs: set[str], context: Context) -> str:
    answers = set()
    for one in refs:
        for other in refs - {one}:
            fact = context.relations.pairs.get(frozenset((one, other)))
            if fact is not None:
                answers.add("yes" if fact.relation in ("full", "half", "step", "adoptive") else "no")
            else:
                answers.add("perhaps" if _joined(one, other, context) else "no")
    return "no" if "no" in answers else "perhaps" if "perhaps" in answers else "yes"


def _joined(one: str, other: str, context: Context) -> bool:
    """Whether a chain of recorded siblings leads from one child to another."""
    seen, waiting = set(), [one]
    while waiting:
        here = waiting.pop()
        if here == other:
            return True
        if here in seen:
            continue
        seen.add(here)
        for pair, fact in context.relations.pairs.items():
            if here in pair and fact.relation in ("full", "half", "step", "adoptive"):
                waiting.extend(pair - {here})
    return False
