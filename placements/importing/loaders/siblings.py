"""Brothers, sisters and peers: a pair a row, whichever of the two comes first."""

from __future__ import annotations

import sqlalchemy as sa

from placements.importing.batch import Batch
from placements.importing.loaders.child_topics import add_answer, clear_answers
from placements.importing.rows import Row
from placements.models.base import Answer
from placements.models.child import Child, Relation, SiblingRelation, Together, Topic

_FACTS = ("relation", "assessed", "assessed_on", "review_on", "contact_if_apart")


def check_siblings(batch: Batch) -> None:
    """List a child paired with itself, and a pair that stands twice with different facts."""
    first: dict[frozenset[str], Row] = {}
    for row in batch.sheet("siblings"):
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
    rows = batch.sheet("siblings")
    pairs = {_pair(row, children): row for row in rows}
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
    batch.session.flush()


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
