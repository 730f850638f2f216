"""The questions about a child that are answered with facts, with none, with unknown, or that were never asked."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from placements.importing.batch import Batch
from placements.importing.cells import NOT_ASKED_WORDS, choose, is_unknown
from placements.importing.rows import Row
from placements.importing.wording import plain
from placements.models.base import Answer
from placements.models.child import Child, ChildAnswer, ChildTrait, Topic

DISABILITIES = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA")
COMMUNICATION = ("ESOL", "BSL", "Makaton", "other")
_SEVERITIES = ("mild", "moderate", "severe", "unknown")
_LONGEST_CODE = 40
_LISTS = {
    "disability": Topic.DISABILITY,
    "allergy": Topic.ALLERGY,
    "languages": Topic.LANGUAGE,
    "communication": Topic.COMMUNICATION,
}
_WORDS = {"wishes": Topic.WISHES, "parent_wishes": Topic.PARENT_WISHES, "school_urn": Topic.SCHOOL}


def answer_in(texts: tuple[str, ...]) -> Answer | None:
    """What an answer is: none, unknown or not asked where one of the words says so alone; given; None where blank."""
    if not texts:
        return None
    answers = {_answer_of(text) for text in texts}
    return answers.pop() if len(answers) == 1 else None


def _answer_of(text: str) -> Answer:
    if plain(text) in {"none", "no", "none known"}:
        return Answer.NONE
    if is_unknown(text):
        return Answer.UNKNOWN
    return Answer.NOT_ASKED if plain(text) in NOT_ASKED_WORDS else Answer.GIVEN


def check_topics(batch: Batch) -> None:
    """List answers that contradict themselves and codes of no list."""
    for row in batch.first:
        for column in _LISTS:
            texts = row.several(column)
            if texts and answer_in(texts) is None:
                message = f"{row.written[column]!r} says both that there is none (or not known) and what there is."
                batch.wrong(row, "answer-contradicts", message, column)
            elif answer_in(texts) is Answer.GIVEN:
                _check_codes(batch, row, column, texts)


def write_topics(batch: Batch, children: dict[str, Child]) -> None:
    """Write the answers of the first sheet; a blank one is held as no answer at all."""
    for column, topic in (_LISTS | _WORDS).items():
        rows = [row for row in batch.first if row.has(column)]
        clear_answers(batch, topic, (children[row.words("child")].id for row in rows))
        for row in rows:
            child = children[row.words("child")]
            if column in _LISTS:
                _write_list(batch, row, child.id, column, topic)
            else:
                _write_words(batch, row, child, column, topic)
    batch.session.flush()


def clear_answers(batch: Batch, topic: Topic, children: Iterable[int]) -> None:
    """Forget what was answered on a topic, and the coded facts under it, for some children."""
    ids = list(children)
    for model in (ChildAnswer, ChildTrait):
        batch.session.execute(sa.delete(model).where(model.topic == topic, model.child_id.in_(ids)))


def add_answer(batch: Batch, row: Row, child_id: int, topic: Topic, answer: Answer, words: str | None = None) -> None:
    """Write how a topic was answered."""
    batch.session.add(ChildAnswer(child_id=child_id, topic=topic, answer=answer, words=words, **batch.said(row)))


def _check_codes(batch: Batch, row: Row, column: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        code, severity = _coded(column, text)
        choices = {"disability": DISABILITIES, "communication": COMMUNICATION}.get(column)
        if choices and code is None:
            batch.wrong(row, "cell-code", f"{text!r} is not one of: {', '.join(choices)}, none, unknown.", column)
        elif severity is not None and severity not in _SEVERITIES:
            batch.wrong(row, "cell-code", f"{text!r}: {severity!r} is not one of: {', '.join(_SEVERITIES)}.", column)
        elif len(code or "") > _LONGEST_CODE:
            batch.wrong(row, "cell-long", f"{text[:80]!r} is longer than {_LONGEST_CODE} characters.", column)


def _coded(column: str, text: str) -> tuple[str | None, str | None]:
    """The code and, of an allergy, its severity ("cats:severe"); the code is None where it is of no list."""
    if column == "disability":
        return choose(text, DISABILITIES), None
    if column == "communication":
        return choose(text, COMMUNICATION), None
    if column == "allergy":
        what, _, severity = (part.strip() for part in text.partition(":"))
        return what, severity.lower() or None
    return text, None


def _write_list(batch: Batch, row: Row, child_id: int, column: str, topic: Topic) -> None:
    answer = answer_in(row.several(column))
    if answer is None:
        return
    add_answer(batch, row, child_id, topic, answer)
    if answer is Answer.GIVEN:
        for text in dict.fromkeys(row.several(column)):
            code, severity = _coded(column, text)
            trait = ChildTrait(child_id=child_id, topic=topic, code=code or "", severity=severity, **batch.said(row))
            batch.session.add(trait)


def _write_words(batch: Batch, row: Row, child: Child, column: str, topic: Topic) -> None:
    text = row.text(column)
    answer = answer_in((text,) if text else ())
    if topic is Topic.SCHOOL:
        child.school_urn = text if answer is Answer.GIVEN else None
    if answer is not None:
        words = text if answer is Answer.GIVEN and topic is not Topic.SCHOOL else None
        add_answer(batch, row, child.id, topic, answer, words)
