"""The demonstration authority: invented people and homes in the shape of York's published figures."""

from __future__ import annotations

from data.demo.generate import generate

__all__ = ["generate"]
