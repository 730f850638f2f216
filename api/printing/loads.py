"""What a load answers, for a person: how many rows came in, and what was found, by rule."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console

from api.printing.console import table
from api.words import count, listed
from placements.importing.outcome import Fault, ImportResult
from placements.models.loading import Level

LONGEST_EXAMPLE = 240
MOST_ERRORS = 5


def print_load(console: Console, result: ImportResult, *, most_rules: int | None = None) -> None:
    """Print what became of the rows, then the findings by rule with an example each."""
    console.print(_what_became_of_it(result), markup=False)
    for referral in result.extra.get("search_again", ()):
        console.print(f"A home was offered: homeward search {shlex.quote(referral)}", markup=False)
    if result.findings:
        print_findings(console, result.findings, most_rules=most_rules)


def _what_became_of_it(result: ImportResult) -> str:
    read = f"{result.noun}: {count(result.read, 'row')} read"
    if result.refused:
        return (
            f"{read}; nothing was kept. Put the errors right and load it again, or name who decides to load the rest: "
            "--set-aside-by NAME."
        )
    years = sorted({year for _, year in result.returns})
    said = [f"{read}, {result.accepted:,} accepted, {result.rejected:,} rejected"]
    if years:
        said.append(f"returns of {listed(years)}" if len(years) <= 2 else f"returns {years[0]} to {years[-1]}")  # noqa: PLR2004
    if result.set_aside:
        said.append(f"{count(result.set_aside, *WHOSE.get(result.noun, ('child', 'children')))} set aside")
    said.append(f"{result.seconds:.1f} s")
    return "; ".join(said)


WHOSE = {
    "carers": ("household", "households"),
    "homes": ("home", "homes"),
    "providers": ("provider", "providers"),
    "contracts": ("contract", "contracts"),
    "prices": ("price", "prices"),
    "schools": ("school", "schools"),
    "referrals": ("referral", "referrals"),
    "replies": ("reply", "replies"),
    "budget": ("budget line", "budget lines"),
    "ledger": ("paid line", "paid lines"),
}
"""What the rows of a list are about, one and several; where it is not said, children."""


def print_findings(console: Console, findings: Sequence[Fault], *, most_rules: int | None = None) -> None:
    """Print findings by rule: errors first and most of them one by one, then warnings, each rule with an example.

    Headings that were not read are named together, with the way to say what they are.
    """
    by_rule: dict[tuple[Level, str], list[Fault]] = {}
    for fault in findings:
        by_rule.setdefault((fault.level, fault.rule), []).append(fault)
    ordered = sorted(by_rule.items(), key=lambda item: (item[0][0] is not Level.ERROR, -len(item[1]), item[0][1]))
    rows = table("Findings by rule", "Level", "Rule", "Times", "For example", numbers=("Times",))
    for (level, rule), faults in ordered[:most_rules]:
        shown = faults[:MOST_ERRORS] if level is Level.ERROR else faults[:1]
        rows.add_row(_LEVELS[level], rule, f"{len(faults):,}", "\n".join(map(_example, shown)))
    console.print(rows)
    if most_rules is not None and len(ordered) > most_rules:
        console.print(f"and {count(len(ordered) - most_rules, 'more rule')}", markup=False)
    if unread := [fault.column for fault in findings if fault.rule == "column-unused" and fault.column]:
        console.print(_not_read(unread), markup=False, highlight=False)
    if len(findings) > len(ordered):
        console.print("Every finding, row by row: add --error-file FILE.csv", markup=False, highlight=False)


def _not_read(headings: Sequence[str]) -> str:
    return (
        f"Not read: {listed([repr(heading) for heading in headings])}. If one matters, say which of our columns it is"
        f" and load again: --column {shlex.quote(headings[0] + '=COLUMN')}. `homeward template` shows our columns."
    )


_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning"}


def _example(fault: Fault) -> str:
    file = "/".join(PurePath(fault.file).parts[-2:])
    where = file if fault.row is None else f"{file} row {fault.row}"
    said = f"{where}: {fault.message}"
    return said if len(said) <= LONGEST_EXAMPLE else f"{said[: LONGEST_EXAMPLE - 1]}…"
