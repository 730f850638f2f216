"""What every shape has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A shape lets through what it names and nothing else; a test holds that it names all that the engines tell."""

    model_config = ConfigDict(extra="ignore", frozen=True)
