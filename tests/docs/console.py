"""The commands of a page, run in order in this process, each held against the lines that the page shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from api.cli import app

ROOT = Path(__file__).parents[2]
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def steps(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Every command of a page with the lines it shows."""
    for block in _CONSOLE.findall(page.read_text(encoding="utf-8")):
        for step in block.split("$ ")[1:]:
            command, *shown = step.strip().splitlines()
            yield command, shown


def run_page(page: Path, folder: Path) -> int:
    """Run every command of a page on a fresh record in a folder; say how many there were."""
    environment = {"HOMEWARD_DATABASE": f"sqlite:///{folder}/page.db", "COLUMNS": "200"}
    every = list(steps(page))
    for command, shown in every:
        program, *words = shlex.split(command)
        assert program == "homeward"
        done = CliRunner().invoke(app, words, env=environment)
        assert done.exit_code == 0, f"{command}: {done.exception or done.output}"
        printed = as_one_line(done.stdout)
        for line in shown:
            pattern = ".*".join(re.escape(as_one_line(part)) for part in line.split("..."))
            assert re.search(pattern, printed), f"{command} does not show {line!r} but:\n{done.stdout}"
    return len(every)


def as_one_line(text: str) -> str:
    """What was printed, without the drawing of tables and with single spaces."""
    return " ".join(re.sub(r"[^\w\s.,:;&%£()'/-]", " ", text).split())
