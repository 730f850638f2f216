"""What real searches could not meet, beside what is simulated: counted, with the change that would have helped."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from matching.unmet_kept import unmet_needs_of_record
from placements.repository.records import Records

_DAYS = 365


@dataclass(frozen=True)
class Unmet:
    """Needs that searches of the last year could not meet in the area, by what would have made a home."""

    since: dt.date
    needs: int
    children: int
    elsewhere: int
    by_change: Mapping[str, int]

    def as_json(self) -> dict[str, object]:
        """The same, for a program; small counts, for the planners' desk alone."""
        return dict(vars(self)) | {"since": self.since.isoformat(), "by_change": dict(self.by_change)}


def unmet_of(records: Records, today: dt.date) -> Unmet:
    """Read the kept searches of the year before today."""
    since = today - dt.timedelta(days=_DAYS)
    found = unmet_needs_of_record(records, since)
    return Unmet(
        since=since,
        needs=len(found),
        children=sum(len(one.ages) for one in found),
        elsewhere=sum(1 for one in found if one.elsewhere),
        by_change=dict(Counter(one.change.kind.value for one in found)),
    )
