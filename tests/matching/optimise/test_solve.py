"""The best plan: the levels in strict order, every rule kept, every bound honest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.instances import MONTH, TIGHT_COUNCIL, Size, instance
from matching.optimise import PlanAnswer, solve
from matching.optimising import fragments, relaxation
from matching.plan_problem import COLUMNS, PlanProblem, plan_problem
from matching.problem_file import write_problem
from placements.errors import Refused
from tests.matching.optimise.small_problems import small_no_goods, small_problem
from tests.oracles.exhaustive_matcher import best_values, broken
from tests.oracles.plan_checker import (
    Reading,
    Rows,
    check_answer,
    columns_of,
    fewest_without_a_home,
    tables_of,
)
from tests.scale import scaled

ENOUGH = 60.0


def small(tables: Mapping[str, Rows]) -> PlanProblem:
    return plan_problem(columns_of(tables, COLUMNS))


def values(answer: PlanAnswer) -> list[Fraction]:
    return [Fraction(str(level.value)) for level in answer.levels]


def problem(children: str, homes: str, pairs: str, **more: str) -> dict[str, Rows]:
    """Tables from a few words: rows apart by commas, cells by blanks."""
    tables = {"children": children, "homes": homes, "pairs": pairs, **more}
    return {
        name: [dict(zip(COLUMNS[name], row.split(), strict=True)) for row in text.split(",")]
        for name, text in tables.items()
    }


def solved(tables: Mapping[str, Rows]) -> PlanAnswer:
    answer = solve(small(tables), time_limit=ENOUGH)
    assert check_answer(tables, answer.as_json()) == []
    assert answer.status == "optimal"
    return answer


def test_no_plan_of_all_plans_is_better_at_any_level(scale: Callable[[int], int]) -> None:
    for seed in range(scale(2_000)):
        tables, worst_first = small_problem(seed), seed % 2 == 0
        no_goods = small_no_goods(seed, tables) if seed % 3 == 0 else []
        answer = solve(small(tables), time_limit=ENOUGH, worst_first=worst_first, no_goods=no_goods)
        assert check_answer(tables, answer.as_json(), worst_first=worst_first) == [], seed
        assert values(answer) == best_values(tables, worst_first=worst_first, no_goods=no_goods), seed
        assert answer.status in {"optimal", "nobody_eligible"}, seed
        assert no_goods or answer.max_flow_unplaced == fewest_without_a_home(Reading(tables)), seed
        assert not any(broken(Reading(tables), answer.assignments, *no_good) for no_good in no_goods), seed


def test_a_group_too_large_to_list_its_parts_is_solved_as_exactly(
    scale: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "MOST_SUBSETS", 0)
    for seed in range(scale(1_000)):
        tables = small_problem(seed)
        answer = solve(small(tables), time_limit=ENOUGH)
        assert check_answer(tables, answer.as_json()) == [], seed
        assert values(answer) == best_values(tables), seed


def test_prices_that_are_only_nearly_exact_prove_as_much(
    scale: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaxation, "MOST_FOR_SIMPLEX", 0)
    for seed in range(scale(400)):
        tables = small_problem(seed)
        answer = solve(small(tables), time_limit=ENOUGH)
        assert check_answer(tables, answer.as_json()) == [], seed
        assert values(answer) == best_values(tables), seed


@given(seed=st.integers(0, 10**6), home=st.integers(0, 4))
@settings(max_examples=scaled(400))
def test_one_more_place_never_makes_a_plan_worse(seed: int, home: int) -> None:
    tables = small_problem(seed)
    before = values(solve(small(tables), time_limit=ENOUGH))
    row = tables["homes"][home % len(tables["homes"])]
    row["places"] = str(int(row["places"]) + 1)
    assert values(solve(small(tables), time_limit=ENOUGH)) <= before


@given(seed=st.integers(0, 10**6))
@settings(max_examples=scaled(400))
def test_the_order_of_the_rows_changes_no_value(seed: int) -> None:
    tables = small_problem(seed)
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert values(solve(small(turned), time_limit=ENOUGH)) == values(solve(small(tables), time_limit=ENOUGH))


@pytest.mark.parametrize("size", [MONTH, TIGHT_COUNCIL], ids=lambda size: size.name)
def test_a_plan_of_a_benchmark_stands_before_the_checker(size: Size, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("problem")
    drawn = instance(size)
    write_problem(drawn, folder)
    answer = solve(drawn, time_limit=ENOUGH)
    assert check_answer(tables_of(folder), answer.as_json()) == []
    assert answer.status == "optimal"


def test_the_same_problem_gives_the_same_plan() -> None:
    drawn = instance(MONTH, seed=2)
    assert solve(drawn, time_limit=ENOUGH).assignments == solve(drawn, time_limit=ENOUGH).assignments


def test_with_next_to_no_time_the_answer_is_a_lawful_plan_with_bounds_that_hold() -> None:
    tables = small_problem(11)
    drawn = small(tables)
    answer = solve(drawn, time_limit=1e-6)
    assert answer.status == "best_found"
    assert check_answer(tables, answer.as_json()) == []
    best = best_values(tables)
    assert [Fraction(str(level.bound)) for level in answer.levels][:1] <= best[:1]


@pytest.mark.parametrize("limit", [0.0, -1.0, float("nan"), float("inf")])
def test_a_time_limit_that_is_none_is_refused(limit: float) -> None:
    with pytest.raises(Refused, match="time limit"):
        solve(small(small_problem(1)), time_limit=limit)


def test_a_no_good_about_nobody_known_is_refused() -> None:
    with pytest.raises(Refused, match="nobody known"):
        solve(small(small_problem(1)), no_goods=[(frozenset({"somebody"}), "H0")])


def test_a_child_who_needs_a_home_tonight_comes_before_two_who_can_wait() -> None:
    answer = solved(
        problem(
            "A g1 tonight, B g2 within_72h, C g3 within_72h",
            "H 2",
            "A H 10 0 0, B H 90 0 0, C H 90 0 0",
            alone="A",
        )
    )
    assert answer.assignments == {"A": "H"}
    assert answer.max_flow_unplaced == 1


def test_siblings_are_kept_together_before_fit_is_looked_at() -> None:
    answer = solved(
        problem("A g planned, B g planned", "H 2, J 1, K 1", "A H 10 0 3, B H 10 0 3, A J 99 0 0, B K 99 0 0")
    )
    assert answer.assignments == {"A": "H", "B": "H"}


def test_a_child_joins_a_settled_brother_who_stays_where_he_is() -> None:
    answer = solved(problem("A g planned, B g planned", "H 2, J 1", "B H 10 0 0, B J 90 0 0", placed="A H"))
    assert answer.assignments == {"B": "H"}


def test_siblings_who_must_be_apart_do_not_share_a_home() -> None:
    answer = solved(
        problem("A g planned, B g planned", "H 2, J 1", "A H 90 0 0, B H 90 0 0, B J 10 0 0", siblings="A B apart_must")
    )
    assert answer.assignments == {"A": "H", "B": "J"}


def test_a_home_with_more_settled_children_than_places_takes_nobody() -> None:
    answer = solve(small(problem("A g planned, B h planned, C i planned", "H 1", "C H 90 0 0", placed="A H, B H")))
    assert answer.status == "nobody_eligible"
    assert answer.assignments == {}
    assert "full" in answer.unplaced[0].because


def test_with_children_and_no_homes_the_answer_is_empty_and_says_so() -> None:
    many = [f"C{number}" for number in range(10_000)]
    children = {"child": many, "group": many, "urgency": ["planned"] * 10_000}
    answer = solve(plan_problem({**columns_of({"homes": [], "pairs": []}, COLUMNS), "children": children}))
    assert answer.status == "nobody_eligible"
    assert (answer.levels[0].value, answer.levels[0].bound, answer.max_flow_unplaced) == (10_000, 10_000, 10_000)
    assert len(answer.unplaced) == 10_000


def test_with_nobody_at_all_the_empty_plan_is_optimal() -> None:
    answer = solve(plan_problem(columns_of({"children": [], "homes": [], "pairs": []}, COLUMNS)))
    assert (answer.status, answer.assignments, answer.unplaced, answer.max_flow_unplaced) == ("optimal", {}, (), 0)


def test_with_nobody_to_place_the_empty_plan_is_optimal() -> None:
    answer = solve(small(problem("A g planned", "H 1", "A H 50 0 0", placed="A H")))
    assert (answer.status, answer.assignments, answer.unplaced) == ("optimal", {}, ())


def test_progress_is_told_every_level_with_its_bound() -> None:
    told: list[tuple[str, float, float]] = []
    answer = solve(instance(MONTH), progress=lambda name, value, bound: told.append((name, value, bound)))
    assert told == [(level.name, level.value, level.bound) for level in answer.levels]
