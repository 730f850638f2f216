"""Rules about the terms of a household's approval (section C): a blank term is no limit, an unknown one is unknown."""

from __future__ import annotations

import datetime as dt

from matching import terms
from matching.case import Case
from matching.rules.rule import Book, Checked, Condition, RuleClass, Says, Scope, not_known
from placements.models.home import HomeKind

SECTION = Book()
REGULATIONS = "Fostering Services (England) Regulations 2011 regs 27(5) and 28; CA89 s22(3), to check"


def _term(name: str, term: str, sentence: str, cleared_by: str = "changed terms by review") -> Condition:
    """Make the rule of one term."""

    def condition(case: Case) -> Says | None:
        says = case.terms.get(term)
        return None if says is None else Says(says.because, says.known)

    condition.__doc__ = sentence
    return SECTION.rule(
        name,
        RuleClass.HARD,
        Scope.WHOLE,
        Checked.SECOND_HAND,
        citation=REGULATIONS,
        cleared_by=cleared_by,
        who="the team manager can propose a change of terms; the agency decision maker decides",
        knows="the author of the referral, or the fostering team for the terms",
        curable=True,
        in_force_from=dt.date(2011, 4, 1),
    )(condition)


terms_age = _term("terms-age", terms.AGE, "The child's age is within the terms of approval.")
terms_number = _term("terms-number", terms.NUMBER, "The number of children placed stays within the terms of approval.")
terms_sex = _term("terms-sex", terms.SEX, "The child's sex is within the terms of approval.")
terms_type = _term("terms-type", terms.TYPE, "The kind of care needed is within the terms of approval.")
terms_named = _term("terms-named", terms.NAMED, "Where the terms name children, the child is one of them.")


@SECTION.rule(
    "parent-child-terms",
    RuleClass.HARD,
    Scope.WHOLE,
    Checked.SECOND_HAND,
    citation="the terms of approval; Children Act 1989 s38(6), to check",
    cleared_by="terms of approval",
    who="the team manager can propose a change of terms; the agency decision maker decides",
    knows="the fostering team",
    curable=True,
)
def parent_child_terms(case: Case) -> Says | None:
    """A parent with a child goes where the terms include both; a parent under 18 in care counts as a child."""
    if not case.request.parent_and_child or case.home.kind is HomeKind.FAMILY_CENTRE:
        return None
    if not case.home.is_household:
        return not_known("Whether this home takes a parent with a child is not recorded.")
    says = case.terms.get(terms.PARENT)
    return None if says is None else Says(says.because, says.known)
