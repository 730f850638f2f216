"""The XML form of the return: one file holds what the CSV form spreads over many, child by child.

Below the root stands an element a child with its HEADER facts (CHILDID, SEX, DOB, ...), its EPISODEs and its other
records. An element left out is a blank. Source: the element names that open 903 validators read.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from placements.importing.outcome import Fault
from placements.importing.ssda903 import cells
from placements.importing.ssda903.file_faults import COLUMNS, FILE, file_error, file_warning
from placements.importing.ssda903.sheet import Sheet
from placements.importing.ssda903.sources import Source, Unreadable
from placements.importing.ssda903.tables import AD1, BY_NAME, HEADER, KINDS, OC3, UASC, FileKind

_RECORDS = {
    "EPISODE": "episodes",
    "AREVIEW": "reviews",
    "AMISSING": "missing",
    "OC2": "oc2",
    "PERMANENCE": "prev_perm",
    "AD_PLACED": "placed_adoption",
}
_RECORDS_BY_FACT = {"DOLO_START": "dolo", "SW_DECOM": "sw_episodes"}
"""Records whose element has no name known from any source are known by what they hold."""
_OTHER_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
_KNOWN = {name for kind in KINDS for name in kind.headings} | {"UASC"}

Facts = dict[str, str]
Records = list[tuple[FileKind, Facts]]


def read_xml(source: Source) -> list[Sheet]:
    """The files of a return that its XML form holds; where it cannot be read, one without rows that says why.

    A row's number is which record of its kind it is, from 1.
    """
    try:
        content = source.read()
        records, unknown = _records(content)
    except (Unreadable, OSError) as error:
        return [_broken(source, f"This file cannot be opened ({error}). Copy or export it again.")]
    except ParseError as error:
        return [_broken(source, f"This is not sound XML ({error}). Export it again.", row=error.position[0])]
    except DefusedXmlException:
        return [_broken(source, "This XML declares entities, which no return needs and which can hide an attack.")]
    if not records:
        return [_broken(source, "This XML holds no child with a CHILDID, so it is no return. Check the file.")]
    faults = tuple(_not_read(source, name) for name in sorted(unknown))
    digest = hashlib.sha256(content).hexdigest()
    return [_sheet(source, kind, records, digest, faults if kind is HEADER else ()) for kind in _kinds(records)]


def _kinds(records: Records) -> list[FileKind]:
    """The files the records belong to; a return always has a Header and an Episodes file, empty or not."""
    present = {kind.name for kind, _ in records} | {"header", "episodes"}
    return [kind for kind in KINDS if kind.name in present]


def _records(content: bytes) -> tuple[Records, set[str]]:
    """Every record with its file and its facts by heading, and the names of elements that are part of none."""
    records: Records = []
    unknown: set[str] = set()
    for child in _children(content):
        facts, parts = _facts(child)
        unknown |= set(facts) - _KNOWN
        if parts or {"CHILD", "DOB"} & set(facts):
            records.append((HEADER, facts))
            records += [(kind, facts) for kind, told in _flat(facts) if told]
            records += [(kind, facts | _facts(part)[0]) for kind, part in parts]
    return records, unknown


def _flat(facts: Facts) -> list[tuple[FileKind, bool]]:
    """Files whose records are not elements of their own, and whether the child has one."""
    return [
        (UASC, facts.get("UASC") == "1" or bool(facts.get("DUC"))),
        (OC3, bool(facts.get("IN_TOUCH"))),
        (AD1, bool(facts.get("DATE_INT"))),
    ]


def _children(content: bytes) -> Iterator[Element]:
    """The elements right below the root, one at a time."""
    depth = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 1:
            yield element
            element.clear()


def _facts(element: Element) -> tuple[Facts, list[tuple[FileKind, Element]]]:
    """The single facts in an element, and the elements that are records of their own, with the file they belong to."""
    facts: Facts = {}
    parts: list[tuple[FileKind, Element]] = []
    for inner in element:
        name = _name(inner)
        kind = _record_kind(inner)
        if kind is not None:
            parts.append((kind, inner))
        elif len(inner):
            more, others = _facts(inner)
            facts |= more
            parts += others
        else:
            facts[_OTHER_NAMES.get(name, name)] = (inner.text or "").strip()
    return facts, parts


def _record_kind(element: Element) -> FileKind | None:
    """The file that the element is a record of; None where it is a single fact, or only holds others."""
    if not len(element):
        return None
    by_fact = [_RECORDS_BY_FACT[fact] for inner in element if (fact := _name(inner)) in _RECORDS_BY_FACT]
    kind = _RECORDS.get(_name(element)) or next(iter(by_fact), "")
    return BY_NAME.get(kind)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].upper()


def _sheet(source: Source, kind: FileKind, records: Records, digest: str, faults: tuple[Fault, ...]) -> Sheet:
    mine = [facts for of, facts in records if of is kind]
    columns = {column.name: cells.texts([facts.get(column.name, "") for facts in mine]) for column in kind.read}
    headings = tuple(column.name for column in kind.columns)
    return Sheet(source, headings, kind, columns, list(range(1, len(mine) + 1)), len(mine), digest, faults)


def _broken(source: Source, message: str, row: int | None = None) -> Sheet:
    return Sheet(source, (), None, {}, [], 0, faults=(file_error(source.file, FILE, message, row=row),))


def _not_read(source: Source, name: str) -> Fault:
    return file_warning(
        source.file, COLUMNS, f"The element {name} is no part of what is read.", column=name, value=name
    )
