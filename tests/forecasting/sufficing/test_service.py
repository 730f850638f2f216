"""Sufficiency from a stored record: its sums, who may ask, what is said where something is missing; monotone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from forecasting.sufficing.gap import LOCAL, gap_of
from forecasting.sufficing.outlook import Asked, Outlook, look_ahead
from forecasting.sufficing.service import sufficiency
from placements.database import open_engine
from placements.errors import NotPermitted
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.engines import SqliteFiles
from tests.forecasting.stored import COMMISSIONER, fill
from tests.forecasting.sufficing.authority import settle
from tests.forecasting.town import years

ASKED: dict[str, Any] = {"months": 12, "replicates": 20, "seed": 3, "threads": 1}


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    made = open_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def settled(sqlite_files: SqliteFiles) -> Iterator[sa.Engine]:
    made = open_engine(sqlite_files.migrated())
    settle(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def outlook(settled: sa.Engine) -> Outlook:
    with records_for(settled, COMMISSIONER) as records:
        return look_ahead(records, Asked(**ASKED))


def told(engine: sa.Engine) -> dict[str, Any]:
    with records_for(engine, COMMISSIONER) as records:
        document = sufficiency(records, **ASKED).as_json()
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def test_a_planner_is_told_counts_that_add_up_and_nothing_of_any_child(engine: sa.Engine) -> None:
    settle(engine)
    found = told(engine)
    assert len(found["months"]) == 12
    total = np.array(found["total"]["gap"]["mean"])
    for parts in ("by_setting", "by_age", "by_need"):
        assert np.allclose(sum(np.array(one["gap"]["mean"]) for one in found[parts].values()), total)
    assert np.allclose(sum(np.array(one["mean"]) for one in found["by_place"].values()), total)
    assert np.allclose(sum(np.array(one["gap"]["mean"]) for one in found["cells"]), total)
    assert (np.array(found["gap_at_most"]["mean"]) >= total).all()
    assert total[-1] > 0
    text = json.dumps(found)
    with engine.connect() as connection:
        refs = connection.scalars(sa.text("select ref from children")).all()
    assert refs
    assert not any(f'"{ref}"' in text or f" {ref} " in text for ref in refs)
    assert "kind-" not in text


def test_the_same_questions_have_the_same_answer(settled: sa.Engine) -> None:
    one, other = told(settled), told(settled)
    assert one | {"seconds": 0} == other | {"seconds": 0}


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.PLACEMENT_OFFICER, Role.FINANCE, Role.AUDITOR])
def test_who_may_not_see_supply_and_forecasts_is_refused(settled: sa.Engine, role: Role) -> None:
    with records_for(settled, Viewer("Nora Invented", role)) as records, pytest.raises(NotPermitted):
        sufficiency(records, **ASKED)


def test_without_homes_everybody_is_short_and_it_says_where_to_load_them(sqlite_files: SqliteFiles) -> None:
    made = open_engine(sqlite_files.migrated())
    fill(made, years(2023, 2025), prices=False)
    found = told(made)
    made.dispose()
    assert found["total"]["gap"] == found["total"]["needing"]
    said = " ".join(found["notes"])
    for what in ("homeward import carers", "homeward import children", "homeward import funnel"):
        assert what in said
    assert found["mix"]["weekly_pence"] is None
    assert "homeward import prices" in found["mix"]["because"]
    assert found["need_bands"]["hit_rate"] is None


def short(outlook: Outlook) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    found = gap_of(outlook.demand, outlook.room, outlook.lawful.able, outlook.tier, outlook.lawful.together, threads=1)
    return found.short, found.parted, found.unsure


def test_a_place_added_never_raises_a_gap_in_any_run_month_or_cell(outlook: Outlook) -> None:
    before, _, _ = short(outlook)
    assert before.any()
    for home in np.flatnonzero(outlook.tier == LOCAL):
        room = outlook.room.copy()
        room[:, home] += 1
        after, _, _ = short(replace(outlook, room=room))
        assert (after <= before).all()


def test_a_place_that_nobody_could_use_changes_nothing(outlook: Outlook) -> None:
    lawful = outlook.lawful
    useless = replace(
        outlook,
        room=np.concatenate([outlook.room, np.full_like(outlook.room[:, :1], 3)], axis=1),
        lawful=replace(
            lawful,
            able=np.concatenate([lawful.able, np.zeros_like(lawful.able[:, :1])], axis=1),
            together=np.append(lawful.together, 3),
        ),
        tier=np.append(outlook.tier, LOCAL),
    )
    assert all((one == other).all() for one, other in zip(short(useless), short(outlook), strict=True))


def test_children_who_live_in_a_household_take_its_places_until_they_move_on(outlook: Outlook) -> None:
    first = [home.ref for home in outlook.homes].index("H-0")
    there = outlook.changes.gone[:, first] > 0
    assert (outlook.room[there, first, 0] + 0 <= 2).all()
    assert outlook.room[there, first, 0].mean() < outlook.room[:, first + 1, 0].max()
    stays = outlook.changes.gone[:, first] == len(outlook.month_ends)
    assert (np.diff(outlook.room[stays, first] - outlook.changes.more[stays, first], axis=1) >= 0).all()


def test_the_mix_is_checked_from_nothing_and_brings_the_chance_under_a_fifth(settled: sa.Engine) -> None:
    mix = told(settled)["mix"]
    assert mix["before"] > mix["target"]
    assert mix["reached"] is (mix["after"] < mix["target"])
    assert mix["weekly_pence"] == sum(home["weekly_pence"] for home in mix["homes"])
