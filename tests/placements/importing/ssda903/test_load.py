"""Loading returns: all or nothing, children set aside by name, later returns believed, and everything on record."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from placements.audit_chain import Event, first_break
from placements.database import open_engine
from placements.errors import NotPermitted, Refused
from placements.importing.outcome import ImportResult
from placements.importing.ssda903 import import_ssda903
from placements.models.audit import AuditRow
from placements.models.base import Known, Sex
from placements.models.care import (
    Episode,
    MissingPeriod,
    PeriodOfCare,
    Return,
    ReturnDifference,
    ReturnFact,
    UascSpell,
    YearOutcome,
)
from placements.models.child import Child
from placements.models.loading import Finding, Import, SetAside
from placements.permissions import Permission, Role, Viewer
from placements.repository.episodes import children_set_aside
from placements.repository.records import records_for
from placements.unit_of_work import UnitOfWork
from tests.engines import SqliteFiles
from tests.placements.importing.ssda903.towns import LOADER, child, episode, write_return

NAME = "Ann Invented"
TABLES = (Import, Return, Child, Episode, PeriodOfCare, UascSpell, MissingPeriod, YearOutcome, ReturnFact, Finding)
FULL: dict[str, Any] = {
    "header": [child(), child(CHILD="2", SEX="2", ETHNIC="CHNE")],
    "episodes": [
        episode(),
        episode(CHILD="2", DECOM="01/05/2021", DEC="01/07/2021", REC="X1", REASON_PLACE_CHANGE="CREQB"),
        episode(CHILD="2", DECOM="01/07/2021", RNE="P", PLACE="K2", PLACE_PROVIDER="PR4", URN="SC123456"),
    ],
    "uasc": [{"CHILD": "2", "SEX": "2", "DOB": "15/06/2010", "DUC": "01/01/2022"}],
    "missing": [
        {"CHILD": "1", "DOB": "15/06/2010", "MISSING": "M", "MIS_START": "01/09/2021", "MIS_END": "03/09/2021"}
    ],
    "oc2": [{"CHILD": "1", "DOB": "15/06/2010", "SDQ_SCORE": "17", "CONVICTED": "0", "SUBSTANCE_MISUSE": "1"}],
    "reviews": [{"CHILD": "1", "DOB": "15/06/2010", "REVIEW": "01/10/2021", "REVIEW_CODE": "PN1"}],
    "sw_episodes": [{"CHILD": "1", "DOB": "15/06/2010", "SW_ID": "W1", "SW_DECOM": "01/06/2021"}],
}
BROKEN = [child(), child(CHILD="2"), child(CHILD="3")]
BROKEN_EPISODES = [episode(), episode(CHILD="2", PLACE="X9"), episode(CHILD="3")]


def load(engine: sa.Engine, *paths: Path, **how: Any) -> ImportResult:
    return import_ssda903(engine, LOADER, paths, **how)


def counts(engine: sa.Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.__tablename__: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in TABLES
        }


def rows(engine: sa.Engine, *columns: Any, where: Any = None) -> list[tuple[Any, ...]]:
    query = sa.select(*columns) if where is None else sa.select(*columns).where(where)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(*columns))]


def test_a_good_return_is_kept_whole(engine: sa.Engine, folder: Path) -> None:
    result = load(engine, write_return(folder, **FULL))
    assert (result.read, result.accepted, result.rejected, result.refused) == (10, 10, 0, False)
    assert result.returns == ((str(folder), "2021/22"),)
    assert counts(engine) == {
        "imports": 1,
        "returns": 1,
        "children": 2,
        "episodes": 3,
        "periods_of_care": 2,
        "uasc_spells": 1,
        "missing_periods": 1,
        "year_outcomes": 1,
        "return_facts": 1,
        "findings": len(result.findings),
    }


def test_an_episode_is_kept_with_its_place_fields(engine: sa.Engine, folder: Path) -> None:
    load(engine, write_return(folder, **FULL))
    columns = (
        Episode.decom,
        Episode.dec,
        Episode.rec,
        Episode.place,
        Episode.home_post,
        Episode.pl_post,
        Episode.pl_la,
    )
    more = (Episode.pl_location, Episode.pl_distance_tenths, Episode.standing)
    (kept,) = rows(engine, *columns, *more, where=Episode.decom == dt.date(2021, 6, 1))
    assert kept == (dt.date(2021, 6, 1), None, None, "U6", "YO11AA", "YO12BB", "E06000014", "IN", 9, True)


def test_what_the_smaller_files_say_is_kept(engine: sa.Engine, folder: Path) -> None:
    load(engine, write_return(folder, **FULL))
    assert rows(engine, UascSpell.ceased_on) == [(dt.date(2022, 1, 1),)]
    assert rows(engine, MissingPeriod.kind, MissingPeriod.starts_on, MissingPeriod.ends_on) == [
        ("M", dt.date(2021, 9, 1), dt.date(2021, 9, 3))
    ]
    assert rows(engine, YearOutcome.sdq_score, YearOutcome.convicted, YearOutcome.substance_misuse) == [(17, "0", "1")]
    with engine.connect() as connection:
        (fact,) = connection.execute(sa.select(ReturnFact.file, ReturnFact.facts)).all()
    assert tuple(fact) == ("reviews", {"REVIEW": "2021-10-01", "REVIEW_CODE": "PN1"})


def test_periods_of_care_join_episodes_that_follow_each_other(engine: sa.Engine, folder: Path) -> None:
    episodes = [
        episode(DEC="01/08/2021", REC="X1", REASON_PLACE_CHANGE="CARPL"),
        episode(DECOM="01/08/2021", RNE="P", PLACE="K2", DEC="01/09/2021", REC="E4A"),
        episode(DECOM="01/11/2021", RNE="S", CIN="N5"),
    ]
    load(engine, write_return(folder, episodes=episodes))
    columns = (PeriodOfCare.starts_on, PeriodOfCare.ends_on, PeriodOfCare.exit_reason, PeriodOfCare.cin)
    assert rows(engine, *columns) == [
        (dt.date(2021, 6, 1), dt.date(2021, 9, 1), "E4A", "N1"),
        (dt.date(2021, 11, 1), None, None, "N5"),
    ]


def test_an_error_without_a_name_refuses_everything_and_keeps_only_that_it_was_tried(
    engine: sa.Engine, folder: Path
) -> None:
    result = load(engine, write_return(folder, header=BROKEN, episodes=BROKEN_EPISODES))
    assert (result.read, result.accepted, result.rejected, result.refused) == (6, 0, 6, True)
    assert [finding.rule for finding in result.findings] == ["903-code-year"]
    assert set(counts(engine).values()) == {0}
    with engine.connect() as connection:
        (row,) = connection.execute(sa.select(AuditRow.event, AuditRow.detail).where(AuditRow.subject == "ssda903"))
    assert row.event == Event.DATA_REFUSED
    assert row.detail["findings"] == {"903-code-year E": 1}


def test_with_a_name_only_the_children_in_error_are_left_out(engine: sa.Engine, folder: Path) -> None:
    result = load(engine, write_return(folder, header=BROKEN, episodes=BROKEN_EPISODES), set_aside_by=NAME)
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (6, 4, 2, 1)
    assert rows(engine, Child.id903) == [("1",), ("3",)]
    assert rows(engine, SetAside.child, SetAside.by, SetAside.still) == [("2", NAME, True)]
    assert rows(engine, Import.read_rows, Import.accepted, Import.rejected, Import.set_aside_by) == [(6, 4, 2, NAME)]
    assert rows(engine, Return.children_set_aside) == [(1,)]
    with records_for(engine, LOADER) as records:
        assert children_set_aside(records) == 1


def test_a_child_in_error_in_one_year_is_left_out_of_every_year_of_the_load(engine: sa.Engine, folder: Path) -> None:
    good = write_return(folder / "a", header=BROKEN, episodes=[episode(), episode(CHILD="2"), episode(CHILD="3")])
    bad = write_return(
        folder / "b", header=BROKEN, episodes=[episode(), episode(CHILD="2", LS="??"), episode(CHILD="3")]
    )
    result = load(engine, good, bad, set_aside_by=NAME, years={str(good): "2021/22", str(bad): "2022/23"})
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (12, 8, 4, 1)
    assert rows(engine, Child.id903) == [("1",), ("3",)]


def test_a_child_accepted_later_is_no_longer_set_aside(engine: sa.Engine, folder: Path) -> None:
    load(engine, write_return(folder, header=BROKEN, episodes=BROKEN_EPISODES), set_aside_by=NAME)
    load(engine, write_return(folder, header=BROKEN, episodes=[episode(), episode(CHILD="2"), episode(CHILD="3")]))
    assert rows(engine, SetAside.child, SetAside.still) == [("2", False)]
    with records_for(engine, LOADER) as records:
        assert children_set_aside(records) == 0


def test_a_load_and_its_findings_are_written_down(engine: sa.Engine, folder: Path) -> None:
    result = load(engine, write_return(folder, episodes=[episode(URN="")]))
    assert rows(engine, Finding.rule, Finding.row, Finding.column, Finding.child) == [("903-urn", 2, "URN", "1")]
    assert [finding.message for finding in result.findings] == [row[0] for row in rows(engine, Finding.message)]
    with sa.orm.Session(engine) as session:
        audit = session.scalars(sa.select(AuditRow).order_by(AuditRow.id)).all()
        assert first_break(audit) is None
        last = audit[-1]
    assert (last.event, last.who, last.subject) == (Event.DATA_LOADED, LOADER.name, "ssda903")
    assert last.detail["returns"] == [{"path": str(folder), "year": "2021/22"}]


def test_a_resubmitted_return_replaces_the_one_held_and_lists_what_differs(engine: sa.Engine, folder: Path) -> None:
    load(engine, write_return(folder, episodes=[episode()]))
    shutil.rmtree(folder)
    load(engine, write_return(folder, episodes=[episode(PLACE="U4")]))
    (first, second) = rows(engine, Return.id, Return.replaced_by_id)
    assert (first[1], second[1]) == (second[0], None)
    assert rows(engine, Episode.place, Episode.standing) == [("U4", True), ("U6", False)]
    assert rows(engine, ReturnDifference.what, ReturnDifference.before, ReturnDifference.after) == [
        ("PLACE of the episode of 01/06/2021", "U6", "U4")
    ]


def test_the_same_return_again_changes_nothing_that_stands(engine: sa.Engine, folder: Path) -> None:
    write_return(folder, **FULL)
    load(engine, folder)
    before = (rows(engine, Episode.decom, Episode.place, where=Episode.standing), rows(engine, PeriodOfCare.starts_on))
    load(engine, folder)
    assert rows(engine, ReturnDifference.what) == []
    assert before == (
        rows(engine, Episode.decom, Episode.place, where=Episode.standing),
        rows(engine, PeriodOfCare.starts_on),
    )
    digests = rows(engine, Return.digest)
    assert digests[0] == digests[1]


def test_the_next_years_return_is_believed_and_last_years_is_compared_with_it(engine: sa.Engine, folder: Path) -> None:
    load(engine, write_return(folder / "a"))
    ended = episode(LS="C2", DEC="01/07/2022", REC="E4A")
    result = load(engine, write_return(folder / "b", episodes=[ended]))
    assert [(finding.rule, finding.column) for finding in result.findings] == [("903-year-break", "LS")]
    assert rows(engine, Episode.ls, Episode.dec, Episode.standing) == [
        ("C1", None, False),
        ("C2", dt.date(2022, 7, 1), True),
    ]
    assert rows(engine, ReturnDifference.what, ReturnDifference.before, ReturnDifference.after) == [
        ("LS of the episode of 01/06/2021", "C1", "C2")
    ]
    assert rows(engine, PeriodOfCare.ends_on, PeriodOfCare.exit_reason) == [(dt.date(2022, 7, 1), "E4A")]


def test_a_child_left_open_in_a_return_and_absent_from_the_next_is_missed_and_left_with_that_year(
    engine: sa.Engine, folder: Path
) -> None:
    load(engine, write_return(folder / "a"))
    other = {"header": [child(CHILD="2")], "episodes": [episode(CHILD="2", DECOM="01/05/2022")]}
    result = load(engine, write_return(folder / "b", **other))
    (found,) = result.findings
    assert (found.rule, found.child, found.row) == ("903-missing-from-year", "1", None)
    assert found.file == str(folder / "b" / "episodes.csv")
    assert rows(engine, PeriodOfCare.starts_on, PeriodOfCare.ends_on) == [
        (dt.date(2021, 6, 1), dt.date(2022, 4, 1)),
        (dt.date(2022, 5, 1), None),
    ]


def test_an_existing_child_keeps_its_reference_and_a_new_one_gets_its_number(engine: sa.Engine, folder: Path) -> None:
    with UnitOfWork(engine, LOADER, Permission.LOAD_DATA) as work:
        work.session.add(Child(ref="C-0001", id903="1", name="Sam"))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    load(engine, write_return(folder, **FULL))
    assert rows(engine, Child.ref, Child.id903, Child.dob, Child.sex, Child.uasc) == [
        ("2", "2", dt.date(2010, 6, 15), Sex.FEMALE, Known.NO),
        ("C-0001", "1", dt.date(2010, 6, 15), Sex.MALE, Known.NO),
    ]


def test_newer_facts_about_a_child_are_not_undone_by_an_older_return(engine: sa.Engine, folder: Path) -> None:
    with UnitOfWork(engine, LOADER, Permission.LOAD_DATA) as work:
        newer = dt.date(2026, 6, 5)
        work.session.add(Child(ref="C-1", id903="1", sex=Sex.FEMALE, legal_status="E1", as_of=newer, source="list"))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    load(engine, write_return(folder))
    columns = (Child.sex, Child.legal_status, Child.ethnicity, Child.as_of, Child.source)
    assert rows(engine, *columns) == [(Sex.FEMALE, "E1", "WBRI", dt.date(2026, 6, 5), "list")]


@pytest.mark.parametrize(
    ("born", "refs"), [("2010-06-15", [("1", "1")]), ("2012-01-01", [("1", None), ("903-1", "1")])]
)
def test_a_number_that_is_somebodys_reference_is_the_same_child_only_if_born_the_same_day(
    engine: sa.Engine, folder: Path, born: str, refs: list[tuple[str, str | None]]
) -> None:
    with UnitOfWork(engine, LOADER, Permission.LOAD_DATA) as work:
        work.session.add(Child(ref="1", dob=dt.date.fromisoformat(born)))
        work.record(Event.DATA_LOADED, "test")
        work.commit()
    load(engine, write_return(folder))
    assert rows(engine, Child.ref, Child.id903) == refs


def test_children_are_flagged_as_invented_where_the_files_say_so(engine: sa.Engine, folder: Path) -> None:
    write_return(folder / "2021-22")
    load(engine, folder)
    assert rows(engine, Child.invented) == [(False,)]
    (folder / "INVENTED.txt").write_text("Nobody here is real.")
    write_return(folder / "2022-23", header=[child(CHILD="7")], episodes=[episode(CHILD="7", DECOM="01/05/2022")])
    result = load(engine, folder / "2022-23")
    assert rows(engine, Child.id903, Child.invented) == [("1", False), ("7", True)]
    assert "INVENTED.txt" not in "".join(finding.file for finding in result.findings)


def test_a_database_that_is_nobodys_is_refused_with_what_to_do(sqlite_files: SqliteFiles, folder: Path) -> None:
    with pytest.raises(Refused, match="homeward init"):
        load(open_engine(sqlite_files.migrated()), write_return(folder))


def test_setting_aside_needs_a_name(sqlite_engine: sa.Engine, folder: Path) -> None:
    with pytest.raises(Refused, match="name of the person"):
        load(sqlite_engine, write_return(folder), set_aside_by="  ")


def test_only_a_role_that_may_load_data_may_load(sqlite_engine: sa.Engine, folder: Path) -> None:
    with pytest.raises(NotPermitted):
        import_ssda903(sqlite_engine, Viewer("Bo Invented", Role.BOARD_MEMBER), [write_return(folder)])


def test_progress_is_told_file_by_file(sqlite_engine: sa.Engine, folder: Path) -> None:
    said: list[str] = []
    load(sqlite_engine, write_return(folder), progress=said.append)
    assert said == [f"reading {folder}/episodes.csv", f"reading {folder}/header.csv", "checking", "storing"]
