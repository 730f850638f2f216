"""Canaries: words that stand nowhere but in guarded columns, and the search for them in whatever leaves the service."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote_plus

import sqlalchemy as sa
from pypdf import PdfReader
from pypdf.generic import StreamObject

from placements.models import Base
from placements.models.contract import Provider
from placements.models.guarded import Guarded, guarded_columns
from placements.models.reference import Postcode, School

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
BLANKS = re.compile(r"[\s\u00a0\u2011\u202f-]+")


def guarded(kind: Guarded) -> list[sa.Column[Any]]:
    return [column for column, why in guarded_columns(Base.metadata) if why is kind]


def plant(engine: sa.Engine) -> dict[str, str]:
    """Put a canary of its own into every row of every guarded column; return the column of each canary.

    A table without a row holds none: whoever plants says which columns they count on. The postcodes are held as real
    ones, so that distances can be told and no page stops short. Secrets that let somebody in stay as they are: they
    are their own canaries.
    """
    canaries: dict[str, str] = {}
    with engine.begin() as connection:
        for number, column in enumerate([*guarded(Guarded.ADDRESS), *guarded(Guarded.RESTRICTED)]):
            canary = _canary(column, number)
            if not connection.execute(sa.update(column.table).values({column.name: canary})).rowcount:
                continue
            canaries[_word(canary)] = str(column)
            if isinstance(column.type, sa.String) and column.type.length == len("YO24 4AB"):
                _hold(connection, canary)
        for column in guarded(Guarded.SECRET):
            found = connection.scalars(sa.select(column).where(column.is_not(None)))
            if column.name != "csrf":  # stands in every form of the person whose session it is, and must
                canaries |= {_word(str(secret)): str(column) for secret in found}
    return canaries


def guarded_values(engine: sa.Engine) -> dict[str, str]:
    """Every value that stands in a guarded column and in none that is open, with its column: canaries by nature."""
    with engine.connect() as connection:
        known = {
            _word(text)
            for text in connection.scalars(sa.union(sa.select(School.postcode), sa.select(Provider.postcode)))
            if text
        }
        held = {
            _word(str(value)): str(column)
            for column, _ in guarded_columns(Base.metadata)
            for value in connection.scalars(sa.select(column).where(column.is_not(None)).distinct())
        }
    return {word: column for word, column in held.items() if word not in known and not column.endswith(".csrf")}


def _canary(column: sa.Column[Any], number: int) -> str:
    if column.name == "area":
        return f"POLYGON ((-1.0{number}4217 53.91, -1.06 53.91, -1.06 53.92, -1.0{number}4217 53.91))"
    if isinstance(column.type, sa.Text):
        return f"Allegation canary {number}"
    return f"YO19Z{LETTERS[number]}"


def _word(canary: str) -> str:
    """What is looked for: of a shape, the figure that no other holds."""
    return squeezed(canary.removeprefix("POLYGON ((").split()[0] if canary.startswith("POLYGON") else canary)


def _hold(connection: sa.Connection, postcode: str) -> None:
    held = sa.select(Postcode).where(Postcode.postcode == postcode)
    if connection.execute(held).first() is None:
        row = {"postcode": postcode, "easting": 461000, "northing": 452500, "la_code": "E06000014"}
        connection.execute(sa.insert(Postcode).values(row))


def found_in(content: bytes, canaries: dict[str, str]) -> set[str]:
    """The guarded columns of which something stands in these bytes, whatever they are a file of."""
    texts = [squeezed(text) for text in texts_of(content)]
    return {column for canary, column in canaries.items() if any(canary in text for text in texts)}


def squeezed(text: str) -> str:
    """A text as it is compared: decoded, without blanks or hyphens, in one case."""
    return BLANKS.sub("", unquote_plus(unescape(text))).casefold()


def texts_of(content: bytes) -> Iterator[str]:
    """Every text in a file: the members of an archive, the pages, streams and properties of a PDF, or all of it."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename + member.comment.decode("utf-8", "replace")
                yield from texts_of(archive.read(member))
        return
    yield content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        yield from _texts_of_pdf(content)


def _texts_of_pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content))
    yield str(reader.metadata)
    for page in reader.pages:
        yield page.extract_text()
    for number in range(len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found = reader.get_object(number) if number else None
        if isinstance(found, StreamObject):
            yield _plain(found)
        elif found is not None:
            yield str(found)


def _plain(stream: StreamObject) -> str:
    try:
        return stream.get_data().decode("utf-8", "replace")
    except (NotImplementedError, zlib.error):
        return str(stream)
