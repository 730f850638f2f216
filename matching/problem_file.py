"""A planning problem as a folder of CSV files: for benchmarks, other systems and second opinions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from matching.plan_problem import (
    COLUMNS,
    FIT_PARTS,
    OPTIONAL,
    SIBLING_WEIGHT,
    URGENCY_WEIGHT,
    PlanProblem,
    plan_problem,
)
from placements.errors import Refused

ROW_AFTER_HEADER = 2


def read_problem(folder: str | Path) -> PlanProblem:
    """The problem held by a folder: children.csv, homes.csv, pairs.csv and, as wanted, the four tables of ``OPTIONAL``.

    UTF-8 with or without a byte order mark; columns in any order.

    Raises:
        Refused: a file is missing or cannot be read, or a value is wrong: which file, which row, what to do.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise Refused("There is no such folder.", given=folder, do_next="Give the folder that holds children.csv.")
    paths = {name: folder / f"{name}.csv" for name in COLUMNS}
    for name, path in paths.items():
        if name not in OPTIONAL and not path.is_file():
            raise Refused(f"The folder has no {path.name}.", given=folder, do_next=f"Add {path.name} to the folder.")
    tables = {name: _read_table(path) for name, path in paths.items() if path.is_file()}
    return plan_problem(tables, first_row=ROW_AFTER_HEADER)


def _read_table(path: Path) -> dict[str, Sequence[str]]:
    """A CSV file as columns; blank lines are skipped only at the end, so that rows keep their numbers."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except (UnicodeDecodeError, csv.Error, OSError) as fault:
        raise Refused(
            f"{path.name} cannot be read: {fault}.", given=path.name, do_next="Save it as comma-separated UTF-8."
        ) from fault
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise Refused(f"{path.name} is empty.", given=path.name, do_next="Give at least the line of column names.")
    header = [name.strip() for name in rows[0]]
    if len(set(header)) < len(header):
        raise Refused(f"{path.name} names a column twice.", given=", ".join(header), do_next="Name each column once.")
    for number, row in enumerate(rows[1:], start=ROW_AFTER_HEADER):
        if len(row) != len(header):
            raise Refused(
                f"{path.name}, row {number}: {len(row)} values where the header names {len(header)}.",
                given=",".join(row),
                do_next="Give each row one value a column, and put text that holds a comma in quotes.",
            )
    columns = list(zip(*rows[1:], strict=True)) or [()] * len(header)
    return dict(zip(header, columns, strict=True))


def write_problem(problem: PlanProblem, folder: str | Path) -> None:
    """Write a problem so that ``read_problem`` gives the same one back; the folder is made if need be."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in _rows(problem).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(COLUMNS[name])
            writer.writerows(rows)


def _rows(problem: PlanProblem) -> dict[str, Iterable[Sequence[object]]]:
    """The rows of every table."""
    child, home, group = problem.children, problem.homes, problem.groups
    urgency, assessed = tuple(URGENCY_WEIGHT), tuple(SIBLING_WEIGHT)
    pairs = zip(
        problem.pair_child.tolist(),
        problem.pair_home.tolist(),
        problem.pair_fit.tolist(),
        problem.pair_cost.tolist(),
        problem.pair_burden.tolist(),
        strict=True,
    )
    known = zip(problem.siblings.tolist(), problem.assessed.tolist(), strict=True)
    return {
        "children": [
            (child[c], group[g], urgency[u])
            for c, (g, u) in enumerate(zip(problem.group.tolist(), problem.urgency.tolist(), strict=True))
        ],
        "homes": zip(home, problem.places.tolist(), strict=True),
        "pairs": [(child[c], home[h], f"{fit / FIT_PARTS:.10g}", cost, burden) for c, h, fit, cost, burden in pairs],
        "placed": [(child[c], home[h]) for c, h in enumerate(problem.placed.tolist()) if h >= 0],
        "alone": [(child[c],) for c, alone in enumerate(problem.alone.tolist()) if alone],
        "exclusions": [(child[a], child[b]) for a, b in problem.exclusions.tolist()],
        "siblings": [(child[a], child[b], assessed[code]) for (a, b), code in known],
    }
