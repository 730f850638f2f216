"""What the second reader says of a rule, hardest first, and its own reckoning of a journey."""

from __future__ import annotations

from geopy.distance import geodesic

from placements.repository.places import Position

OUT, ASK, NEED = "excludes", "not known", "needs approval"
WARN, TASK, RECORD, NOTE, GAP = "warning", "task", "record", "note", "gap"
VETO = "not suggested"
HARDEST_FIRST = (OUT, ASK, NEED, VETO, WARN, TASK, RECORD, NOTE, GAP)


def minutes(one: Position | None, other: Position | None) -> float | None:
    """The documented estimate: a detour of 1.3; 4 minutes, 8 km at 30 km/h, the rest at 60."""
    if one is None or other is None:
        return None
    road = geodesic(one[:2], other[:2]).km * 1.3
    return float(4 + min(road, 8) * 2 + max(0, road - 8))
