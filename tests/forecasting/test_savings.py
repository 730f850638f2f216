"""A saving with its deductions: the worked example of the costs paper, to the penny."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.savings import BY_CHANCE, DEDUCTIONS, Move, in_year, part_year, ranged
from forecasting.scenario_file import scenario_from_toml
from placements.errors import Refused
from tests.oracles.returns import net_pence

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


# --- what holds of every move -----------------------------------------------------------------------------------------

CHANCE = st.fractions(0, 1, max_denominator=1_000)
PENCE = st.integers(0, 50_000_000)
MOVES = st.builds(
    lambda **facts: Move(**facts | {"fixed_a_year": min(facts["fixed_a_year"], facts["before_a_year"])}),
    on=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)),
    before_a_year=PENCE,
    after_a_year=PENCE,
    notice_days=st.integers(0, 400),
    support_pence=st.integers(0, 5_000_000),
    returns=CHANCE,
    lost_on_return=CHANCE,
    would_have_left=CHANCE,
    double_running_days=st.integers(0, 60),
    backfilled=CHANCE,
    fixed_a_year=PENCE,
    reverts=CHANCE,
    rise_before=CHANCE,
    rise_after=CHANCE,
    recruitment_pence=st.integers(0, 2_000_000),
    transport_pence=st.integers(0, 1_000_000),
    contributions_a_year=st.integers(0, 10_000_000),
    leaves_on=st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2036, 12, 31)),
)


@given(MOVES)
def test_the_net_is_the_gross_less_its_deductions_to_the_penny_and_never_more(move: Move) -> None:
    gross, *deductions, net = in_year(move)
    assert [line.name for line in deductions] == list(DEDUCTIONS)
    assert all(line.pence <= 0 for line in deductions)
    assert net.pence == net_pence(gross.pence, [line.pence for line in deductions]) <= gross.pence
    assert part_year(move).pence <= 0


@given(MOVES, st.sampled_from(["returns", "would_have_left", "backfilled", "reverts"]))
def test_a_larger_chance_of_losing_it_never_saves_more(move: Move, name: str) -> None:
    sure: dict[str, Any] = {name: Fraction(1)}
    certain = replace(move, **sure)
    assert in_year(certain)[-1].pence <= in_year(move)[-1].pence + len(DEDUCTIONS)


@given(MOVES)
def test_emptying_a_block_bed_saves_none_of_its_fixed_part(move: Move) -> None:
    """With everything fixed nothing falls: what is left is what the new home costs, and whatever comes on top."""
    fixed = replace(move, fixed_a_year=move.before_a_year)
    new_home = move.over(move.after_a_year, move.days)
    assert in_year(fixed)[-1].pence <= -int(new_home) + 1


@given(MOVES)
def test_what_is_lost_by_chance_is_never_more_than_could_fall(move: Move) -> None:
    lost = -sum(line.pence for line in in_year(move) if line.name in BY_CHANCE)
    assert lost <= move.falls + len(BY_CHANCE)


@given(MOVES)
def test_nothing_falls_after_the_child_has_left_care(move: Move) -> None:
    gone = {line.name: line.pence for line in in_year(replace(move, leaves_on=move.on, returns=Fraction()))}
    assert gone["would have left anyway"] == pytest.approx(-move.falls, abs=1)


def test_the_range_of_a_line_holds_its_middle_and_says_what_it_rests_on() -> None:
    most, least = replace(MOVE, support_pence=900_000), replace(MOVE, support_pence=500_000)
    lines = {line.name: line for line in ranged(most, MOVE, least, {"support": "an invented source"})}
    assert (lines["support"].low, lines["support"].pence, lines["support"].high) == (-900_000, -780_000, -500_000)
    assert lines["support"].because == "an invented source"
    assert lines["net"].low < lines["net"].pence < lines["net"].high


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        ({"before_a_year": -1}, "not below nothing"),
        ({"transport_pence": -5}, "not below nothing"),
        ({"fixed_a_year": 16_600_001}, "more than the whole price"),
        ({"backfilled": Fraction(-1, 2)}, "is a chance"),
    ],
)
def test_an_input_that_cannot_be_right_is_refused(wrong: dict[str, Any], match: str) -> None:
    with pytest.raises(Refused, match=match):
        in_year(replace(MOVE, **wrong))


def test_surreys_naive_claim_was_three_times_what_was_claimed_in_the_end() -> None:
    """22 children x £3,200 a week x 52.18 weeks x 4 years against £5m: 34% (costs paper, reality checks)."""
    naive = Fraction(22 * 3_200 * 5_218 * 4, 100)
    assert round(naive / 1_000_000, 1) == Fraction(147, 10)
    assert round(5_000_000 / naive * 100) == 34
