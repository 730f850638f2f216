"""Rules about the plan and the steps around a move: reviews, plans, visits, notices, matches (section B)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.place import FAMILY
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from placements.models.base import Known
from placements.models.household import Basis, CareType
from placements.models.referral import Plan, ReferralKind
from placements.working_days import add_working_days

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
EARLY_PERMANENCE = dt.date(2014, 7, 1)  # July 2014; the day is still to be checked
LONG_TERM = dt.date(2015, 4, 1)  # 2015; the day is still to be checked
WORKER = "the child's social worker"
NOTICE_DAYS, REVIEW_DAYS, VISIT_DAYS, VISIT_WEEKS = 5, 20, 7, 6


@SECTION.rule(
    "settled-end",
    RuleClass.APPROVAL,
    Scope.CHILD,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 14; Fostering National Minimum Standards 2011 standard 15",
    cleared_by="a review of the case held, or an immediate risk recorded",
    who="the independent reviewing officer",
    of_plan=True,
    in_force_from=CPPCR,
)
def settled_end(case: Case) -> Says | None:
    """A settled home is ended only after a review of the case, unless the carer gave notice."""
    request = case.request
    if request.kind is not ReferralKind.PLANNED_MOVE or request.carer_ended is Known.YES:
        return None
    if request.review_held_on is not None and request.review_held_on <= case.stay.starts_on:
        return None
    if request.carer_ended is not Known.NO:
        return not_known("Whether the present carer gave notice is not recorded: if not, a review comes first.")
    return breach(f"Ending {case.child.called}'s settled home needs a review first.", approver=Approver.REVIEW)


@SECTION.rule(
    "placement-plan",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 9; Schedule 2, to check",
    cleared_by="a plan with delegated authority",
    who=WORKER,
    in_force_from=CPPCR,
)
def placement_plan(case: Case) -> Says | None:
    """A placement plan is made before the move, or within 5 working days where that is not practicable."""
    first = case.stay.starts_on
    last = add_working_days(first, NOTICE_DAYS)
    return breach(f"Placement plan by {words.day(first)}, where not practicable by {words.day(last)}.", due=first)


@SECTION.rule(
    "notify-people",
    RuleClass.CLOCK,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation="CPPCR 2010 reg 13(1) to (3)",
    cleared_by="the notices sent, or a safe reason not to",
    who=WORKER,
    in_force_from=CPPCR,
)
def notify_people(case: Case) -> Says | None:
    """Parents, those with responsibility, school, GP and health body are told before the move or 5 working days on."""
    first = case.stay.starts_on
    due = add_working_days(first, NOTICE_DAYS) if case.request.is_emergency else first
    return breach(f"Tell {case.child.called}'s parents, school and GP by {words.day(due)}.", due=due)


@SECTION.rule(
    "visit-first-week",
    RuleClass.CLOCK,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation="CPPCR 2010 reg 28",
    cleared_by="the visit dated",
    who=WORKER,
    in_force_from=CPPCR,
)
def visit_first_week(case: Case) -> Says | None:
    """The child is visited within a week of the move, then at least every 6 weeks in the first year."""
    due = case.stay.starts_on + dt.timedelta(days=VISIT_DAYS)
    return breach(
        f"First visit to {case.child.called} by {words.day(due)}, then at least every {VISIT_WEEKS} weeks.", due=due
    )


@SECTION.rule(
    "first-review",
    RuleClass.CLOCK,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation="CPPCR 2010 reg 33",
    cleared_by="the reviews booked",
    who="the independent reviewing officer",
    in_force_from=CPPCR,
)
def first_review(case: Case) -> Says | None:
    """The case is reviewed within 20 working days, again within 3 months, then every 6 months."""
    due = add_working_days(case.stay.starts_on, REVIEW_DAYS)
    return breach(
        f"First review of {case.child.called}'s case by {words.day(due)}, the next within 3 months of it.", due=due
    )


@SECTION.rule(
    "adoption-route",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.VERIFIED,
    citation="Children Act 1989 s22C(9A) to (9C); CPPCR 2010 regs 22A and 25A; whose role, to check",
    cleared_by="the decision for this placement",
    who=Approver.NOMINATED_OFFICER.value,
    of_plan=True,
    in_force_from=EARLY_PERMANENCE,
)
def adoption_route(case: Case) -> Says | None:
    """Where the plan is adoption, relatives come first, then an approved adopter who can foster."""
    if case.request.plan is not Plan.ADOPTION or case.home.kind in FAMILY:
        return None
    adopters = any(one.basis is Basis.REG25A or CareType.EARLY_PERMANENCE in one.types for one in case.there.approvals)
    if not adopters:
        because = "Consider fostering for adoption, after relatives and before other carers."
        return breach(because, as_class=RuleClass.PREFERENCE)
    return breach(
        "Fostering for adoption needs its own decision; whose decision it is, is still to be checked.",
        approver=Approver.NOMINATED_OFFICER,
    )


@SECTION.rule(
    "long-term-match",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 22B",
    cleared_by="the conditions of reg 22B met, and the match agreed",
    who=Approver.SCHEME.value,
    of_plan=True,
    in_force_from=LONG_TERM,
)
def long_term_match(case: Case) -> Says | None:
    """A long-term foster placement is a match that needs its own decision."""
    if case.request.plan is not Plan.LONG_TERM_FOSTER or not case.home.is_household:
        return None
    return breach("A long-term match needs its own decision.", approver=Approver.SCHEME)
