"""Files that are folders packed as ZIP (Word, spreadsheets): every part dated alike, so that a file tells no time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

NO_MOMENT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Office keeps its moments without a zone; this one says nothing
NO_DAY = (2000, 1, 1, 0, 0, 0)


def as_it_is(_name: str, part: bytes) -> bytes:
    """A part unchanged."""
    return part


def packed_alike(written: io.BytesIO, tidy: Callable[[str, bytes], bytes] = as_it_is) -> bytes:
    """The same file with every part tidied and dated alike; a part that must not be compressed stays so."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(packed, "w") as file:
        for part in made.infolist():
            file.writestr(
                zipfile.ZipInfo(part.filename, NO_DAY), tidy(part.filename, made.read(part)), part.compress_type
            )
    return packed.getvalue()
