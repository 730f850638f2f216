"""Supply at the command line: printed, given as JSON, and written as the fostering return, which loads again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from placements.database import open_engine
from placements.models.child import Child
from placements.permissions import Role
from tests.api.test_cli import Line, line
from tests.api.visitors import signed_in_as
from tests.engines import SqliteFiles
from tests.matching.town import settle

__all__ = ["line"]
FUNNEL = """month,kind,enquiries,applications,approved,places
01/03/2026,mainstream,130,10,30,60
"""


@pytest.fixture
def settled(sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch, line: Line) -> Iterator[sa.Engine]:
    url = sqlite_files.migrated()
    engine = open_engine(url)
    settle(engine)
    monkeypatch.setenv("HOMEWARD_DATABASE", url)
    yield engine
    engine.dispose()


def test_supply_is_printed_given_as_json_and_written_as_a_return_that_loads_again(
    settled: sa.Engine, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "return.xlsx"
    shown = line("supply", "--ofsted", file)
    assert shown.code == 0
    assert "Our own fostering households" in shown.out
    assert "homeward import funnel" in " ".join(shown.out.split())
    document = line("supply", "--json").json
    for kind in document["kinds"]:
        assert kind["approved"] + kind["over"] == (
            kind["filled"] + sum(kind["not_available"].values()) + kind["vacant"]
        )
        assert kind["usable"] <= kind["usable_ahead"] <= kind["vacant"]
    assert len(document["places_ahead"]["net"]["p50"]) == 36
    rows: dict[tuple[str, str], int] = defaultdict(int)
    for kind, figure, _, places in openpyxl.load_workbook(file)["rows"].iter_rows(min_row=2, values_only=True):
        rows[str(kind), str(figure)] += int(str(places))
    figures = {(one["kind"], one["figure"]): one["places"] for one in document["fostering_return"]}
    assert {key: places for key, places in figures.items() if places} == rows
    assert line("import", "fostering-return", file).code == 0
    again = line("supply", "--json").json
    assert {one["difference"] for one in again["stated"]} == {0}


def test_more_approved_than_applied_is_said_and_the_rest_is_answered(
    settled: sa.Engine, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "funnel.csv"
    file.write_text(FUNNEL, encoding="utf-8")
    loaded = line("import", "funnel", file, "--json")
    assert [one["rule"] for one in loaded.json["findings"]] == ["funnel-more-than-before"]
    recruitment = line("supply", "--json").json["recruitment"]
    assert recruitment["reached"]["mainstream"]["approved"] == 30
    assert any("only 10 applied" in note for note in recruitment["notes"])
    assert recruitment["lead"]["enquiries_per_approval"]["n"] == 130


def test_programs_of_those_who_may_see_supply_have_it_and_no_child_is_in_it(app: FastAPI, engine: sa.Engine) -> None:
    settle(engine)
    answer = signed_in_as(app, Role.COMMISSIONER).get("/api/v1/supply")
    assert answer.status_code == 200
    document = answer.json()
    for one in (*document["kinds"], *document["homes"]):
        assert one["approved"] + one["over"] == one["filled"] + sum(one["not_available"].values()) + one["vacant"]
    with Session(engine) as session:
        children = set(session.scalars(sa.select(Child.ref)))
    assert children
    assert not [ref for ref in children if f'"{ref}"' in answer.text]
    assert signed_in_as(app, Role.BOARD_MEMBER).get("/api/v1/supply").status_code == 403
