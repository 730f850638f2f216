"""A person's plan beside the engine's: scored alike, what it breaks is said, what each child gives up is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from matching.plan_file import read_plan
from matching.service import compare, plan
from placements.errors import Refused
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.town import settle
from tests.worlds import TODAY

MANAGER = Viewer("Marian Invented", Role.TEAM_MANAGER)
ENGINES_OWN = {"C-1": "H-1", "C-2": "H-1", "C-3": "H-2"}


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def a_plan(homes: dict[str, str]) -> dict[str, object]:
    """A plan as a person would write it."""
    return {"assignments": [{"child": child, "home": home} for child, home in homes.items()]}


def compared(town: sa.Engine, homes: dict[str, str]) -> dict[str, object]:
    """The document of a comparison."""
    with records_for(town, MANAGER) as records:
        found = compare(records, a_plan(homes), today=TODAY, time_limit=20)
    return json.loads(json.dumps(found.as_json()))  # type: ignore[no-any-return]


def test_the_engines_own_plan_is_as_good_as_the_engines(town: sa.Engine) -> None:
    with records_for(town, MANAGER) as records:
        own = plan(records, today=TODAY, time_limit=20)
        found = compare(records, own.as_json(), today=TODAY, time_limit=20)
    assert dict(found.levels) == {level.name: level.value for level in own.levels}
    assert found.breaks == ()
    assert found.verdict == "The person's plan is as good as the engine's at every level."
    for line in found.children:
        assert line.person == line.engine


def test_a_child_left_out_is_unplaced_and_that_is_the_first_level_to_differ(town: sa.Engine) -> None:
    found = compared(town, {"C-1": "H-1", "C-2": "H-1"})
    levels = {one["name"]: one["value"] for one in found["person"]["levels"]}  # type: ignore[index]
    assert levels["unplaced"] > 0
    assert "first differ at unplaced" in str(found["verdict"])
    line = next(one for one in found["children"] if one["child"] == "C-3")  # type: ignore[attr-defined]
    assert line["person"] is None
    assert line["engine"]["home"] == "H-2"


def test_a_plan_that_breaks_a_rule_says_which(town: sa.Engine) -> None:
    with records_for(town, MANAGER) as records:
        own = plan(records, today=TODAY, time_limit=20)
    unit = own.assignments[0][0]
    excluded = next(one for one in unit.verdicts if one.status.value == "excluded")
    rules = {one.rule.id for one in excluded.findings if one.effect.value == "excludes"}
    found = compared(town, {**ENGINES_OWN, unit.ref: excluded.home.ref})
    broken = [one for one in found["person"]["breaks"] if one["known"]]  # type: ignore[index]
    assert rules <= {one["rule"] for one in broken}
    assert all(one["because"] for one in broken)
    assert "breaks" in str(found["verdict"])
    line = next(one for one in found["children"] if one["child"] == unit.ref)  # type: ignore[attr-defined]
    assert line["person"]["home"] == excluded.home.ref
    assert line["person"]["regret"] is None


def test_too_many_children_in_one_home_are_found_though_each_could_live_there(town: sa.Engine) -> None:
    found = compared(town, dict.fromkeys(ENGINES_OWN, "H-2"))
    broken = found["person"]["breaks"]  # type: ignore[index]
    assert any(len(one["children"]) > 1 for one in broken)


def test_regret_is_the_childs_own_best_less_what_the_plan_gives(town: sa.Engine) -> None:
    for line in compared(town, ENGINES_OWN)["children"]:  # type: ignore[attr-defined]
        assert line["person"]["regret"] == pytest.approx(line["best"]["fit"] - line["person"]["fit"])
        assert line["person"]["regret"] >= 0


@pytest.mark.parametrize(
    ("homes", "said"),
    [({"C-99": "H-1"}, "C-99 is in no open referral"), ({"C-1": "H-99"}, "a home that is not known")],
)
def test_a_child_or_home_that_is_not_known_is_refused(town: sa.Engine, homes: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        compared(town, homes)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "not a plan: assignments"),
        ({"assignments": [{"child": "C-1"}]}, "assignments.0.home"),
        ({"assignments": [{"child": "C-1", "home": 7}]}, "assignments.0.home"),
        ({"assignments": [{"child": "C", "home": "H"}, {"child": "C", "home": "I"}]}, "names C twice"),
    ],
)
def test_what_is_no_plan_is_refused(document: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_plan(document)


def test_a_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be read as JSON"):
        read_plan(path)
    with pytest.raises(Refused, match="cannot be read as JSON"):
        read_plan(tmp_path / "missing.json")
