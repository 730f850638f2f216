"""Every task of the project, run as ``python3 tasks.py NAME`` with nothing but Python's standard library.

``setup`` makes the environment, ``demo`` shows the whole job, ``test``, ``check``, ``soak`` and ``bench`` judge it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
TYPED = ("tasks.py", "placements", "matching", "forecasting", "api", "data", "benchmarks", "tests")
# Two workers: the tests promise to end in ten minutes on two cores, and each worker has a database server of its own.
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "worksteal")


class TaskRefused(Exception):
    """A task cannot start: the message says what is missing and the one command that puts it right."""


def main(arguments: list[str]) -> int:
    """Run one task by name; the exit code is that of the first command that failed."""
    if not arguments or arguments[0] not in TASKS:
        say(f"usage: python3 tasks.py {'|'.join(TASKS)}")
        return 2
    try:
        TASKS[arguments[0]](arguments[1:])
    except TaskRefused as refused:
        say(str(refused))
        return 1
    except subprocess.CalledProcessError as failed:
        say(f"{arguments[0]}: this command failed: {' '.join(failed.cmd)}")
        return failed.returncode
    except KeyboardInterrupt:
        return 130
    return 0


# --- setting up -------------------------------------------------------------------------------------------------------


class Step(NamedTuple):
    """A part of set-up: from ``sources`` it makes ``made``, and a stamp remembers from which sources it did."""

    name: str
    sources: list[Path]
    made: Path
    make: Callable[[Path], None]


def steps(root: Path) -> list[Step]:
    """The parts of set-up of the checkout at ``root``, in the order in which they are made."""
    venv, assets = root / ".venv", root / "api" / "assets"
    recipe = [root / name for name in ("tasks.py", "package.json", "package-lock.json")]
    return [
        Step("environment", [root / "requirements.lock"], venv / "bin" / "python", install_locked),
        Step("package", [root / "pyproject.toml"], venv / "bin" / "homeward", install_package),
        Step("assets", [*recipe, *sorted(assets.glob("*.scss"))], assets / "built", build_assets),
        Step("simulator", compiled_from(root), root / "forecasting" / "__pycache__", compile_simulator),
    ]


def setup(arguments: list[str] | None = None, root: Path = ROOT) -> None:
    """Make ``.venv``, the package itself and the web assets; does nothing where nothing changed."""
    with one_at_a_time(root):
        for step in outstanding(root):
            say(f"setup: {step.name}")
            carry_out(step, root)


def outstanding(root: Path) -> list[Step]:
    """The parts that set-up still has to make: never made, made from other sources, or gone."""
    return [step for step in steps(root) if not step.made.exists() or remembered(step, root) != fingerprint(step)]


def carry_out(step: Step, root: Path) -> None:
    """Make one part; its stamp is written last, so that a part broken off half way is made again."""
    wanted = fingerprint(step)
    stamp_of(step, root).unlink(missing_ok=True)
    step.make(root)
    stamp_of(step, root).write_text(wanted)


def stamp_of(step: Step, root: Path) -> Path:
    """Stamps live in the environment: who deletes ``.venv`` starts from nothing."""
    return root / ".venv" / f".homeward-{step.name}"


def remembered(step: Step, root: Path) -> str:
    """The fingerprint from which a part was last made; empty if it never was."""
    stamp = stamp_of(step, root)
    return stamp.read_text() if stamp.is_file() else ""


def fingerprint(step: Step) -> str:
    """One hash over the places and contents of a part's sources: a moved checkout is a changed one."""
    digest = hashlib.sha256()
    for path in step.sources:
        digest.update(f"\0{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the set-up of this checkout; a second set-up waits for the first instead of spoiling it."""
    with (root / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_locked(root: Path) -> None:
    """Make ``.venv`` and install exactly the locked wheels, each checked against its hash."""
    venv = root / ".venv"
    pip = venv / "bin" / "pip"
    if not ((venv / "bin" / "python").exists() and pip.is_file() and str(venv) in pip.read_text()):
        refuse_unless_environments_can_be_made(sys.version_info[:2], importlib.util.find_spec("ensurepip") is not None)
        run(root, sys.executable, "-m", "venv", "--clear", venv)
    pip_install(root, "--require-hashes", "-r", root / "requirements.lock")


def refuse_unless_environments_can_be_made(version: tuple[int, int], has_ensurepip: bool) -> None:
    """Say which one command helps where this Python is too old, or where Debian has left ``venv`` out of it."""
    if version < OLDEST_PYTHON:
        found = ".".join(map(str, version))
        raise TaskRefused(f"homeward needs Python 3.11 or later and this is {found}: apt-get install -y python3")
    if not has_ensurepip:
        raise TaskRefused("This Python cannot make environments: apt-get install -y python3-venv")


def install_package(root: Path) -> None:
    """Install homeward itself, editable, with the build backend of the lock and no look at any registry."""
    pip_install(root, "--no-index", "--no-deps", "--no-build-isolation", "--editable", root)


def compiled_from(root: Path) -> list[Path]:
    """The modules whose loops are compiled: those that name numba, by way of ours or itself."""
    modules = sorted((root / "forecasting").glob("*.py"))
    return [path for path in modules if "compiled" in path.read_text() or "numba" in path.read_text()]


def compile_simulator(root: Path) -> None:
    """Compile the forecast's inner loops and keep them beside their source, so that nobody's first forecast waits."""
    run(root, root / ".venv" / "bin" / "python", "-m", "forecasting.warm")


def pip_install(root: Path, *arguments: str | Path) -> None:
    """Install into ``.venv`` with its own pip."""
    run(root, root / ".venv" / "bin" / "python", "-m", "pip", "install", "--quiet", *arguments)


def build_assets(root: Path) -> None:
    """Fetch the locked node packages and make style sheet and scripts in ``api/assets/built``, all of them or none."""
    binaries = root / ".venv" / "bin"
    path = {"PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    run(root, binaries / "npm", "ci", *quietly, changes=path, stdout=sys.stderr)
    modules, assets = root / "node_modules", root / "api" / "assets"
    building = assets / "built.new"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    sass = (modules / "sass" / "sass.js", f"--load-path={modules}", "--style=compressed", "--no-source-map")
    run(root, binaries / "node", *sass, assets / "homeward.scss", building / "homeward.css", changes=path)
    shutil.copy(modules / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js", building)
    shutil.rmtree(assets / "built", ignore_errors=True)
    building.rename(assets / "built")


# --- showing ----------------------------------------------------------------------------------------------------------


def demo(arguments: list[str]) -> None:
    """Set up, then show the whole job on the demonstration authority; ``SERVE=0`` ends after the printing."""
    setup()
    serve = "--no-serve" if wanted_setting("SERVE", arguments) == "0" else "--serve"
    # HOMEWARD_DATABASE names somebody's real record: the demonstration does not even see it.
    run(ROOT, ROOT / ".venv" / "bin" / "homeward", "demo", serve, changes={"HOMEWARD_DATABASE": None})


def wanted_setting(name: str, arguments: list[str]) -> str:
    """A setting given as ``NAME=value`` among the arguments, else in the environment, else empty."""
    given = [argument.partition("=")[2] for argument in arguments if argument.startswith(f"{name}=")]
    return given[-1] if given else os.environ.get(name, "")


# --- judging ----------------------------------------------------------------------------------------------------------


def test(arguments: list[str]) -> None:
    """Run every test, or those that pytest's own arguments choose."""
    setup()
    python(*PYTEST, *arguments)


def soak(arguments: list[str]) -> None:
    """Keep the long promises at their full figures: the tests marked ``soak``, which ``make test`` runs scaled down."""
    setup()
    python(*PYTEST, "-m", "soak", *arguments, changes={"HOMEWARD_SOAK": "1"})


def bench(arguments: list[str]) -> None:
    """Measure ourselves beside our peers and write the ratios to ``benchmarks/results``."""
    setup()
    python("benchmarks/run.py", *arguments)


def check(arguments: list[str]) -> None:
    """Formatting, lint, types, import direction, documentation, locks: all are run, then the failures named."""
    setup()
    failed = [name for name, judge in CHECKS.items() if not passes(name, judge)]
    if failed:
        raise TaskRefused(f"check: not in order: {', '.join(failed)}")
    say("check: all in order")


def passes(name: str, judge: Callable[[], None]) -> bool:
    """Whether one check finds nothing; what it finds has been printed."""
    say(f"check: {name}")
    try:
        judge()
    except subprocess.CalledProcessError:
        return False
    return True


# --- running ----------------------------------------------------------------------------------------------------------


def say(sentence: str) -> None:
    """Tell the person at the terminal, on standard error: standard output is for answers."""
    sys.stderr.write(sentence + "\n")


def python(*arguments: str, changes: Mapping[str, str | None] | None = None) -> None:
    """Run the environment's Python in the checkout."""
    run(ROOT, ROOT / ".venv" / "bin" / "python", *arguments, changes=changes)


def run(
    root: Path, *command: str | Path, changes: Mapping[str, str | None] | None = None, stdout: TextIO | None = None
) -> None:
    """Run a command in the checkout; a failure stops the task.

    ``changes`` are made to the environment variables; one given as None is taken away.
    """
    wanted = {**os.environ, **(changes or {})}
    kept = {name: value for name, value in wanted.items() if value is not None}
    subprocess.run([str(part) for part in command], check=True, cwd=root, env=kept, stdout=stdout)


TASKS: dict[str, Callable[[list[str]], None]] = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "check": check,
    "soak": soak,
    "bench": bench,
}

CHECKS: dict[str, Callable[[], None]] = {
    "format": lambda: python("-m", "ruff", "format", "--check", "--quiet", "."),
    "lint": lambda: python("-m", "ruff", "check", "--quiet", "."),
    "types": lambda: python("-m", "mypy", *(name for name in TYPED if (ROOT / name).exists())),
    "import direction": lambda: run(ROOT, ROOT / ".venv" / "bin" / "lint-imports"),
    "documentation, locks": lambda: python(*PYTEST, "-q", "-m", "not walkthrough", "tests/docs"),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
