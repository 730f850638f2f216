"""Fresh databases for tests, on SQLite and on a throw-away PostgreSQL server, copied from one migrated original."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from placements.database import open_engine, upgrade

POSTGRES_MISSING = "PostgreSQL is not installed: apt-get install -y postgresql"
START_SECONDS = 60.0
# A crash may lose a throw-away database: nothing is forced to disk.
SERVER_SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off")


class SqliteFiles:
    """Fresh SQLite databases in one folder; the migrated ones are copies of one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._original: Path | None = None

    def empty(self) -> str:
        """The URL of a new database without any table."""
        return f"sqlite:///{self._next()}"

    def migrated(self) -> str:
        """The URL of a new database at the newest schema."""
        if self._original is None:
            self._original = self._next()
            _migrate(f"sqlite:///{self._original}")
        return f"sqlite:///{shutil.copy(self._original, self._next())}"

    def _next(self) -> Path:
        return self._folder / f"homeward-{next(self._numbers)}.db"


class PostgresServer:
    """Fresh databases on one running server; the migrated ones are copies of one template."""

    def __init__(self, socket_folder: Path) -> None:
        self._socket_folder = socket_folder
        self._numbers = count(1)
        self._original: str | None = None
        self._made: list[str] = []
        self._engine = sa.create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def empty(self) -> str:
        """The URL of a new database without any table."""
        return self._url(self._create("template0"))

    def migrated(self) -> str:
        """The URL of a new database at the newest schema."""
        if self._original is None:
            original = self._create("template0")
            _migrate(self._url(original))
            self._made.remove(original)
            self._original = original
        return self._url(self._create(self._original))

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            with self._engine.connect():
                return True
        except sa.exc.OperationalError:
            return False

    def drop_all(self) -> None:
        """Drop every database handed out so far, closing what a test left open."""
        with self._engine.connect() as connection:
            for name in self._made:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        self._made.clear()

    def _create(self, template: str) -> str:
        name = f"homeward_{next(self._numbers)}"
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return name

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://app@/{name}?host={self._socket_folder}"


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()


def postgres_binaries() -> Path | None:
    """The folder of the newest PostgreSQL server programs on this machine, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


@contextmanager
def throw_away_postgres(binaries: Path) -> Iterator[PostgresServer]:
    """Run a PostgreSQL server in a folder of its own, reached by a socket file only; both are gone afterwards.

    PostgreSQL refuses to run as root, so root hands it to the system user ``postgres``. The server stops with the
    process that started it, even when that is killed.
    """
    folder = Path(tempfile.mkdtemp(prefix="homeward-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        make = [str(binaries / "initdb"), "-U", "app", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(
            [*_as_server_user(), *make, "-D", str(folder / "data")], check=True, capture_output=True, cwd="/"
        )
        with (folder / "log").open("w") as log:
            settings = [f"--{setting}" for setting in (*SERVER_SETTINGS, f"unix_socket_directories={folder}")]
            command = [*_as_server_user(), str(binaries / "postgres"), "-D", str(folder / "data"), *settings]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True)
        try:
            yield _once_it_answers(PostgresServer(folder), process, folder / "log")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    finally:
        shutil.rmtree(folder)


def _as_server_user() -> list[str]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return []
    user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    return [setpriv, *user, "--pdeathsig=INT", "--"]


def _once_it_answers(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> PostgresServer:
    end = time.monotonic() + START_SECONDS
    while not server.answers():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"The throw-away PostgreSQL server did not start. It said: {log.read_text()}")
        time.sleep(0.05)
    return server
