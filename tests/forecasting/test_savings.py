"""A saving with its deductions: the worked example of the costs paper, to the penny."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from forecasting.savings import Move, in_year
from forecasting.scenario_file import scenario_from_toml
from placements.errors import Refused

MOVE = Move(
    dt.date(2026, 10, 1),
    16_600_000,
    4_800_000,
    notice_days=28,
    support_pence=780_000,
    returns=Fraction(355, 1000),
    would_have_left=Fraction(1, 10),
)


def test_the_worked_example_of_the_costs_paper_nets_37_percent_of_the_gross() -> None:
    lines = {line.name: line.pence for line in in_year(MOVE) if line.pence}
    assert lines == {
        "gross": 5_883_836,
        "notice": -1_273_425,
        "support": -780_000,
        "return": -1_044_381,
        "would have left anyway": -588_384,
        "net": 2_197_646,
    }


def test_a_move_on_the_last_day_of_the_year_saves_a_day() -> None:
    last = replace(MOVE, on=dt.date(2027, 3, 31), notice_days=0, support_pence=0)
    assert in_year(last)[0].pence == round(11_800_000 / 365)


def test_a_chance_beyond_certainty_is_refused() -> None:
    with pytest.raises(Refused, match="is a chance"):
        in_year(replace(MOVE, returns=Fraction(3, 2)))


def test_the_scenario_shown_in_the_how_to_can_be_read() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "scenarios.md"
    [shown] = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    scenario = scenario_from_toml(shown, "x")
    assert [lever.changes for lever in scenario.levers] == ["step_down", "entries", "cost"]
