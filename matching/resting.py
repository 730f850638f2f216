"""A search makes some ten thousand small objects and keeps most of them: looking for rubbish meanwhile finds none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest for some milliseconds; it works on afterwards as it did before.

    What was made meanwhile joins the oldest objects at once: nearly all of it is kept, and looking it through as young
    objects first found nothing and took a tenth of a search.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
