"""All of a list or nothing; or, in a named person's name, all but what failed."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from placements.errors import Refused
from placements.importing.load import import_noun
from placements.models.audit import AuditRow
from placements.models.child import Child, Need
from placements.models.contract import Provider
from placements.models.home import Bed, Home
from placements.models.loading import Finding, Import, SetAside
from tests.placements.importing.sheets.books import ADMIN, TODAY, csv_file, load, rules, taken, workbook

HEADINGS = ["provider", "name", "kind"]
GOOD, BAD = ["P1", "Fairways", "ifa"], ["P2", "Beckside", "nonsense"]


def count(engine: sa.Engine, model: type) -> int:
    with Session(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_one_wrong_row_refuses_the_whole_and_only_the_audit_remembers(engine: sa.Engine, tmp_path: Path) -> None:
    result = load(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD, BAD]))
    assert (result.refused, result.read, result.accepted, result.rejected) == (True, 2, 0, 2)
    [fault] = result.findings
    assert (fault.file, fault.row, fault.column, fault.value) == ("p.csv", 3, "kind", "nonsense")
    assert "ifa" in fault.message
    assert [count(engine, model) for model in (Provider, Import, Finding)] == [0, 0, 0]
    with Session(engine) as session:
        [row] = session.scalars(sa.select(AuditRow))
        assert (row.event, row.subject, row.detail["rules"]) == ("data_refused", "providers", ["cell-choice"])


def test_a_named_person_leaves_out_the_wrong_row_and_the_finding_is_kept(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "p.csv", [HEADINGS, GOOD, BAD])
    result = load(engine, "providers", path, set_aside_by="Marian Invented")
    assert (result.refused, result.read, result.accepted, result.rejected, result.set_aside) == (False, 2, 1, 1, 1)
    with Session(engine) as session:
        [kept] = session.scalars(sa.select(Import))
        assert (kept.read_rows, kept.accepted, kept.rejected, kept.set_aside_by) == (2, 1, 1, "Marian Invented")
        [finding] = session.scalars(sa.select(Finding))
        assert (finding.import_id, finding.rule, finding.row) == (kept.id, "cell-choice", 3)
        assert session.scalars(sa.select(Provider.ref)).all() == ["P1"]
        [row] = session.scalars(sa.select(AuditRow))
        assert row.detail["set_aside_by"] == "Marian Invented"
    assert count(engine, SetAside) == 0, "only children are counted as set aside"


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_rows_are_left_out_by_a_named_person_only(sqlite_engine: sa.Engine, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="named person"):
        load(sqlite_engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD]), set_aside_by=name)


def test_with_a_wrong_bed_the_whole_household_is_left_out(engine: sa.Engine, tmp_path: Path) -> None:
    sheets = {
        "households": [["household", "bedrooms"], ["H1", 1], ["H2", 1]],
        "beds": [["home", "bed", "sharing"], ["H1", "1", "maybe"], ["H1", "2", "no"], ["H2", "1", "no"]],
        "skills": [["household", "domain", "level"], ["H1", "autism", 2], ["H2", "autism", 3]],
    }
    result = load(engine, "carers", workbook(tmp_path / "c.xlsx", sheets), set_aside_by="Marian Invented")
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (7, 3, 4, 1)
    with Session(engine) as session:
        assert session.scalars(sa.select(Home.ref)).all() == ["H2"]
        assert session.scalars(sa.select(Bed.label)).all() == ["1"]


def test_with_a_wrong_need_the_whole_child_is_left_out(engine: sa.Engine, tmp_path: Path) -> None:
    """A child held without a need that could not be read would look like a child who does not have it."""
    sheets = {
        "children": [["child", "dob"], ["C1", "01/02/2015"], ["C2", "01/02/2016"]],
        "needs": [["child", "domain", "level"], ["C1", "autism", 9], ["C2", "autism", 2]],
        "siblings": [["child_a", "child_b", "relation"], ["C1", "C2", "full"]],
    }
    result = load(engine, "children", workbook(tmp_path / "c.xlsx", sheets), set_aside_by="Marian Invented")
    assert (result.read, result.accepted, result.rejected, result.set_aside) == (5, 2, 3, 1)
    with Session(engine) as session:
        assert session.scalars(sa.select(Child.ref)).all() == ["C2"]
        assert session.scalars(sa.select(Need.level)).all() == [2]
        assert session.scalars(sa.select(SetAside.child)).all() == ["C1"]


def test_the_same_row_twice_is_listed_and_kept_once(engine: sa.Engine, tmp_path: Path) -> None:
    result = taken(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD, GOOD]))
    assert (result.read, rules(result)) == (2, ["row-twice"])
    assert count(engine, Provider) == 1


def test_the_same_reference_with_other_facts_names_both_rows(engine: sa.Engine, tmp_path: Path) -> None:
    result = load(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD, ["P1", "Fairway", "ifa"]]))
    assert result.refused
    assert [fault.row for fault in result.findings] == [2, 3]
    assert all("rows 2 and 3" in fault.message and "name" in fault.message for fault in result.findings)


def test_a_later_list_wins(engine: sa.Engine, tmp_path: Path) -> None:
    taken(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD]))
    taken(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, ["P1", "Fairways Homes", "home_group"]]))
    with Session(engine) as session:
        [provider] = session.scalars(sa.select(Provider))
        assert (provider.name, provider.kind.value) == ("Fairways Homes", "home_group")


def test_a_load_broken_off_half_way_leaves_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    def broken_off(message: str) -> None:
        if message.startswith("Writing"):
            raise KeyboardInterrupt

    path = csv_file(tmp_path / "p.csv", [HEADINGS, GOOD])
    with pytest.raises(KeyboardInterrupt):
        import_noun(engine, ADMIN, "providers", path, as_at=TODAY, progress=broken_off)
    assert [count(engine, model) for model in (Provider, Import, Finding, AuditRow)] == [0, 0, 0, 0]
    taken(engine, "providers", path)


def test_people_beside_the_word_invented_are_held_as_invented(engine: sa.Engine, tmp_path: Path) -> None:
    taken(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD]))
    (tmp_path / "INVENTED.txt").write_text("Every person is invented.")
    (tmp_path / "lists").mkdir()
    taken(engine, "providers", csv_file(tmp_path / "lists" / "q.csv", [HEADINGS, ["P2", "Beckside", "ifa"]]))
    with Session(engine) as session:
        held = session.execute(sa.select(Provider.ref, Provider.invented))
        assert dict(held.all()) == {"P1": False, "P2": True}


def test_facts_are_dated_and_sourced_by_the_row_else_by_the_load(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [[*HEADINGS, "as_of", "source"], [*GOOD, "01/04/2026", "telephone"], ["P2", "Beckside", "ifa", None, None]]
    taken(engine, "providers", csv_file(tmp_path / "p.csv", rows))
    with Session(engine) as session:
        held = session.execute(sa.select(Provider.as_of, Provider.source).order_by(Provider.ref)).all()
        assert [(str(as_of), source) for as_of, source in held] == [
            ("2026-04-01", "telephone"),
            ("2026-06-05", "p.csv"),
        ]


@pytest.mark.parametrize(
    ("column", "text"), [("provider", "P" * 41), ("name", "n" * 161), ("urn", "123456789"), ("grade", "g" * 41)]
)
def test_a_text_that_is_too_long_is_a_finding_and_never_cut(
    engine: sa.Engine, tmp_path: Path, column: str, text: str
) -> None:
    row = {"provider": "P1", "name": "Fairways", "kind": "ifa"} | {column: text}
    result = load(engine, "providers", csv_file(tmp_path / "p.csv", [list(row), list(row.values())]))
    assert result.refused
    assert rules(result) == ["cell-long"]


def test_only_what_happens_beside_others_is_called_a_conflict(engine: sa.Engine, tmp_path: Path) -> None:
    """A fault of ours must show as one, and never as "somebody else was first"."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("alter table providers add constraint odd check (name <> 'Fairways')")
        else:
            connection.exec_driver_sql(
                "create trigger odd before insert on providers when new.name = 'Fairways' begin "
                "select raise(abort, 'odd'); end"
            )
    with pytest.raises(IntegrityError):
        load(engine, "providers", csv_file(tmp_path / "p.csv", [HEADINGS, GOOD]))
    assert [count(engine, model) for model in (Provider, Import, AuditRow)] == [0, 0, 0]
