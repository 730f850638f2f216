"""The bands of need: a row for each way in which supervision, needs and risks decide, or leave it open."""

from __future__ import annotations

import pytest

from placements.indicators.need_band import need_band
from placements.models.base import Answer
from placements.models.child import RiskLevel
from placements.repository.planning import ChildNeeds

SAFE = {"risks_answer": Answer.NONE}
FINE = {"needs_answer": Answer.NONE}
CALM = {"supervision": 0}


@pytest.mark.parametrize(
    ("recorded", "band"),
    [
        ({**CALM, **FINE, **SAFE}, 1),
        ({"supervision": 1, **FINE, **SAFE}, 1),
        ({"supervision": 3, **FINE, **SAFE}, 3),
        ({**CALM, "needs_answer": Answer.GIVEN, "needs": [(2, True), (3, False)], **SAFE}, 2),
        ({**CALM, "needs_answer": Answer.GIVEN, "needs": [(4, False)], **SAFE}, 3),
        ({**CALM, "needs_answer": Answer.GIVEN, "needs": [(4, True)], **SAFE}, 4),
        ({**CALM, "needs_answer": Answer.GIVEN, "needs": [(0, True), (0, False)], **SAFE}, 1),
        ({**CALM, **FINE, "risks_answer": Answer.GIVEN, "risks": [RiskLevel.NONE_KNOWN]}, 1),
        ({**CALM, **FINE, "risks_answer": Answer.GIVEN, "risks": [RiskLevel.PRESENT_LOW]}, 2),
        ({**CALM, **FINE, "risks_answer": Answer.GIVEN, "risks": [RiskLevel.PRESENT_HIGH]}, 3),
    ],
)
def test_the_band_is_the_highest_that_any_fact_calls_for(recorded: dict[str, object], band: int) -> None:
    assert need_band(ChildNeeds(**recorded)) == band  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "recorded",
    [
        {},
        {**FINE, **SAFE},
        {**CALM, **SAFE},
        {**CALM, **FINE},
        {**CALM, **FINE, "risks_answer": Answer.UNKNOWN},
        {**CALM, "needs_answer": Answer.NOT_ASKED, **SAFE},
        {**CALM, **FINE, "risks_answer": Answer.GIVEN, "risks": [RiskLevel.PRESENT]},
        {**CALM, **FINE, "risks_answer": Answer.GIVEN, "risks": [RiskLevel.UNKNOWN]},
        {"supervision": 3, **SAFE},
    ],
)
def test_what_is_not_recorded_leaves_the_band_open_and_is_never_taken_for_none(recorded: dict[str, object]) -> None:
    assert need_band(ChildNeeds(**recorded)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "recorded",
    [
        {"supervision": 4},
        {"needs": [(4, True)], "needs_answer": Answer.GIVEN},
    ],
)
def test_nothing_unknown_can_raise_the_highest_band(recorded: dict[str, object]) -> None:
    assert need_band(ChildNeeds(**recorded)) == 4  # type: ignore[arg-type]


@pytest.mark.parametrize("risks", [Answer.UNKNOWN, None])
def test_a_risk_not_known_cannot_raise_band_three(risks: Answer | None) -> None:
    assert need_band(ChildNeeds(supervision=3, needs_answer=Answer.NONE, risks_answer=risks)) == 3
