"""Indicators as tables: what each category is made of, and that all of them count the same children."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from placements.disclosing.leaving_out import protected_or_left_out
from placements.disclosing.table import Population, Table
from placements.indicators.catalogue import MEASURES, answers
from placements.indicators.meanings import MADE_OF, MEANINGS
from placements.indicators.row import Indicator, Part
from placements.indicators.tables import tables_of
from tests.placements.indicators.random_worlds import record

NOT_FROM_A_RECORD = {"I17"}


def counted(subject: str, number: int) -> Population:
    return Population(f"{subject}, {number}", dt.date.min)


def row(name: str, numerator: int, denominator: int, parts: tuple[Part, ...] = ()) -> Indicator:
    return Indicator(name, name, numerator, denominator, 1.0, "per cent", "at 31 March 2026", None, parts)


def by_name(rows: list[Indicator]) -> dict[str, Table]:
    return {table.id: table for table in tables_of(rows, counted)}


def test_every_indicator_says_what_its_categories_mean() -> None:
    ids = {measure.definition.id for measure in MEASURES}
    assert ids - NOT_FROM_A_RECORD == set(MEANINGS) | set(MADE_OF)


def test_the_share_of_an_indicator_adds_up_to_whom_it_counts() -> None:
    parts = (Part("in_area", 120), Part("neighbouring", 60), Part("further", 56), Part("unknown", 4))
    tables = by_name([row("I09", 120, 236, parts)])
    assert tables["I09 share"].counts == {("counted",): 120, ("rest",): 116, ("outside",): 4}
    assert tables["I09 known"].counts == {("known",): 236, ("outside",): 4}
    assert tables["I09"].totals[None,] == 240


def test_families_are_cut_from_the_same_categories_as_the_kinds_of_home() -> None:
    kinds = (Part("kinship_fostering", 90), Part("mainstream_fostering", 110), Part("childrens_home", 40))
    tables = by_name([row("I12", 200, 240, kinds), row("I13", 200, 240)])
    assert tables["I13 share"].dimensions[0].name == "I12"
    assert tables["I13 share"].event(("counted",)) == tables["I12 share"].event(("counted",))


def test_a_part_of_a_part_lies_within_it() -> None:
    within = Part("outside_the_area", 47, within="over_20_miles")
    parts = (Part("over_20_miles", 50), within, Part("up_to_20_miles", 190))
    tables = by_name([row("I10", 50, 240, parts)])
    assert tables["I10 over_20_miles"].totals[None,] == 50
    shown = protected_or_left_out(list(tables.values()))
    assert shown["I10 over_20_miles"].is_hidden(("outside_the_area",))


@pytest.mark.parametrize("seed", range(6))
def test_the_tables_of_any_record_agree_with_each_other(seed: int) -> None:
    tables = tables_of(answers(record(random.Random(seed), 60)[0]), counted)
    shown = protected_or_left_out(tables)
    assert set(shown) <= {table.id for table in tables}
    for one in shown.values():
        for cell in one.table.cells():
            assert one.is_hidden(cell) or not 0 < one.table.totals[cell] < 6
