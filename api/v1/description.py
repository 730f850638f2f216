"""The description of the JSON interface (OpenAPI), complete and readable by other programs."""

from __future__ import annotations

from typing import Any

from fastapi import Request


def openapi(request: Request) -> dict[str, Any]:
    """Every route for programs, with the shapes of its answers."""
    described: dict[str, Any] = request.app.openapi()
    return described
