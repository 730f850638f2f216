"""Progress of long work for whoever waits at a terminal: one line that moves there, plain lines anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.printing.console import messages

Progress = Callable[[str], None]


@contextmanager
def narrated(what: str) -> Iterator[Progress]:
    """Say on standard error what is being done, and every stage the work tells of."""
    console = messages()
    if not console.is_terminal:
        yield lambda stage: console.print(f"{what}: {stage}", markup=False)
        return
    with console.status(what) as status:
        yield lambda stage: status.update(f"{what}: {stage}")
