"""A trial says what a load would do and changes nothing; a folder that is nobody's business is never named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from placements.database import open_engine
from placements.importing.given import digest_of_files
from placements.importing.load import import_noun
from placements.importing.outcome import ImportResult
from placements.importing.ssda903 import import_ssda903
from placements.models import Base
from placements.models.care import Return
from placements.models.loading import Finding, Import
from tests.engines import SqliteFiles
from tests.placements.importing.sheets.books import ADMIN, csv_file
from tests.placements.importing.ssda903.towns import LOADER, child, episode, found_council, write_return

PROVIDERS = [["provider", "name", "kind"], ["P1", "Ashgrove", "ifa"], ["P2", "Birchway", "no such kind"]]


@pytest.fixture
def engine(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    engine = open_engine(sqlite_files.migrated())
    found_council(engine)
    yield engine
    engine.dispose()


def held(engine: sa.Engine) -> dict[str, int]:
    """How many rows every table has."""
    with engine.connect() as connection:
        count = sa.func.count()
        tables = Base.metadata.sorted_tables
        return {table.name: connection.scalar(sa.select(count).select_from(table)) or 0 for table in tables}


def said(result: ImportResult) -> dict[str, object]:
    """What a load answers, but for how long it took."""
    return {name: value for name, value in result.as_json().items() if name != "seconds"}


def test_a_list_tried_is_answered_as_it_will_be_loaded_and_changes_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "providers.csv", PROVIDERS)
    for by, accepted in ((None, 0), ("Ann Invented", 1)):
        before = held(engine)
        tried = import_noun(engine, ADMIN, "providers", path, set_aside_by=by, trial=True)
        assert held(engine) == before
        assert tried.accepted == accepted
        assert said(import_noun(engine, ADMIN, "providers", path, set_aside_by=by)) == said(tried)


def test_a_return_tried_is_answered_as_it_will_be_loaded_and_changes_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    wrong = [episode(), episode(CHILD="2", PLACE="X9")]
    folder = write_return(tmp_path / "2022", header=[child(), child(CHILD="2")], episodes=wrong)
    counts = []
    for by in (None, "Ann Invented"):
        before = held(engine)
        tried = import_ssda903(engine, LOADER, [folder], set_aside_by=by, trial=True)
        assert held(engine) == before
        assert said(import_ssda903(engine, LOADER, [folder], set_aside_by=by)) == said(tried)
        counts.append((tried.set_aside, tried.rejected))
    assert counts[1] == (1, 2)


def test_a_file_is_shown_and_kept_without_the_folder_it_was_put_in(engine: sa.Engine, tmp_path: Path) -> None:
    secret = tmp_path / "x7f2"
    write_return(secret / "chosen", header=[child()], episodes=[episode(URN="?")])
    path = csv_file(secret / "providers.csv", PROVIDERS[:2])
    results = [
        import_ssda903(engine, LOADER, [secret / "chosen"], set_aside_by="Ann", within=secret),
        import_noun(engine, ADMIN, "providers", path, within=secret),
    ]
    assert "x7f2" not in str([result.as_json() for result in results])
    with Session(engine) as session:
        kept = [*session.scalars(sa.select(Import.path)), *session.scalars(sa.select(Return.path))]
        assert sorted(kept) == ["chosen", "chosen", "providers.csv"]
        assert not any("x7f2" in file for file in session.scalars(sa.select(Finding.file)))


def test_a_load_is_known_by_the_digest_of_what_was_read(engine: sa.Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "providers.csv", PROVIDERS[:2])
    import_noun(engine, ADMIN, "providers", path)
    with Session(engine) as session:
        assert session.scalars(sa.select(Import.digest)).one() == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_folder_has_one_digest_however_it_is_given(tmp_path: Path) -> None:
    files = [csv_file(tmp_path / f"{name}.csv", [["a"], [name]]) for name in "ab"]
    assert digest_of_files([tmp_path]) == digest_of_files(files) == digest_of_files(files[::-1])
    assert digest_of_files(files[:1]) != digest_of_files(files)
