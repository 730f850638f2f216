"""Rules about the duty, relatives, and what the home is near (section A, first half)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.families import split_siblings
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from placements.models.base import Known
from placements.models.child import ConstraintKind, NeedDomain
from placements.models.home import HomeKind

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
ACT = "Children Act 1989"
HIGH_MOBILITY = 3
RULED_OUT = "ruled_out"
FAMILY = frozenset({HomeKind.KINSHIP, HomeKind.PARENT})
CARE_ORDERS = frozenset({"C1", "C2", "E1"})


@SECTION.rule(
    "kin-first",
    RuleClass.PREFERENCE,
    Scope.HOME,
    Checked.VERIFIED,
    citation=f"{ACT} s22C(2) to (4) and (6)(a)",
    cleared_by="an outcome and a reason for each person",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def kin_first(case: Case) -> Says | None:
    """A relative or friend who has not been ruled out comes before a stranger."""
    if case.home.kind in FAMILY:
        return None
    possible = [kin.person for kin in case.request.kin if kin.outcome != RULED_OUT]
    if not possible:
        return None
    return breach(f"Not ruled out yet: {words.listed(possible)}. Record why a relative is not used, or ask kin first.")


@SECTION.rule(
    "parent-in-care",
    RuleClass.APPROVAL,
    Scope.EACH,
    Checked.VERIFIED,
    citation=f"{ACT} s22C; CPPCR 2010 regs 16 to 20, Schedule 3",
    cleared_by="an assessment, the IRO consulted, the nominated officer signs; never against an order under s34",
    who=Approver.NOMINATED_OFFICER.value,
    in_force_from=CPPCR,
)
def parent_in_care(case: Case) -> Says | None:
    """A child under a care order is placed with a parent only by the nominated officer."""
    if case.home.kind is not HomeKind.PARENT:
        return None
    if case.child.legal_status is None:
        return not_known(f"{case.child.called}'s legal status is not recorded: is there a care order?")
    if case.child.legal_status not in CARE_ORDERS:
        return None
    return breach(
        f"Placing {case.child.called} with a parent under a care order needs the nominated officer.",
        approver=Approver.NOMINATED_OFFICER,
    )


@SECTION.rule(
    "near-home",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(a), wording to check",
    cleared_by="a reason",
    in_force_from=CPPCR,
)
def near_home(case: Case) -> Says | None:
    """A home near the child's own is preferred, by travel time."""
    minutes, limit = case.journey.home_minutes, case.context.policy.minutes.near_home
    if minutes is None:
        return not_known(f"How far this is from {case.child.called}'s home is not known.")
    if minutes <= limit:
        return None
    return breach(f"{minutes:.0f} minutes from {case.child.called}'s home ({case.context.travel_words}).")


@SECTION.rule(
    "school-kept",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(b), wording to check",
    cleared_by="a reason; see ks4-school",
    in_force_from=CPPCR,
    concerns=lambda child: child.school_urn is not None,
)
def school_kept(case: Case) -> Says | None:
    """A home from which the child can keep going to the same school is preferred."""
    if case.child.school_urn is None:
        return None
    minutes = case.journey.school_minutes
    if minutes is None:
        return not_known(f"How far this is from {case.child.called}'s school is not known.")
    if keeps_school(case):
        return None
    return breach(f"{minutes:.0f} minutes to {case.child.called}'s school: a change of school is likely.")


def keeps_school(case: Case) -> bool | None:
    """Whether the journey to school is short enough to keep it; None where it is not known."""
    minutes = case.journey.school_minutes
    return None if minutes is None else minutes <= school_limit(case)


def school_limit(case: Case) -> float:
    """The longest journey to school, by the child's age: primary to 10, secondary after."""
    age = case.child.age_on(case.stay.starts_on)
    limits = case.context.policy.minutes
    return limits.school_none_primary if age is not None and age < SECONDARY_AGE else limits.school_none_secondary


SECONDARY_AGE = 11


@SECTION.rule(
    "siblings-together",
    RuleClass.PREFERENCE,
    Scope.WHOLE,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(c), wording to check",
    cleared_by="an assessment that they live apart, or a reason",
    who="the child's social worker",
    in_force_from=CPPCR,
)
def siblings_together(case: Case) -> Says | None:
    """Brothers and sisters looked after live together unless they were assessed to live apart."""
    split = {name for _, _, name in split_siblings(case.children, case.there, case.request, case.context)}
    return breach(f"Splits them from {words.listed(sorted(split))}.") if split else None


@SECTION.rule(
    "disability-suitable",
    RuleClass.HARD,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s22C(8)(d), wording to check; where the child's plan itself requires it, the plan",
    cleared_by="an adaptation dated before the move",
    who="the fostering team or the home's manager, with occupational therapy",
    curable=True,
    in_force_from=CPPCR,
    concerns=lambda child: bool(child.constraints or child.needs),
)
def disability_suitable(case: Case) -> Says | None:
    """A child who needs a step-free home has a step-free bedroom and bathroom."""
    required = case.child.constraint(ConstraintKind.STEP_FREE) is not None
    weight = RuleClass.HARD if required else _mobility_weight(case)
    if weight is None or case.home.step_free is Known.YES:
        return None
    beds = {bed.step_free for bed in case.home.beds}
    if Known.YES in beds:
        return None
    rests_on = Checked.PRACTICE if required else Checked.TO_CHECK
    if case.home.step_free is Known.NO or beds == {Known.NO}:
        return breach(f"No step-free bedroom for {case.child.called}.", as_class=weight, checked=rests_on)
    return not_known("Whether there is a step-free bedroom is not known: ask.", as_class=weight, checked=rests_on)


def _mobility_weight(case: Case) -> RuleClass | None:
    """How a need for step-free access weighs: essential, wished, or not needed."""
    high = [need for need in case.child.needs if need.domain is NeedDomain.MOBILITY and need.level >= HIGH_MOBILITY]
    if any(need.essential for need in high):
        return RuleClass.HARD
    return RuleClass.PREFERENCE if high else None
