"""Columns of text made into columns that can be compared: each different text is looked at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Days = npt.NDArray[np.datetime64]
_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_PART_DATE = re.compile(r"(zz|[0-9]{2})/(zz|[0-9]{2})/(zzzz|[0-9]{4})", re.IGNORECASE)
_CENTURIES = range(1900, 2100)
_MONTHS = range(1, 13)
_UNKNOWN_PARTS = ([True, False, False], [True, True, False], [True, True, True])


def texts(values: Sequence[str]) -> pd.Categorical:
    """A column of cells, without the blanks around them; the categories are the different texts."""
    codes, different = pd.factorize(np.array(values, dtype=object))
    trimmed, bare = pd.factorize(np.array([str(text).strip() for text in different], dtype=object))
    return pd.Categorical.from_codes(trimmed[codes], categories=pd.Index(bare, dtype=object))


def together(columns: Sequence[pd.Categorical]) -> pd.Categorical:
    """Columns of several files as one, with the different texts of all."""
    different = [np.asarray(column.categories, dtype=object) for column in columns]
    codes, every = pd.factorize(np.concatenate([np.empty(0, dtype=object), *different]))
    firsts = np.cumsum([0, *map(len, different)])
    rows = [codes[first + column.codes] for first, column in zip(firsts, columns, strict=False)]
    joined = np.concatenate([np.empty(0, dtype=np.int64), *rows])
    return pd.Categorical.from_codes(joined, categories=pd.Index(every, dtype=object))


def dates(column: pd.Categorical) -> Days:
    """The day each cell stands for, DD/MM/YYYY; NaT where blank or no such day."""
    days: Days = np.array([read_date(str(text)) for text in column.categories], dtype="datetime64[D]")
    return days[np.asarray(column.codes)]


def unreadable(column: pd.Categorical, *, part: bool = False) -> npt.NDArray[np.bool_]:
    """Which cells hold a text that is no date; with `part`, unknown days, months and years may be written zz."""
    bad = [bool(text) and read_date(text) is None and not (part and _is_part_date(text)) for text in column.categories]
    flags: npt.NDArray[np.bool_] = np.array(bad, dtype=bool)
    return flags[np.asarray(column.codes)]


def read_date(text: str) -> dt.date | None:
    """One date as the return writes it, of this century or the last; None where it is none."""
    match = _DATE.fullmatch(text)
    if match is None or int(match[3]) not in _CENTURIES:
        return None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _is_part_date(text: str) -> bool:
    """Whether this is zz/MM/YYYY, zz/zz/YYYY or zz/zz/zzzz."""
    match = _PART_DATE.fullmatch(text)
    if match is None:
        return False
    unknown = [not part.isdigit() for part in match.groups()]
    return unknown in _UNKNOWN_PARTS and (unknown[1] or int(match[2]) in _MONTHS)
