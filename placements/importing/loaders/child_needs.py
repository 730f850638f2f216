"""A child's needs, risks and contacts: a row each, or one row saying none or unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from placements.importing.batch import Batch, check_lengths, check_range
from placements.importing.cells import choose
from placements.importing.loaders.child_topics import add_answer, answer_in, clear_answers
from placements.importing.rows import Row
from placements.models.base import Answer, Known
from placements.models.child import Child, Contact, Need, NeedDomain, Risk, RiskKind, RiskLevel, RiskTo, Topic

TO_WHOM = ("younger", "same_age", "female", "male", "carers", "animals")
# Risks that are to one side by their nature; the others need the column to say.
_TO_CHILD = {
    RiskKind.SELF_HARM,
    RiskKind.SEXUAL_EXPLOITATION,
    RiskKind.DRUGS_ALCOHOL,
    RiskKind.EATING,
    RiskKind.MISSING,
}
_TO_OTHERS = {RiskKind.PHYSICAL, RiskKind.SEXUAL, RiskKind.FIRE, RiskKind.ANIMALS}


def check_needs(batch: Batch) -> None:
    """List what is wrong with needs, risks and contacts."""
    _check_named(batch, "needs", "domain", tuple(NeedDomain))
    _check_named(batch, "risks", "kind", tuple(RiskKind))
    _check_alone(batch, "contacts", "person")
    check_range(batch, batch.sheet("needs"), "level", 0, 4)
    check_lengths(batch, batch.sheet("contacts"), Contact, {"person": "person", "relation": "relation"})
    for row in batch.sheet("needs"):
        if _is_fact(row, "domain") and row.whole("level") is None:
            batch.wrong(row, "cell-required", "A need must have its level, 0 to 4.", "level")
    for row in batch.sheet("risks"):
        kind = choose(row.words("kind"), tuple(RiskKind))
        if kind and _risk_to(row, RiskKind(kind)) is None:
            batch.wrong(row, "cell-required", f"Say whether the risk {kind} is to the child or to others.", "risk_to")
        for text in row.several("to_whom"):
            if choose(text, TO_WHOM) is None:
                batch.wrong(row, "cell-choice", f"{text!r} is not one of: {', '.join(TO_WHOM)}.", "to_whom")


def write_needs(batch: Batch, children: dict[str, Child]) -> None:
    """Replace the needs, risks and contacts of the children that each sheet names."""
    _write(batch, children, ("needs", "domain", Topic.NEEDS), Need, _need)
    _write(batch, children, ("risks", "kind", Topic.RISKS), Risk, _risk)
    _write(batch, children, ("contacts", "person", Topic.CONTACT), Contact, _contact)
    batch.session.flush()


def _is_fact(row: Row, column: str) -> bool:
    return answer_in((row.text(column) or "none",)) is Answer.GIVEN


def _check_named(batch: Batch, sheet: str, column: str, choices: tuple[str, ...]) -> None:
    for row in batch.sheet(sheet):
        if _is_fact(row, column) and choose(row.words(column), choices) is None:
            message = f"{row.text(column)!r} is not one of: {', '.join(choices)}, none, unknown."
            batch.wrong(row, "cell-choice", message, column)
    _check_alone(batch, sheet, column)


def _check_alone(batch: Batch, sheet: str, column: str) -> None:
    """List rows saying none or unknown for a child of whom other rows say more."""
    by_child: dict[str, list[Row]] = {}
    for row in batch.sheet(sheet):
        if row.text("child") and row.text(column):
            by_child.setdefault(row.words("child"), []).append(row)
    for child, rows in by_child.items():
        if len({answer_in((row.words(column),)) for row in rows}) > 1:
            first = next(row for row in rows if not _is_fact(row, column))
            message = (
                f"{child} has a row saying {first.text(column)!r} and other rows in {sheet}. Keep one or the other."
            )
            batch.wrong(first, "answer-contradicts", message, column, child)


def _write(
    batch: Batch,
    children: dict[str, Child],
    where: tuple[str, str, Topic],
    model: type[Need | Risk | Contact],
    facts: Callable[[Row], dict[str, Any]],
) -> None:
    sheet, column, topic = where
    rows = batch.sheet(sheet)
    ids = {children[row.words("child")].id for row in rows}
    clear_answers(batch, topic, ids)
    batch.session.execute(sa.delete(model).where(model.child_id.in_(ids)))
    answered: set[int] = set()
    for row in rows:
        child_id = children[row.words("child")].id
        if _is_fact(row, column):
            batch.session.add(model(child_id=child_id, **facts(row), **batch.said(row)))
        if child_id not in answered:
            answered.add(child_id)
            add_answer(batch, row, child_id, topic, answer_in((row.words(column),)) or Answer.GIVEN)


def _need(row: Row) -> dict[str, Any]:
    return {
        "domain": NeedDomain(str(choose(row.words("domain"), tuple(NeedDomain)))),
        "level": row.whole("level"),
        "essential": row.known("essential") is Known.YES,
        "evidence": row.text("evidence"),
    }


def _risk(row: Row) -> dict[str, Any]:
    """A risk that is listed is present: where no level is given, its level is not known, and is never guessed."""
    kind = RiskKind(str(choose(row.words("kind"), tuple(RiskKind))))
    return {
        "kind": kind,
        "risk_to": _risk_to(row, kind),
        "level": RiskLevel(row.text("level") or RiskLevel.PRESENT),
        "to_whom": [str(choose(text, TO_WHOM)) for text in row.several("to_whom")],
    }


def _risk_to(row: Row, kind: RiskKind) -> RiskTo | None:
    if text := row.text("risk_to"):
        return RiskTo(text)
    if kind in _TO_CHILD:
        return RiskTo.CHILD
    return RiskTo.OTHERS if kind in _TO_OTHERS else None


def _contact(row: Row) -> dict[str, Any]:
    return {
        "person": row.words("person"),
        "relation": row.text("relation"),
        "times_month": row.whole("times_month"),
        "place_postcode": row.text("place_postcode"),
        "supervised": row.known("supervised"),
        "court_ordered": row.known("court_ordered"),
    }
