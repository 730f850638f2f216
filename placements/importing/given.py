"""The files somebody gave: how their paths are shown and kept, and one digest by which they are known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

_AT_ONCE = 1 << 20


def shown_from(path: str | Path, within: Path | None) -> str:
    """A path as it is shown and kept: from a folder on that is nobody's business, or whole where there is none."""
    text = str(path)
    return text if within is None else text.removeprefix(f"{within}/").removeprefix(str(within))


def digest_of_files(paths: Sequence[Path]) -> str:
    """The SHA-256 of one file; of several, that of their own digests with their names, in order."""
    files = [inner for path in paths for inner in _files(path)]
    if len(files) == 1:
        return _digest(files[0])
    lines = sorted(f"{_digest(file)}  {file.name}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (inner for inner in sorted(path.rglob("*")) if inner.is_file())
    elif path.is_file():
        yield path


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            found.update(part)
    return found.hexdigest()
