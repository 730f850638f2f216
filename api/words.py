"""Dates, money, numbers and shares as people read them; pages and the command line say them the same way."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from placements.codes import age_on

HERE = ZoneInfo("Europe/London")
NOT_KNOWN = "not known"
IN_WORDS = {
    "adoption": "placed for adoption",
    "childrens_home": "children's home",
    "declined_above": "the homes above said no",
    "fostering": "fostering household",
    "home_group": "group of children's homes",
    "ifa": "independent fostering agency",
    "iro": "independent reviewing officer",
    "kinship": "household of relatives or friends",
    "kinship_fostering": "fostering by relatives or friends",
    "mainstream_fostering": "fostering by other carers",
    "other_la": "another authority",
    "secure": "secure home",
    "supported": "supported accommodation",
    "within_72h": "within 72 hours",
}
"""Codes whose own letters do not say enough."""


def day(value: dt.date | str | None) -> str:
    """A day as 5 June 2026; a moment as the day it is in England."""
    if value is None or value == "":
        return NOT_KNOWN
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    if isinstance(value, dt.datetime):
        value = value.astimezone(HERE) if value.tzinfo else value
    return f"{value.day} {value:%B %Y}"


def age(dob: dt.date | None, on: dt.date) -> int | None:
    """Whole years lived by a day; None where the birth is not known or still to come."""
    return None if dob is None or dob > on else age_on(dob, on)


def moment(value: dt.datetime) -> str:
    """A moment as 7:40pm on 5 June 2026, in English time."""
    local = value.astimezone(HERE)
    named = {(0, 0): "midnight", (12, 0): "midday"}.get((local.hour, local.minute))
    return f"{named or f'{local:%I:%M%p}'.lstrip('0').lower()} on {day(local)}"


def left(until: dt.datetime, now: dt.datetime) -> str:
    """How long there is until a moment, or how late it is: 2 hours 20 minutes left, 35 minutes late."""
    minutes = int(abs((until - now).total_seconds()) // 60)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days >= 2:  # noqa: PLR2004 - from two days on, hours say nothing more
        said = count(days, "day")
    elif hours:
        said = " ".join([count(hours, "hour"), *([count(minutes % 60, "minute")] if minutes % 60 else [])])
    else:
        said = count(minutes, "minute")
    return f"{said} {'late' if until < now else 'left'}"


def days_left(due: dt.date, today: dt.date) -> str:
    """How many days there are until a day: today, tomorrow, in 5 days, 2 days late."""
    days = (due - today).days
    near = {0: "today", 1: "tomorrow", -1: "1 day late"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days late")


def pounds(pence: float | None) -> str:
    """Pence as £1,234, whole pounds."""
    return "price not known" if pence is None else f"{'-' if pence < 0 else ''}£{abs(pence) / 100:,.0f}"


def thousands(pence: float | None) -> str:
    """Pence as £1,234,000, to the nearest thousand pounds."""
    return NOT_KNOWN if pence is None else f"£{round(pence / 100_000) * 1000:,}"


def millions(pence: float | None) -> str:
    """Pence as £15.12 million."""
    return NOT_KNOWN if pence is None else f"£{pence / 100_000_000:,.2f} million"


def count(value: float | None, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 child, 3 children."""
    if value is None:
        return NOT_KNOWN
    return f"{value:,.0f} {one if value == 1 else many or one + 's'}"


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Words in a row: one, two and three."""
    *before, final = words or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def plain(code: str | None) -> str:
    """A code of ours in words: placement_officer becomes placement officer."""
    return NOT_KNOWN if code is None else IN_WORDS.get(str(code), str(code).replace("_", " "))


def sentence(code: str | None) -> str:
    """A code of ours as the beginning of a line: Placement officer."""
    words = plain(code)
    return words[:1].upper() + words[1:]


def bare(fact: str) -> str:
    """A fact that is not known, without the words that say so: for a list under those words."""
    return fact.removeprefix("Not known: ").removesuffix(".")
