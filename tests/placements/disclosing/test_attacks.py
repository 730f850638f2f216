"""The attacks on published tables, one by one: what a reader tries, and what must come of it.

Attacks on pages, files and downloads stand in tests/api/test_published_attacks.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from placements.disclosing.audit import audit
from placements.disclosing.coarser import offer
from placements.disclosing.prepare import prepare
from placements.disclosing.protect import protect
from placements.disclosing.refusals import AuditFailed, CannotBeProtected
from placements.disclosing.rules import hide_mean, hide_share, may_forecast, why_money_is_hidden
from placements.disclosing.shown import Mark, ShownTable
from placements.disclosing.table import Category, Cell, Dimension, Population, Show, Table
from placements.disclosing.wording import doubtful_words
from tests.placements.disclosing.small_tables import ON, as_it_is, just_the_small, one_way, read, two_way

IN_APRIL = Population("children looked after", dt.date(2026, 4, 30), "April")
POUNDS = 100


def test_01_a_row_subtracted_from_its_total_gives_nothing() -> None:
    table = one_way({"in": 123, "neighbouring": 60, "further": 54, "not known": 3})
    with pytest.raises(AuditFailed, match="known to within 0"):
        audit([just_the_small(table)])
    (shown,) = protect([table])
    assert read(shown) == {"in": "123", "neighbouring": "60", "further": "c", "not known": "c", "all": "240"}
    assert all(found.width >= 3 for found in audit([shown]))


def test_02_two_hidden_cells_whose_sum_is_two_are_given_a_third_or_refused() -> None:
    (shown,) = protect([one_way({"a": 1, "b": 1, "d": 40, "e": 200})])
    assert read(shown) == {"a": "c", "b": "c", "d": "c", "e": "200", "all": "242"}
    told = [as_it_is(one_way({"x": 2, "y": 9}, by="kind", name="told elsewhere"))]
    with pytest.raises(CannotBeProtected):
        protect([one_way({"a": 1, "b": 1}, within={"kind": ["x"]})], told)


def test_03_a_per_cent_of_a_known_number_is_hidden_with_its_count() -> None:
    assert hide_share(3, 240).hidden
    assert hide_share(237, 240).hidden
    (shown,) = protect([one_way({"in": 97, "out": 3}, show=Show.SHARES)])
    assert [str(shown.share(cell)) for cell in shown.table.cells()] == ["c", "c", "100"]
    shares = one_way({"a": 80, "b": 12, "d": 8}, show=Show.SHARES)
    beside = one_way({"a": 80, "b": 12, "d": 8}, by="where", name="beside", within={"age": ["under 16"]})
    assert prepare([shares, replace(beside, within=frozenset())]).withheld == {}


def test_04_this_edition_less_the_last_where_one_child_left_is_refused() -> None:
    march = protect([one_way({"in": 123, "out": 117})])
    april = one_way({"in": 122, "out": 117}, of=IN_APRIL, name="april")
    with pytest.raises(CannotBeProtected, match="less on 2026-03-31"):
        protect([april], march)
    found = offer([april], march, "april")
    assert found is not None
    assert found.words == "counts to the nearest 5"


def test_05_all_ages_less_those_under_16_is_audited_as_one() -> None:
    everybody = protect([one_way({"family": 200, "home": 20, "secure": 20}, by="type")])
    younger = one_way({"family": 180, "home": 16, "secure": 17}, by="type", name="young", within={"age": ["0 to 15"]})
    with pytest.raises(AuditFailed, match="less"):
        audit([ShownTable(younger, {})], everybody)
    (shown,) = protect([younger], everybody)
    hidden = {cell for cell, figure in read(shown).items() if figure == "c"}
    assert {"home", "secure"} <= hidden


def test_06_the_area_less_those_in_it_is_audited_with_what_others_publish() -> None:
    theirs = [
        as_it_is(one_way({"in": 123, "out": 117}, name="theirs")),
        as_it_is(one_way({"near": 180, "far": 60}, by="distance", name="theirs too")),
    ]
    ours = two_way({"in": [119, 4], "out": [61, 56]}, ["near", "far"], by=("where", "distance"), name="ours")
    with pytest.raises(AuditFailed):
        audit([just_the_small(ours)], theirs)
    result = prepare([ours], theirs)
    assert result.withheld or all(found.width >= 3 for found in result.ranges)
    assert read_cell(result.shown, ("in", "far")) in {"c", "left out"}


def test_06_two_tables_that_are_safe_alone_and_leak_together_are_found() -> None:
    rows = {"in": [118, 3, 3], "out": [52, 63, 1]}
    table = two_way(rows, ["near", "far", "not known"], by=("where", "distance"), name="by locality")
    places: tuple[str | None, ...] = ("in", "out", None)
    hidden: list[Cell] = [(place, words) for place in places for words in ("far", "not known")]
    marks = {cell: Mark.SMALL if table.totals[cell] < 6 else Mark.BESIDE for cell in hidden}
    by_locality = ShownTable(table, marks)
    distance = Dimension("distance", (Category.of("far"), Category.of("other", "near", "not known")))
    counts: dict[Cell, int] = {("far",): 66, ("other",): 174}
    by_distance = ShownTable(Table("by distance", "", table.populations, (distance,), counts), {})
    assert all(found.width >= 3 for found in audit([by_locality]))
    assert audit([by_distance]) == []
    with pytest.raises(AuditFailed):
        audit([by_locality, by_distance])


def read_cell(shown: tuple[ShownTable, ...], cell: tuple[str, str]) -> str:
    return str(shown[0].count(cell)) if shown else "left out"


def test_07_totals_are_true_or_absent_and_never_added_up_from_what_is_shown() -> None:
    table = two_way({"a": [120, 3], "b": [60, 2], "d": [50, 8]}, ["x", "y"])
    (shown,) = protect([table])
    for cell in table.cells():
        assert shown.is_hidden(cell) or shown.count(cell).value == table.totals[cell]
    assert shown.count((None, None)).value == 243


def test_08_an_average_cost_times_its_number_falls_under_the_money_rule() -> None:
    assert why_money_is_hidden(5, [30 * POUNDS] * 5) == "Fewer than six children."
    assert why_money_is_hidden(40, [30 * POUNDS, 30 * POUNDS]) == "Fewer than three providers."
    assert why_money_is_hidden(40, [30 * POUNDS] * 5) is None


def test_09_a_cell_that_one_or_two_providers_dominate_is_hidden() -> None:
    assert why_money_is_hidden(60, [60, 15, 15, 10]) == "One provider got more than half of it."
    assert why_money_is_hidden(60, [45, 35, 10, 10]) == "Two providers got more than three quarters of it."
    assert why_money_is_hidden(60, [40, 30, 20, 10], own=1_000_000) is None
    assert why_money_is_hidden(60, [60, 15, 15, 10], own=1_000_000) is not None


def test_10_all_of_a_small_group_in_one_category_is_not_told() -> None:
    rows = {"secure": [0, 0, 8], "home": [10, 20, 40], "family": [60, 70, 32]}
    (shown,) = protect([two_way(rows, ["0-4", "5-9", "10-17"])])
    assert all(shown.is_hidden(("secure", age)) for age in ("0-4", "5-9", "10-17"))
    few = {"secure": [0, 0, 3], "home": [10, 20, 40], "family": [60, 70, 37]}
    (shown,) = protect([two_way(few, ["0-4", "5-9", "10-17"])])
    assert all(shown.is_hidden(("secure", age)) for age in ("0-4", "5-9", "10-17", None))


def test_15_several_rounded_forms_of_one_number_are_intersected() -> None:
    exact = one_way({"a": 60, "b": 20, "d": 8, "e": 3}, name="exact")
    fives = replace(exact, id="fives", rounded_to=5)
    shares = replace(exact, id="shares", show=Show.SHARES)
    shown = protect([fives, shares, exact])
    assert all(found.width >= 3 for found in audit(shown))
    naked = [ShownTable(fives, {("e",): just_the_small(exact).mark(("e",))}), ShownTable(exact, {})]
    with pytest.raises(AuditFailed):
        audit([naked[0], ShownTable(exact, dict(just_the_small(exact).marks))])


def test_16_a_forecast_less_last_months_count_is_audited() -> None:
    counted = protect([one_way({"in": 123, "out": 117}, name="counted")])
    forecast = Population("children looked after", dt.date(2026, 4, 30), "forecast")
    with pytest.raises(CannotBeProtected, match="less on"):
        protect([one_way({"in": 124, "out": 117}, of=forecast, name="forecast")], counted)
    assert not may_forecast(4.4)
    assert not may_forecast(0.6)
    assert may_forecast(0.2)
    assert may_forecast(5.6)


def test_17_one_scenario_less_another_is_one_childs_plan_and_refused() -> None:
    base, plan = (Population("children looked after", ON, name) for name in ("as it goes on", "one step down"))
    told = one_way({"home": 20, "family": 220}, of=base, name="base")
    changed = one_way({"home": 19, "family": 221}, of=plan, name="plan")
    with pytest.raises(AuditFailed, match="less"):
        audit([ShownTable(told, {}), ShownTable(changed, {})])
    (shown,) = protect([changed], [ShownTable(told, {})])
    assert read(shown) == {"home": "c", "family": "c", "all": "240"}
    one_more = one_way({"home": 20, "family": 221}, of=plan, name="plan")
    with pytest.raises(CannotBeProtected):
        protect([one_more], [ShownTable(told, {})])


def test_18_counts_a_week_apart_are_refused_where_a_sibling_group_came() -> None:
    first = protect([one_way({"in": 123, "out": 117})])
    week = Population("children looked after", ON + dt.timedelta(days=7), "a week later")
    with pytest.raises(CannotBeProtected):
        protect([one_way({"in": 127, "out": 117}, of=week, name="week")], first)
    year = Population("children looked after", ON + dt.timedelta(days=365), "a year later")
    assert protect([one_way({"in": 127, "out": 117}, of=year, name="year")], first)


def test_19_somebody_who_knows_one_child_in_a_cell_learns_no_more() -> None:
    table = two_way({"a": [120, 3, 30], "b": [60, 2, 9], "d": [50, 8, 20]}, ["x", "y", "z"])
    assert all(found.width >= 3 for found in audit(protect([table]), insider=True))


def test_20_a_second_page_is_held_to_the_first_ones_register() -> None:
    first = protect([one_way({"a": 100, "b": 30, "d": 4})])
    again = one_way({"a": 100, "b": 30, "d": 4}, name="elsewhere")
    (shown,) = protect([again], first)
    assert read(shown) == read(first[0])
    with pytest.raises(AuditFailed):
        audit([just_the_small(again)], first)


def test_21_a_mean_of_few_or_of_a_set_that_changed_by_few_is_hidden() -> None:
    assert hide_mean(11.4, 5).hidden
    assert hide_mean(11.4, 6, changed=1).hidden
    assert hide_mean(11.4, 6, changed=None).hidden
    assert hide_mean(11.4, 6).value == 11
    assert hide_mean(None, 0).value is None


@pytest.mark.parametrize(
    "text",
    [
        "The only child in secure accommodation has moved.",
        "Two brothers came home in May.",
        "She settled well.",
        "All of them live outside the area.",
        "A 14-year-old boy",
        "near YO24 1AA",
    ],
)
def test_22_words_that_may_tell_of_a_child_need_a_second_reader(text: str) -> None:
    assert doubtful_words(text)


def test_22_words_of_policy_need_none() -> None:
    assert doubtful_words("We ask the board to agree ten more foster homes, and to hear from our children.") == []
