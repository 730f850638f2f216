"""A fault of ours: people get a short sentence and a reference, keepers the place in the code, nobody the contents."""

from __future__ import annotations

import secrets
import traceback
from pathlib import Path

from api.logs import log
from placements.errors import HomewardError

FRAMES_KEPT = 6


class Fault(HomewardError):
    """Something went wrong that is nobody's fault but ours; `reference` finds it in the log."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            "Something went wrong on our side. Nothing was changed by it.",
            do_next=f"Try again. If it happens again, tell your administrator this reference: {reference}.",
        )

    def as_json(self) -> dict[str, object]:
        """The three parts, and the reference."""
        return {**super().as_json(), "reference": self.reference}


def note_fault(error: BaseException, where: str) -> Fault:
    """Log a fault under a new reference: its kind and the places it passed, without its message or any value.

    The message of an error may quote the record; kinds, files and lines cannot.
    """
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_KEPT:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log().error("fault", reference=reference, where=where, kind=type(error).__name__, places=places)
    return Fault(reference)
