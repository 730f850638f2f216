"""The page on asking providers does what it says: its commands run in order; references stand for those made."""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from api.printing import console
from placements.approaching.letters import WORDS
from placements.approaching.references import REFERENCE
from placements.models.offer import RefusalReason

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "approach-providers.md"
BLOCK = re.compile(r"```(console|text (\S+))\n(.*?)```", re.DOTALL)


def as_one_line(text: str) -> str:
    """What was printed, without the drawing of tables and with single spaces."""
    return " ".join(re.sub(r"[^\w\s.,:;&%£()'/-]", " ", text).split())


@dataclass(frozen=True)
class Done:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


def run(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Done:
    """Run a command of the page as `homeward` does, in this process."""
    program, *words = shlex.split(command)
    assert program == "homeward"
    monkeypatch.setattr(sys, "argv", ["homeward", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    return Done(ended.value.code if isinstance(ended.value.code, int) else 0, printed.out, printed.err)


@pytest.mark.walkthrough
def test_every_command_of_the_page_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOMEWARD_DATABASE", f"sqlite:///{tmp_path}/asked.db")
    monkeypatch.setattr(console, "WIDTH_ELSEWHERE", 200)
    made: dict[str, str] = {}
    commands = 0
    for kind, file, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if file:
            (tmp_path / file).write_text(told(body, made), encoding="utf-8")
        elif kind == "console":
            for step in body.split("$ ")[1:]:
                command, *shown = step.strip().splitlines()
                done = run(told(command, made), monkeypatch, capsys)
                learn(shown, done.out, made)
                hold(command, shown, done, made)
                commands += 1
    assert commands >= 10
    papers = sorted(path.suffix for path in (tmp_path / "papers").iterdir())
    assert papers == [".docx", ".docx", ".pdf", ".pdf", ".txt", ".txt"]


def told(text: str, made: dict[str, str]) -> str:
    """The page's words with the references that were really made."""
    return REFERENCE.sub(lambda found: made.get(found.group(), found.group()), text)


def learn(shown: list[str], printed: str, made: dict[str, str]) -> None:
    """Pair the references that the page shows for the first time with those that were printed."""
    new = [one for one in REFERENCE.findall("\n".join(shown)) if one not in made]
    printed_new = [one for one in dict.fromkeys(REFERENCE.findall(printed)) if one not in made.values()]
    made.update(zip(dict.fromkeys(new), printed_new, strict=False))


def hold(command: str, shown: list[str], done: Done, made: dict[str, str]) -> None:
    """Every line that is shown stands in what was printed; a line that begins with `refused:` in what was refused."""
    refused = any(line.startswith("refused: ") for line in shown)
    assert done.code == (1 if refused else 0), f"{command}: {done.out}{done.err}"
    printed = as_one_line(done.err if refused else done.out)
    for line in shown:
        words = told(line.removeprefix("refused: "), made)
        pattern = ".*".join(re.escape(as_one_line(part)) for part in words.split("..."))
        assert re.search(pattern, printed), f"{command} does not show {line!r} but:\n{done.out}{done.err}"


def test_the_page_names_every_reason_of_a_no() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [reason for reason in RefusalReason if f"`{reason}`" not in page] == []
    assert all(words[0].islower() and not words.endswith(".") for words in WORDS.values())
