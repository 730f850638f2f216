"""The terminal: answers on standard output, everything else on standard error."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table

WIDTH_ELSEWHERE = 120


def answers() -> Console:
    """Where answers for people are printed; as wide as a page where it is not a terminal."""
    return _console(stderr=False)


def messages() -> Console:
    """Where progress and messages go, so that standard output holds nothing but the answer."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, width=None if terminal else WIDTH_ELSEWHERE, highlight=False, soft_wrap=False)


def table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """An empty table with a title above it; `numbers` names the columns that stand to the right."""
    made = Table(title=f"\n{title}", title_justify="left", title_style="bold", header_style="bold", box=box.SIMPLE_HEAD)
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return made
