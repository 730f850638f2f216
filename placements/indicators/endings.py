"""How placements end: because the carer asked, unplanned, for reasons recorded as "other" (I23, I24, I26)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from placements.codes import CARER_ASKED, UNPLANNED, ChangeReason
from placements.indicators.definition import DFE, Definition, Period, Unit
from placements.indicators.facts import Facts
from placements.indicators.measure import Measure
from placements.indicators.parts import parts_of
from placements.indicators.row import Indicator, Part
from placements.indicators.spells import Flags, days_of

DAYS_IN_A_WEEK = 7
NOT_RECORDED = "not_recorded"
_TEMPORARY = "temporary placements (T0 to T4), their ends and the moves into them"
_NO_REASON = "No reason for a change of placement is recorded in the year."

CARER = Definition(
    "I23",
    "Moves because the carer asked",
    "reasons CREQB (behaviour) and CREQO (other) among them",
    "reasons for a change of placement recorded on episodes that ended in the year",
    Unit.PER_CENT,
    Period.YEAR,
    fields="REASON_PLACE_CHANGE",
    readers="T C B",
    hiding="A Q",
    source=DFE,
    leaves_out=_TEMPORARY,
    notes="Changes of status with the same carer (PLACE) are among the reasons, as in the published table. The "
    "breakdown shows every reason, and the changes of placement for which none is recorded.",
)
UNPLANNED_ENDS = Definition(
    "I24",
    "Unplanned endings per 1,000 placement-weeks",
    "episodes that ended in the year for the reason ALLEG, STAND, APPRR, CREQB, CREQO, CHILD or LAREQ",
    "placement-weeks: days in care in the year, of all children, over 7",
    Unit.PER_1_000_WEEKS,
    Period.YEAR,
    fields="REASON_PLACE_CHANGE, DECOM, DEC",
    readers="T C B",
    hiding="A",
    leaves_out=f"the reason PLACE; {_TEMPORARY}",
    needs="a reason for at least one of the changes of placement, if there were any",
    notes="A closure (CLOSE) would count only if it were sudden, which the return does not say.",
)
OTHER = Definition(
    "I26",
    'Reasons recorded "Other"',
    "the reason OTHER among them",
    "reasons for a change of placement recorded on episodes that ended in the year",
    Unit.PER_CENT,
    Period.YEAR,
    fields="REASON_PLACE_CHANGE",
    readers="T C",
    hiding="Q",
    leaves_out=_TEMPORARY,
)


def reasons(facts: Facts) -> pd.Series:
    """The reason of every change of placement in the year, NOT_RECORDED where there is none."""
    rows = facts.spells.rows
    reason = rows["reason_place_change"]
    lasting = ~rows["temporary"].to_numpy() & ~_next(rows, rows["temporary"].to_numpy())
    changed = (reason != "") | _next(rows, rows["begun"].to_numpy())
    ended = facts.within_year(rows["end"])
    return reason[lasting & changed & ended].replace("", NOT_RECORDED)


def _next(rows: pd.DataFrame, flags: Flags) -> Flags:
    """Of each row, what is so of the next one of the same period of care."""
    period = rows["period"].to_numpy()
    following = np.zeros(len(rows), dtype=np.bool_)
    following[:-1] = flags[1:] & (period[1:] == period[:-1])
    return following


def carer_asked(facts: Facts) -> Indicator:
    """I23."""
    given = reasons(facts)
    parts = parts_of(given, (*(reason.value for reason in ChangeReason), NOT_RECORDED))
    recorded = len(given) - parts[-1].count
    return CARER.share(facts.day, int(given.isin(CARER_ASKED).sum()), recorded, _NO_REASON, parts)


def unplanned(facts: Facts) -> Indicator:
    """I24."""
    given, days = reasons(facts), placement_days(facts)
    missing = int((given == NOT_RECORDED).sum())
    if not days:
        return UNPLANNED_ENDS.unanswered(facts.day, "Nobody was looked after in the year.")
    weeks = days / DAYS_IN_A_WEEK
    if missing and missing == len(given):
        return UNPLANNED_ENDS.unanswered(facts.day, _NO_REASON)
    endings = int(given.isin(UNPLANNED).sum())
    parts = (Part("unplanned", endings), Part("other", len(given) - endings - missing), Part(NOT_RECORDED, missing))
    return UNPLANNED_ENDS.ratio(facts.day, endings, weeks, endings * 1_000 / weeks, parts)


def placement_days(facts: Facts) -> int:
    """Days in care in the year, over all children: [start, end) against the year, day by day."""
    rows = facts.spells.rows
    opens, closes = np.datetime64(facts.year.start), np.datetime64(facts.year.end_exclusive)
    start, end = np.maximum(days_of(rows["start"]), opens), np.fmin(days_of(rows["end"]), closes)
    return int(np.maximum((end - start).astype(np.int64), 0).sum())


def other(facts: Facts) -> Indicator:
    """I26."""
    given = reasons(facts)
    recorded = int((given != NOT_RECORDED).sum())
    return OTHER.share(facts.day, int((given == ChangeReason.OTHER).sum()), recorded, _NO_REASON)


MEASURES = (Measure(CARER, carer_asked), Measure(UNPLANNED_ENDS, unplanned), Measure(OTHER, other))
