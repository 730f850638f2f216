"""A planning problem as frozen arrays: who needs a home, which homes have places, and which pairs are lawful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from placements.errors import Refused

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

URGENCY_WEIGHT = {"tonight": 9, "within_72h": 3, "planned": 1}
SIBLING_WEIGHT = {"together_must": 5, "together_prefer": 3, "neutral": 1, "not_assessed": 2, "apart_must": 0}
NOT_ASSESSED = "not_assessed"
APART_MUST = "apart_must"
BURDENS = range(4)
FIT_PARTS = 1000
"""A fit is kept in thousandths of a point: sums are then whole numbers, and every comparison is exact."""
LARGEST_COST = 10**9
"""Pence a week; a larger figure is a slip of the keyboard, and sums must stay exact."""
LARGEST_PLACES = 10**6
LARGEST_GROUP = 100
"""Brothers and sisters; more means that the column holds something else."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "children": ("child", "group", "urgency"),
    "homes": ("home", "places"),
    "pairs": ("child", "home", "fit", "weekly_cost_pence", "burden"),
    "placed": ("child", "home"),
    "alone": ("child",),
    "exclusions": ("child_a", "child_b"),
    "siblings": ("child_a", "child_b", "assessed"),
}
"""The tables of a problem and their columns, as ``read_problem`` finds them in a folder."""
OPTIONAL = ("placed", "alone", "exclusions", "siblings")

Table = Mapping[str, Sequence[object]]


@dataclass(frozen=True, eq=False)
class PlanProblem:
    """Children, homes and lawful pairs; every array is read-only, and a what-if is ``dataclasses.replace``.

    ``group`` (an index into ``groups``), ``urgency`` (an index into ``URGENCY_WEIGHT``), ``placed`` (the home where a
    settled child stays, -1 for a child who needs one) and ``alone`` have one entry a child; ``places`` one a home;
    ``pair_*`` one a lawful pair, with ``pair_fit`` in thousandths of a point and ``pair_cost`` in pence a week.
    ``exclusions`` (k x 2) holds children who may not share a home; ``siblings`` (k x 2) assessed pairs of one group
    and ``assessed`` their index into ``SIBLING_WEIGHT``; pairs of a group that are not there are not assessed.
    """

    children: tuple[str, ...]
    groups: tuple[str, ...]
    group: Ints
    urgency: Ints
    homes: tuple[str, ...]
    places: Ints
    pair_child: Ints
    pair_home: Ints
    pair_fit: Ints
    pair_cost: Ints
    pair_burden: Ints
    placed: Ints
    alone: Bools
    exclusions: Ints
    siblings: Ints
    assessed: Ints

    def __post_init__(self) -> None:
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


def plan_problem(tables: Mapping[str, Table], *, first_row: int = 1) -> PlanProblem:
    """The problem that these tables describe, every value checked.

    ``tables`` maps the names of ``COLUMNS`` to columns of equal length (a data frame will do); the four of
    ``OPTIONAL`` may be absent. Places held by settled children may exceed a home's places: it then takes nobody.
    Pairs listed for a settled child have no effect, since the child stays.

    Raises:
        Refused: the first value that cannot be right, with its table and row (counted from ``first_row``).
    """
    table = {name: _Checked(name, tables.get(name), first_row) for name in COLUMNS}
    children = table["children"].new_ids("child")
    homes = table["homes"].new_ids("home")
    groups, group = table["children"].named("group")
    _refuse_crowd(groups, group)
    pairs, siblings = table["pairs"], table["siblings"]
    pair_child, pair_home = pairs.known("child", children), pairs.known("home", homes)
    pairs.refuse_repeats(pair_child, pair_home)
    return PlanProblem(
        children=tuple(children),
        groups=groups,
        group=group,
        urgency=table["children"].one_of("urgency", tuple(URGENCY_WEIGHT)),
        homes=tuple(homes),
        places=table["homes"].whole("places", 0, LARGEST_PLACES),
        pair_child=pair_child,
        pair_home=pair_home,
        pair_fit=np.rint(pairs.number("fit", 0, 100) * FIT_PARTS).astype(np.int64),
        pair_cost=pairs.whole("weekly_cost_pence", 0, LARGEST_COST),
        pair_burden=pairs.whole("burden", BURDENS[0], BURDENS[-1]),
        placed=_placed(table["placed"], children, homes),
        alone=_alone(table["alone"], children),
        exclusions=table["exclusions"].two_children(children),
        siblings=_siblings(siblings, children, group),
        assessed=siblings.one_of("assessed", tuple(SIBLING_WEIGHT)),
    )


def _refuse_crowd(groups: tuple[str, ...], group: Ints) -> None:
    """Refuse a group that no family has: without it every size of group is exact."""
    size = np.bincount(group, minlength=1)
    if size.max() > LARGEST_GROUP:
        raise Refused(
            f"There are {size.max()} children in one sibling group.",
            given=groups[int(size.argmax())],
            do_next="Give each family a group of its own, also a child without brothers or sisters.",
        )


def _placed(table: _Checked, children: pd.Index[str], homes: pd.Index[str]) -> Ints:
    """The home where each child stays, -1 for a child who needs one."""
    child, home = table.known("child", children), table.known("home", homes)
    table.refuse_repeats(child)
    placed = np.full(len(children), -1, dtype=np.int64)
    placed[child] = home
    return placed


def _alone(table: _Checked, children: pd.Index[str]) -> Bools:
    """Which children must be the only child placed in the home."""
    child = table.known("child", children)
    table.refuse_repeats(child)
    alone = np.zeros(len(children), dtype=np.bool_)
    alone[child] = True
    return alone


def _siblings(table: _Checked, children: pd.Index[str], group: Ints) -> Ints:
    """The assessed pairs, each of one group."""
    both = table.two_children(children)
    apart = group[both[:, 0]] != group[both[:, 1]]
    advice = "Give both the same group in children, or list them in exclusions if they may not share a home."
    table.refuse_where(apart, "child_b", "is not in the same sibling group as child_a", advice)
    return both


class _Checked:
    """One table while it is checked: every refusal names the table, the row, the column and the value."""

    def __init__(self, name: str, table: Table | None, first_row: int) -> None:
        if table is None and name not in OPTIONAL:
            raise Refused(f"There is no {name} table.", do_next=f"Give {name} with {', '.join(COLUMNS[name])}.")
        given = set(table if table is not None else COLUMNS[name])
        wrong = sorted(given ^ set(COLUMNS[name]))
        if wrong:
            problem = "does not know" if wrong[0] in given else "lacks"
            raise Refused(
                f"The {name} table {problem} the column {wrong[0]}.",
                given=", ".join(sorted(given)),
                do_next=f"Give exactly these columns: {', '.join(COLUMNS[name])}.",
            )
        self.name, self.first_row = name, first_row
        self.columns = {
            column: pd.Series(list(table[column]) if table is not None else [], dtype="object")
            for column in COLUMNS[name]
        }

    def refuse_where(self, wrong: Bools, column: str, problem: str, do_next: str) -> None:
        """Refuse the first row that is wrong."""
        if wrong.any():
            row = int(np.argmax(wrong))
            value = self.columns[column].iloc[row]
            raise Refused(
                f"{self.name}, row {row + self.first_row}: {column} {value!r} {problem}.",
                given=f"{column} = {value!r}",
                do_next=do_next,
            )

    def text(self, column: str) -> pd.Series[str]:
        """A column of text, never blank."""
        values = self.columns[column].map(lambda value: "" if value is None else str(value)).astype(object)
        blank = np.array([not value.strip() for value in values], dtype=np.bool_)
        self.refuse_where(blank, column, "is blank", f"Give every row its {column}.")
        return values

    def new_ids(self, column: str) -> pd.Index[str]:
        """Ids given here for the first time, in the order given."""
        ids = pd.Index(self.text(column), dtype=object)
        self.refuse_where(ids.duplicated(), column, "is there twice", f"List each {column} once.")
        return ids

    def named(self, column: str) -> tuple[tuple[str, ...], Ints]:
        """The different values of a column, and which of them each row has."""
        codes, names = pd.factorize(np.asarray(self.text(column), dtype=object))
        return tuple(str(name) for name in names), codes.astype(np.int64)

    def known(self, column: str, ids: pd.Index[str]) -> Ints:
        """Positions of ids given elsewhere."""
        found = ids.get_indexer(pd.Index(self.text(column), dtype=object)).astype(np.int64)
        home = column == "home"
        where = "homes" if home else "children"
        self.refuse_where(found < 0, column, f"is not in {where}", f"Add it to {where}, or correct the id.")
        return found

    def one_of(self, column: str, allowed: tuple[str, ...]) -> Ints:
        """Positions in a closed list."""
        found = pd.Index(allowed, dtype=object).get_indexer(pd.Index(self.text(column), dtype=object))
        self.refuse_where(found < 0, column, "is not known", f"Give one of: {', '.join(allowed)}.")
        return found.astype(np.int64)

    def number(self, column: str, least: int, most: int) -> npt.NDArray[np.float64]:
        """Numbers within their range."""
        numbers = pd.to_numeric(self.columns[column], errors="coerce").to_numpy(dtype=np.float64)
        wrong = ~((numbers >= least) & (numbers <= most))
        self.refuse_where(wrong, column, f"is not a number from {least} to {most}", f"Correct the {column}.")
        return numbers

    def whole(self, column: str, least: int, most: int) -> Ints:
        """Whole numbers within their range."""
        numbers = self.number(column, least, most)
        fraction = numbers != np.floor(numbers)
        self.refuse_where(fraction, column, "is not a whole number", f"Correct the {column}.")
        return numbers.astype(np.int64)

    def two_children(self, children: pd.Index[str]) -> Ints:
        """Two different children a row, no two rows about the same two; k x 2."""
        first, second = self.known("child_a", children), self.known("child_b", children)
        self.refuse_where(first == second, "child_b", "is paired with itself", "Name two different children.")
        both = np.sort(np.column_stack([first, second]), axis=1).reshape(-1, 2)
        self.refuse_repeats(both[:, 0], both[:, 1])
        return both

    def refuse_repeats(self, *keys: Ints) -> None:
        """Refuse the second row about the same thing."""
        repeated = pd.DataFrame(dict(enumerate(keys))).duplicated().to_numpy(dtype=np.bool_)
        columns = COLUMNS[self.name][: len(keys)]
        self.refuse_where(repeated, columns[-1], f"repeats an earlier row (same {', '.join(columns)})", "Keep one row.")
