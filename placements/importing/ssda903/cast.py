"""Columns of a load as the values that the database takes: dates, texts or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from placements.geography import normalise_postcode

POSTCODE_WIDTH = 8
URN_WIDTH = 8

Row = dict[str, Any]


def rows_of(columns: Mapping[str, Iterable[Any]]) -> list[Row]:
    """Columns as a list of rows to be inserted."""
    names = list(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def days(column: pd.Series) -> list[Any]:
    """Dates as Python dates, None where there is none."""
    values: list[Any] = column.to_numpy().astype("datetime64[D]").astype(object).tolist()
    return values


def texts(column: pd.Series) -> list[str | None]:
    """Texts, None where blank."""
    return _by_category(column, [str(text) or None for text in column.cat.categories])


def postcodes(column: pd.Series) -> pd.Categorical:
    """Postcodes in one form; what is no postcode as written, and blank where that is longer than any postcode."""
    return _mapped(column, lambda text: normalise_postcode(text) or _short(text, POSTCODE_WIDTH))


def urns(column: pd.Series) -> pd.Categorical:
    """URNs, blank where the text is longer than any URN; the finding quotes what was written."""
    return _mapped(column, lambda text: _short(text, URN_WIDTH))


def _mapped(column: pd.Series, form: Callable[[str], str]) -> pd.Categorical:
    """A column in another form, each different text looked at once."""
    codes, different = pd.factorize(np.array([form(str(text)) for text in column.cat.categories], dtype=object))
    return pd.Categorical.from_codes(codes[column.cat.codes.to_numpy()], categories=pd.Index(different, dtype=object))


def whole_numbers(column: pd.Series) -> list[int | None]:
    """Whole numbers written as text, None where blank."""
    return [None if text is None else int(text) for text in texts(column)]


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else ""


def _by_category(column: pd.Series, values: list[Any]) -> list[Any]:
    taken = np.empty(len(values), dtype=object)
    taken[:] = values
    answer: list[Any] = taken[column.cat.codes.to_numpy()].tolist()
    return answer
