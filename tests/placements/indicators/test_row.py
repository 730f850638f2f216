"""An answer is a value or a reason, and its words are those of its definition."""

from __future__ import annotations

import json

import pytest

from placements.indicators.catalogue import MEASURES, answers
from placements.indicators.definition import Period
from placements.indicators.row import Indicator, Part
from tests.placements.indicators.worlds import END, episode, facts

WORDS = ("I99", "Title", 1, 2, 50.0, "per cent", "at 31 March 2025")


def test_a_value_and_a_reason_together_are_refused() -> None:
    with pytest.raises(ValueError, match="a value or a reason"):
        Indicator(*WORDS, because="No.")
    with pytest.raises(ValueError, match="a value or a reason"):
        Indicator(*(*WORDS[:4], None, *WORDS[5:]))


def test_an_answer_is_plain_json() -> None:
    row = Indicator(*WORDS, breakdown=(Part("a", 1, of=2, within="b"),))
    assert json.loads(json.dumps(row.as_json())) == {
        **dict(zip(("id", "title", "numerator", "denominator", "value", "unit", "period"), WORDS, strict=True)),
        "because": None,
        "breakdown": [{"category": "a", "count": 1, "of": 2, "within": "b"}],
    }


def test_every_answer_of_a_record_is_plain_json() -> None:
    rows = answers(facts(episode(1, "2020-01-01", "2024-09-01", rec="E4A"), episode(2, "2024-05-01")))
    assert json.loads(json.dumps([row.as_json() for row in rows]))


def test_there_is_one_indicator_for_each_of_i01_to_i26_in_order() -> None:
    assert [measure.definition.id for measure in MEASURES] == [f"I{number:02d}" for number in range(1, 27)]


def test_every_function_answers_for_its_own_definition() -> None:
    world = facts(episode(1, "2024-05-01"))
    for measure in MEASURES:
        row, meant = measure.answer(world), measure.definition
        assert (row.id, row.title, row.unit) == (meant.id, meant.title, meant.unit)
        assert row.period == meant.period.ending(END)


def test_a_period_is_said_in_words() -> None:
    said = [period.ending(END) for period in Period]
    assert said == ["at 31 March 2025", "year to 31 March 2025", "two years to 31 March 2025"]
    assert Period.YEAR.ending(None) == "no return is held"
