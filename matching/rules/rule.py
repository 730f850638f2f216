"""What a rule is, what it may say of a case, and what that does to an option."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from matching.case import Case
from matching.child_facts import ChildFacts
from matching.signatures import Signature


class RuleClass(enum.StrEnum):
    """What a breach of the rule does."""

    HARD = "hard"
    APPROVAL = "approval"
    CLOCK = "clock"
    PREFERENCE = "preference"
    RECORD = "record"
    WISH = "child's veto"
    FACT = "fixed fact"


class Checked(enum.StrEnum):
    """How far the source was read; a rule that is still to be checked is a draft, which warns and never excludes."""

    VERIFIED = "verified"
    SECOND_HAND = "second-hand"
    PRACTICE = "practice or local policy"
    TO_CHECK = "to check"


class Scope(enum.StrEnum):
    """What the rule is asked about, so that nothing is asked twice."""

    CHILD = "a child, whatever the home"
    HOME = "a home, whoever comes"
    EACH = "one child in a home"
    MEET = "children who would live together, in both directions"
    WHOLE = "a whole group in a home"
    SEARCH = "a search as a whole"
    DECISION = "a decision"
    DESIGN = "the program itself"


class Approver(enum.StrEnum):
    """Whose agreement an option may need, and how heavily it weighs (matching model, level 3)."""

    DIRECTOR = "director of children's services"
    NOMINATED_OFFICER = "nominated officer"
    DECISION_MAKER = "agency decision maker"
    HEAD_OF_SERVICE = "head of service"
    REVIEW = "a review of the child's case"
    SCHEME = "whom the scheme of delegation names"
    OTHER_SERVICE = "the other fostering service"
    EACH_AUTHORITY = "each child's authority"

    @property
    def burden(self) -> int:
        """1 for an approval, 2 for a nominated officer or agency decision maker, 3 for the director."""
        return _BURDEN.get(self, 1)


_BURDEN = {Approver.DIRECTOR: 3, Approver.NOMINATED_OFFICER: 2, Approver.DECISION_MAKER: 2}


@dataclass(frozen=True)
class Says:
    """What a rule says of a case: that it is breached, or that it cannot tell because something is not known.

    `due` is the day by which a clock wants its task done; `checked` how far the source of this part was read, where
    that differs from the rest of the rule.
    """

    because: str
    known: bool = True
    as_class: RuleClass | None = None
    approver: Approver | None = None
    due: dt.date | None = None
    checked: Checked | None = None


def breach(
    because: str,
    *,
    as_class: RuleClass | None = None,
    approver: Approver | None = None,
    due: dt.date | None = None,
    checked: Checked | None = None,
) -> Says:
    """The rule is breached; `as_class` where this breach weighs otherwise than the rule's class says."""
    return Says(because, as_class=as_class, approver=approver, due=due, checked=checked)


def not_known(because: str, *, as_class: RuleClass | None = None, checked: Checked | None = None) -> Says:
    """The rule cannot tell: `because` says which fact is missing."""
    return Says(because, known=False, as_class=as_class, checked=checked)


def worst(verdicts: Iterable[Says | None]) -> Says | None:
    """The first breach, else the first thing not known."""
    missing = None
    for says in verdicts:
        if says is not None and says.known:
            return says
        missing = missing or says
    return missing


Condition = Callable[[Case], Says | None]
FIRST_EDITION = "2026-1"


@dataclass(frozen=True)
class Rule:
    """One rule. `curable` says whether somebody may put the fact right now, so that a home left out is a near miss.

    Rules that protect somebody are not curable in this sense: a search never suggests lifting a protection. `concerns`
    names the children about whom the rule can say anything at all, whatever the home: nobody else is asked about. `who`
    may clear a breach; `knows` is whom to ask for a fact that is missing, where that is somebody else.

    `of_plan` marks an approval that the child's plan brings with it, not the home: it is asked for, and weighs nothing
    between homes.

    The law's own days are [`in_force_from`, `in_force_to`); `since` is the edition of the book that first words the
    rule so, and `until` the first that no longer does: a changed rule is a second one under the same id.
    """

    id: str
    cls: RuleClass
    scope: Scope
    citation: str
    checked: Checked
    sentence: str
    condition: Condition
    cleared_by: str = ""
    who: str = ""
    knows: str = ""
    curable: bool = False
    of_plan: bool = False
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None
    concerns: Callable[[ChildFacts], bool] | None = None
    since: str = FIRST_EDITION
    until: str | None = None
    signature: Signature | None = None

    @property
    def asks(self) -> str:
        """Whom to ask for a fact that the rule needs and nobody wrote down."""
        return self.knows or self.who

    @property
    def draft(self) -> bool:
        """Whether a legal reviewer has still to sign it."""
        return self.is_draft(self.checked)

    def is_draft(self, checked: Checked) -> bool:
        """Whether a part of the rule whose source was read so far waits for a signature."""
        return checked is Checked.TO_CHECK and self.signature is None

    def in_force(self, on: dt.date) -> bool:
        """Whether the rule holds on a day."""
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_to is None or on < self.in_force_to
        )


@dataclass
class Book:
    """The rules of one section, added by the decorator in the order in which they are written."""

    rules: list[Rule] = field(default_factory=list)

    def rule(
        self,
        name: str,
        cls: RuleClass,
        scope: Scope,
        checked: Checked,
        **said: str | bool | dt.date | Callable[[ChildFacts], bool] | None,
    ) -> Callable[[Condition], Condition]:
        """Make a rule of the function below; its docstring is the rule's sentence."""

        def add(condition: Condition) -> Condition:
            sentence = (condition.__doc__ or "").strip()
            self.rules.append(
                Rule(id=name, cls=cls, scope=scope, checked=checked, sentence=sentence, condition=condition, **said)  # type: ignore[arg-type]
            )
            return condition

        return add


class Effect(enum.StrEnum):
    """What a finding does to an option."""

    EXCLUDES = "excludes"
    NEEDS_APPROVAL = "needs approval"
    NOT_KNOWN = "not known"
    TASK = "task"
    NOTE = "note"
    RECORD = "record"
    WARNING = "warning"
    GAP = "gap"
    NOT_SUGGESTED = "not suggested"


@dataclass(frozen=True)
class Finding:
    """What one rule found: its effect on the option and the sentence that says why."""

    rule: Rule
    effect: Effect
    because: str
    approver: Approver | None = None
    due: dt.date | None = None
    draft: bool = False


_OF_A_BREACH = {
    RuleClass.HARD: Effect.EXCLUDES,
    RuleClass.APPROVAL: Effect.NEEDS_APPROVAL,
    RuleClass.CLOCK: Effect.TASK,
    RuleClass.PREFERENCE: Effect.NOTE,
    RuleClass.RECORD: Effect.RECORD,
    RuleClass.WISH: Effect.NOT_SUGGESTED,
    RuleClass.FACT: Effect.NOTE,
}
_GATES = frozenset({RuleClass.HARD, RuleClass.APPROVAL})


_NEVER_BINDS = frozenset({RuleClass.PREFERENCE, RuleClass.WISH, RuleClass.FACT})


def effect_of(rule: Rule, says: Says) -> Effect:
    """What a finding does. A draft warns: it never excludes, asks for no approval and makes no option not known."""
    cls = says.as_class or rule.cls
    if rule.is_draft(says.checked or rule.checked) and cls not in _NEVER_BINDS:
        return Effect.WARNING
    if says.known:
        return _OF_A_BREACH[cls]
    return Effect.NOT_KNOWN if cls in _GATES else Effect.GAP


DRAFT_WORDS = "Draft rule, not yet signed by a legal reviewer: "


def ask(rules: Iterable[Rule], case: Case) -> tuple[Finding, ...]:
    """What these rules find in a case; those that are met or do not apply say nothing."""
    answers = [(rule, says) for rule in rules if (says := rule.condition(case)) is not None]
    return tuple([_finding(rule, says) for rule, says in answers])


def _finding(rule: Rule, says: Says) -> Finding:
    draft = rule.is_draft(says.checked or rule.checked)
    because = DRAFT_WORDS + says.because if draft else says.because
    return Finding(rule, effect_of(rule, says), because, says.approver, says.due, draft)
