"""What neighbours, the region and England publish of the same as our headlines: whole per cents as printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from placements.audit_chain import Event
from placements.deciding.people import Named, answerable, must_say
from placements.errors import Refused
from placements.models.publication import OthersFigure
from placements.permissions import Permission
from placements.unit_of_work import UnitOfWork

LEVEL, PLACE = ("geographic_level", "level"), ("la_name", "geography")
CODE, YEAR = ("new_la_code", "la_code"), ("time_period", "year")
GROUP, WHAT, SHARE = ("cla_group", "group"), ("characteristic",), ("percentage",)
HEADLINES = {
    ("Locality of placement", "Placed inside the local authority boundary"): "I09",
    ("Distance between home and placement", "Placed more than 20 miles from home"): "I10",
    ("CLA on 31 March", "With 3 or more placements during the year"): "I20",
    ("Place providers", "Own provision (by the LA)"): "I14",
}
"""The printed shares that are our headlines. The department prints no share of children with families."""
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Printed:
    """A share as printed: whose, of which indicator, at 31 March of which year."""

    name: str
    indicator: str
    year: int
    percent: int


def printed_by_others(text: str, authorities: Collection[str], region: str | None) -> list[Printed]:
    """The shares of England, of a region and of some authorities (by their codes) in the publisher's file.

    Hidden ones are left out. Raises Refused where columns are missing or nothing is there.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    headings = set(reader.fieldnames or ())
    missing = [" or ".join(names) for names in (LEVEL, CODE, YEAR, GROUP, WHAT, SHARE) if headings.isdisjoint(names)]
    if missing:
        raise Refused(
            "The file lacks columns.", given=", ".join(missing), do_next="Give the file as it was downloaded."
        )
    found = list(dict.fromkeys(_printed(reader, authorities, region)))
    if not found:
        raise Refused(
            "No neighbour, region or country in this file publishes a share that we publish too.",
            do_next="Give the file of all local authorities, with its percentages.",
        )
    return found


def _printed(rows: Iterator[dict[str, str]], authorities: Collection[str], region: str | None) -> Iterator[Printed]:
    for row in rows:
        indicator = HEADLINES.get((_of(row, GROUP), _of(row, WHAT)))
        share, name = _of(row, SHARE), _whose(row, authorities, region)
        if indicator and name and share.replace(".", "", 1).isdecimal():
            yield Printed(name, indicator, int(_of(row, YEAR)[:YEAR_DIGITS]), int(float(share) + 0.5))


def _whose(row: dict[str, str], authorities: Collection[str], region: str | None) -> str:
    """Whose figure a row is; nothing where we do not compare with them."""
    level = _of(row, LEVEL).casefold()
    if level == "national":
        return "England"
    if level == "regional":
        name = _of(row, ("region_name", *PLACE))
        return name if region and name.casefold() == region.casefold() else ""
    return _of(row, PLACE) if _of(row, CODE) in authorities else ""


def _of(row: dict[str, str], names: Collection[str]) -> str:
    return next((row[name].strip() for name in names if row.get(name)), "")


def keep_others(work: UnitOfWork, person: Named, source: str, printed: Collection[Printed]) -> int:
    """Keep the figures of others, in place of those kept before of the same authority, indicator and year."""
    answerable(work, person, Permission.PREPARE_RELEASES)
    said = must_say("Who publishes it", source)
    for one in printed:
        same = (OthersFigure.name == one.name, OthersFigure.indicator == one.indicator, OthersFigure.year == one.year)
        work.session.execute(sa.delete(OthersFigure).where(*same))
        work.session.add(
            OthersFigure(name=one.name, indicator=one.indicator, year=one.year, percent=one.percent, source=said)
        )
    work.record(Event.TOLD_ELSEWHERE, source, figures=len(printed))
    return len(printed)
