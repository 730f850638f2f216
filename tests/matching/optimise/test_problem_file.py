"""A problem as a folder of CSV files: what is written is read again, and what cannot be right is refused by row."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.instances import MONTH, instance
from matching.plan_problem import COLUMNS, PlanProblem, plan_problem
from matching.problem_file import read_problem, write_problem
from placements.errors import Refused
from tests.matching.optimise.small_problems import small_problem
from tests.oracles.plan_checker import columns_of

WHOLE = {
    "children": "child,group,urgency\nA,g,tonight\nB,g,planned\nC,h,within_72h\n",
    "homes": "home,places\nH,2\nJ,1\n",
    "pairs": "child,home,fit,weekly_cost_pence,burden\nA,H,70,45000,0\nB,H,60.5,45000,1\nC,J,90,98000,0\n",
    "placed": "child,home\n",
    "alone": "child\nC\n",
    "exclusions": "child_a,child_b\nA,C\n",
    "siblings": "child_a,child_b,assessed\nB,A,together_must\n",
}


def folder_with(tmp_path: Path, **changed: str | bytes | None) -> Path:
    """The whole folder with some files changed, or left out (None)."""
    for name, text in {**WHOLE, **changed}.items():
        if isinstance(text, bytes):
            (tmp_path / f"{name}.csv").write_bytes(text)
        elif text is not None:
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def same(one: PlanProblem, other: PlanProblem) -> bool:
    return all(
        np.array_equal(getattr(one, field.name), getattr(other, field.name))
        for field in dataclasses.fields(PlanProblem)
    )


def test_what_is_written_is_read_again(tmp_path: Path, scale: Callable[[int], int]) -> None:
    for seed in range(scale(400)):
        drawn = plan_problem(columns_of(small_problem(seed), COLUMNS))
        write_problem(drawn, tmp_path)
        assert same(read_problem(tmp_path), drawn), seed


def test_the_same_seed_gives_the_same_instance_and_another_seed_another() -> None:
    assert same(instance(MONTH, seed=3), instance(MONTH, seed=3))
    assert not same(instance(MONTH, seed=3), instance(MONTH, seed=4))


def test_columns_may_come_in_any_order_and_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    first = read_problem(folder_with(tmp_path))
    turned = "urgency,child,group\r\ntonight,A,g\r\nplanned,B,g\r\nwithin_72h,C,h\r\n"
    assert same(read_problem(folder_with(tmp_path, children=b"\xef\xbb\xbf" + turned.encode())), first)


def test_the_four_optional_files_may_be_absent(tmp_path: Path) -> None:
    read = read_problem(folder_with(tmp_path, placed=None, alone=None, exclusions=None, siblings=None))
    assert (len(read.exclusions), len(read.siblings), int(read.alone.sum())) == (0, 0, 0)


def test_a_fit_is_exact_to_a_thousandth_of_a_point(tmp_path: Path) -> None:
    pairs = "child,home,fit,weekly_cost_pence,burden\nA,H,70.1234,0,0\nB,H,0,0,0\nC,J,100,0,0\n"
    assert read_problem(folder_with(tmp_path, pairs=pairs)).pair_fit.tolist() == [70_123, 0, 100_000]


def test_the_arrays_of_a_problem_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        instance(MONTH).places[0] = 9


HEADER = "child,home,fit,weekly_cost_pence,burden\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pairs": HEADER + "A,H,140,0,0\n"}, "pairs, row 2: fit '140' is not a number from 0 to 100"),
        ({"pairs": HEADER + "A,H,nan,0,0\n"}, "fit 'nan' is not a number"),
        ({"pairs": HEADER + "A,H,,0,0\n"}, "fit '' is not a number"),
        ({"pairs": HEADER + "A,H,50,-1,0\n"}, "weekly_cost_pence '-1'"),
        ({"pairs": HEADER + "A,H,50,0.5,0\n"}, "weekly_cost_pence '0.5' is not a whole number"),
        ({"pairs": HEADER + "A,H,50,0,4\n"}, "burden '4'"),
        ({"pairs": HEADER + "Z,H,50,0,0\n"}, "pairs, row 2: child 'Z' is not in children"),
        ({"pairs": HEADER + "A,Z,50,0,0\n"}, "home 'Z' is not in homes"),
        ({"pairs": HEADER + "A,H,50,0,0\nB,H,50,0,0\nA,H,50,0,0\n"}, "pairs, row 4: home 'H' repeats an earlier row"),
        ({"pairs": HEADER + "A,H,50,0\n"}, "pairs.csv, row 2: 4 values where the header names 5"),
        ({"pairs": "child,home,fit,weekly_cost_pence,burden,note\n"}, "does not know the column note"),
        ({"pairs": "child,home,fit,weekly_cost_pence\n"}, "lacks the column burden"),
        ({"pairs": "child,child,home,fit,weekly_cost_pence,burden\n"}, "names a column twice"),
        ({"homes": "home,places\nH,-2\nJ,1\n"}, "homes, row 2: places '-2'"),
        ({"homes": "home,places\nH,two\nJ,1\n"}, "places 'two'"),
        ({"homes": "home,places\nH,2\nH,1\n"}, "homes, row 3: home 'H' is there twice"),
        ({"homes": "home,places\n,2\n"}, "home '' is blank"),
        ({"children": "child,group,urgency\nA,g,soon\nB,g,planned\nC,h,planned\n"}, "urgency 'soon' is not known"),
        ({"children": "child,group,urgency\nA,,tonight\n"}, "group '' is blank"),
        ({"children": "child,group,urgency\nA,g,tonight\nA,g,tonight\n"}, "children, row 3: child 'A' is there twice"),
        ({"placed": "child,home\nA,H\nA,J\n"}, "placed, row 3: child 'A' repeats"),
        ({"placed": "child,home\nA,Z\n"}, "home 'Z' is not in homes"),
        ({"alone": "child\nZ\n"}, "alone, row 2: child 'Z'"),
        ({"exclusions": "child_a,child_b\nA,A\n"}, "child_b 'A' is paired with itself"),
        ({"exclusions": "child_a,child_b\nA,C\nC,A\n"}, "exclusions, row 3"),
        ({"siblings": "child_a,child_b,assessed\nA,C,neutral\n"}, "is not in the same sibling group as child_a"),
        ({"siblings": "child_a,child_b,assessed\nA,B,maybe\n"}, "assessed 'maybe' is not known"),
        ({"pairs": None}, "has no pairs.csv"),
        ({"homes": ""}, "homes.csv is empty"),
        ({"homes": b"home,places\n\xff\xfe,1\n"}, "homes.csv cannot be read"),
        ({"homes": 'home,places\n"H,1\n'}, "homes.csv cannot be read"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(
    tmp_path: Path, changed: dict[str, str | bytes | None], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_problem(folder_with(tmp_path, **changed))
    assert said in str(refused.value)
    assert refused.value.do_next


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such folder"):
        read_problem(tmp_path / "nowhere")


def test_a_group_no_family_has_is_refused() -> None:
    many = [f"C{number}" for number in range(101)]
    children = {"child": many, "group": ["g"] * 101, "urgency": ["planned"] * 101}
    with pytest.raises(Refused, match="children in one sibling group"):
        plan_problem({**columns_of({"homes": [], "pairs": []}, COLUMNS), "children": children})
