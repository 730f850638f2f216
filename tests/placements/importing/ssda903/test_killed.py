"""A load killed at any moment leaves nothing of itself, or all."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from placements.audit_chain import first_break
from placements.database import open_engine
from placements.importing.ssda903 import import_ssda903
from placements.models.audit import AuditRow
from placements.models.base import Base
from tests.engines import PostgresServer, SqliteFiles
from tests.placements.importing.ssda903.towns import LOADER, child, episode, found_council, write_return

PEOPLE = 400
ENGINES = 2
Counts = dict[str, int]


@pytest.fixture
def loads(databases: SqliteFiles | PostgresServer, tmp_path: Path) -> Callable[[], str]:
    """Make a council that holds one year's return, time after time: a killed load must not touch that either."""
    write_return(tmp_path / "2020", **people("01/06/2020"))
    write_return(tmp_path / "2021", **people("01/06/2021"))

    def make() -> str:
        url = databases.migrated()
        engine = open_engine(url)
        found_council(engine)
        assert not import_ssda903(engine, LOADER, [tmp_path / "2020"]).refused
        engine.dispose()
        return url

    return make


def people(start: str) -> dict[str, list[dict[str, str]]]:
    numbers = range(1, PEOPLE + 1)
    return {
        "header": [dict(child(CHILD=f"{number}")) for number in numbers],
        "episodes": [dict(episode(CHILD=f"{number}", DECOM=start)) for number in numbers],
        "reviews": [{"CHILD": f"{number}", "DOB": "15/06/2010", "REVIEW": start} for number in numbers],
    }


def counts(url: str) -> Counts:
    """The rows of every table, after a look at the database's and the audit chain's soundness."""
    engine = open_engine(url)
    with sa.orm.Session(engine) as session:
        if engine.dialect.name == "sqlite":
            assert session.scalar(sa.text("pragma integrity_check")) == "ok"
            assert session.execute(sa.text("pragma foreign_key_check")).all() == []
        assert first_break(session.scalars(sa.select(AuditRow).order_by(AuditRow.id))) is None
        found = {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


def load_in_a_process(url: str, folder: Path, kill_at: int = -1, delay: float = 0.0) -> int | None:
    """Load in another process, killed outright at a statement or just after it: how many it sent, None if killed."""
    command = [sys.executable, "-m", "tests.placements.importing.ssda903.loading_process"]
    asked = [*command, url, str(folder), str(kill_at), str(delay)]
    process = subprocess.run(asked, check=False, capture_output=True, text=True)
    assert process.returncode in (0, -signal.SIGKILL), process.stderr
    return int(process.stdout) if process.returncode == 0 else None


def test_a_killed_load_leaves_nothing_or_all(
    loads: Callable[[], str], tmp_path: Path, scale: Callable[[int], int]
) -> None:
    url = loads()
    before = counts(url)
    statements = load_in_a_process(url, tmp_path / "2021")
    after = counts(url)
    assert statements is not None
    assert after["episodes"] == before["episodes"] + PEOPLE
    draw = random.Random(5)
    for number in range(scale(200) // ENGINES):
        url = loads()
        delay = draw.choice((0.0, draw.uniform(0, 0.05)))
        finished = load_in_a_process(url, tmp_path / "2021", draw.randrange(statements), delay)
        found = counts(url)
        assert found == before or (delay and found == after), number
        assert finished is None or found == after, number


def test_a_load_broken_off_while_writing_leaves_nothing_and_can_be_done_again(
    loads: Callable[[], str], tmp_path: Path
) -> None:
    url = loads()
    before = counts(url)
    engine = open_engine(url)

    def break_off(stage: str) -> None:
        if stage == "storing":
            sa.event.listen(engine, "before_cursor_execute", fail_at_periods)

    def fail_at_periods(_c: object, _u: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO periods_of_care"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_ssda903(engine, LOADER, [tmp_path / "2021"], progress=break_off)
    engine.dispose()
    assert counts(url) == before
    again = open_engine(url)
    assert import_ssda903(again, LOADER, [tmp_path / "2021"]).accepted == 3 * PEOPLE
    again.dispose()
