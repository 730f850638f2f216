"""The collection year of a return comes from its dates, never from a name, unless a person states it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from placements.errors import Refused
from placements.importing.ssda903 import import_ssda903
from tests.placements.importing.ssda903.towns import LOADER, child, episode, write_return


def year_of(engine: sa.Engine, folder: Path, **years: str) -> str | None:
    result = import_ssda903(engine, LOADER, [folder], years=years or None)
    return result.returns[0][1] if result.returns else None


def people(*rows: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    refs = {row["CHILD"] for row in rows}
    return {
        "header": [dict(child(CHILD=ref)) for ref in sorted(refs)],
        "episodes": [dict(episode(**row)) for row in rows],
    }


def test_the_year_is_the_one_that_holds_most_ends(sqlite_engine: sa.Engine, folder: Path) -> None:
    rows = [
        {"CHILD": "1", "DECOM": "01/06/2017", "DEC": "01/04/2018", "REC": "E8"},
        {"CHILD": "2", "DECOM": "01/06/2017", "DEC": "31/03/2019", "REC": "E8"},
        {"CHILD": "3", "DECOM": "01/06/2017", "DEC": "31/03/2018", "REC": "E8"},
    ]
    assert year_of(sqlite_engine, write_return(folder / "2017", **people(*rows))) == "2018/19"


def test_without_ends_it_is_the_one_that_holds_most_starts(sqlite_engine: sa.Engine, folder: Path) -> None:
    rows = [{"CHILD": "1", "DECOM": "31/03/2019"}, {"CHILD": "2", "DECOM": "01/04/2019"}]
    assert year_of(sqlite_engine, write_return(folder, **people(*rows))) == "2019/20"


def test_a_person_may_state_the_year(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder / "latest")
    assert year_of(sqlite_engine, folder, **{str(folder / "latest"): "2022/23"}) == "2022/23"


def test_the_return_may_be_named_by_the_last_part_of_its_path(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder / "latest")
    assert year_of(sqlite_engine, folder, latest="2022-23") == "2022/23"


def test_a_year_stated_for_no_return_of_the_load_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    with pytest.raises(Refused, match="names no return of this load"):
        year_of(sqlite_engine, folder, elsewhere="2022/23")


def test_a_bare_year_is_refused_because_it_could_be_two(sqlite_engine: sa.Engine, folder: Path) -> None:
    write_return(folder)
    with pytest.raises(Refused, match="2021/22"):
        year_of(sqlite_engine, folder, **{str(folder): "2022"})


def test_a_return_whose_dates_cannot_be_read_asks_for_its_year(sqlite_engine: sa.Engine, folder: Path) -> None:
    result = import_ssda903(sqlite_engine, LOADER, [write_return(folder, **people({"CHILD": "1", "DECOM": "?"}))])
    assert [(fault.rule, fault.level.value) for fault in result.findings] == [("903-year", "E")]
    assert "--year" in result.findings[0].message


def test_a_year_without_code_lists_is_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    result = import_ssda903(
        sqlite_engine, LOADER, [write_return(folder, **people({"CHILD": "1", "DECOM": "01/06/2012"}))]
    )
    (fault,) = result.findings
    assert (fault.rule, fault.value, result.refused) == ("903-year", "2012/13", True)
    assert "2015/16 to 2026/27" in fault.message


def test_two_returns_of_one_year_at_once_are_refused(sqlite_engine: sa.Engine, folder: Path) -> None:
    for name in ("a", "b"):
        write_return(folder / name)
    result = import_ssda903(sqlite_engine, LOADER, [folder], set_aside_by="Ann Invented")
    assert [(fault.rule, fault.file) for fault in result.findings] == [("903-year", str(folder / "b"))]
    assert result.refused


@pytest.mark.parametrize("start", range(2015, 2027))
def test_every_collection_year_held_can_be_loaded(sqlite_engine: sa.Engine, folder: Path, start: int) -> None:
    sex = "M" if start >= 2024 else "1"
    path = write_return(folder, header=[child(SEX=sex)], episodes=[episode(DECOM=f"01/06/{start}")])
    result = import_ssda903(sqlite_engine, LOADER, [path])
    assert (result.accepted, result.findings) == (2, ())
    assert result.returns[0][1] == f"{start}/{start + 1 - 2000}"
