"""How often a long promise is tried: in full under ``make soak``, a twentieth of it otherwise."""

from __future__ import annotations

import os

SHARE_OF_FULL = 20


def scaled(full: int) -> int:
    """The number of trials for this run, of ``full`` promised; never none. Also for ``@settings(max_examples=...)``."""
    return full if os.environ.get("HOMEWARD_SOAK") == "1" else max(1, full // SHARE_OF_FULL)
