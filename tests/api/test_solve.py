"""`homeward solve FOLDER`: what cannot be right is refused with file, row and value; what is merely sad is answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api import cli
from benchmarks.instances import MONTH, instance
from matching.problem_file import write_problem
from tests.oracles.plan_checker import check_answer, tables_of

PAIRS = "child,home,fit,weekly_cost_pence,burden\n"
GOOD = {
    "children": "child,group,urgency\nA,g,tonight\nB,g,planned\n",
    "homes": "home,places\nH,1\n",
    "pairs": PAIRS + "A,H,70,45000,0\nB,H,60,45000,1\n",
}
Solve = Callable[[Path], tuple[int, str, str]]


@pytest.fixture
def solve(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Solve:
    def run(folder: Path, *more: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["homeward", "solve", str(folder), *(more or ("--json",))])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


def folder_with(tmp_path: Path, **changed: str) -> Path:
    for name, text in {**GOOD, **changed}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pairs": PAIRS + "Z,H,70,0,0\n"}, "'Z' is not in children"),
        ({"pairs": PAIRS + "A,H,70,0,0\nA,H,60,0,0\n"}, "repeats an earlier row"),
        ({"pairs": PAIRS + "A,H,140,0,0\n"}, "fit '140' is not a number from 0 to 100"),
        ({"children": "child,group,urgency\nA,,tonight\n"}, "group '' is blank"),
        ({"homes": "home,places,colour\nH,1,red\n"}, "does not know the column colour"),
        ({"homes": ""}, "homes.csv is empty"),
        ({"children": ""}, "children.csv is empty"),
    ],
)
def test_what_cannot_be_right_ends_with_one_and_says_where(
    solve: Solve, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    code, out, err = solve(folder_with(tmp_path, **changed))
    assert code == 1
    assert said in out + err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("children", [0, 10_000])
def test_with_no_homes_the_answer_is_honest_and_empty(solve: Solve, tmp_path: Path, children: int) -> None:
    rows = "".join(f"C{number},G{number},planned\n" for number in range(children))
    folder = folder_with(tmp_path, children="child,group,urgency\n" + rows, homes="home,places\n", pairs=PAIRS)
    code, out, _ = solve(folder)
    answer: dict[str, Any] = json.loads(out)
    assert code == 0
    assert answer["status"] == ("nobody_eligible" if children else "optimal")
    assert answer["assignments"] == []
    assert answer["max_flow_unplaced"] == len(answer["unplaced"]) == children
    assert all(row["because"] for row in answer["unplaced"])


def test_the_answer_to_a_benchmark_stands_before_the_checker(solve: Solve, tmp_path: Path) -> None:
    write_problem(instance(MONTH), tmp_path)
    code, out, _ = solve(tmp_path)
    assert code == 0
    assert check_answer(tables_of(tmp_path), json.loads(out)) == []


def test_the_fewest_without_a_home_stand_beside_the_number(
    solve: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    _, out, _ = solve(folder_with(tmp_path), "--time-limit", "60")
    assert "1 child has no home: with these homes and places there cannot be fewer." in " ".join(out.split())
