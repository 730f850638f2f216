"""The record that `bench_pages` asks, on either engine, and the application served from it as a council serves it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from api.accounts import NewAccount, open_account
from api.demonstration import DEMONSTRATOR, Size, build
from placements.backup.dump import backup
from placements.backup.restore import restore
from placements.database import open_engine
from placements.permissions import Role

START_SECONDS = 60.0
PASSWORD = "badger lantern orchard"  # noqa: S105 - of invented people, in a record thrown away
ROOT = Path(__file__).resolve().parent.parent
STAFF: dict[Role, int] = {
    Role.EMERGENCY_DUTY: 2,
    Role.PLACEMENT_OFFICER: 4,
    Role.TEAM_MANAGER: 3,
    Role.SOCIAL_WORKER: 2,
    Role.IRO: 1,
    Role.COMMISSIONER: 3,
    Role.FINANCE: 1,
    Role.DIRECTOR: 1,
    Role.BOARD_MEMBER: 3,
}
"""Twenty people."""


def names() -> list[tuple[str, Role]]:
    """Everybody's name at the door, and role."""
    return [(f"{role}-{number}", role) for role, several in STAFF.items() for number in range(several)]


def built(folder: Path) -> str:
    """The URL of an invented authority the size of York on SQLite, with its year before and an account for each."""
    url = f"sqlite:///{folder / 'york.db'}"
    engine = open_engine(url)
    build(engine, folder / "files", Size(past=True), lambda stage: None)
    for name, role in names():
        open_account(engine, DEMONSTRATOR, NewAccount(name, f"{name} Invented", role, PASSWORD))
    engine.dispose()
    return url


def copied(url: str, to: str, folder: Path) -> str:
    """The same record in another, empty database, by the file that a council keeps."""
    source, target = open_engine(url), open_engine(to)
    backup(source, DEMONSTRATOR, folder / "record.zip")
    restore(target, DEMONSTRATOR, folder / "record.zip")
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    source.dispose()
    target.dispose()
    return to


@dataclass(frozen=True)
class Served:
    """A server in a process of its own."""

    address: str
    process: int

    def seconds(self) -> float:
        """The processor's seconds that the server has used until now, in all its threads."""
        spent = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> int:
        """The memory it holds."""
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024


@contextmanager
def serving(url: str) -> Iterator[Served]:
    """The application as `homeward serve` serves it, with the settings that hold where a council changes none."""
    with _running([sys.executable, "-c", "from api.cli import main; main()", "serve", "--database", url]) as served:
        yield served


@contextmanager
def serving_peer(size: int) -> Iterator[Served]:
    """The peer, served by the same server: a page of this many bytes from a template, and nothing else."""
    with _running([sys.executable, "-m", "benchmarks.pages_peer", str(size)]) as served:
        yield served


@contextmanager
def _running(command: list[str]) -> Iterator[Served]:
    port = _free_port()
    process = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _once_it_answers(f"{address}/sign-in")
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _once_it_answers(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
            return
        if time.monotonic() > end:
            raise TimeoutError(address)
        time.sleep(0.2)
