"""The page on deciding does what it says: its commands run in order, and its lines are held against the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from placements.deciding.offers import STEPS
from placements.models.offer import NEXT, OfferState
from tests.docs.console import ROOT, run_page


@pytest.mark.walkthrough
def test_every_command_of_the_page_prints_what_the_page_shows(tmp_path: Path) -> None:
    assert run_page(ROOT / "docs" / "how-to" / "decide.md", tmp_path) >= 30


def test_the_table_of_steps_is_the_table_of_the_program() -> None:
    """Every state, what it may follow, whose step it is and what it needs."""
    page = (ROOT / "docs" / "explanation" / "decisions.md").read_text(encoding="utf-8")
    for state in OfferState:
        before = [other for other in OfferState if state in NEXT[other]]
        came = ", ".join(sorted(before, key=ORDER.index)) or "(new)"
        may = STEPS[state].permission.replace("_", " ")
        assert f"| {state} | {came} | {may} | {STEPS[state].needs} |" in page


ORDER = (
    OfferState.IDENTIFIED,
    OfferState.APPROACHED,
    OfferState.OFFERED,
    OfferState.ACCEPTED,
    OfferState.PLACED,
    OfferState.DECLINED,
    OfferState.WITHDRAWN,
    OfferState.ENDED,
)
"""The order in which the page names states."""
