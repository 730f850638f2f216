"""What the plan requires of a home: each with a reason and the person who decided it, or not in force."""

from __future__ import annotations

import shapely
import sqlalchemy as sa

from placements.importing.batch import Batch, check_lengths
from placements.importing.cells import choose
from placements.importing.loaders.child_topics import add_answer, answer_in, clear_answers
from placements.importing.rows import Row
from placements.models.base import Answer, Sex
from placements.models.child import Child, Constraint, ConstraintKind, Topic

# Degrees of longitude and latitude that hold the whole of Great Britain and Northern Ireland.
_WEST, _SOUTH, _EAST, _NORTH = -9.0, 49.0, 3.0, 61.5
_MOST_CHILDREN = 20


def check_constraints(batch: Batch, known: set[str]) -> None:
    """List kinds of no list and values that are not what their kind is about."""
    rows = batch.sheet("constraints")
    check_lengths(batch, rows, Constraint, {"decided_by": "decided_by"})
    kinds: dict[str, set[Answer | None]] = {}
    for row in rows:
        answer = answer_in((row.text("kind") or "none",))
        kinds.setdefault(row.words("child"), set()).add(answer)
        if len(kinds[row.words("child")]) > 1:
            message = f"{row.text('child')} has a row saying none and other constraints. Keep one or the other."
            batch.wrong(row, "answer-contradicts", message, "kind", row.text("child"))
        elif answer is Answer.GIVEN:
            _check(batch, row, known)


def write_constraints(batch: Batch, children: dict[str, Child]) -> None:
    """Replace the constraints of the children that the sheet names."""
    rows = batch.sheet("constraints")
    ids = {children[row.words("child")].id for row in rows}
    clear_answers(batch, Topic.CONSTRAINTS, ids)
    batch.session.execute(sa.delete(Constraint).where(Constraint.child_id.in_(ids)))
    answered: set[int] = set()
    for row in rows:
        child_id = children[row.words("child")].id
        answer = answer_in((row.words("kind"),)) or Answer.GIVEN
        if answer is Answer.GIVEN:
            batch.session.add(_constraint(batch, row, child_id, children))
        if child_id not in answered:
            answered.add(child_id)
            add_answer(batch, row, child_id, Topic.CONSTRAINTS, answer)
    batch.session.flush()


def _check(batch: Batch, row: Row, known: set[str]) -> None:
    kind = choose(row.words("kind"), tuple(ConstraintKind))
    if kind is None:
        message = f"{row.text('kind')!r} is not one of: {', '.join(ConstraintKind)}, none."
        batch.wrong(row, "cell-choice", message, "kind")
        return
    value = row.text("value")
    if problem := _problem(ConstraintKind(kind), value):
        batch.wrong(row, "constraint-value", problem, "value")
    elif kind == ConstraintKind.NOT_WITH and value not in known:
        message = f"{value!r} is no child that is held: nobody can be kept from them until the child is loaded."
        batch.note(row, "child-unknown", message, "value")
    if not (row.text("reason") and row.text("decided_by")):
        message = "The constraint has no reason, or nobody who decided it: it is kept, and is not in force."
        batch.note(row, "constraint-not-in-force", message, "reason", row.text("child"))


def _problem(kind: ConstraintKind, value: str | None) -> str | None:
    """What is wrong with a constraint's value; None where it is what the kind is about."""
    if kind is ConstraintKind.MAX_CHILDREN and not (value and value.isdecimal() and int(value) <= _MOST_CHILDREN):
        return f"{value!r} is not the number of children allowed, 0 to {_MOST_CHILDREN}."
    if kind is ConstraintKind.CARER_SEX and choose(value or "", tuple(Sex)) not in {Sex.MALE, Sex.FEMALE}:
        return f"{value!r} is not the carer's sex, M or F."
    if kind is ConstraintKind.NOT_WITH and not value:
        return "Give the reference of the child whom this child may not live with."
    if kind is ConstraintKind.AVOID_AREA and not is_area(value or ""):
        return "Give the area as WGS84 polygon text, longitude first: POLYGON ((-1.10 53.95, -1.05 53.95, ...))."
    return None


def is_area(text: str) -> bool:
    """Whether a text is a polygon in these islands (WGS84, longitude first)."""
    try:
        area = shapely.from_wkt(text)
    except shapely.errors.ShapelyError:
        return False
    if area.geom_type not in {"Polygon", "MultiPolygon"} or area.is_empty or not area.is_valid:
        return False
    return bool(shapely.box(_WEST, _SOUTH, _EAST, _NORTH).contains(area))


def _constraint(batch: Batch, row: Row, child_id: int, children: dict[str, Child]) -> Constraint:
    kind = ConstraintKind(str(choose(row.words("kind"), tuple(ConstraintKind))))
    value = row.text("value")
    other = children.get(value or "") if kind is ConstraintKind.NOT_WITH else None
    if kind is ConstraintKind.CARER_SEX:
        value = choose(value or "", tuple(Sex))
    return Constraint(
        child_id=child_id,
        kind=kind,
        reason=row.words("reason"),
        decided_by=row.words("decided_by"),
        value=value,
        not_with_id=other.id if other else None,
        review_on=row.day("review_on"),
        **batch.said(row),
    )
