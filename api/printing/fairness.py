"""The fairness audit as tables: a row a group, a column a measure."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from api.printing.console import table
from api.shapes.fairness import Fairness, Reason, Section, Shown
from api.words import plain
from placements.disclosure import HIDDEN


def print_fairness(console: Console, answer: Mapping[str, object]) -> None:
    """Print the document of `homeward fairness`."""
    told = Fairness.model_validate(answer)
    console.print("\n[bold]Fairness audit[/bold]")
    console.print(f"{told.restricted} {told.careful}", markup=False)
    for section in (told.decided, told.position):
        _print_section(console, section)
    if told.override_reasons is None:
        console.print(told.override_because or "", markup=False)
    else:
        rows = table("Why homes were chosen over those ranked above them", "Reason", "Children", numbers=("Children",))
        for name, reason in told.override_reasons.items():
            rows.add_row(plain(name), _count(reason))
        console.print(rows)
    console.print(told.note, markup=False)


def _print_section(console: Console, section: Section) -> None:
    if section.groups is None:
        console.print(f"{section.title}: {section.because}", markup=False)
        return
    letters = [chr(ord("A") + number) for number, _ in enumerate(section.measures)]
    rows = table(
        f"{section.title}: value, and 95% interval", "", "", "Children", *letters, numbers=("Children", *letters)
    )
    for group in section.groups:
        figures = [_figure(group.figures[measure.name]) for measure in section.measures]
        rows.add_row(group.trait, group.group, HIDDEN if group.hidden else str(group.children), *figures)
    console.print(rows)
    for letter, measure in zip(letters, section.measures, strict=True):
        console.print(f"{letter}: {measure.title} ({measure.unit})", markup=False)


def _figure(one: Shown) -> str:
    if one.value is None:
        return HIDDEN if (one.because or "").startswith("hidden") else "not known"
    return f"{one.value:g}\n{one.low:g} to {one.high:g}"


def _count(reason: Reason) -> str:
    return HIDDEN if reason.hidden else str(reason.children)
