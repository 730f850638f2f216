"""Set-up makes each part once, starts again where it was broken off, and says what is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import tasks


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with everything that set-up reads, and nothing made."""
    for name in ("tasks.py", "requirements.lock", "pyproject.toml", "package.json", "package-lock.json"):
        (tmp_path / name).write_text(f"{name} as committed")
    (tmp_path / "api" / "assets").mkdir(parents=True)
    (tmp_path / "api" / "assets" / "homeward.scss").write_text("p { color: black }")
    (tmp_path / "forecasting").mkdir()
    (tmp_path / "forecasting" / "simulate.py").write_text("compiled")
    (tmp_path / "forecasting" / "answer.py").write_text("not a loop in it")
    (tmp_path / ".venv").mkdir()
    return tmp_path


def make_everything(root: Path) -> None:
    """Carry out every step, making plain files in place of an environment and assets."""
    for step in tasks.steps(root):
        step.made.parent.mkdir(parents=True, exist_ok=True)
        tasks.carry_out(step._replace(make=partial(write, step.made)), root)


def write(made: Path, _: Path) -> None:
    made.write_text("made")


def names_outstanding(root: Path) -> list[str]:
    return [step.name for step in tasks.outstanding(root)]


def test_a_new_checkout_has_everything_to_make(checkout: Path) -> None:
    assert names_outstanding(checkout) == ["environment", "package", "assets", "simulator"]


def test_a_second_set_up_does_nothing(checkout: Path) -> None:
    make_everything(checkout)
    assert names_outstanding(checkout) == []


def test_the_second_set_up_of_this_checkout_says_nothing_and_changes_nothing() -> None:
    if tasks.outstanding(tasks.ROOT):
        pytest.skip("this environment was not made by set-up: make setup")
    stamps = {path: path.stat().st_mtime_ns for path in (tasks.ROOT / ".venv").glob(".homeward-*")}
    second = subprocess.run([sys.executable, "tasks.py", "setup"], cwd=tasks.ROOT, capture_output=True, check=True)
    assert (second.stdout, second.stderr) == (b"", b"")
    assert stamps == {path: path.stat().st_mtime_ns for path in (tasks.ROOT / ".venv").glob(".homeward-*")}


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("requirements.lock", ["environment"]),
        ("pyproject.toml", ["package"]),
        ("package-lock.json", ["assets"]),
        ("tasks.py", ["assets"]),
        ("api/assets/homeward.scss", ["assets"]),
        ("forecasting/simulate.py", ["simulator"]),
        ("forecasting/answer.py", []),
    ],
)
def test_only_the_part_whose_source_changed_is_made_again(checkout: Path, changed: str, again: list[str]) -> None:
    make_everything(checkout)
    (checkout / changed).write_text("changed")
    assert names_outstanding(checkout) == again


def test_a_new_style_sheet_is_built_in(checkout: Path) -> None:
    make_everything(checkout)
    (checkout / "api" / "assets" / "charts.scss").write_text("p { color: red }")
    assert names_outstanding(checkout) == ["assets"]


def test_a_part_that_was_deleted_is_made_again(checkout: Path) -> None:
    make_everything(checkout)
    (checkout / "api" / "assets" / "built").unlink()
    assert names_outstanding(checkout) == ["assets"]


def test_a_part_broken_off_half_way_is_made_again(checkout: Path) -> None:
    make_everything(checkout)
    step = tasks.steps(checkout)[1]

    def break_off(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tasks.carry_out(step._replace(make=break_off), checkout)
    assert names_outstanding(checkout) == ["package"]


def test_a_missing_venv_package_is_named_with_the_command_that_brings_it() -> None:
    with pytest.raises(tasks.TaskRefused, match="apt-get install -y python3-venv"):
        tasks.refuse_unless_environments_can_be_made((3, 11), has_ensurepip=False)


def test_a_python_too_old_is_named() -> None:
    with pytest.raises(tasks.TaskRefused, match=r"3\.11 or later and this is 3\.9"):
        tasks.refuse_unless_environments_can_be_made((3, 9), has_ensurepip=True)


def test_a_python_with_venv_is_accepted() -> None:
    tasks.refuse_unless_environments_can_be_made((3, 11), has_ensurepip=True)


def test_an_unknown_task_is_answered_with_the_tasks_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks.main(["sett-up"]) == 2
    assert "setup|demo|test|check|soak|bench" in capsys.readouterr().err


def test_a_failed_command_gives_its_exit_code(checkout: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        tasks.run(checkout, sys.executable, "-c", "raise SystemExit(7)")
    assert failed.value.returncode == 7


def test_a_variable_given_as_none_is_taken_away(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEWARD_DATABASE", "sqlite:///somebody.db")
    save = "import json, os; json.dump(dict(os.environ), open('seen.json', 'w'))"
    tasks.run(checkout, sys.executable, "-c", save, changes={"HOMEWARD_DATABASE": None, "ADDED": "1"})
    seen = json.loads((checkout / "seen.json").read_text())
    assert "HOMEWARD_DATABASE" not in seen
    assert seen["ADDED"] == "1"
    assert os.environ["HOMEWARD_DATABASE"] == "sqlite:///somebody.db"


@pytest.mark.parametrize(("arguments", "value"), [(["SERVE=0"], "0"), ([], "1"), (["SERVE="], "")])
def test_a_setting_among_the_arguments_outranks_the_environment(
    arguments: list[str], value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVE", "1")
    assert tasks.wanted_setting("SERVE", arguments) == value
