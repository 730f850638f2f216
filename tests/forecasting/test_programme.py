"""Programmes as files and council papers' run-rates: read as written, refused with a reason, right to the pound."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.investing.programme import DEDUCTIONS, Action, ActionKind, Deduction, Programme
from forecasting.investing.programme_file import programme_as_toml, programme_from_toml
from forecasting.investing.run_rate import RateLine, RunRate, block_a_child
from forecasting.lever import Changes, Column, Lever
from placements.codes import AgeBand
from placements.errors import Refused

JULY = dt.date(2026, 7, 1)
TEXTS = st.text("Abc \"'\\\n\x7f£é", min_size=1, max_size=8)
SHARES = st.floats(0, 1, allow_nan=False)
PENCE = st.integers(0, 10**9)
PAPER = RunRate(
    dt.date(2015, 1, 1),
    dt.date(2015, 12, 1),
    (210, 188),
    (RateLine("agency fostering", 16, 21, 4_800_000), RateLine("residential", 16, 14, 16_600_000)),
    "council paper of 27 January 2016, paragraph 44",
)
"""The client's own figures (costs paper, section 5)."""


@st.composite
def actions(draw: st.DrawFn) -> Action:
    low, size, high = sorted(draw(st.floats(0, 50, allow_nan=False)) for _ in range(3))
    kind = draw(st.sampled_from(ActionKind))
    by_kind: dict[ActionKind, dict[str, Any]] = {
        ActionKind.RECRUIT: {
            "places": draw(st.none() | st.floats(0, 4)),
            "used": draw(SHARES),
            "pence_each": draw(PENCE),
        },
        ActionKind.STEP_DOWN: {"lasts": draw(SHARES), "pence_a_child_week": draw(PENCE)},
        ActionKind.BLOCK: {"pence_a_child_week": draw(PENCE), "used": draw(SHARES)},
        ActionKind.EDGE_OF_CARE: {"ages": tuple(draw(st.lists(st.sampled_from(AgeBand), unique=True)))},
    }
    return Action(
        kind,
        JULY,
        size,
        draw(TEXTS),
        draw(TEXTS),
        low=draw(st.sampled_from([None, low])),
        high=draw(st.sampled_from([None, high])),
        ends=draw(st.sampled_from([None, dt.date(2028, 4, 1)])),
        column=draw(st.sampled_from([None, *Column])),
        pence_a_week=draw(PENCE),
        **by_kind[kind],
    )


@st.composite
def deductions(draw: st.DrawFn) -> Deduction:
    low, share, high = sorted(draw(SHARES) for _ in range(3))
    return Deduction(
        draw(st.sampled_from(DEDUCTIONS)), draw(TEXTS), draw(TEXTS), share, low, high, pence_once=draw(PENCE)
    )


@given(st.lists(actions(), max_size=3), st.lists(deductions(), max_size=2), st.sampled_from([None, PAPER]), TEXTS)
def test_a_programme_reads_back_as_it_was_written(
    done: list[Action], lost: list[Deduction], rate: RunRate | None, words: str
) -> None:
    lever = Lever(Changes.PRICES, JULY, "a source", "an owner", a_year=0.03, low=0.01, high=0.06)
    programme = Programme("T", words, tuple(done), (lever,), tuple(lost), rate)
    assert programme_from_toml(programme_as_toml(programme), "x") == programme


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[action]]\nkind = 'magic'", "no such `kind`"),
        ("[[action]]\nkind = 'recruit'\nfrom = 2026-07-01\nsource = 's'\nowner = 'o'", "lacks households_a_year"),
        ("[[action]]\nkind = 'recruit'\nbeds = 4", "no such word"),
        ("[[action]]\nkind = 'block'\nbeds = 4\nsource = 's'\nowner = 'o'", "lacks from"),
        ("[[action]]\nkind = 'block'\nbeds = 'four'\nfrom = 2026-07-01\nsource = 's'\nowner = 'o'", "wrong kind"),
        ("[[action]]\nkind = 'block'\nbeds = 4\nlow = 5\nfrom = 2026-07-01\nsource = 's'\nowner = 'o'", "own range"),
        ("[[deduct]]\nname = 'bad luck'\nsource = 's'\nowner = 'o'", "no such deduction"),
        ("[[deduct]]\nname = 'return'\nshare = 1.5\nsource = 's'\nowner = 'o'", "not one, or lies outside"),
        ("[[deduct]]\nname = 'return'\nshare = 0.5", "lacks source, owner"),
        ("action = 3", r"lists `action` as \[\[action\]\]"),
        ("[run_rate]\nsource = 's'", "lacks before_on"),
        ("title = ", "cannot be read"),
        ("[[lever]]\nchanges = 'entries'", "A lever lacks"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        programme_from_toml(text, "x")
    assert refused.value.do_next


def test_the_client_s_own_case_reconciles_to_the_pound() -> None:
    """16 to 21 agency placements at £48,000, 16 to 14 residential at £166,000: three more children, £92,000 less."""
    fostering, residential = PAPER.lines
    assert (fostering.pence, fostering.change) == ((76_800_000, 100_800_000), 24_000_000)
    assert (residential.pence, residential.change) == ((265_600_000, 232_400_000), -33_200_000)
    assert PAPER.in_lines == (32, 35)
    assert PAPER.pence == (342_400_000, 333_200_000)
    assert PAPER.why.total == -9_200_000
    assert (PAPER.why.volume, PAPER.why.mix, PAPER.why.price) == (32_100_000, -41_300_000, 0)
    assert [round(100 * share, 1) for share in PAPER.shares] == [15.2, 18.6]
    assert round(PAPER.worth_of("residential", "agency fostering"), 2) == 3.46


def test_the_client_s_block_at_its_own_price() -> None:
    """Four beds at £166,000 are £664,000 and with two more £996,000; at three of four filled £221,333 a child."""
    assert block_a_child(16_600_000, 4, 4) == 16_600_000
    assert 4 * 16_600_000 == 66_400_000
    assert 6 * 16_600_000 == 99_600_000
    assert block_a_child(16_600_000, 4, 3) == 22_133_333
    assert block_a_child(16_600_000, 4, 0) is None


def test_lines_that_hold_more_children_than_there_are_are_refused() -> None:
    with pytest.raises(Refused, match="more children"):
        RunRate(JULY, JULY, (10, 10), (RateLine("homes", 11, 3, 1),), "invented")
