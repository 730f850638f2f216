"""The recruitment funnel: counts by month, households under way and those who left; doubts are listed, never mended."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from placements.importing.batch import Batch, check_in_order, check_lengths, check_range, held
from placements.importing.cells import choose
from placements.importing.rows import Row
from placements.importing.sheets.recruitment import DAY_COLUMNS, STAGE_COLUMNS
from placements.models.base import Base
from placements.models.child import NeedDomain
from placements.models.recruitment import Applicant, Departure, FunnelCount, HouseholdKind, Stage, WhyLeft

_MOST, _OLDEST, _MOST_PLACES = 10_000, 25, 20
_EDGE = 0.1
_ON_THE_WAY = (Stage.ENQUIRY, Stage.VISIT, Stage.APPLICATION, Stage.PANEL, Stage.APPROVED, Stage.FIRST_CHILD)
_OF_EVERY_PLACE = "its places are taken to be those of households approved elsewhere in the list, on average"


def check(batch: Batch) -> None:
    """List what is wrong with the funnel; counts that cannot follow from each other are notes, for a person."""
    months, applicants, left = (batch.sheet(name) for name in ("funnel", "applicants", "left"))
    for row in (*months, *left):
        _check_month(batch, row)
    for column in (*STAGE_COLUMNS.values(), "places"):
        check_range(batch, months, column, 0, _MOST)
    for column in ("households", "places"):
        check_range(batch, left, column, 0, _MOST)
    _check_applicants(batch, applicants)
    _more_than_before(batch, months)
    _places_not_known(batch, months)
    _set_beside(batch, months, applicants)


def write(batch: Batch) -> None:
    """Write every count and household; a later list wins, month by month and household by household."""
    _write_months(batch)
    _write_left(batch)
    _write_applicants(batch)
    batch.session.flush()


# --- checks -----------------------------------------------------------------------------------------------------------


def _check_month(batch: Batch, row: Row) -> None:
    month = row.day("month")
    if month is not None and month > batch.as_at:
        batch.wrong(row, "funnel-month-ahead", "The month has not begun: only what happened is counted.", "month")
    elif month is not None and _next(month) > batch.as_at:
        batch.note(row, "funnel-month-not-over", "The month is not over: load it again when it is.", "month")


def _check_applicants(batch: Batch, rows: list[Row]) -> None:
    check_lengths(batch, rows, Applicant, {"applicant": "ref", "area": "area"})
    for row in rows:
        for one, other in pairwise(column for stage in _ON_THE_WAY if row.day(column := DAY_COLUMNS[stage])):
            check_in_order(batch, [row], one, other)
    check_in_order(batch, rows, "age_min", "age_max")
    check_range(batch, rows, "places", 0, _MOST_PLACES)
    check_range(batch, rows, "siblings", 0, _MOST_PLACES)
    for column in ("age_min", "age_max"):
        check_range(batch, rows, column, 0, _OLDEST)
    for row in rows:
        for skill in row.several("skills"):
            if choose(skill, tuple(NeedDomain)) is None:
                batch.wrong(row, "cell-choice", f"{skill!r} is not one of: {', '.join(NeedDomain)}.", "skills")
        if row.day("withdrawn_on") and row.day("approved_on"):
            message = (
                "The household is approved and withdrawn: it counts as approved. Did it leave? Then list it there."
            )
            batch.note(row, "funnel-approved-and-withdrawn", message, "withdrawn_on")


def _more_than_before(batch: Batch, months: list[Row]) -> None:
    """Over all months of a kind, a later stage that more households reached than the stage before it.

    Some began before the first month: but for approvals, a tenth more is let pass.
    """
    for kind, rows in _by_kind(months).items():
        totals = {
            stage: sum(row.whole(STAGE_COLUMNS[stage]) or 0 for row in rows)
            for stage in _ON_THE_WAY
            if any(row.whole(STAGE_COLUMNS[stage]) is not None for row in rows)
        }
        for one, other in pairwise(totals):
            if totals[other] > totals[one] + (0 if other is Stage.APPROVED else _EDGE * totals[one]):
                batch.note(rows[-1], "funnel-more-than-before", _more(kind, one, other, totals), STAGE_COLUMNS[other])


def _more(kind: str, one: Stage, other: Stage, totals: dict[Stage, int]) -> str:
    before, after = STAGE_COLUMNS[one].replace("_", " "), STAGE_COLUMNS[other].replace("_", " ")
    return (
        f"{kind.replace('_', ' ')}: {totals[other]} {after} in these months and only {totals[one]} {before}. Either "
        f"households are counted under another kind, or many began before the first month. The numbers are kept; how "
        f"many of {totals[one]} go on is not worked out from them."
    )


def _places_not_known(batch: Batch, months: list[Row]) -> None:
    for row in months:
        if row.whole("approved") and row.whole("places") is None:
            batch.note(
                row, "funnel-places-unknown", f"Places of those approved are not given: {_OF_EVERY_PLACE}.", "places"
            )


def _set_beside(batch: Batch, months: list[Row], applicants: list[Row]) -> None:
    """The households one by one beside the months' counts, where a month has both."""
    one_by_one: dict[tuple[object, ...], int] = defaultdict(int)
    for row in applicants:
        if day := row.day(DAY_COLUMNS[Stage.APPROVED]):
            one_by_one[day.replace(day=1), row.words("kind")] += 1
    for row in months if applicants else ():
        counted, listed = row.whole("approved"), one_by_one[row.day("month"), row.words("kind")]
        if counted is not None and listed and counted != listed:
            message = f"{counted} approved in the month, {listed} by the households listed. The month's count is used."
            batch.note(row, "funnel-counts-differ", message, "approved")


# --- writing ----------------------------------------------------------------------------------------------------------


def _write_months(batch: Batch) -> None:
    there = {(one.month, one.kind, one.stage): one for one in batch.session.scalars(sa.select(FunnelCount))}
    for row in batch.sheet("funnel"):
        month, kind = row.day("month"), HouseholdKind(row.words("kind"))
        for stage, column in STAGE_COLUMNS.items():
            number = row.whole(column)
            if month is None or number is None:
                continue
            places = row.whole("places") if stage is Stage.APPROVED else None
            facts = {"households": number, "places": places} | batch.said(row)
            count = there.get((month, kind, stage))
            if count is None:
                batch.session.add(FunnelCount(month=month, kind=kind, stage=stage, **facts))
            else:
                _set(count, facts)


def _write_left(batch: Batch) -> None:
    there = {(one.month, one.kind, one.reason): one for one in batch.session.scalars(sa.select(Departure))}
    for row in batch.sheet("left"):
        month, kind, reason = row.day("month"), HouseholdKind(row.words("kind")), WhyLeft(row.words("reason"))
        if month is None:
            continue
        facts: dict[str, Any] = {"households": row.whole("households"), "places": row.whole("places")} | batch.said(row)
        departure = there.get((month, kind, reason))
        if departure is None:
            batch.session.add(Departure(month=month, kind=kind, reason=reason, **facts))
        else:
            _set(departure, facts)


def _write_applicants(batch: Batch) -> None:
    rows = batch.sheet("applicants")
    there: dict[str, Applicant] = held(batch.session, Applicant.ref, (row.words("applicant") for row in rows))
    for row in rows:
        facts: dict[str, Any] = {column: row.day(column) for column in DAY_COLUMNS.values() if row.has(column)}
        facts |= {name: row.whole(name) for name in ("places", "age_min", "age_max", "siblings") if row.has(name)}
        facts |= {"kind": HouseholdKind(row.words("kind")), "area": row.text("area")} | batch.said(row)
        facts["skills"] = [choose(skill, tuple(NeedDomain)) for skill in row.several("skills")]
        applicant = there.get(row.words("applicant"))
        if applicant is None:
            batch.session.add(Applicant(ref=row.words("applicant"), **facts))
        else:
            _set(applicant, facts)


def _set(record: Base, facts: dict[str, Any]) -> None:
    for attribute, value in facts.items():
        setattr(record, attribute, value)


def _by_kind(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.words("kind")].append(row)
    return found


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)
