"""Forms: each part is read as a person types it, each fault is said, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.forms import NotFilledIn, Typed, day_boxes, moment_boxes, typed_from
from placements.models.referral import Urgency

TEN_AT_NIGHT = dt.datetime(2026, 6, 5, 21, tzinfo=dt.UTC)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_a_day_survives_its_three_boxes(on: dt.date) -> None:
    assert typed_from(day_boxes("on", on)).day("on", "Give a day") == on


@given(st.integers(0, 50_000_000))
def test_a_moment_survives_its_boxes_to_the_minute(minutes: int) -> None:
    at = dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    read = typed_from(moment_boxes("at", at)).moment("at", "Give a moment")
    assert read is not None
    local = at.astimezone(read.tzinfo)
    assert (read.date(), read.hour, read.minute) == (local.date(), local.hour, local.minute)


@pytest.mark.parametrize("time", ["22:00", "22.00"])
def test_a_time_is_read_with_a_colon_or_a_full_stop(time: str) -> None:
    typed = typed_from(day_boxes("at", TEN_AT_NIGHT.date()) | {"at-time": time})
    assert typed.moment("at", "Give a moment") == TEN_AT_NIGHT


@pytest.mark.parametrize("boxes", [("31", "2", "2026"), ("", "6", "2026"), ("five", "6", "2026"), ("5", "6", "0")])
def test_a_day_that_is_none_is_a_fault_that_leads_to_its_first_box(boxes: tuple[str, str, str]) -> None:
    typed = typed_from(dict(zip(("on-day", "on-month", "on-year"), boxes, strict=True)))
    assert typed.day("on", "Give a day") is None
    assert [(one.field, one.message, one.box) for one in typed.wrong] == [("on", "Give a day", "on-day")]


def test_a_day_that_may_be_left_out_is_no_fault_when_all_three_boxes_are_empty() -> None:
    typed = Typed()
    assert typed.day("on", "Give a day", must=False) is None
    assert typed.wrong == []


@given(st.integers(0, 999_999_999))
def test_pounds_come_back_as_whole_pence(pence: int) -> None:
    for words in (f"{pence / 100:.2f}", f"£{pence / 100:,.2f}", f" {pence // 100}.{pence % 100:02} "):
        assert typed_from({"weekly": words}).pence("weekly", "Give pounds") == pence


@pytest.mark.parametrize("words", ["-5", "1.5", "twelve", "1.234", "1e3", "99999999"])
def test_what_is_no_amount_is_a_fault(words: str) -> None:
    typed = typed_from({"weekly": words})
    assert typed.pence("weekly", "Give pounds") is None
    assert typed.message("weekly") == "Give pounds"


@pytest.mark.parametrize(
    ("words", "number"), [("", None), ("3", 3), ("1,000", None), ("-1", None), ("20", 20), ("21", None)]
)
def test_a_whole_number_stays_between_its_limits(words: str, number: int | None) -> None:
    typed = typed_from({"places": words})
    assert typed.whole("places", "Give 0 to 20", low=0, high=20) == number
    assert typed.faulty("places") == (number is None and words != "")


def test_a_choice_of_no_list_is_a_fault_and_one_left_out_may_be_allowed() -> None:
    assert typed_from({"urgency": "tonight"}).choice("urgency", Urgency, "Choose") is Urgency.TONIGHT
    assert typed_from({"urgency": "soon"}).choice("urgency", Urgency, "") is None
    typed = Typed()
    assert typed.choice("urgency", Urgency, "") is None
    assert typed.wrong == []


def test_every_fault_is_said_at_once() -> None:
    typed = Typed()
    typed.must("who", "Say who")
    typed.must("why", "Say why")
    with pytest.raises(NotFilledIn) as refused:
        typed.refuse_if_wrong()
    assert refused.value.what == "Say who and Say why."
    assert [one.field for one in refused.value.wrong] == ["who", "why"]


def test_words_that_are_too_long_are_a_fault_once() -> None:
    typed = typed_from({"who": "x" * 121})
    assert typed.must("who", "Say who", most=120) == ""
    assert [one.message for one in typed.wrong] == ["Write at most 120 characters"]


def test_what_was_typed_wins_over_what_stood_there() -> None:
    both = typed_from({"a": "typed", "b": ""}).over(typed_from({"a": "first", "b": "first", "c": "first"}))
    assert [both.text(name) for name in "abc"] == ["typed", "", "first"]
