"""The page on asking providers does what it says: its commands run in order; references stand for those made."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from placements.approaching.letters import WORDS
from placements.approaching.references import REFERENCE
from placements.models.offer import RefusalReason

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "approach-providers.md"
BLOCK = re.compile(r"```(console|text (\S+))\n(.*?)```", re.DOTALL)


def as_one_line(text: str) -> str:
    """What was printed, without the drawing of tables and with single spaces."""
    return " ".join(re.sub(r"[^\w\s.,:;&%£()'/-]", " ", text).split())


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(command)
    assert program == "homeward"
    environment = {
        **os.environ,
        "HOMEWARD_DATABASE": f"sqlite:///{folder}/asked.db",
        "COLUMNS": "200",
        "PYTHONPATH": str(ROOT),
    }
    call = [sys.executable, "-c", "from api.cli import main; main()", *words]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_command_of_the_page_prints_what_the_page_shows(tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    made: dict[str, str] = {}
    commands = 0
    for kind, file, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if file:
            (tmp_path / file).write_text(told(body, made), encoding="utf-8")
        elif kind == "console":
            for step in body.split("$ ")[1:]:
                command, *shown = step.strip().splitlines()
                done = run(told(command, made), tmp_path)
                learn(shown, done.stdout, made)
                hold(command, shown, done, made)
                commands += 1
    assert commands >= 10
    assert sorted(path.suffix for path in (tmp_path / "papers").iterdir()) == [
        ".docx",
        ".docx",
        ".pdf",
        ".pdf",
        ".txt",
        ".txt",
    ]


def told(text: str, made: dict[str, str]) -> str:
    """The page's words with the references that were really made."""
    return REFERENCE.sub(lambda found: made.get(found.group(), found.group()), text)


def learn(shown: list[str], printed: str, made: dict[str, str]) -> None:
    """Pair the references that the page shows for the first time with those that were printed."""
    new = [one for one in REFERENCE.findall("\n".join(shown)) if one not in made]
    printed_new = [one for one in dict.fromkeys(REFERENCE.findall(printed)) if one not in made.values()]
    made.update(zip(dict.fromkeys(new), printed_new, strict=False))


def hold(command: str, shown: list[str], done: subprocess.CompletedProcess[str], made: dict[str, str]) -> None:
    """Every line that is shown stands in what was printed; a line that begins with `refused:` in what was refused."""
    refused = any(line.startswith("refused: ") for line in shown)
    assert done.returncode == (1 if refused else 0), f"{command}: {done.stdout}{done.stderr}"
    printed = as_one_line(done.stderr if refused else done.stdout)
    for line in shown:
        words = told(line.removeprefix("refused: "), made)
        pattern = ".*".join(re.escape(as_one_line(part)) for part in words.split("..."))
        assert re.search(pattern, printed), f"{command} does not show {line!r} but:\n{done.stdout}{done.stderr}"


def test_the_page_names_every_reason_of_a_no() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [reason for reason in RefusalReason if f"`{reason}`" not in page] == []
    assert all(words[0].islower() and not words.endswith(".") for words in WORDS.values())
