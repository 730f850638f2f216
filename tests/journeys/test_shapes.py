"""The shapes name all that the engines tell: what they do not name would be lost on the way to pages and programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from api.keeping import kept
from api.shapes.forecast import Forecast
from api.shapes.indicator import Indicator
from api.shapes.plan import Plan
from api.shapes.search import SearchAnswer
from api.shapes.shape import Shape
from forecasting.service import forecast
from matching.service import plan, search
from placements.indicators.service import indicators
from placements.permissions import Role, Viewer
from placements.repository.lists import referral_lines
from placements.repository.records import records_for
from tests.journeys.conftest import Served

ADMINISTRATOR = Viewer("administrator", Role.ADMINISTRATOR)


def assert_all_named(shape: type[Shape], told: Mapping[str, Any]) -> None:
    kept = shape.model_validate(told).model_dump(mode="json")
    assert lost(told, kept) == []


def lost(told: object, kept: object, at: str = "") -> list[str]:
    """The names told that are not among those kept, wherever they are nested."""
    if isinstance(told, Mapping) and isinstance(kept, Mapping):
        missing = [f"{at}.{name}" for name in told.keys() - kept.keys()]
        return missing + [
            one for name in told.keys() & kept.keys() for one in lost(told[name], kept[name], f"{at}.{name}")
        ]
    if isinstance(told, list) and isinstance(kept, list):
        return [one for left, right in zip(told, kept, strict=True) for one in lost(left, right, at)]
    return []


def test_what_is_lost_is_found() -> None:
    assert lost({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]}) == [".a.c"]


def test_searches_lose_nothing(served: Served) -> None:
    with records_for(served.engine, ADMINISTRATOR) as records:
        for line in referral_lines(records):
            ref = line.referral.ref
            assert_all_named(SearchAnswer, kept(records, ref, search(records, ref).as_json()))


def test_a_plan_loses_nothing(served: Served) -> None:
    with records_for(served.engine, ADMINISTRATOR) as records:
        assert_all_named(Plan, plan(records).as_json())


def test_a_forecast_loses_nothing(served: Served) -> None:
    with records_for(served.engine, ADMINISTRATOR) as records:
        assert_all_named(Forecast, forecast(records).as_json())


def test_indicators_lose_nothing(served: Served) -> None:
    with records_for(served.engine, ADMINISTRATOR) as records:
        for row in indicators(records):
            assert_all_named(Indicator, row.as_json())


def test_a_shape_is_refused_where_something_is_missing() -> None:
    with pytest.raises(ValueError, match="Field required"):
        Plan.model_validate({"status": "optimal"})
