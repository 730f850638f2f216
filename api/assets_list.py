"""The files that browsers may fetch, by name: a closed list, each cached for as long as its contents stay the same."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from placements.errors import NotFound, Refused

ASSETS = Path(__file__).parent / "assets"
TYPES = {
    "homeward.css": "text/css",
    "govuk-frontend.min.js": "text/javascript",
    "start.js": "text/javascript",
    "levers.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def contents_of(name: str) -> bytes:
    """The contents of one asset."""
    if name not in TYPES:
        raise NotFound("There is no such file.", do_next="Use the addresses of the pages.")
    for folder in (ASSETS, ASSETS / "built"):
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    raise Refused(f"The web asset {name} has not been made.", do_next="Run `make setup`.")


@cache
def version_of(name: str) -> str:
    """A short digest of an asset's contents, put into its address so that a browser never keeps an old one."""
    return hashlib.sha256(contents_of(name)).hexdigest()[:12]
