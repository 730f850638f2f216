"""Finding the files of a load: folders, single files and zip archives, each file with the return it belongs to."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from placements.errors import Refused
from placements.importing.given import shown_from
from placements.importing.outcome import Fault
from placements.importing.ssda903.file_faults import FILE, file_error, file_warning
from placements.importing.ssda903.limits import MEGABYTE, MOST_BYTES_A_FILE, MOST_BYTES_A_LOAD, MOST_FILES, too_large

INVENTED = "INVENTED.txt"
XML = ".xml"
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True)
class Source:
    """A CSV or XML file to be read: its path as shown, and that of the return it belongs to (see `_return_of`)."""

    file: str
    folder: str
    size: int
    read: Callable[[], bytes]

    @property
    def is_xml(self) -> bool:
        """Whether the file is of the XML form."""
        return self.file.lower().endswith(XML)


@dataclass(frozen=True)
class Found:
    """What lies under the paths given: files to read, and faults about those that cannot or need not be read."""

    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]


class Unreadable(Exception):
    """A member of an archive that cannot be unpacked; its message becomes a finding."""


def find_sources(paths: Sequence[Path], within: Path | None = None) -> Found:
    """Every CSV and XML file under the paths, in a stable order, shown from the folder `within` which they stand on.

    Raises Refused for a path where there is nothing.
    """
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    for path in paths:
        for item in _under(path):
            if isinstance(item, Fault):
                faults.append(replace(item, file=shown_from(item.file, within)))
            else:
                shown = replace(item, file=shown_from(item.file, within), folder=shown_from(item.folder, within))
                sources.setdefault(shown.file, shown)
    readable, more = _within_limits(sources.values())
    return Found(readable, (*faults, *more))


def are_invented(paths: Sequence[Path]) -> bool:
    """Whether the people in these files are flagged as invented by a file beside or above them."""
    return bool(paths) and all(
        any((folder / INVENTED).is_file() for folder in (path, *list(path.absolute().parents)[:2])) for path in paths
    )


def _under(path: Path) -> Iterator[Source | Fault]:
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.is_file():
                yield from _file(inner)
    elif path.is_file():
        yield from _file(path)
    else:
        raise Refused("There is no file or folder here.", given=path, do_next="Check the path.")


def _file(path: Path) -> Iterator[Source | Fault]:
    if path.suffix.lower() == ".zip":
        yield from _archive(path)
    elif _is_data(path):
        yield Source(str(path), _return_of(str(path)), path.stat().st_size, path.read_bytes)
    elif path.name != INVENTED:
        yield _not_read(str(path))


def _archive(path: Path) -> Iterator[Source | Fault]:
    """The members of a zip archive; nothing is unpacked to disk, and no archive inside it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except _BROKEN_ARCHIVE:
        yield file_error(str(path), FILE, "This zip archive is broken or cut short. Make it again, or give the folder.")
        return
    for member in sorted(members, key=lambda member: member.filename):
        name = PurePosixPath(member.filename)
        shown = f"{path}/{name}"
        if _is_data(name):
            yield Source(shown, _return_of(shown), member.file_size, _unpacking(path, member))
        elif name.name != INVENTED:
            yield _not_read(shown)


def _unpacking(path: Path, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    """Unpack one member when asked, never more than the limit whatever the archive says of its size."""

    def read() -> bytes:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
                content = stream.read(MOST_BYTES_A_FILE + 1)
        except _BROKEN_ARCHIVE as error:
            raise Unreadable("This file cannot be unpacked: the archive is broken or protected.") from error
        if len(content) > MOST_BYTES_A_FILE:
            raise Unreadable(too_large(len(content)))
        return content

    return read


def _is_data(path: Path | PurePosixPath) -> bool:
    left_by_a_mac = path.name.startswith("._") or "__MACOSX" in path.parts
    return path.suffix.lower() in (".csv", XML) and not left_by_a_mac


def _return_of(shown: str) -> str:
    """The path of the return a file belongs to: its folder, or the file itself where XML holds a whole return."""
    path = PurePosixPath(shown)
    return shown if path.suffix.lower() == XML else str(path.parent)


def _not_read(shown: str) -> Fault:
    message = "This is neither CSV nor XML and was not read. Save it as CSV if it is part of a return."
    return file_warning(shown, FILE, message)


def _within_limits(sources: Iterable[Source]) -> tuple[tuple[Source, ...], list[Fault]]:
    """Leave out, saying so, what is too large to be part of any council's return."""
    kept: list[Source] = []
    faults: list[Fault] = []
    total = 0
    for source in sources:
        total += source.size
        if source.size > MOST_BYTES_A_FILE:
            faults.append(file_error(source.file, FILE, too_large(source.size)))
        elif total > MOST_BYTES_A_LOAD or len(kept) >= MOST_FILES:
            sentence = (
                f"The files of this load come to more than {MOST_BYTES_A_LOAD // MEGABYTE} MB or {MOST_FILES:,} files, "
                "and from here on they were not read. Load fewer years at a time."
            )
            faults.append(file_error(source.file, FILE, sentence))
            break
        else:
            kept.append(source)
    return tuple(kept), faults
