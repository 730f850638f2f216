"""The reference page of the commands, made from the commands themselves: `python -m tests.docs.commands` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from api.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Made from the commands themselves. Each takes `--help`. The database comes from `--database URL` or
`HOMEWARD_DATABASE`, else `sqlite:///homeward.db`. With `--json` a command prints one JSON document on standard
output; progress and messages go to standard error. Exit code 0 is done, 1 refused (the input is wrong, the answer
says how), 2 used wrongly, 3 a fault of ours.
"""


def page() -> str:
    """The whole page, as it should stand in docs/reference/commands.md."""
    return HEAD + "".join(_section(name, command) for name, command in _every_command())


def _every_command() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, groups opened, in the order of `homeward --help`."""
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        if command.hidden:
            continue
        if inner is None:
            yield name, command
            continue
        for inner_name, inner_command in inner.items():
            yield f"{name} {inner_name}", inner_command


def _section(name: str, command: Any) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and one.name != "help"]
    usage = " ".join(["homeward", name, *(_shown(one) for one in arguments)])
    rows = [(_shown(one), one.help or "") for one in arguments]
    rows += [(" / ".join((*one.opts, *one.secondary_opts)), one.help or "") for one in options]
    table = "".join(f"| `{what}` | {said} |\n" for what, said in rows)
    return f"\n## {name}\n\n`{usage}`\n\n{command.help}\n\n| | |\n|---|---|\n{table}"


def _shown(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
