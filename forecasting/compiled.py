"""Compiling the simulator's inner loops, kept on disk where the program may write, so that only the first run waits."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])
_HERE = Path(__file__).resolve().parent
_COMPILED_FROM = (
    *("arrive", "calendar", "choosing", "compiled", "counting", "lever_record", "life", "people", "person"),
    *("price_nights", "run", "settle", "simulate", "simulated", "states", "streams", "sums", "tables"),
    *(f"sufficing/{name}" for name in ("assign", "diary", "groups", "months", "more")),
    *(
        f"recursion/{name}"
        for name in ("children", "course", "filling", "kinds", "lanes", "lasting", "levered", "month", "times")
    ),
)
"""The modules whose code or constants the compiled loops hold; a test keeps the list whole."""


def compiled(function: Function) -> Function:
    """The function compiled when first called; it holds no lock, so that several threads run it at once.

    What was compiled is kept in a folder named after all the source it may have come from, so that a change in one file
    is never met by a loop compiled from another; where no folder can be written, it is compiled anew in each process.
    """
    folder, settings = _folder(), vars(numba.config)
    before = settings["CACHE_DIR"]
    settings["CACHE_DIR"] = str(folder or "")
    try:
        return cast(Function, numba.njit(nogil=True, error_model="numpy", cache=folder is not None)(function))
    finally:
        settings["CACHE_DIR"] = before


@cache
def _folder() -> Path | None:
    """The first folder that can be written: the one named by NUMBA_CACHE_DIR, beside the source, the user's cache."""
    setting = str(vars(numba.config)["CACHE_DIR"])
    named = Path(setting) if setting else None
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "homeward"
    for parent in (named, _HERE / "__pycache__", user):
        if parent is not None and _made(parent / f"compiled-{_fingerprint()}"):
            return parent / f"compiled-{_fingerprint()}"
    return None


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


@cache
def _fingerprint() -> str:
    """One short hash over the source files that compiled code comes from, and the codes that give it its shapes."""
    digest = hashlib.sha256()
    codes = (_HERE.parent / "placements" / "codes").glob("*.py")
    for source in (*(_HERE / f"{name}.py" for name in _COMPILED_FROM), *sorted(codes)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
