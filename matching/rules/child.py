"""Rules about the child: wishes, identity, the law under which the child is looked after (section B)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from matching import wishes, words
from matching.case import Case
from matching.child_facts import WishFact
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach, not_known, worst
from placements.models.base import Known
from placements.models.child import Topic
from placements.models.wish import WishSays

SECTION = Book()
ACT_1989 = dt.date(1991, 10, 14)
ACT = "Children Act 1989"
ACCOMMODATED = "V2"


@SECTION.rule(
    "wishes-recorded",
    RuleClass.RECORD,
    Scope.CHILD,
    Checked.VERIFIED,
    citation=f"{ACT} s22(4)",
    cleared_by="the child's view, or why it was not practicable to ask",
    who="the child's social worker",
    in_force_from=ACT_1989,
)
def wishes_recorded(case: Case) -> Says | None:
    """The child's wishes and the parents' are recorded before a decision."""
    names = {
        Topic.WISHES: f"{case.child.called}'s view",
        Topic.PARENT_WISHES: f"the view of {case.child.called}'s parents",
    }
    missing = [name for topic, name in names.items() if not case.child.answered(topic)]
    return breach(f"Not recorded: {words.listed(missing)}.") if missing else None


@SECTION.rule(
    "child-veto",
    RuleClass.WISH,
    Scope.EACH,
    Checked.VERIFIED,
    citation=f"{ACT} s22(4) and (5)(a)",
    cleared_by="the child's change of mind, recorded; or a named person decides otherwise, with the reason",
    who="the child's social worker",
    in_force_from=ACT_1989,
    concerns=lambda child: any(wish.says is WishSays.VETO for wish in child.wishes),
)
def child_veto(case: Case) -> Says | None:
    """A home that the child said no to is shown and not suggested; a named person may still decide for it."""
    return worst(_vetoed(case, wish) for wish in case.child.wishes if wish.says is WishSays.VETO)


def _vetoed(case: Case, wish: WishFact) -> Says | None:
    so = wishes.holds(wish, case.there)
    if so is False:
        return None
    about = wishes.said(wish, case.context.la_name)
    if so is None:
        return not_known(f"{case.child.called} said no to {about}, and whether that is so here is not known: ask.")
    asked = "" if wish.asked_on is None else f" (asked on {words.day(wish.asked_on)})"
    return breach(f"{case.child.called} said no to {about}{asked}.")


@SECTION.rule(
    "identity-considered",
    RuleClass.RECORD,
    Scope.EACH,
    Checked.VERIFIED,
    citation=f"{ACT} s22(5)(c)",
    cleared_by="a note of how this home will support it",
    in_force_from=ACT_1989,
    concerns=lambda child: bool(child.traits),
)
def identity_considered(case: Case) -> Says | None:
    """A child's religion, culture and language are considered for each home, by what the carers say they can do."""
    wanted = case.child.codes(Topic.RELIGION) | (case.child.codes(Topic.LANGUAGE) - ENGLISH)
    unmet = sorted(wanted - case.home.languages)
    return breach(f"How will this home support {_named(unmet)} for {case.child.called}?") if unmet else None


def _named(codes: Iterable[str]) -> str:
    """Languages and faiths as they are written."""
    return words.listed(code.title() for code in sorted(codes))


ENGLISH = frozenset({"english", "en", "eng"})


@SECTION.rule(
    "language-access",
    RuleClass.PREFERENCE,
    Scope.EACH,
    Checked.PRACTICE,
    citation="practice",
    cleared_by="an interpreter booked",
    who="the child's social worker",
    concerns=lambda child: bool(child.traits),
)
def language_access(case: Case) -> Says | None:
    """Where child and home share no language, an interpreter is planned."""
    spoken = case.child.codes(Topic.LANGUAGE)
    if not spoken or spoken & ENGLISH or spoken & case.home.languages:
        return None
    if not case.home.languages:
        return not_known(f"Whether anybody in the home speaks {_named(spoken)} is not recorded.")
    return breach(f"No shared language with {case.child.called}: interpreter from the first day.")


@SECTION.rule(
    "legal-authority",
    RuleClass.HARD,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation=f"{ACT} s20(7); Williams v Hackney [2018] UKSC 37; orders, protection, remand",
    cleared_by="the authority relied on, with date and expiry",
    who="the child's social worker, with the legal team",
    in_force_from=ACT_1989,
)
def legal_authority(case: Case) -> Says | None:
    """The authority under which the child is looked after is recorded, and nobody who can objects to section 20."""
    if case.child.legal_status is None:
        return not_known(f"No legal authority is recorded for {case.child.called}: section 20, order or protection?")
    if case.child.legal_status == ACCOMMODATED and case.child.pr_objection is Known.YES:
        return breach(f"A person with parental responsibility objects to section 20 for {case.child.called}.")
    return None


@SECTION.rule(
    "s20-removal",
    RuleClass.RECORD,
    Scope.CHILD,
    Checked.TO_CHECK,
    citation=f"{ACT} s20(8)",
    cleared_by="a note in the plan",
    in_force_from=ACT_1989,
)
def s20_removal(case: Case) -> Says | None:
    """A parent may end accommodation under section 20, and the plan says what then."""
    if case.child.legal_status != ACCOMMODATED:
        return None
    return breach(f"A parent may end {case.child.called}'s accommodation at any time: plan for it.")


@SECTION.rule(
    "court-contact",
    RuleClass.HARD,
    Scope.EACH,
    Checked.TO_CHECK,
    citation=f"{ACT} s34",
    cleared_by="a varied order, or transport arranged",
    who="the child's social worker, with the legal team",
    in_force_from=ACT_1989,
    concerns=lambda child: bool(child.contacts),
)
def court_contact(case: Case) -> Says | None:
    """Contact that a court ordered can be kept from the home."""
    contacts = zip(case.child.contacts, case.journey.contact_minutes, strict=True)
    return worst(_kept(case, contact.person, way) for contact, way in contacts if contact.court_ordered is Known.YES)


def _kept(case: Case, person: str, minutes: float | None) -> Says | None:
    if minutes is None:
        return not_known(f"How far ordered contact with {person} is from here is not known.")
    if minutes <= case.context.policy.minutes.contact_limit:
        return None
    return breach(f"Ordered contact with {person}: {minutes:.0f} minutes each way ({case.context.travel_words}).")
