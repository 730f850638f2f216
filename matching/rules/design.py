"""Rules about the program itself, asked when it is built and never of a child (sections A and E)."""

from __future__ import annotations

import datetime as dt

from matching import words
from matching.case import Case
from matching.rules.rule import Book, Checked, RuleClass, Says, Scope, breach

SECTION = Book()
KIND = "home.kind"
MAY_READ_THE_KIND = {
    "permanence": "to hold it against the settings that the social worker preferred",
    "wishes": "to hold it against what the child said of that kind of home",
    "needs": "to look for skill where it is written: with the carers, or in a statement of purpose",
}

TRAITS_OF_A_CHILD = frozenset(
    {"child.sex", "child.uasc", "child.ethnicity", "child.gender_identity", "child.disability"}
)
TRAITS_OF_A_CARER = frozenset(
    {"person.dob", "person.sex", "person.ethnicity", "person.religion", "person.sexuality", "person.health"}
)


@SECTION.rule(
    "ladder-no-order",
    RuleClass.FACT,
    Scope.DESIGN,
    Checked.VERIFIED,
    citation="Children Act 1989 s22C(6)(b) to (d)",
    cleared_by="nothing to clear: the Act asks for the most appropriate home",
    in_force_from=dt.date(2011, 4, 1),
)
def ladder_no_order(case: Case) -> Says | None:
    """Foster care, children's homes and other settings are never ranked by statute alone."""
    if case.beyond.design is None:
        return None
    reading = [factor for factor, facts in case.beyond.design.reads.items() if KIND in facts]
    ranking = sorted(set(reading) - set(MAY_READ_THE_KIND))
    return breach(f"Ranks kinds of home by themselves: {words.listed(ranking)}.") if ranking else None


@SECTION.rule(
    "no-negative-trait",
    RuleClass.HARD,
    Scope.DESIGN,
    Checked.VERIFIED,
    citation="Equality Act 2010 s149; Children Act 1989 s22(5)(c)",
    cleared_by="nothing to clear: such a program must not be built",
    in_force_from=dt.date(2011, 4, 5),
)
def no_negative_trait(case: Case) -> Says | None:
    """No factor of the score reads a child's protected trait or any trait of a carer's own."""
    if case.beyond.design is None:
        return None
    traits = TRAITS_OF_A_CHILD | TRAITS_OF_A_CARER
    reading = sorted(
        f"{factor} reads {trait}" for factor, facts in case.beyond.design.reads.items() for trait in facts & traits
    )
    return breach(f"A trait would be scored: {words.listed(reading)}.") if reading else None
