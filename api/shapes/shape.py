"""What every shape has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A shape holds exactly what it says: nothing leaves that it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
