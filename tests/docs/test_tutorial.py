"""The tutorial does what it says: its commands are run, in order, and its lines are held against what is printed."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from matching.referral_file import read_referral

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-search.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
JSON = re.compile(r"```json\n(.*?)```", re.DOTALL)


def steps() -> list[tuple[str, list[str]]]:
    """Every command of the tutorial with the lines it shows."""
    found: list[tuple[str, list[str]]] = []
    for block in CONSOLE.findall(TUTORIAL.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def as_one_line(text: str) -> str:
    """What was printed, without the drawing of tables and with single spaces."""
    return " ".join(re.sub(r"[^\w\s.,:;&%£()'/-]", " ", text).split())


@pytest.mark.walkthrough
def test_every_command_of_the_tutorial_prints_what_the_tutorial_shows(tmp_path: Path) -> None:
    environment = {**os.environ, "HOMEWARD_DATABASE": f"sqlite:///{tmp_path}/first.db", "COLUMNS": "200"}
    assert len(steps()) >= 7
    for command, shown in steps():
        words = shlex.split(command)
        assert words[0] == "homeward"
        run = subprocess.run(
            [sys.executable, "-c", "from api.cli import main; main()", *words[1:]],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{command}: {run.stderr}"
        printed = as_one_line(run.stdout)
        for line in shown:
            pattern = ".*".join(re.escape(as_one_line(part)) for part in line.split("..."))
            assert re.search(pattern, printed), f"{command} does not show {line!r} but:\n{run.stdout}"


def test_the_referral_shown_in_the_tutorial_can_be_read() -> None:
    for block in JSON.findall(TUTORIAL.read_text(encoding="utf-8")):
        assert read_referral(json.loads(block)).children
