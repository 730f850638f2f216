"""Tables that sort: by a key in the page's address, so that a sorted page can be shared and needs no script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Line = TypeVar("Line")


def ordered(lines: Iterable[Line], order: str, keys: Mapping[str, Callable[[Line], Any]]) -> list[Line]:
    """The lines by a key, from the largest down where it begins with a minus; as they stand for a key of nobody's."""
    found = list(lines)
    key = keys.get(order.removeprefix("-"))
    return found if key is None else sorted(found, key=key, reverse=order.startswith("-"))
