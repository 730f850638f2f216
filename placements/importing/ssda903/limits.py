"""How much is read: far more than the largest council's return, far less than what would exhaust a machine."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
MOST_BYTES_A_FILE = 32 * MEGABYTE
MOST_BYTES_A_LOAD = 256 * MEGABYTE
MOST_FILES = 2_000


def too_large(size: int) -> str:
    """The sentence about a file that is refused for its size before it is read."""
    return (
        f"The file is {size / MEGABYTE:,.0f} MB; at most {MOST_BYTES_A_FILE // MEGABYTE} MB is read, which is several "
        "times the return of the largest council. Check that this is the file you meant."
    )
