"""Years loaded together, one after another, or out of order: the same history stands, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from placements.database import open_engine
from placements.importing.ssda903 import import_ssda903
from placements.models.care import Episode, PeriodOfCare
from placements.models.child import Child
from placements.repository.episodes import COLUMNS, episodes, record_end, returns_held
from placements.repository.records import records_for
from tests.engines import SqliteFiles
from tests.oracles import ssda903 as oracle
from tests.placements.importing.ssda903.random_returns import write_random_returns
from tests.placements.importing.ssda903.towns import (
    LOADER,
    POSTCODES,
    YORK,
    child,
    empty,
    episode,
    found_council,
    write_return,
)


@pytest.fixture
def engines(sqlite_files: SqliteFiles) -> Iterator[list[sa.Engine]]:
    """Three empty councils."""
    made = [open_engine(sqlite_files.migrated()) for _ in range(3)]
    for engine in made:
        found_council(engine)
    yield made
    for engine in made:
        engine.dispose()


def sound_returns(folder: Path, count: int) -> Iterator[tuple[int, dict[Path, int]]]:
    """Random returns of several years in which no check finds an error."""
    for seed in range(10**6):
        returns = write_random_returns(folder / str(seed), seed)
        entries = [oracle.read(path, year) for path, year in returns.items()]
        if len(entries) > 1 and not {
            one for one in oracle.findings(oracle.World(entries, POSTCODES, YORK)) if one[1] == "E"
        }:
            count -= 1
            yield seed, returns
        if not count:
            return


def load(engine: sa.Engine, returns: dict[Path, int], paths: Sequence[Path]) -> None:
    said = {str(path): f"{returns[path]}-{returns[path] + 1}" for path in paths}
    assert import_ssda903(engine, LOADER, paths, years=said).rejected == 0


def history(engine: sa.Engine, as_at: dt.date | None = None) -> pd.DataFrame:
    with records_for(engine, LOADER) as records:
        frame = episodes(records, as_at)
    return frame.drop(columns="child").sort_values(["ref", "decom"], ignore_index=True)


def care(engine: sa.Engine) -> set[tuple[object, ...]]:
    query = sa.select(Child.id903, PeriodOfCare.starts_on, PeriodOfCare.ends_on, PeriodOfCare.exit_reason).join(Child)
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(query)}


def test_loading_years_together_or_one_by_one_in_any_order_gives_the_same_history(
    engines: list[sa.Engine], tmp_path: Path
) -> None:
    for seed, returns in sound_returns(tmp_path, 4):
        for engine in engines:
            empty(engine)
        together, in_turn, mixed = engines
        load(together, returns, list(returns))
        shuffled = random.Random(seed).sample(list(returns), len(returns))
        for engine, order in ((in_turn, list(returns)), (mixed, shuffled)):
            for path in order:
                load(engine, returns, [path])
        for other in (in_turn, mixed):
            pd.testing.assert_frame_equal(history(together)[STATUTORY], history(other)[STATUTORY])
            assert care(together) == care(other)
        pd.testing.assert_frame_equal(history(together), history(in_turn))


STATUTORY = [name for name in COLUMNS if name not in ("child", "pl_distance")]
"""All but the distance: a return loaded before an older one cannot yet know who was in the older one's UASC file."""


def test_what_stands_is_what_a_naive_reading_of_the_returns_finds(engines: list[sa.Engine], tmp_path: Path) -> None:
    engine = engines[0]
    for _, returns in sound_returns(tmp_path, 4):
        empty(engine)
        load(engine, returns, list(returns))
        told = [
            (entry.start, row["CHILD"], start, oracle.day(row["DEC"]), row["RNE"])
            for entry in (oracle.read(path, year) for path, year in returns.items())
            for row in entry.files["episodes"]
            if (start := oracle.day(row["DECOM"]))
        ]
        frame = history(engine)
        found = {
            (ref, decom.date()): None if dec is pd.NaT else dec.date()
            for ref, decom, dec in frame[["ref", "decom", "dec"]].itertuples(index=False, name=None)
        }
        assert found == {key: end for key, (_, end) in oracle.standing(told).items()}


def test_every_accepted_row_comes_back_as_it_was_written(engines: list[sa.Engine], tmp_path: Path) -> None:
    engine = engines[0]
    columns = ("decom", "rne", "ls", "cin", "place", "place_provider", "dec", "reason_place_change")
    for _, returns in sound_returns(tmp_path, 3):
        empty(engine)
        load(engine, returns, list(returns))
        query = sa.select(Child.id903, *(getattr(Episode, name) for name in columns)).join(Child)
        with engine.connect() as connection:
            kept = sorted(tuple(map(as_written, row)) for row in connection.execute(query))
        written = sorted(
            (row["CHILD"], *(row[name.upper()] for name in columns))
            for entry in (oracle.read(path, year) for path, year in returns.items())
            for row in entry.files["episodes"]
        )
        assert kept == written


def as_written(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value or "")


def test_as_at_a_day_only_returns_whose_year_had_ended_are_used(engine: sa.Engine, folder: Path) -> None:
    first = write_return(folder / "a", episodes=[episode(PLACE="U6")])
    ended = episode(PLACE="U4", DEC="01/07/2022", REC="E4A")
    import_ssda903(engine, LOADER, [first, write_return(folder / "b", episodes=[ended])])
    before, after = history(engine, dt.date(2023, 3, 30)), history(engine, dt.date(2023, 3, 31))
    assert (before["place"].tolist(), before["dec"].isna().tolist()) == (["U6"], [True])
    assert (after["place"].tolist(), after["dec"].tolist()) == (["U4"], [pd.Timestamp("2022-07-01")])
    pd.testing.assert_frame_equal(after, history(engine))
    assert history(engine, dt.date(2022, 3, 30)).empty


def test_the_frame_holds_what_indicators_and_forecasts_read(engine: sa.Engine, folder: Path) -> None:
    asylum = [{"CHILD": "2", "SEX": "1", "DOB": "15/06/2010", "DUC": "01/09/2021"}]
    rows = [
        episode(HOME_POST=""),
        episode(CHILD="2", HOME_POST="", DEC="01/10/2021", REC="X1", REASON_PLACE_CHANGE="CARPL"),
        episode(CHILD="2", HOME_POST="", DECOM="01/10/2021", RNE="P"),
    ]
    path = write_return(folder, header=[child(), child(CHILD="2")], episodes=rows, uasc=asylum)
    import_ssda903(engine, LOADER, [path])
    with records_for(engine, LOADER) as records:
        frame = episodes(records)
        assert record_end(records) == dt.date(2022, 3, 31)
        assert [year.label for year in returns_held(records)] == ["2021/22"]
    assert tuple(frame.columns) == COLUMNS
    assert frame["ref"].tolist() == ["1", "2", "2"]
    assert frame["home_post"].tolist() == ["", "", ""]
    assert frame["pl_distance"].tolist()[0] == 999.9
    assert frame["pl_distance"].isna().tolist() == [False, True, True]
    assert frame["uasc"].tolist() == [False, True, False]
    assert frame["duc"].isna().tolist() == [True, False, False]
    assert frame["pl_location"].tolist() == ["IN", "IN", "IN"]


def test_an_empty_record_gives_an_empty_frame_of_the_same_kinds(engine: sa.Engine, folder: Path) -> None:
    with records_for(engine, LOADER) as records:
        nothing = episodes(records)
        assert record_end(records) is None
    import_ssda903(engine, LOADER, [write_return(folder)])
    with records_for(engine, LOADER) as records:
        something = episodes(records)
    assert nothing.dtypes.to_dict() == something.dtypes.to_dict()
    assert len(nothing) == 0


def test_an_end_that_only_a_later_return_implies_has_no_reason(engine: sa.Engine, folder: Path) -> None:
    again = episode(DECOM="01/09/2022", RNE="S")
    import_ssda903(engine, LOADER, [write_return(folder / "a"), write_return(folder / "b", episodes=[again])])
    frame = history(engine)
    assert frame["dec"].tolist() == [pd.Timestamp("2022-04-01"), pd.NaT]
    assert frame["rec"].tolist() == ["", ""]
    assert care(engine) == {
        ("1", dt.date(2021, 6, 1), dt.date(2022, 4, 1), None),
        ("1", dt.date(2022, 9, 1), None, None),
    }
