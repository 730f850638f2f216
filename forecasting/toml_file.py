"""TOML as people give it: a file or a document, with what is wrong said."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from placements.errors import Refused


def text_of(path: Path, what: str) -> str:
    """The text of a file that should hold a scenario, a programme. Raises Refused where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            f"The {what} {path.name} cannot be read: {error}.", do_next="Give a TOML file in UTF-8."
        ) from error


def table_of(text: str, what: str, title: str) -> dict[str, Any]:
    """The table of a document under a title. Raises Refused where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The {what} {title} cannot be read: {error}.", do_next="Give a TOML file.") from error
