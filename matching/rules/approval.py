"""Rules about a household's approval and the clocks that go with it (section C)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.rule import Approver, Book, Checked, RuleClass, Says, Scope, breach, not_known
from matching.terms import BROKEN_BY_CHILD
from placements.models.base import Known
from placements.models.home import HomeKind
from placements.models.household import Basis
from placements.working_days import add_working_days

SECTION = Book()
CPPCR = dt.date(2011, 4, 1)
TEMPORARY_WEEKS, ONCE_MORE_WEEKS = 16, 8
OUTSIDE_TERMS_DAYS = 6
ADOPTER_REGULATION = dt.date(2013, 7, 1)  # 2013; the day is still to be checked


@SECTION.rule(
    "carer-approved",
    RuleClass.HARD,
    Scope.HOME,
    Checked.SECOND_HAND,
    citation="Fostering Services (England) Regulations 2011 regs 26 to 28; CPPCR 2010 reg 22, to check",
    cleared_by="approval in force on the day",
    who="the fostering panel and agency decision maker",
    in_force_from=CPPCR,
)
def carer_approved(case: Case) -> Says | None:
    """A carer's approval is in force on the day the child comes."""
    if not case.home.is_household or case.there.approvals:
        return None
    if not case.home.approvals:
        return not_known("No approval is recorded for this household.")
    ended = [one.ends_on for one in case.home.approvals if one.ends_on and one.ends_on <= case.stay.starts_on]
    if ended:
        return breach(f"Approval ended on {words.day(max(ended))}.")
    begins = min(one.starts_on for one in case.home.approvals if one.starts_on is not None)
    return breach(f"Approval begins only on {words.day(begins)}.")


@SECTION.rule(
    "kin-temporary",
    RuleClass.CLOCK,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 regs 24 and 25, Schedule 4",
    cleared_by="full approval by the end, or the child moves; 16 weeks, and 8 more once",
    who=Approver.NOMINATED_OFFICER.value,
    in_force_from=CPPCR,
)
def kin_temporary(case: Case) -> Says | None:
    """A connected person's temporary approval lasts 16 weeks, and once 8 weeks more."""
    for approval in case.there.approvals:
        if approval.basis is Basis.REG24_TEMPORARY:
            end = approval.ends_on or (_sixteen_weeks_on(approval.starts_on) if approval.starts_on else None)
            said = f"ends on {words.day(end)}" if end else "its end is not recorded"
            return breach(f"Temporary approval of a connected person: {said}.", due=end)
    if case.home.kind is HomeKind.KINSHIP and not case.home.approvals:
        end = _sixteen_weeks_on(case.stay.starts_on)
        return breach(
            "Not approved yet: temporary approval of a connected person may be considered, for 16 weeks, here to "
            f"{words.day(end)}, and {ONCE_MORE_WEEKS} more once.",
            due=end,
        )
    return None


def _sixteen_weeks_on(starts_on: dt.date) -> dt.date:
    return starts_on + dt.timedelta(weeks=TEMPORARY_WEEKS)


@SECTION.rule(
    "outside-terms",
    RuleClass.CLOCK,
    Scope.WHOLE,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 23, as local manuals give it",
    cleared_by="the child moves, or the terms are changed, by the sixth working day",
    who="a named senior decides and records it; a search never suggests it",
    in_force_from=CPPCR,
)
def outside_terms(case: Case) -> Says | None:
    """In an emergency an approved carer may take a child outside the terms, for up to 6 working days."""
    if not case.request.is_emergency or not case.there.approvals:
        return None
    broken = [case.terms[term] for term in BROKEN_BY_CHILD if term in case.terms and case.terms[term].known]
    if not broken:
        return None
    due = add_working_days(case.stay.starts_on, OUTSIDE_TERMS_DAYS)
    return breach(f"Outside terms: would have to end or be varied by {words.day(due)}.", due=due)


@SECTION.rule(
    "dual-approval",
    RuleClass.APPROVAL,
    Scope.WHOLE,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 25A",
    cleared_by="temporary approval of the adopter as a carer, naming the child",
    who=Approver.DECISION_MAKER.value,
    in_force_from=ADOPTER_REGULATION,
)
def dual_approval(case: Case) -> Says | None:
    """An approved adopter fosters a child only by temporary approval that names the child."""
    approvals = case.there.approvals
    if not approvals or any(one.basis is not Basis.REG25A for one in approvals):
        return None
    named = frozenset().union(*(one.named for one in approvals))
    missing = [child.called for child in case.children if child.ref not in named]
    if not missing:
        return None
    return breach(
        f"Temporary approval of the adopter as carer is needed for {words.listed(missing)}.",
        approver=Approver.DECISION_MAKER,
    )


@SECTION.rule(
    "fsp-consent",
    RuleClass.APPROVAL,
    Scope.HOME,
    Checked.VERIFIED,
    citation="CPPCR 2010 reg 22",
    cleared_by="consent and a foster care agreement",
    who=Approver.OTHER_SERVICE.value,
    in_force_from=CPPCR,
)
def fsp_consent(case: Case) -> Says | None:
    """A carer of another fostering service needs its consent, and that of any authority with a child there."""
    if case.home.kind is not HomeKind.FOSTERING or case.home.is_own:
        return None
    if case.home.fsp_consent is Known.NO:
        return breach("The carers' own fostering service has refused.", as_class=RuleClass.HARD)
    others = {one.la_code for one in case.there.placed if one.la_code} - {case.context.authority}
    if case.home.fsp_consent is not Known.YES:
        return breach("Agency consent not yet given: ask with the offer.", approver=Approver.OTHER_SERVICE)
    if others:
        names = words.listed(sorted(case.context.la_name(code) for code in others))
        return breach(f"A child of {names} lives there: its consent is needed.", approver=Approver.EACH_AUTHORITY)
    return None
