"""Files that wait to be loaded: kept in memory, for the person who gave them, and forgotten soon."""

from __future__ import annotations

import datetime as dt
import enum
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PureWindowsPath
from threading import Lock, Thread, Timer

from placements.errors import Conflict, HomewardError, NotFound, Refused
from placements.importing.outcome import ImportResult

MEGABYTE = 1_000_000
MOST_BYTES = 100 * MEGABYTE
MOST_TOGETHER = 300 * MEGABYTE
MOST_FILES = 100
KEPT_FOR = dt.timedelta(minutes=30)
ANSWERED_AT_ONCE = 0.8
_LONGEST_NAME = 80
_ODD = re.compile(r"[^\w .,()&+'-]")


class Stage(enum.StrEnum):
    """How far an upload has come."""

    GIVEN = "given"
    TRYING = "trying"
    TRIED = "tried"
    LOADING = "loading"
    LOADED = "loaded"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Given:
    """One file as it was given: a name that is safe to use, and what it holds."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Settled:
    """What a person said of the files: the day they are of, which column a heading is, which year a return is of."""

    as_at: dt.date | None = None
    columns: dict[str, str | None] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)


@dataclass
class Upload:
    """Files that wait, whose they are, and what a trial or the load itself answered."""

    number: str
    of: str
    noun: str
    files: tuple[Given, ...]
    settled: Settled
    until: dt.datetime
    stage: Stage = Stage.GIVEN
    doing: str = "Reading"
    result: ImportResult | None = None
    problem: HomewardError | None = None
    lock: Lock = field(default_factory=Lock, repr=False)
    lapses: Timer | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What the files are called in a sentence."""
        first, *others = [file.name for file in self.files] or ["the file"]
        return first if not others else f"{first} and {len(others)} more"

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return sum(len(file.content) for file in self.files)

    @property
    def busy(self) -> bool:
        """Whether it is being tried or loaded just now."""
        return self.stage in {Stage.TRYING, Stage.LOADING}

    def begin(
        self, stage: Stage, then: Stage, work: Callable[[], ImportResult], fault: Callable[[Exception], HomewardError]
    ) -> None:
        """Do the work beside; who asks waits a moment for it, so that a small file is answered at once.

        Raises Conflict where the upload is busy or has been loaded: nothing is loaded twice by pressing twice.
        """
        with self.lock:
            if self.busy or self.stage is Stage.LOADED:
                raise Conflict("This file is being loaded or has been.", do_next="See what was loaded.")
            self.stage, self.doing, self.problem = stage, "Reading", None
        thread = Thread(target=self._beside, args=(then, work, fault), daemon=True)
        thread.start()
        thread.join(ANSWERED_AT_ONCE)

    def _beside(
        self, then: Stage, work: Callable[[], ImportResult], fault: Callable[[Exception], HomewardError]
    ) -> None:
        try:
            self.result = work()
        except HomewardError as error:
            self.problem, self.stage = error, Stage.STOPPED
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it to tell
            self.problem, self.stage = fault(error), Stage.STOPPED
        else:
            self.stage = then
        if self.stage is Stage.LOADED:
            self.files = tuple(Given(file.name, b"") for file in self.files)


class Uploads:
    """The uploads that wait: one for each person, for half an hour at most, and never on a disk."""

    def __init__(self) -> None:
        self._waiting: dict[str, Upload] = {}
        self._lock = Lock()

    def put(self, of: str, noun: str, files: Iterable[Given], settled: Settled, now: dt.datetime) -> Upload:
        """Keep files for a person in place of those they gave before. Raises Refused where too much waits."""
        made = Upload(secrets.token_urlsafe(12), of, noun, tuple(files), settled, now + KEPT_FOR)
        with self._lock:
            self._forget(lambda one: one.until <= now or (one.of == of and one.stage is not Stage.LOADING))
            if sum(one.size for one in self._waiting.values()) + made.size > MOST_TOGETHER:
                raise Refused(
                    "Other people's files are waiting to be loaded, and there is no room for more just now.",
                    do_next="Try again in a few minutes.",
                )
            self._waiting[made.number] = made
        made.lapses = Timer(KEPT_FOR.total_seconds(), self.forget, [made])
        made.lapses.daemon = True
        made.lapses.start()
        return made

    def waiting(self, of: str, number: str, now: dt.datetime) -> Upload:
        """The upload of a person by its number. Raises NotFound where there is none, or no longer."""
        with self._lock:
            self._forget(lambda one: one.until <= now and not one.busy)
            found = self._waiting.get(number)
        if found is None or found.of != of:
            raise NotFound(
                "This file no longer waits. A file is kept for half an hour, and only the newest of each person.",
                do_next="Choose the file again. What was loaded stays loaded.",
            )
        return found

    def forget(self, upload: Upload) -> None:
        """Forget an upload at once."""
        with self._lock:
            self._forget(lambda one: one is upload)

    def _forget(self, which: Callable[[Upload], bool]) -> None:
        for one in [one for one in self._waiting.values() if which(one)]:
            del self._waiting[one.number]
            if one.lapses is not None:
                one.lapses.cancel()


def safe_name(given: str, taken: Iterable[str] = ()) -> str:
    """A file's name without any folder, odd mark or dot in front, and unlike every name taken."""
    bare = PureWindowsPath(given.replace("\0", "")).name
    stem, dot, ending = _ODD.sub("_", bare).lstrip(". ").rpartition(".")
    stem, ending = (stem or "file", f".{ending[:8]}") if dot else (ending or "file", "")
    names = {name.casefold() for name in taken}
    name, again = f"{stem[:_LONGEST_NAME]}{ending}", 1
    while name.casefold() in names:
        again += 1
        name = f"{stem[:_LONGEST_NAME]} ({again}){ending}"
    return name
