"""Rules about a decision: a named person decides, and says how to question it (section E)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach

SECTION = Book()
AUTOMATED_DECISIONS = dt.date(2026, 2, 5)


@SECTION.rule(
    "named-decider",
    RuleClass.HARD,
    Scope.DECISION,
    Checked.VERIFIED,
    citation="UK GDPR Articles 22A to 22D, Data (Use and Access) Act 2025 s80",
    cleared_by="a named person with authority, the moment, the reason, and the options seen",
    who="the person who decides",
    in_force_from=AUTOMATED_DECISIONS,
)
def named_decider(case: Case) -> Says | None:
    """A named person with authority decides, with the moment, a reason and the options seen."""
    made = case.beyond.decision
    if made is None:
        return None
    given = {
        "who decides": made.decided_by.strip(),
        "in which role": made.role.strip(),
        "that the role has the authority": made.has_authority,
        "when": made.at,
        "why": made.reason.strip(),
        "which options were seen": made.options_seen,
    }
    missing = [what for what, value in given.items() if not value]
    return breach(f"A person must decide: not given {words.listed(missing)}.") if missing else None


@SECTION.rule(
    "contest-route",
    RuleClass.RECORD,
    Scope.DECISION,
    Checked.VERIFIED,
    citation="UK GDPR Article 22C",
    cleared_by="the route given to the child, the parents and those with parental responsibility",
    who="the person who decides",
    in_force_from=AUTOMATED_DECISIONS,
)
def contest_route(case: Case) -> Says | None:
    """Child, parents and those with parental responsibility are told how to question a decision."""
    made = case.beyond.decision
    if made is None or made.contest_route.strip():
        return None
    return breach("Say how the child, the parents and those with responsibility can question this.")
