"""The ways in for SSDA903 returns: see `load.import_ssda903`."""

from __future__ import annotations

from placements.importing.ssda903.load import import_ssda903

__all__ = ["import_ssda903"]
