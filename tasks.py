"""Every task of the project, run as ``python3 tasks.py NAME`` with nothing but Python's standard library.

``setup`` makes the environment, ``demo`` shows the whole job, ``test``, ``check``, ``soak`` and ``bench`` judge it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)


class TaskRefused(Exception):
    """A task cannot start: the message says what is missing and the one command that puts it right."""


def main(arguments: list[str]) -> int:
    """Run one task by name; the exit code is that of the first thing that failed."""
    if not arguments or arguments[0] not in TASKS:
        say(f"usage: python3 tasks.py {'|'.join(TASKS)}")
        return 2
    try:
        TASKS[arguments[0]](arguments[1:])
    except TaskRefused as refused:
        say(str(refused))
        return 1
    except subprocess.CalledProcessError as failed:
        say(f"{arguments[0]}: this command failed: {' '.join(map(str, failed.cmd))}")
        return failed.returncode or 1
    except KeyboardInterrupt:
        return 130
    return 0


# --- setting up -------------------------------------------------------------------------------------------------------


def setup(arguments: list[str] | None = None, root: Path = ROOT) -> None:
    """Make ``.venv``, the package itself and the web assets; does nothing where nothing changed."""
    with one_at_a_time(root):
        once("environment", environment_inputs(root), install_locked, root)
        once("package", [root / "pyproject.toml", root / "requirements.lock"], install_package, root)
        once("assets", asset_inputs(root), build_assets, root)


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the set-up of this checkout; a second set-up waits for the first instead of spoiling it."""
    with (root / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(name: str, inputs: Iterable[Path], action: Callable[[Path], None], root: Path) -> bool:
    """Run ``action`` unless its stamp says that these very inputs were already done; the stamp is written last."""
    stamp = root / ".venv" / f".homeward-{name}"
    wanted = fingerprint(inputs, root)
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    say(f"setup: {name}")
    action(root)
    stamp.write_text(wanted)
    return True


def fingerprint(inputs: Iterable[Path], root: Path) -> str:
    """One hash over the paths and contents of ``inputs``, the Python version and where the checkout stands."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {root}".encode())
    for path in sorted(inputs):
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def environment_inputs(root: Path) -> list[Path]:
    """What the environment is made from: the lock."""
    return [root / "requirements.lock"]


def asset_inputs(root: Path) -> list[Path]:
    """What the web assets are made from: this file, the node lock and our own style sheets."""
    named = [root / name for name in ("tasks.py", "package.json", "package-lock.json")]
    return [path for path in named if path.is_file()] + sorted((root / "api" / "assets").glob("*.scss"))


def install_locked(root: Path) -> None:
    """Make ``.venv`` and install exactly the locked wheels, each checked against its hash."""
    python_can_make_environments()
    venv = root / ".venv"
    if not (venv / "bin" / "pip").exists():
        run(sys.executable, "-m", "venv", "--clear", venv)
    run(venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", root / "requirements.lock")


def python_can_make_environments() -> None:
    """Refuse with the one command that helps where this Python is too old or Debian left out ``venv``."""
    if sys.version_info < OLDEST_PYTHON:
        raise TaskRefused(f"Python {sys.version.split()[0]} is too old: homeward needs 3.11 or later. Install python3.11.")
    if importlib.util.find_spec("ensurepip") is None:
        raise TaskRefused("This Python cannot make environments. On Debian or Ubuntu: apt-get install -y python3-venv")


def install_package(root: Path) -> None:
    """Install homeward itself, editable, with the build backend of the lock and no look at any registry."""
    pip = [root / ".venv" / "bin" / "python", "-m", "pip", "install", "--quiet"]
    run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", root)


def build_assets(root: Path) -> None:
    """Placeholder until package.json stands."""


def say(sentence: str) -> None:
    """Tell the person at the terminal, on standard error: standard output is for answers."""
    sys.stderr.write(sentence + "\n")


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; a failure stops the task."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, env={**os.environ, **environment})


TASKS: dict[str, Callable[[list[str]], None]] = {"setup": setup}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
