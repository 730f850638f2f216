"""A "no" as other programs read it."""

from __future__ import annotations

from api.shapes.shape import Shape


class Refusal(Shape):
    """What is wrong, the value given, what to do next, and for a fault of ours a reference."""

    error: str
    what: str
    given: str | None
    do_next: str
    reference: str | None = None
