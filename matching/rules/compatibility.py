"""Rules about living together, asked of the newcomer and of everybody already there (section D).

Each is practice or local policy, save the welfare duty behind them all; none has a statutory start.
"""

from __future__ import annotations

from matching import words
from matching.case import Case, Encounter
from matching.child_facts import ChildFacts, RiskFact
from matching.household import Companion
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from placements.models.base import Sex
from placements.models.child import ConstraintKind, RiskKind, RiskLevel, Together, Topic

SECTION = Book()
PRACTICE = "practice"
AUTHOR = "the author of the plan"


def _plan_of(one: Encounter) -> str:
    return f"{one.one.called}'s plan" if one.newcomer else "The plan of a child who lives there"


def _constraints_unknown(one: Encounter) -> Says | None:
    if one.one.answered(Topic.CONSTRAINTS) or one.one.constraints:
        return None
    whose = one.one.called if one.newcomer else "a child who lives there"
    return not_known(f"What the plan requires for {whose} is not recorded, and there would be another child.")


def _must_be_alone(one: Encounter) -> Says | None:
    if one.one.constraint(ConstraintKind.ALONE):
        return breach(f"{_plan_of(one)} says only child.")
    return _constraints_unknown(one)


@SECTION.rule(
    "no-others",
    RuleClass.HARD,
    Scope.MEET,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
)
def no_others(case: Case) -> Says | None:
    """A child whose plan says only child lives with no other child, the carers' own included."""
    return worst(_must_be_alone(one) for one in case.encounters if one.newcomer)


@SECTION.rule(
    "lock-existing",
    RuleClass.HARD,
    Scope.MEET,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
)
def lock_existing(case: Case) -> Says | None:
    """Nobody joins a child in place whose plan says only child."""
    return worst(_must_be_alone(one) for one in case.encounters if not one.newcomer)


def _by_age(case: Case, kind: ConstraintKind, older: bool) -> Says | None:
    return worst(_age_against(case, one, kind, older) for one in case.encounters)


def _age_against(case: Case, one: Encounter, kind: ConstraintKind, older: bool) -> Says | None:
    if not one.one.constraint(kind):
        return None
    which = "older" if older else "younger"
    answer = _is_older(one.other, one.one) if older else _is_younger(one.other, one.one)
    if answer is None:
        return not_known(f"{_plan_of(one)} says no {which} child, and an age is not known.")
    age = words.aged(one.other.age_on(case.stay.starts_on))
    return breach(f"{_plan_of(one)} says no {which} child: {age} would be there.") if answer else None


def _is_younger(other: Companion, one: ChildFacts) -> bool | None:
    return None if other.dob is None or one.dob is None else other.dob > one.dob


def _is_older(other: Companion, one: ChildFacts) -> bool | None:
    return None if other.dob is None or one.dob is None else other.dob < one.dob


@SECTION.rule(
    "only-youngest",
    RuleClass.HARD,
    Scope.MEET,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
)
def only_youngest(case: Case) -> Says | None:
    """A child whose plan says no younger child lives with none, in both directions."""
    return _by_age(case, ConstraintKind.NO_YOUNGER, older=False)


@SECTION.rule(
    "only-oldest",
    RuleClass.HARD,
    Scope.MEET,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="the constraint withdrawn by its author",
    who=AUTHOR,
)
def only_oldest(case: Case) -> Says | None:
    """A child whose plan says no older child lives with none, in both directions."""
    return _by_age(case, ConstraintKind.NO_OLDER, older=True)


@SECTION.rule(
    "must-apart",
    RuleClass.HARD,
    Scope.MEET,
    Checked.PRACTICE,
    citation=PRACTICE,
    cleared_by="a reassessment",
    who="the author of the assessment",
)
def must_apart(case: Case) -> Says | None:
    """Brothers, sisters or peers assessed to live apart do not share a home; a lapsed assessment is asked about."""
    return worst(_apart(case, one) for one in case.encounters)


def _apart(case: Case, one: Encounter) -> Says | None:
    ref = one.other.ref
    if ref is None:
        return None
    if any(fact.not_with == ref for fact in one.one.constraints_of(ConstraintKind.NOT_WITH)):
        return breach(f"{_plan_of(one)} says not with a child who would be there.")
    fact = case.context.relations.of(one.one.ref, ref)
    if fact is None or fact.assessed is not Together.APART:
        return None
    if fact.lapsed(case.context.today) and fact.review_on:
        return not_known(f"Assessed to live apart, but that was to be looked at by {words.day(fact.review_on)}: ask.")
    return breach("Assessed to live apart from a child who would be there.")


@SECTION.rule(
    "harm-sexual",
    RuleClass.HARD,
    Scope.MEET,
    Checked.PRACTICE,
    citation="practice; welfare duty, Children Act 1989 s22(3), to check",
    cleared_by="a signed safety plan by a named manager",
    who="a named manager",
)
def harm_sexual(case: Case) -> Says | None:
    """A child with a recorded sexual risk to others does not live with a child at risk, in both directions."""
    return worst(_sexual_risk(one) for one in case.encounters)


def _sexual_risk(one: Encounter) -> Says | None:
    risks = one.one.risks_to_others(RiskKind.SEXUAL)
    whose = one.one.called if one.newcomer else "a child who lives there"
    if not risks and not one.one.answered(Topic.RISKS) and not one.one.risks:
        return not_known(f"Risks from {whose} to others are not recorded, and there would be another child.")
    return worst(_at_risk(one, risk, whose) for risk in risks)


def _at_risk(one: Encounter, risk: RiskFact, whose: str) -> Says | None:
    if risk.level is RiskLevel.NONE_KNOWN:
        return None
    if risk.level is RiskLevel.UNKNOWN:
        return not_known(f"Whether there is a sexual risk from {whose} is not known, and there would be another child.")
    return _to_whom(one, risk.to_whom, whose)


def _to_whom(one: Encounter, to_whom: frozenset[str], whose: str) -> Says | None:
    """Whether the other child is among those the risk is to; where nobody said to whom, everybody is."""
    children = to_whom & {"younger", "same_age", "female", "male"}
    if to_whom and not children:
        return None
    answers = {
        "younger": _is_younger(one.other, one.one),
        "same_age": _of_an_age(one.other, one.one),
        "female": None if one.other.sex is Sex.UNKNOWN else one.other.sex is Sex.FEMALE,
        "male": None if one.other.sex is Sex.UNKNOWN else one.other.sex is Sex.MALE,
    }
    found = [answers[group] for group in children] or [True]
    if True in found:
        return breach(f"Recorded sexual risk from {whose}, and a child at risk would be there.")
    return (
        not_known(f"Recorded sexual risk from {whose}: the other child's age or sex is not known.")
        if None in found
        else None
    )


SAME_AGE_DAYS = 2 * 365


def _of_an_age(other: Companion, one: ChildFacts) -> bool | None:
    if other.dob is None or one.dob is None:
        return None
    return abs((other.dob - one.dob).days) <= SAME_AGE_DAYS
