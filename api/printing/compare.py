"""A person's plan beside the engine's, as tables."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from api.printing.console import table
from api.printing.plan import LEVEL_WORDS
from api.shapes.compare import Comparison, Place
from api.words import listed, pounds

WORTH_SAYING = 0.5


def print_comparison(console: Console, answer: Mapping[str, object]) -> None:
    """Print the document of `homeward compare`."""
    told = Comparison.model_validate(answer)
    console.print(f"\n[bold]{told.verdict}[/bold]", highlight=False)
    if told.person.breaks:
        rows = table("What the person's plan breaks, or needs to know", "Children", "Home", "Rule", "Because")
        for one in told.person.breaks:
            rows.add_row(listed(one.children), one.home, one.rule if one.known else f"{one.rule}?", one.because)
        console.print(rows)
    rows = table("Levels, in this order", "", "Person", "Engine", "At best", numbers=("Person", "Engine", "At best"))
    for reached, level in zip(told.person.levels, told.engine.levels, strict=True):
        say = pounds if reached.name == "cost" else _number
        rows.add_row(LEVEL_WORDS.get(reached.name, reached.name), *map(say, (reached.value, level.value, level.bound)))
    console.print(rows)
    rows = table(
        "Child by child: home, fit, and how far it is from the child's best", "Child", "Person", "Engine", "Best"
    )
    for line in told.children:
        rows.add_row(line.child, _place(line.person), _place(line.engine), _place(line.best))
    console.print(rows)


def _place(one: Place | None) -> str:
    if one is None:
        return "no home"
    short = f", {one.regret:.0f} short" if one.regret is not None and one.regret >= WORTH_SAYING else ""
    return f"{one.home} ({one.fit:.0f}{short})"


def _number(value: float) -> str:
    return f"{value:,.10g}"
