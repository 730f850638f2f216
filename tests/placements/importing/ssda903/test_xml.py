"""The XML form of a return says what its CSV form says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest
import sqlalchemy as sa

from placements.importing.ssda903 import import_ssda903
from placements.models.care import ReturnFact, UascSpell
from placements.repository.episodes import episodes
from placements.repository.records import records_for
from tests.placements.importing.ssda903.test_load import FULL
from tests.placements.importing.ssda903.towns import LOADER, Row, empty, write_return

GROUPS = {"episodes": "EPISODE", "reviews": "AREVIEW", "missing": "AMISSING", "oc2": "OC2", "dolo": "ORDER"}
NAMES = {"CHILD": "CHILDID", "PLACE": "PL"}


def written(row: Row, leave_out: tuple[str, ...] = ("CHILD", "DOB")) -> str:
    return "".join(
        f"<{NAMES.get(name, name)}>{escape(text)}</{NAMES.get(name, name)}>"
        for name, text in row.items()
        if name not in leave_out and text
    )


def as_xml(files: Mapping[str, Sequence[Row]]) -> str:
    """The same return in the XML form."""
    children = []
    for person in files["header"]:
        mine = {kind: [row for row in rows if row["CHILD"] == person["CHILD"]] for kind, rows in files.items()}
        parts = {
            kind: "".join(f"<{tag}>{written(row)}</{tag}>" for row in mine.get(kind, []))
            for kind, tag in GROUPS.items()
        }
        asylum = "".join(f"<UASC>1</UASC><DUC>{row['DUC']}</DUC>" for row in mine.get("uasc", [])) or "<UASC>0</UASC>"
        own = parts.pop("episodes")
        header = f"<HEADER>{written(person, ())}{asylum}{''.join(parts.values())}</HEADER>"
        children.append(f"<CHILD>{header}{own}</CHILD>")
    return f"<?xml version='1.0' encoding='utf-8'?><RETURN>{''.join(children)}</RETURN>"


def kept(engine: sa.Engine) -> tuple[pd.DataFrame, list[object]]:
    with records_for(engine, LOADER) as records:
        frame = episodes(records).drop(columns="child")
        facts = records.session.execute(sa.select(ReturnFact.file, ReturnFact.facts)).all()
        asylum = records.session.execute(sa.select(UascSpell.ceased_on)).all()
    return frame, [*map(tuple, facts), *map(tuple, asylum)]


def test_the_xml_form_of_a_return_is_kept_as_its_csv_form_is(engine: sa.Engine, tmp_path: Path) -> None:
    files = {name: rows for name, rows in FULL.items() if name != "sw_episodes"}
    files["dolo"] = [{"CHILD": "1", "DOB": "15/06/2010", "DOLO_START": "01/07/2021"}]
    import_ssda903(engine, LOADER, [write_return(tmp_path / "csv", **files)])
    from_csv = kept(engine)
    empty(engine)
    path = tmp_path / "return.xml"
    path.write_text(as_xml(files), encoding="utf-8")
    result = import_ssda903(engine, LOADER, [path])
    assert (result.read, result.accepted) == (10, 10)
    assert result.returns == ((str(path), "2021/22"),)
    pd.testing.assert_frame_equal(kept(engine)[0], from_csv[0])
    assert kept(engine)[1] == from_csv[1]


def test_a_fault_in_xml_says_which_record(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rows = [dict(row) for row in FULL["episodes"]]
    rows[2]["LS"] = "XX"
    path = tmp_path / "return.xml"
    path.write_text(as_xml({**FULL, "episodes": rows}), encoding="utf-8")
    result = import_ssda903(sqlite_engine, LOADER, [path])
    found = [(fault.rule, fault.file, fault.row, fault.child) for fault in result.findings if fault.level.value == "E"]
    assert found == [("903-code-year", str(path), 3, "2")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<a><b>", "not sound XML"),
        ("", "not sound XML"),
        ("<RETURN><MESSAGE><X>1</X></MESSAGE></RETURN>", "no child with a CHILDID"),
        ('<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><a>&x;</a>', "declares entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares entities"),
    ],
)
def test_xml_that_cannot_be_trusted_is_refused(
    sqlite_engine: sa.Engine, tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "return.xml"
    path.write_text(content, encoding="utf-8")
    result = import_ssda903(sqlite_engine, LOADER, [path], set_aside_by="Ann Invented")
    (fault,) = result.findings
    assert (fault.rule, fault.file, result.refused, result.read) == ("903-file", str(path), True, 0)
    assert words in fault.message


def test_an_element_nobody_reads_is_named(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_text(as_xml(FULL).replace("<UASC>0</UASC>", "<SHOE_SIZE>37</SHOE_SIZE>"), encoding="utf-8")
    result = import_ssda903(sqlite_engine, LOADER, [path])
    assert ("903-columns", "W", "SHOE_SIZE") in {(one.rule, one.level.value, one.column) for one in result.findings}
    assert not result.refused


def test_a_child_without_its_number_is_not_passed_over(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_text(as_xml(FULL).replace("<CHILDID>2</CHILDID>", ""), encoding="utf-8")
    result = import_ssda903(sqlite_engine, LOADER, [path], set_aside_by="Ann Invented")
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (9, 5, 4, 1)
    assert {fault.rule for fault in result.findings if fault.level.value == "E"} == {"903-child-unknown"}
