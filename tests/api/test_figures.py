from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
import sqlalchemy as sa
from defusedxml import ElementTree
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from api.charts import fan
from api.outlook import outlook_of
from api.suppression import without_small_numbers
from placements.disclosure import NOTE
from placements.permissions import Role
from placements.repository.audit import audit_rows
from placements.repository.records import records_for
from tests.api.answers_made_up import forecast, indicator, keep_made_up, series
from tests.api.visitors import ADMINISTRATOR, signed_in_as

COUNTS = st.integers(min_value=0, max_value=300)
SMALL = range(1, 6)


@pytest.fixture(autouse=True)
def _made_up(app: FastAPI) -> None:
    keep_made_up(app)


def cells(page: str) -> list[str]:
    text = re.findall(r'<(?:td|span class="app-figure__number")[^>]*>(.*?)</(?:td|span)>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", cell).strip() for cell in text]


@settings(max_examples=25)
@given(COUNTS, COUNTS)
def test_an_indicator_beyond_planning_holds_no_small_number(numerator: int, rest: int) -> None:
    (shown,) = without_small_numbers([indicator("I20", numerator, numerator + rest)])
    hidden = numerator in SMALL or (rest in SMALL and numerator + rest > 0)
    assert (shown.numerator is None) == hidden
    assert (shown.value is None) == (hidden or numerator + rest == 0)


def test_a_small_part_hides_the_cheapest_one_beside_it() -> None:
    (row,) = without_small_numbers([indicator("I23", 50, 113, {"OTHER": 3, "CREQB": 50, "CARPL": 20, "CHILD": 40})])
    assert [part.count for part in row.breakdown] == [None, 50, None, 40]
    assert row.numerator == 50


def test_the_board_and_its_json_are_told_the_same(app: FastAPI) -> None:
    rows = {row["id"]: row for row in signed_in_as(app, Role.BOARD_MEMBER).get("/api/v1/indicators").json()}
    assert (rows["I20"]["value"], rows["I20"]["because"]) == (None, NOTE)
    assert {part["category"]: part["count"] for part in rows["I09"]["breakdown"]} == {
        "in_area": 123,
        "neighbouring": 60,
        "further": None,
        "unknown": None,
    }
    rows = {row["id"]: row for row in signed_in_as(app, Role.COMMISSIONER).get("/api/v1/indicators").json()}
    assert rows["I20"]["numerator"] == 4


def test_commissioners_read_every_kind_of_home_with_its_range_and_cost(app: FastAPI) -> None:
    page = signed_in_as(app, Role.COMMISSIONER).get("/what-comes-next").text
    assert "On 31 March 2026 240 children were in care." in page
    assert "Secure home" in page
    assert "£12.00 million" in page
    assert "£950,000 to £1,050,000" in page
    assert "3 children whose records could not be accepted were set aside" in page
    assert "No back-test has been made." in page
    assert "Only one return is held." in page


def test_a_kind_of_home_with_few_children_is_not_told_to_the_board(app: FastAPI) -> None:
    page = signed_in_as(app, Role.BOARD_MEMBER).get("/what-comes-next").text
    assert "fewer than 6, or beside one of fewer: not shown to your role" in page
    assert "What it costs" not in page
    assert "What the data are like" not in page
    assert "What it costs" in signed_in_as(app, Role.FINANCE).get("/what-comes-next").text


def test_a_record_without_returns_says_what_to_load(app: FastAPI, engine: sa.Engine) -> None:
    client = signed_in_as(app, Role.COMMISSIONER)
    answer = client.get("/api/v1/forecast", params={"seed": 2})
    assert answer.status_code == 422
    assert "homeward import ssda903" in answer.json()["do_next"]


def test_reading_findings_is_written_down(app: FastAPI, engine: sa.Engine) -> None:
    signed_in_as(app, Role.COMMISSIONER).get("/what-comes-next")
    signed_in_as(app, Role.AUDITOR).get("/api/v1/findings")
    with records_for(engine, ADMINISTRATOR) as records:
        looks = [(row.who, row.subject) for row in audit_rows(records) if row.event == "child_read"]
    assert looks == [("commissioner", "findings"), ("auditor", "findings")]


def test_the_chart_is_a_picture_of_the_same_figures(app: FastAPI) -> None:
    answer = signed_in_as(app, Role.COMMISSIONER).get("/what-comes-next/chart.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    words = "".join(ElementTree.fromstring(answer.content).itertext())
    for label in ("260 · 95%", "250 · 80%", "240 · middle", "230 · 80%", "220 · 95%"):
        assert label in words
    again = signed_in_as(app, Role.BOARD_MEMBER).get("/what-comes-next/chart.svg")
    assert again.content == answer.content


def test_labels_of_a_narrow_fan_do_not_lie_on_each_other() -> None:
    past = [(dt.date(2025, 3, 31), 240.0), (dt.date(2026, 3, 31), 240.0)]
    narrow = forecast().total.model_copy(update={name: [240.0] * 36 for name in ("p2_5", "p10", "p50", "p90", "p97_5")})
    drawn = fan(past, forecast().months, narrow, lambda number: f"{number:.0f}")
    heights = [float(found) for found in re.findall(r"translate\(\S+ (\S+)\)[^<]*<!-- 240 ·", drawn.decode())]
    heights = heights or [float(found) for found in re.findall(r'y="([\d.]+)"[^>]*>240 ·', drawn.decode())]
    assert len(heights) == 5
    assert min(abs(one - other) for one, other in pairwise(heights)) > 10


def test_the_outlook_takes_the_last_month_of_each_year() -> None:
    outlook = outlook_of(forecast())
    assert [point.on for point in outlook.total.points] == [
        dt.date(2027, 3, 31),
        dt.date(2028, 3, 31),
        dt.date(2029, 3, 31),
    ]
    assert [year.pence for year in outlook.years] == [1_200_000_000.0] * 3


def test_a_single_small_kind_takes_the_next_smallest_with_it() -> None:
    made = forecast()
    kinds = {"fostering": series(200.0), "childrens_home": series(30.0), "secure": series(3.0), "custody": series(0.0)}
    lines = outlook_of(made.model_copy(update={"by_setting": kinds}), tell_small=False).settings
    assert [bool(line.points) for line in lines] == [True, False, False, True]
