"""What a load answers, for a person: how many rows came in, and what was found, by rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console

from api.printing.console import table
from api.words import count, listed
from placements.importing.outcome import Fault, ImportResult
from placements.models.loading import Level

LONGEST_EXAMPLE = 160


def print_load(console: Console, result: ImportResult, *, most_rules: int | None = None) -> None:
    """Print what became of the rows, then the findings by rule with an example each."""
    console.print(_what_became_of_it(result), markup=False)
    if result.findings:
        print_findings(console, result.findings, most_rules=most_rules)


def _what_became_of_it(result: ImportResult) -> str:
    read = f"{result.noun}: {count(result.read, 'row')} read"
    if result.refused:
        return (
            f"{read}; nothing was kept. Put the errors (level E) right, or name who decides to load the rest: "
            "--set-aside-by NAME."
        )
    years = sorted({year for _, year in result.returns})
    said = [f"{read}, {result.accepted:,} accepted, {result.rejected:,} rejected"]
    if years:
        said.append(f"returns of {listed(years)}" if len(years) <= 2 else f"returns {years[0]} to {years[-1]}")  # noqa: PLR2004
    if result.set_aside:
        said.append(f"{count(result.set_aside, 'child', 'children')} set aside")
    said.append(f"{result.seconds:.1f} s")
    return "; ".join(said)


def print_findings(console: Console, findings: Sequence[Fault], *, most_rules: int | None = None) -> None:
    """Print findings by rule: errors first, the most frequent first, each with its first example."""
    by_rule: dict[tuple[Level, str], list[Fault]] = {}
    for fault in findings:
        by_rule.setdefault((fault.level, fault.rule), []).append(fault)
    ordered = sorted(by_rule.items(), key=lambda item: (item[0][0] is not Level.ERROR, -len(item[1]), item[0][1]))
    rows = table("Findings by rule", "Level", "Rule", "Times", "For example", numbers=("Times",))
    for (level, rule), faults in ordered[:most_rules]:
        rows.add_row(_LEVELS[level], rule, f"{len(faults):,}", _example(faults[0]))
    console.print(rows)
    if most_rules is not None and len(ordered) > most_rules:
        console.print(f"and {count(len(ordered) - most_rules, 'more rule')}", markup=False)


_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning"}


def _example(fault: Fault) -> str:
    file = "/".join(PurePath(fault.file).parts[-2:])
    where = file if fault.row is None else f"{file} row {fault.row}"
    said = f"{where}: {fault.message}"
    return said if len(said) <= LONGEST_EXAMPLE else f"{said[: LONGEST_EXAMPLE - 1]}…"
