"""Load a return in a process of its own, which kills itself outright at a chosen statement, or a little after it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from placements.database import open_engine
from placements.importing.ssda903 import import_ssda903
from tests.placements.importing.ssda903.towns import LOADER


def main(url: str, folder: str, kill_at: int, delay: float) -> int:
    """Load the folder, dying `delay` seconds after statement `kill_at` was sent; how many statements it took."""
    engine = open_engine(url)
    sent = count()

    def watch(*_: object) -> None:
        if next(sent) == kill_at:
            threading.Timer(delay, die).start() if delay else die()

    sa.event.listen(engine, "before_cursor_execute", watch)
    sa.event.listen(engine, "commit", watch)
    import_ssda903(engine, LOADER, [Path(folder)])
    return next(sent)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.stdout.write(str(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))))
