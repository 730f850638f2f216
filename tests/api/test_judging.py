"""The commands that judge: compare, baselines, fairness and scarcity, for programs and for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.printing.baselines import print_baselines
from api.printing.console import answers
from api.shapes.baselines import Baselines
from api.shapes.compare import Comparison
from api.shapes.fairness import Fairness
from api.shapes.scarcity import Outlook
from matching.baselines import baselines
from matching.baselining.scenario import Scenario
from tests.api.test_cli import Line
from tests.api.town import settle


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(monkeypatch, capsys)


@pytest.fixture
def town(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(engine)
    monkeypatch.setenv("HOMEWARD_DATABASE", engine.url.render_as_string())


def a_plan(folder: Path, homes: dict[str, str]) -> Path:
    path = folder / "plan.json"
    path.write_text(json.dumps({"assignments": [{"child": c, "home": h} for c, h in homes.items()]}), encoding="utf-8")
    return path


@pytest.mark.usefixtures("town")
def test_a_persons_plan_is_compared(line: Line, tmp_path: Path) -> None:
    path = a_plan(tmp_path, {"C-1": "H-1"})
    told = line("compare", path, "--time-limit", "5", "--json")
    assert told.code == 0
    shown = Comparison.model_validate(told.json)
    assert {one.child for one in shown.children} == {"C-1", "C-2", "C-3"}
    assert [one.name for one in shown.person.levels] == ["unplaced", "siblings", "burden", "fit", "cost"]
    printed = line("compare", path, "--time-limit", "5").out
    assert "no home" in printed
    assert "Brothers and sisters apart" in printed


@pytest.mark.usefixtures("town")
def test_a_plan_with_an_unknown_home_is_refused(line: Line, tmp_path: Path) -> None:
    told = line("compare", a_plan(tmp_path, {"C-1": "H-99"}), "--json")
    assert told.code == 1
    assert told.json["given"] == "H-99"


@pytest.mark.usefixtures("town")
def test_the_audit_of_a_record_without_decisions_says_so(line: Line) -> None:
    told = line("fairness", "--json")
    assert told.code == 0
    assert Fairness.model_validate(told.json).decided.groups is None
    assert "No decision to place is on record" in line("fairness").out


@pytest.mark.usefixtures("town")
def test_scarcity_without_past_referrals_is_not_known(line: Line) -> None:
    told = line("scarcity", "R-1", "--json")
    assert told.code == 0
    outlook = Outlook.model_validate(told.json)
    assert outlook.homes is None
    assert outlook.options
    assert all(option.scarcity is None for option in outlook.options)
    assert "not known" in line("scarcity", "R-1").out


def test_the_baselines_are_printed_with_their_intervals_and_what_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    answer = baselines(2, scenarios=[Scenario("tiny", 8, 8)]).as_json()
    shown = Baselines.model_validate(json.loads(json.dumps(answer)))
    assert {row.baseline for row in shown.rows} == {"i", "ii", "iii", "iv", "v", "vi"}
    assert shown.acceptance[-1].met
    print_baselines(answers(), answer)
    printed = capsys.readouterr().out
    assert "Tiny: mean, and 95% interval" in printed
    assert "(vi) hindsight" in printed
    assert "0 broken" in printed


def test_one_seed_is_refused_without_any_database(line: Line) -> None:
    told = line("baselines", "--seeds", "1", "--json")
    assert told.code == 1
    assert told.json["what"] == "One seed has no interval."
