"""The terms of approval, read a second time: see `tests.oracles.rules`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from matching.child_facts import ChildFacts
from matching.home_facts import ApprovalFacts, HomeFacts, Resident
from matching.situation import Request
from tests.oracles.rules_days import age, approvals_in_force, most_placed
from tests.oracles.rules_words import ASK, OUT

KINDS_OF_CARE = {
    "emergency": {"short", "connected", "emergency"},
    "short": {"short", "connected"},
    "bridging": {"short", "connected", "long"},
    "long_term": {"long", "connected"},
    "permanence": {"long", "connected", "early_permanence"},
    "respite": {"respite", "short_break"},
    "remand": {"remand"},
}
Found = Iterator[tuple[str, str]]


def read_terms(
    children: Sequence[ChildFacts],
    home: HomeFacts,
    request: Request,
    first: dt.date,
    days: Sequence[dt.date],
    there: Sequence[Resident],
) -> Found:
    """Of several approvals in force, the one with the fewest breaches, then the fewest terms not known."""
    most = most_placed(first, days, there)
    verdicts = [
        dict(_one_approval(one, children, home, request, first, most)) for one in approvals_in_force(home, first)
    ]
    if home.kind in ("fostering", "kinship") and verdicts:
        yield from min(verdicts, key=lambda v: (list(v.values()).count(OUT), len(v))).items()


def _one_approval(
    one: ApprovalFacts,
    children: Sequence[ChildFacts],
    home: HomeFacts,
    request: Request,
    first: dt.date,
    placed: Sequence[Resident],
) -> Found:
    for verdicts, rule in (
        ([_age_term(one, child, first) for child in children], "terms-age"),
        ([_sex_term(one, child) for child in children], "terms-sex"),
        ([_number_term(one, len(children) + len(placed))], "terms-number"),
        ([_type_term(one, request)], "terms-type"),
        ([_name_term(one, child, home) for child in children], "terms-named"),
        ([_parent_term(one, request)], "parent-child-terms"),
    ):
        if OUT in verdicts:
            yield rule, OUT
        elif ASK in verdicts:
            yield rule, ASK


def _age_term(one: ApprovalFacts, child: ChildFacts, first: dt.date) -> str | None:
    years = age(child.dob, first)
    if one.age_term == "no_limit":
        return None
    if one.age_term == "unknown" or years is None:
        return ASK
    if one.age_min is not None and one.age_max is not None and one.age_max < one.age_min:
        return ASK
    too_young = one.age_min is not None and years < one.age_min
    too_old = one.age_max is not None and years > one.age_max
    return OUT if too_young or too_old else None


def _sex_term(one: ApprovalFacts, child: ChildFacts) -> str | None:
    if one.sex_term == "no_limit":
        return None
    if one.sex_term == "unknown" or one.sex is None or child.sex == "U":
        return ASK
    return OUT if child.sex != one.sex else None


def _number_term(one: ApprovalFacts, number: int) -> str | None:
    if one.number_term == "no_limit":
        return None
    if one.number_term == "unknown" or one.number is None:
        return ASK
    return OUT if number > one.number else None


def _type_term(one: ApprovalFacts, request: Request) -> str | None:
    if one.types_term == "no_limit":
        return None
    if one.types_term == "unknown":
        return ASK
    wanted = {"short_break", "respite"} if request.kind == "short_break" else KINDS_OF_CARE.get(request.duration.value)
    if request.kind == "emergency" and request.duration == "unknown":
        wanted = KINDS_OF_CARE["emergency"]
    if wanted is None:
        return None if {"short", "long"} <= one.types else ASK
    return None if wanted & one.types else OUT


def _name_term(one: ApprovalFacts, child: ChildFacts, home: HomeFacts) -> str | None:
    if one.named:
        return OUT if child.ref not in one.named else None
    return ASK if home.kind == "kinship" else None


def _parent_term(one: ApprovalFacts, request: Request) -> str | None:
    if not request.parent_and_child or one.types_term == "no_limit" or "parent_child" in one.types:
        return None
    return ASK if one.types_term == "unknown" else OUT
