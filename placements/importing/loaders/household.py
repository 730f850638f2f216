"""What the further sheets say of a household: who lives there, skills, languages, answers, holds, exemptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from placements.importing.batch import Batch, check_in_order, check_lengths, check_range
from placements.importing.rows import Row
from placements.importing.wording import squeezed
from placements.models.base import Base, Sex
from placements.models.child import NeedDomain
from placements.models.home import Home, HomeHold
from placements.models.household import Exemption, HomeLanguage, LivingAs, Person, Skill, Willing, Willingness

_HOLD_KINDS = ("leave", "illness", "training", "allegation", "review", "other")
_ABOUT = ("age", "sex", "behaviour", "contact", "siblings")
_NAMES = re.compile(r"\s*(?:&|,|/|\+|;|\band\b)\s*", re.IGNORECASE)
Sheets = dict[str, tuple[type[Base], Callable[[Row], dict[str, Any]]]]


def _word(text: str, words: tuple[str, ...]) -> str | None:
    return next((word for word in words if squeezed(word) == squeezed(text)), None)


_SHEETS: Sheets = {
    "people": (
        Person,
        lambda row: {
            "living_as": LivingAs(row.words("living_as")),
            "name": row.text("first_name"),
            "dob": row.day("dob"),
            "sex": Sex(row.text("sex") or Sex.UNKNOWN),
            "school_urn": row.text("school_urn"),
        },
    ),
    "skills": (
        Skill,
        lambda row: {
            "domain": NeedDomain(row.words("domain")),
            "level": row.whole("level"),
            "evidence": row.text("evidence"),
        },
    ),
    "languages": (HomeLanguage, lambda row: {"language": row.words("language"), "fluency": row.text("fluency")}),
    "willing": (
        Willingness,
        lambda row: {
            "about": _word(row.words("about"), _ABOUT),
            "value": row.words("value"),
            "answer": Willing(row.words("answer")),
        },
    ),
    "holds": (
        HomeHold,
        lambda row: {
            "kind": _word(row.words("kind"), _HOLD_KINDS),
            "starts_on": row.day("from"),
            "ends_on": row.day("to"),
            "reason": row.text("reason"),
        },
    ),
    "exemptions": (
        Exemption,
        lambda row: {
            "la_code": row.text("la_code"),
            "children": list(row.several("children")),
            "starts_on": row.day("from"),
            "ends_on": row.day("to"),
        },
    ),
}


def check_household(batch: Batch, known: Iterable[str]) -> None:
    """List what is wrong with the further sheets of the households."""
    known = set(known)
    for name in _SHEETS:
        for row in batch.sheet(name):
            if row.text("household") and row.words("household") not in known:
                message = f"{row.text('household')} is neither in this file nor held. Add it to the first sheet."
                batch.wrong(row, "household-unknown", message, "household")
    check_lengths(batch, batch.sheet("people"), Person, {"first_name": "name", "school_urn": "school_urn"})
    check_lengths(batch, batch.sheet("languages"), HomeLanguage, {"language": "language", "fluency": "fluency"})
    check_lengths(batch, batch.sheet("willing"), Willingness, {"value": "value"})
    check_lengths(batch, batch.sheet("exemptions"), Exemption, {"la_code": "la_code"})
    check_range(batch, batch.sheet("skills"), "level", 0, 4)
    check_in_order(batch, batch.sheet("holds"), "from", "to", days=True)
    check_in_order(batch, batch.sheet("exemptions"), "from", "to", days=True)
    _check_words(batch, batch.sheet("holds"), "kind", _HOLD_KINDS)
    _check_words(batch, batch.sheet("willing"), "about", _ABOUT)
    for row in batch.sheet("people"):
        if (born := row.day("dob")) and born > batch.as_at:
            batch.wrong(row, "dob-future", f"The date of birth {born:%d/%m/%Y} is still to come.", "dob")


def write_household(batch: Batch, homes: dict[str, Home]) -> None:
    """Replace what is held of each household by the rows of each sheet that name it; other households are left."""
    for name, (model, facts) in _SHEETS.items():
        rows = batch.sheet(name)
        home_id = model.__table__.c.home_id
        for ref in {row.words("household") for row in rows}:
            batch.session.execute(sa.delete(model).where(home_id == homes[ref].id))
        batch.session.add_all(
            model(home_id=homes[row.words("household")].id, **facts(row), **batch.said(row)) for row in rows
        )
    batch.session.flush()


def name_carers(batch: Batch, homes: dict[str, Home]) -> None:
    """Where nothing but names is held of who lives in a household, its carers are those that its name names."""
    rows = {row.words("household"): row for row in batch.first}
    for ref, home in homes.items():
        if not (rows[ref].has("carers") and home.name and _only_names(batch, home)):
            continue
        batch.session.execute(sa.delete(Person).where(Person.home_id == home.id))
        names = [name for name in _NAMES.split(home.name) if name]
        batch.session.add_all(
            Person(home_id=home.id, living_as=LivingAs.CARER, name=name[:80], **batch.said(rows[ref])) for name in names
        )


def _only_names(batch: Batch, home: Home) -> bool:
    """Whether nobody is held, or carers by name alone: more than a name came from a list of people."""
    more = sa.or_(Person.living_as != LivingAs.CARER, Person.dob.is_not(None), Person.sex != Sex.UNKNOWN)
    query = sa.select(Person.id).where(Person.home_id == home.id, more).limit(1)
    listed = {row.words("household") for row in batch.sheet("people")}
    return home.ref not in listed and batch.session.scalar(query) is None


def _check_words(batch: Batch, rows: Iterable[Row], column: str, words: tuple[str, ...]) -> None:
    for row in rows:
        text = row.text(column)
        if text is not None and _word(text, words) is None:
            batch.wrong(row, "cell-choice", f"{text!r} is not one of: {', '.join(words)}.", column)
