"""Answers worth keeping: each is worked out once for a state of the data and kept until the data change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, TypeVar

Answer = TypeVar("Answer")
KEPT_AT_MOST = 64
PATIENCE = 0.8
"""Seconds for which an answer is waited for before a page says that it is being worked out."""


@dataclass
class _Place:
    """Where one answer is kept; its lock makes a second asker wait instead of working it out again."""

    lock: Lock = field(default_factory=Lock)
    version: int | None = None
    answer: Any = None
    working: Thread | None = None
    failure: Exception | None = None


class Answers:
    """Kept answers by question; the least recently asked leave first."""

    def __init__(self, at_most: int = KEPT_AT_MOST, patience: float = PATIENCE) -> None:
        self._at_most, self._patience = at_most, patience
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()
        self._lock = Lock()

    def kept(self, question: Hashable, version: int, work_out: Callable[[], Answer]) -> Answer:
        """The answer to a question for this version of the data, worked out only if it is not kept."""
        place = self._place(question)
        with place.lock:
            if place.version != version:
                place.answer = work_out()
                place.version = version
            answer: Answer = place.answer
            return answer

    def begun(self, question: Hashable, version: int, work_out: Callable[[], object]) -> bool:
        """Whether the answer is at hand, now or after a moment; else it goes on beside, to be asked for again later.

        What goes wrong beside is raised to whoever asks next, and then begun anew.
        """
        place = self._place(question)
        if place.version != version and place.failure is None:
            self._working(place, question, version, work_out).join(self._patience)
        if place.failure is not None:
            failure, place.failure = place.failure, None
            raise failure
        return place.version == version

    def _working(self, place: _Place, question: Hashable, version: int, work_out: Callable[[], object]) -> Thread:
        """What works the answer out beside: begun, unless it is under way."""
        if place.working is None or not place.working.is_alive():
            working = Thread(target=self._beside, args=(place, question, version, work_out), daemon=True)
            working.start()
            place.working = working
        return place.working

    def _beside(self, place: _Place, question: Hashable, version: int, work_out: Callable[[], object]) -> None:
        try:
            self.kept(question, version, work_out)
        except Exception as failure:  # noqa: BLE001 - kept for whoever asks next, who is told of it
            place.failure = failure

    def _place(self, question: Hashable) -> _Place:
        with self._lock:
            place = self._places.setdefault(question, _Place())
            self._places.move_to_end(question)
            while len(self._places) > self._at_most:
                self._places.popitem(last=False)
            return place
