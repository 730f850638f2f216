"""The factors of fit for one child in one home, each from 0 to 1, or not known.

Nothing here reads a protected trait to a child's loss, or any trait of a carer: the identity factor can only add.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from matching import words
from matching.case import Case
from matching.child_facts import NeedFact
from matching.rules.child import ENGLISH
from matching.rules.place import school_limit
from matching.terms import ACCEPTED
from matching.weights import Factor
from matching.wishes import holds, met, said
from placements.models.child import Topic
from placements.models.household import Term
from placements.models.referral import Suitability
from placements.models.wish import WishSays

MIDPOINT = 0.5
"""What an unknown fact counts: neither for nor against, and it is listed as a gap."""
HIGHEST_LEVEL = 4
SCHOOL_AGE = 4


class Value(NamedTuple):
    """How well one factor is met, 0 to 1; None where a fact is missing, which `because` then names."""

    value: float | None
    because: str


def _between(minutes: float, full: float, none: float) -> float:
    """1 at or under `full` minutes, 0 at or over `none`, straight in between."""
    return min(1.0, max(0.0, (none - minutes) / (none - full)))


def wishes(case: Case) -> Value:
    """The share of the child's recorded wishes that the home meets; free text is for a person to weigh.

    Without wishes that can be held against a home it counts the midpoint.
    """
    if case.child.wishes:
        return _wished(case)
    if case.child.answered(Topic.WISHES):
        return Value(None, f"{case.child.called}'s wishes are for a person to weigh: free text is not scored")
    return Value(None, f"{case.child.called} has not been asked")


def _wished(case: Case) -> Value:
    told = [
        f"{_SAYS[wish.says]} {said(wish, case.context.la_name)}: {_SO[holds(wish, case.there)]}"
        for wish in case.child.wishes
    ]
    return Value(met(case.child.wishes, case.there), f"{case.child.called} {'; '.join(told)}")


_SAYS = {WishSays.WANTS: "wants", WishSays.RATHER_NOT: "would rather not have", WishSays.VETO: "said no to"}
_SO = {True: "so here", False: "not so here", None: "not known here"}


def needs(case: Case) -> Value:
    """1 less the mean shortfall of skill against each need; a skill that is not recorded counts the midpoint."""
    if not case.child.needs:
        if case.child.answered(Topic.NEEDS):
            return Value(1.0, f"No needs above ordinary care are recorded for {case.child.called}")
        return Value(None, f"{case.child.called}'s needs are not recorded")
    skills = case.skills
    known = [(need, skill) for need, skill in skills if skill is not None]
    if not known:
        return Value(None, f"The home's skill in {_domains(case.child.needs)} is not recorded")
    met = [1 - max(0, need.level - skill) / HIGHEST_LEVEL for need, skill in known]
    value = (math.fsum(met) + MIDPOINT * (len(skills) - len(known))) / len(skills)
    return Value(value, _needs_words([need for need, skill in known if need.level <= skill], skills))


def _needs_words(met: list[NeedFact], skills: list[tuple[NeedFact, int | None]]) -> str:
    said = [f"Meets {len(met)} of {words.count(len(skills), 'need')}"]
    said += [
        f"{words.plain(need.domain)} {need.level} against {'not recorded' if skill is None else skill}"
        for need, skill in skills
        if skill is None or need.level > skill
    ]
    return "; ".join(said)


def _domains(every: tuple[NeedFact, ...]) -> str:
    return words.listed(words.plain(need.domain) for need in every)


def education(case: Case) -> Value:
    """Minutes to the child's own school, by age; a child without a school has none to lose."""
    age = case.child.age_on(case.stay.starts_on)
    if case.child.school_urn is None:
        if age is not None and age < SCHOOL_AGE:
            return Value(1.0, f"{case.child.called} is not yet of school age")
        if case.child.answered(Topic.SCHOOL):
            return Value(1.0, f"{case.child.called} has no school to keep")
        return Value(None, f"{case.child.called}'s school is not recorded")
    minutes = case.journey.school_minutes
    if minutes is None:
        return Value(None, f"How far this is from {case.child.called}'s school is not known")
    limits = case.context.policy.minutes
    value = _between(minutes, limits.school_full, school_limit(case))
    return Value(value, f"{minutes:.0f} minutes to {case.child.called}'s school")


def household(case: Case) -> Value:
    """Room for the child: few others, ages apart, supervision to spare; the mean of what is known."""
    others = case.there.companions
    parts = [1 - min(len(others), HIGHEST_LEVEL) / HIGHEST_LEVEL]
    gaps = [
        abs((other.dob - case.child.dob).days) / 365.25 for other in others if other.dob and case.child.dob is not None
    ]
    if gaps:
        parts.append(min(1.0, min(gaps) / (2 * case.context.policy.household.age_gap_years)))
    headroom = _headroom(case)
    if headroom is not None:
        parts.append(headroom)
    there = words.count(len(others), "other child", "other children") if others else "No other child"
    return Value(math.fsum(parts) / len(parts), f"{there} there")


def _headroom(case: Case) -> float | None:
    cap = case.home.supervision_cap
    levels = [case.child.supervision, *(one.child.supervision if one.child else None for one in case.there.busiest)]
    if not cap or None in levels:
        return None
    return max(0.0, 1 - sum(level for level in levels if level is not None) / cap)


def locality(case: Case) -> Value:
    """Minutes to where the child comes from."""
    minutes, far = case.journey.home_minutes, case.journey.home_miles
    if minutes is None or far is None:
        return Value(None, f"How far this is from {case.child.called}'s home is not known")
    limits = case.context.policy.minutes
    value = _between(minutes, limits.home_full, limits.home_none)
    return Value(value, f"{minutes:.0f} minutes ({far:.1f} miles in a straight line) from {case.child.called}'s home")


def contact(case: Case) -> Value:
    """The share of planned contact that is within the limit of travel, by how often it happens."""
    if not case.child.contacts:
        if case.child.answered(Topic.CONTACT):
            return Value(1.0, f"No contact is planned for {case.child.called}")
        return Value(None, f"{case.child.called}'s contact is not recorded")
    limit = case.context.policy.minutes.contact_limit
    planned = zip(case.child.contacts, case.journey.contact_minutes, strict=True)
    known = [(one.times_month or 1, minutes <= limit) for one, minutes in planned if minutes is not None]
    if not known:
        return Value(None, f"Where {case.child.called}'s contact takes place is not known")
    within = sum(times for times, near in known if near)
    every = sum(times for times, _ in known)
    return Value(within / every, f"{within} of {every} visits a month within {limit:.0f} minutes")


def identity(case: Case) -> Value:
    """Support for language and faith that the home says it can give: more than the midpoint if so, never less."""
    wanted = case.child.codes(Topic.RELIGION) | (case.child.codes(Topic.LANGUAGE) - ENGLISH)
    if not wanted:
        return Value(MIDPOINT, "No particular support is asked for")
    met = wanted & case.home.languages
    if not met:
        return Value(None, f"Whether the home can support {words.listed(sorted(wanted))} is not recorded")
    share = len(met) / len(wanted)
    return Value(MIDPOINT + (1 - MIDPOINT) * share, f"Says it can support {words.listed(sorted(met))}")


_SUITS = {Suitability.PREFERRED: 1.0, Suitability.SUITABLE: 0.75, Suitability.UNSUITABLE: 0.0}


def permanence(case: Case) -> Value:
    """Whether the home is of the kind, and approved for the length, that the plan asks for."""
    asked = case.request.suitability(case.home.kind)
    parts = [_SUITS[asked]] if asked in _SUITS else []
    wanted = ACCEPTED.get(case.request.duration)
    known_terms = [one for one in case.there.approvals if one.types_term is not Term.UNKNOWN]
    if wanted and known_terms:
        suits = any(one.types_term is Term.NO_LIMIT or wanted & one.types for one in known_terms)
        parts.append(1.0 if suits else 0.0)
    if not parts:
        return Value(None, "Whether kind and length of care match the plan is not recorded")
    kind = f"{words.plain(case.home.kind)} is {words.plain(asked)}" if asked in _SUITS else "kind of home not given"
    return Value(math.fsum(parts) / len(parts), f"{kind}; length: {words.plain(case.request.duration)}")


FACTORS: dict[Factor, Callable[[Case], Value]] = {
    Factor.WISHES: wishes,
    Factor.NEEDS: needs,
    Factor.EDUCATION: education,
    Factor.HOUSEHOLD: household,
    Factor.LOCALITY: locality,
    Factor.CONTACT: contact,
    Factor.IDENTITY: identity,
    Factor.PERMANENCE: permanence,
}
