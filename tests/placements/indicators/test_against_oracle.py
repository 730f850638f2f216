"""On random records every number equals that of the naive reading, and parts add up to their whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from placements.indicators.catalogue import MEASURES, answers
from placements.indicators.facts import Facts
from placements.indicators.row import Indicator
from tests.oracles.indicators import Reading, World, reading
from tests.placements.indicators.random_worlds import RECORDS
from tests.scale import scaled

UNANSWERABLE = {"I17", "I18"}
"""Indicators that no record of episodes answers."""


def rows(facts: Facts) -> dict[str, Indicator]:
    return {row.id: row for row in answers(facts)}


def outermost(row: Indicator) -> int:
    return sum(part.count for part in row.breakdown if part.within is None)


@settings(max_examples=scaled(1_200))
@given(RECORDS)
def test_every_number_is_that_of_the_naive_reading(record: tuple[Facts, World]) -> None:
    facts, world = record
    expected = reading(world)
    for name, row in rows(facts).items():
        if name in UNANSWERABLE:
            continue
        numerator, denominator, value = expected[name]
        assert (name, row.numerator) == (name, numerator)
        assert (name, row.denominator) == (name, denominator and pytest.approx(denominator))
        assert (name, row.value) == (name, value and pytest.approx(value))


def test_the_naive_reading_reads_every_indicator_that_can_be_answered() -> None:
    assert set(Reading.NAMES) | UNANSWERABLE == {measure.definition.id for measure in MEASURES}


@settings(max_examples=scaled(300))
@given(RECORDS)
def test_the_parts_of_a_breakdown_add_up_to_everybody_counted(record: tuple[Facts, World]) -> None:
    facts, _ = record
    found = rows(facts)
    stock = len(facts.stock)
    for name in ("I09", "I12", "I14"):
        assert (name, outermost(found[name]) if found[name].breakdown else stock) == (name, stock)
    if found["I10"].value is not None:
        assert outermost(found["I10"]) == stock
    assert outermost(found["I05"]) == found["I03"].numerator
    if found["I11"].value is not None:
        assert outermost(found["I11"]) == found["I10"].numerator
    assert outermost(found["I16"]) == found["I16"].denominator


@settings(max_examples=scaled(300))
@given(RECORDS)
def test_a_value_is_there_or_the_reason_why_not(record: tuple[Facts, World]) -> None:
    facts, _ = record
    for row in answers(facts):
        assert (row.value is None) != (row.because is None)
        if row.value is not None and row.unit == "per cent":
            assert 0 <= row.value <= 100


@settings(max_examples=scaled(300))
@given(RECORDS)
def test_the_order_of_the_episodes_changes_nothing(record: tuple[Facts, World]) -> None:
    facts, _ = record
    shuffled = facts.episodes.sample(frac=1, random_state=7)
    assert answers(facts) == answers(Facts(**{**vars_of(facts), "episodes": shuffled}))  # type: ignore[arg-type]


def vars_of(facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
