"""What searches could not meet, read again from the searches that were kept: for whoever plans homes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from matching.unmet import ChangeKind, CheapestChange, UnmetNeed
from placements.repository.kept_searches import unmet_in_kept_searches
from placements.repository.records import Records


def unmet_need_of(told: Mapping[str, Any]) -> UnmetNeed:
    """An unmet need as `UnmetNeed.as_json` told it, when it is read again from a search that was kept."""
    change = told["change"]
    return UnmetNeed(
        on=dt.date.fromisoformat(told["on"]),
        area=told["area"],
        area_name=told["area_name"],
        ages=tuple(told["ages"]),
        together=told["together"],
        supervision=told["supervision"],
        needs=tuple((need["domain"], need["level"]) for need in told["needs"]),
        urgency=told["urgency"],
        elsewhere=told["elsewhere"],
        change=CheapestChange(ChangeKind(change["kind"]), change["home"], change["because"], change["who"]),
    )


def unmet_needs_of_record(records: Records, since: dt.date) -> tuple[UnmetNeed, ...]:
    """What the newest search of each referral since a day could not meet, for whoever plans homes.

    Counts of these are small: they leave the planners' desk only through `placements.disclosure`.
    """
    return tuple(unmet_need_of(told) for told in unmet_in_kept_searches(records, since))
