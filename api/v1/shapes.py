"""The shapes of JSON answers: what other programs may rely on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A shape holds exactly what it says: nothing leaves that it does not name."""

    model_config = ConfigDict(extra="forbid")


class Refusal(Shape):
    """A "no": what is wrong, the value given, what to do next, and for a fault of ours a reference."""

    error: str
    what: str
    given: str | None
    do_next: str
    reference: str | None = None
