"""Brothers, sisters and peers: a pair a row, whichever of the two comes first; or one row saying none or unknown."""

from __future__ import annotations

import sqlalchemy as sa

from placements.importing.batch import Batch
from placements.importing.loaders.child_topics import add_answer, answer_in, clear_answers
from placements.importing.rows import Row
from placements.models.base import Answer
from placements.models.child import Child, Relation, SiblingRelation, Together, Topic

_FACTS = ("relation", "assessed", "assessed_on", "review_on", "contact_if_apart")


def names_nobody(row: Row, column: str) -> bool:
    """Whether a row answers, in place of the other child's reference, that there is none or that it is not known."""
    return column == "child_b" and row.has("child_a") and _answer_of(row) is not Answer.GIVEN


def check_siblings(batch: Batch) -> None:
    """List a child paired with itself, a pair that stands twice with different facts, and "none" beside a pair."""
    first: dict[frozenset[str], Row] = {}
    _check_answers(batch)
    for row in _pairs(batch):
        if row.text("relation") is None:
            batch.wrong(row, "cell-required", "How they are related: this must be filled in.", "relation")
        a, b = row.words("child_a"), row.words("child_b")
        if a == b and a:
            batch.wrong(row, "pair-of-one", f"{a} is paired with itself.", "child_b")
        earlier = first.setdefault(frozenset((a, b)), row)
        backwards = (earlier.text("child_a"), earlier.text("child_b")) == (b, a)
        if backwards and any(row.values.get(fact) != earlier.values.get(fact) for fact in _FACTS):
            message = f"{a} and {b} stand in rows {earlier.number} and {row.number} with different facts."
            for one in (earlier, row):
                batch.wrong(one, "row-twice", f"{message} Keep the right one.", "child_a")


def write_siblings(batch: Batch, children: dict[str, Child]) -> None:
    """Write each pair once."""
    pairs = {_pair(row, children): row for row in _pairs(batch)}
    ids = {child for pair in pairs for child in pair}
    query = sa.select(SiblingRelation).where(SiblingRelation.a_id.in_(ids))
    held = {(relation.a_id, relation.b_id): relation for relation in batch.session.scalars(query)}
    for pair, row in pairs.items():
        relation = held.get(pair)
        if relation is None:
            relation = SiblingRelation(
                a_id=pair[0], b_id=pair[1], relation=Relation(row.words("relation")), **batch.said(row)
            )
            batch.session.add(relation)
        _describe(batch, relation, row)
    _answer(batch, pairs)
    for row in batch.sheet("siblings"):
        if (answer := _answer_of(row)) is not Answer.GIVEN:
            child = children[row.words("child_a")].id
            clear_answers(batch, Topic.SIBLINGS, [child])
            add_answer(batch, row, child, Topic.SIBLINGS, answer)
    batch.session.flush()


def _answer_of(row: Row) -> Answer:
    return answer_in((row.text("child_b") or "?",)) or Answer.GIVEN


def _pairs(batch: Batch) -> list[Row]:
    return [row for row in batch.sheet("siblings") if _answer_of(row) is Answer.GIVEN]


def _check_answers(batch: Batch) -> None:
    """List rows saying none or unknown for a child of whom other rows name brothers or sisters."""
    named = {row.words(column) for row in _pairs(batch) for column in ("child_a", "child_b")}
    for row in batch.sheet("siblings"):
        child = row.words("child_a")
        if _answer_of(row) is not Answer.GIVEN and child in named:
            message = f"{child} has a row saying {row.text('child_b')!r} and stands in a pair. Keep one or the other."
            batch.wrong(row, "answer-contradicts", message, "child_b", child)


def _pair(row: Row, children: dict[str, Child]) -> tuple[int, int]:
    a, b = sorted((children[row.words("child_a")].id, children[row.words("child_b")].id))
    return a, b


def _describe(batch: Batch, relation: SiblingRelation, row: Row) -> None:
    relation.relation = Relation(row.words("relation"))
    relation.assessed = Together(row.text("assessed") or Together.NOT_ASSESSED)
    relation.assessed_on, relation.review_on = row.day("assessed_on"), row.day("review_on")
    relation.contact_if_apart = row.whole("contact_if_apart")
    for attribute, value in batch.said(row).items():
        setattr(relation, attribute, value)


def _answer(batch: Batch, pairs: dict[tuple[int, int], Row]) -> None:
    """Brothers and sisters are answered for every child of a pair."""
    rows = {child: row for pair, row in pairs.items() for child in pair}
    clear_answers(batch, Topic.SIBLINGS, rows)
    for child, row in rows.items():
        add_answer(batch, row, child, Topic.SIBLINGS, Answer.GIVEN)
