"""Terms of approval from one flat row: a blank means no limit, the word unknown means unknown, an absent column too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from placements.importing.batch import Batch
from placements.importing.cells import choose, is_unknown
from placements.importing.rows import Row
from placements.importing.wording import plain, squeezed
from placements.models.base import Sex
from placements.models.household import CareType, Term

_COLUMNS = ("basis", "approved_from", "approved_to", "age_min", "age_max", "number", "sex", "types", "named")
_NO_LIMIT = frozenset(
    {"any", "all", "no limit", "none", "either", "both", "any age", "all ages", "mf", "m f", "m or f"}
)
_AGE_SPAN = re.compile(r"(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})(?:\s*(?:years?|yrs?))?", re.IGNORECASE)
_AGE_UP = re.compile(r"(\d{1,2})\s*\+")
_AGE = re.compile(r"(\d{1,2})(?:\s*(?:years?|yrs?))?", re.IGNORECASE)
_OLDEST = 21
_MOST_CHILDREN = 99
_TYPES = {
    "shortterm": CareType.SHORT,
    "longterm": CareType.LONG,
    "permanent": CareType.LONG,
    "permanence": CareType.LONG,
    "shortbreaks": CareType.SHORT_BREAK,
    "parentandchild": CareType.PARENT_CHILD,
    "parentandbaby": CareType.PARENT_CHILD,
    "motherandbaby": CareType.PARENT_CHILD,
    "kinship": CareType.CONNECTED,
    "connectedperson": CareType.CONNECTED,
    "fosteringforadoption": CareType.EARLY_PERMANENCE,
}


@dataclass
class Terms:
    """The terms read from a row, each with whether it is a limit; `wrong` holds (column, sentence) where one is not."""

    ages: tuple[Term, int | None, int | None] = (Term.UNKNOWN, None, None)
    number: tuple[Term, int | None] = (Term.UNKNOWN, None)
    sex: tuple[Term, Sex | None] = (Term.UNKNOWN, None)
    types: tuple[Term, list[str]] = field(default_factory=lambda: (Term.UNKNOWN, []))
    wrong: list[tuple[str, str]] = field(default_factory=list)


def has_terms(row: Row) -> bool:
    """Whether the sheet says anything of approval."""
    return any(row.has(column) for column in _COLUMNS)


def read_terms(row: Row) -> Terms:
    """The terms of approval that a row of households states."""
    terms = Terms()
    terms.ages = _ages(row, terms)
    if row.has("number"):
        terms.number = _number(row, terms)
    if row.has("sex"):
        terms.sex = _sex(row, terms)
    if row.has("types"):
        terms.types = _types(row, terms)
    return terms


def check_terms(batch: Batch, row: Row) -> None:
    """List what is wrong with the terms of a row."""
    for column, message in read_terms(row).wrong:
        batch.wrong(row, "cell-term", message, column)


def read_ages(row: Row) -> tuple[int | None, int | None, list[tuple[str, str]]]:
    """The youngest and oldest age of a row, None where not limited or not known, and what is wrong with them."""
    terms = Terms()
    _, youngest, oldest = _ages(row, terms)
    return youngest, oldest, terms.wrong


def _ages(row: Row, terms: Terms) -> tuple[Term, int | None, int | None]:
    if not (row.has("age_min") or row.has("age_max")):
        return Term.UNKNOWN, None, None
    low, high = row.text("age_min"), row.text("age_max")
    if any(text and is_unknown(text) for text in (low, high)):
        return Term.UNKNOWN, None, None
    span = _span(low) if low and not high else None
    youngest, oldest = span or (_age(terms, "age_min", low), _age(terms, "age_max", high))
    if youngest is not None and oldest is not None and youngest > oldest:
        terms.wrong.append(("age_max", f"The youngest age, {youngest}, is above the oldest, {oldest}."))
    return (Term.NO_LIMIT if youngest is None and oldest is None else Term.LIMIT), youngest, oldest


def _span(text: str) -> tuple[int, int | None] | None:
    """Both ages from "5-12" or "10+"; None for any other words."""
    if both := _AGE_SPAN.fullmatch(text):
        return int(both.group(1)), int(both.group(2))
    up = _AGE_UP.fullmatch(text)
    return (int(up.group(1)), None) if up else None


def _age(terms: Terms, column: str, text: str | None) -> int | None:
    if text is None or plain(text) in _NO_LIMIT:
        return None
    found = _AGE.fullmatch(text)
    if found is None or int(found.group(1)) > _OLDEST:
        terms.wrong.append((column, f"{text!r} is not an age in years from 0 to {_OLDEST}, blank, or unknown."))
        return None
    return int(found.group(1))


def _number(row: Row, terms: Terms) -> tuple[Term, int | None]:
    text = row.text("number")
    if text is None or plain(text) in _NO_LIMIT:
        return Term.NO_LIMIT, None
    if is_unknown(text):
        return Term.UNKNOWN, None
    if not text.isdecimal() or int(text) > _MOST_CHILDREN:
        terms.wrong.append(("number", f"{text!r} is not a number of children, blank, or unknown."))
        return Term.UNKNOWN, None
    return Term.LIMIT, int(text)


def _sex(row: Row, terms: Terms) -> tuple[Term, Sex | None]:
    text = row.text("sex")
    if text is None or plain(text) in _NO_LIMIT:
        return Term.NO_LIMIT, None
    if is_unknown(text):
        return Term.UNKNOWN, None
    found = choose(text, tuple(Sex))
    if found not in {Sex.MALE, Sex.FEMALE}:
        terms.wrong.append(("sex", f"{text!r} is not one of: M, F, either, unknown, or blank."))
        return Term.UNKNOWN, None
    return Term.LIMIT, Sex(found)


def _types(row: Row, terms: Terms) -> tuple[Term, list[str]]:
    texts = row.several("types")
    if not texts or all(plain(text) in _NO_LIMIT for text in texts):
        return Term.NO_LIMIT, []
    if any(map(is_unknown, texts)):
        return Term.UNKNOWN, []
    found = []
    for text in texts:
        kind = choose(text, tuple(CareType)) or _TYPES.get(squeezed(text))
        if kind is None:
            terms.wrong.append(("types", f"{text!r} is not one of: {', '.join(CareType)}."))
        else:
            found.append(str(CareType(kind)))
    return Term.LIMIT, found
