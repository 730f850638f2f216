"""A second, naive reading of the indicators: one child at a time, plain loops, no table and none of our own code.

`reading` answers (numerator, denominator, value) by indicator; a value is None where the record cannot say. Episodes
are dictionaries with the names of the frame, days as `datetime.date` or None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Episode = dict[str, Any]
Answer = tuple[float | None, float | None, float | None]

TEMPORARY = {"T0", "T1", "T2", "T3", "T4"}
KINSHIP = {"U1", "U2", "U3"}
MAINSTREAM = {"U4", "U5", "U6"}
ADOPTION = {"A3", "A4", "A5", "A6"}
TO_FAMILY = {"E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48", "E11", "E12"}
UNPLANNED = {"ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ"}
NOTHING: Answer = (None, None, None)


@dataclass
class World:
    """Everything the reading looks at; `years` are the 1 Aprils with which the returns held begin."""

    episodes: list[Episode]
    end: dt.date
    years: set[int]
    responsible: str
    population: dict[int, int]
    bands: dict[int, int] | None = None
    pairs: list[tuple[int, int, str]] | None = None
    meant_far: set[int] = field(default_factory=set)


@dataclass
class Home:
    """A stay with one carer: its rows, and the row whose place counts for each."""

    rows: list[Episode] = field(default_factory=list)


@dataclass
class Period:
    """One unbroken time in care and the homes in it."""

    homes: list[Home] = field(default_factory=list)

    @property
    def rows(self) -> list[Episode]:
        return [row for home in self.homes for row in home.rows]


def anniversary(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; a day that the month lacks runs on into the next month."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1) + dt.timedelta(days=day.day - 1)


def age(dob: dt.date, on: dt.date) -> int:
    years = 0
    while anniversary(dob, 12 * (years + 1)) <= on:
        years += 1
    return years


def counted_rows(episodes: list[Episode], end: dt.date) -> list[Episode]:
    """One child's rows that count, each with `ended` as known at the end of the day."""
    known = [dict(row) for row in episodes if row["ls"] not in ("V3", "V4") and row["decom"] <= end]
    known = [row for row in known if anniversary(row["dob"], 18 * 12) > row["decom"]]
    known.sort(key=lambda row: row["decom"])
    for number, row in enumerate(known):
        stops = [row["dec"]] if row["dec"] is not None and row["dec"] <= end else []
        if anniversary(row["dob"], 18 * 12) <= end:
            stops.append(anniversary(row["dob"], 18 * 12))
        if number + 1 < len(known):
            stops.append(known[number + 1]["decom"])
        row["ended"] = min(stops) if stops else None
    return [row for row in known if row["ended"] is None or row["ended"] > row["decom"]]


def periods_of(rows: list[Episode]) -> list[list[Episode]]:
    periods: list[list[Episode]] = []
    for row in rows:
        if periods and row["rne"] != "S" and periods[-1][-1]["ended"] == row["decom"]:
            periods[-1].append(row)
        else:
            periods.append([row])
    return periods


def look(row: Episode) -> tuple[str, ...]:
    return (row["place"], row["place_provider"], row["urn"], row["pl_post"])


def homes_of(rows: list[Episode]) -> Period:
    """The homes of a period; every row gets `usual` (whose place counts) and `begun` (a placement of the return)."""
    for number, row in enumerate(rows):
        before = [other for other in rows[:number] if other["place"] not in TEMPORARY]
        after = [other for other in rows[number + 1 :] if other["place"] not in TEMPORARY]
        choices = [row] if row["place"] not in TEMPORARY else [*before[-1:], *after[:1], row]
        row["usual"] = choices[0]
    period = Period()
    for number, row in enumerate(rows):
        lasting = row["usual"]["place"] not in TEMPORARY
        if number == 0:
            row["begun"] = lasting and row["rne"] in "SPTBU"
            period.homes.append(Home([row]))
            continue
        previous = rows[number - 1]
        back = previous["place"] in TEMPORARY and look(previous["usual"]) == look(row)
        moved = row["place"] not in TEMPORARY and not back
        row["begun"] = moved and row["rne"] in "SPTBU"
        if moved and row["rne"] in "PB" and previous["reason_place_change"] != "PLACE":
            period.homes.append(Home([row]))
        else:
            period.homes[-1].rows.append(row)
    return period


def share(numerator: int, denominator: int) -> Answer:
    return numerator, denominator, 100 * numerator / denominator if denominator else None


def reading(world: World) -> dict[str, Answer]:
    """Every indicator that is a number from episodes, for the year that ends on the day."""
    read = Reading(world)
    return {name: getattr(read, name.lower())() for name in Reading.NAMES}


class Reading:
    """The children of a world, joined, with one method an indicator."""

    NAMES = (
        *("I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I13", "I14", "I15"),
        *("I16", "I19", "I20", "I21", "I22", "I23", "I24", "I25", "I26"),
    )

    def __init__(self, world: World) -> None:
        self.world, self.end = world, world.end
        self.start = dt.date(world.end.year - 1, 4, 1)
        self.midnight = world.end + dt.timedelta(days=1)
        self.children: dict[int, list[Period]] = {}
        for child in sorted({row["child"] for row in world.episodes}):
            rows = counted_rows([row for row in world.episodes if row["child"] == child], world.end)
            self.children[child] = [homes_of(period) for period in periods_of(rows)]

    def all_rows(self) -> list[Episode]:
        return [row for periods in self.children.values() for period in periods for row in period.rows]

    def in_year(self, day: dt.date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def stock(self) -> list[tuple[int, Period, Home, Episode]]:
        """Who is looked after at midnight: child, period, home and the row."""
        return [
            (child, period, home, row)
            for child, periods in self.children.items()
            for period in periods
            for home in period.homes
            for row in home.rows
            if row["decom"] <= self.end and (row["ended"] is None or row["ended"] > self.end)
        ]

    def places(self) -> list[Episode]:
        return [row["usual"] for _, _, _, row in self.stock()]

    def lacks(self, years: int) -> bool:
        return any(self.start.year - back not in self.world.years for back in range(years))

    def starts(self) -> list[tuple[int, dt.date]]:
        return [
            (child, period.rows[0]["decom"])
            for child, periods in self.children.items()
            for period in periods
            if period.rows[0]["rne"] == "S" and self.in_year(period.rows[0]["decom"])
        ]

    def exits(self) -> list[Episode]:
        last = []
        for periods in self.children.values():
            ended = [period.rows[-1] for period in periods if self.in_year(period.rows[-1]["ended"])]
            last += ended[-1:]
        return last

    def i01(self) -> Answer:
        stock, people = len(self.stock()), self.world.population.get(self.end.year - 1)
        return stock, people, stock * 10_000 / people if people else None

    def i02(self) -> Answer:
        return len(self.starts()), None, len(self.starts())

    def i03(self) -> Answer:
        return len(self.exits()), None, len(self.exits())

    def i04(self) -> Answer:
        starts, exits = len(self.starts()), len(self.exits())
        return starts, exits, starts / exits if exits else None

    def i05(self) -> Answer:
        return share(sum(row["rec"] in TO_FAMILY for row in self.exits()), len(self.exits()))

    def i06(self) -> Answer:
        if self.lacks(2):
            return None, len(self.starts()), None
        back = 0
        for child, start in self.starts():
            ends = [period.rows[-1]["ended"] for period in self.children[child]]
            back += any(end is not None and anniversary(start, -12) <= end <= start for end in ends)
        return share(back, len(self.starts()))

    def i07(self) -> Answer:
        stock = self.stock()
        if not any(row["uasc"] or row["duc"] for row in self.world.episodes):
            return None, len(stock), None
        return share(sum(self.unaccompanied(row) for *_, row in stock), len(stock))

    def unaccompanied(self, row: Episode) -> bool:
        return bool(row["uasc"]) and (row["duc"] is None or row["duc"] > self.end)

    def i08(self) -> Answer:
        if self.world.bands is None:
            return NOTHING
        bands = [self.world.bands[child] for child, *_ in self.stock() if child in self.world.bands]
        return share(sum(band >= 3 for band in bands), len(bands))

    def i09(self) -> Answer:
        known = [place["pl_la"] for place in self.places() if place["pl_la"] not in ("", "CON")]
        return share(known.count(self.world.responsible), len(known))

    @staticmethod
    def miles(place: Episode) -> float | None:
        miles = place["pl_distance"]
        return None if miles is None or miles == 999.9 else miles

    def i10(self) -> Answer:
        miles = [self.miles(place) for place in self.places()]
        if miles and all(mile is None for mile in miles):
            return None, len(miles), None
        return share(sum(mile is not None and mile > 20 for mile in miles), len(miles))

    def i11(self) -> Answer:
        if all(self.miles(place) is None for place in self.places()):
            return NOTHING
        far = [(child, row) for child, *_, row in self.stock() if (self.miles(row["usual"]) or 0) > 20]
        settled = {"P1"} | KINSHIP | ADOPTION
        avoidable = [
            child
            for child, row in far
            if row["usual"]["place"] not in settled
            and not self.unaccompanied(row)
            and child not in self.world.meant_far
        ]
        return share(len(avoidable), len(far))

    def i12(self) -> Answer:
        return share(sum(place["place"] in KINSHIP | MAINSTREAM for place in self.places()), len(self.places()))

    def i13(self) -> Answer:
        family = KINSHIP | MAINSTREAM | ADOPTION | {"P1"}
        return share(sum(place["place"] in family for place in self.places()), len(self.places()))

    def own(self, providers: list[str]) -> Answer:
        if providers and not any(providers):
            return None, len(providers), None
        return share(providers.count("PR1"), len(providers))

    def i14(self) -> Answer:
        return self.own([place["place_provider"] for place in self.places()])

    def i15(self) -> Answer:
        return self.own([place["place_provider"] for place in self.places() if place["place"] in MAINSTREAM])

    def i16(self) -> Answer:
        begun = [row["usual"] for row in self.all_rows() if row["begun"] and self.in_year(row["decom"])]
        known = [place for place in begun if self.miles(place) is not None and place["pl_location"] != ""]
        if begun and not known:
            return None, len(begun), None
        near = [place for place in known if place["pl_location"] == "IN" and (self.miles(place) or 0) <= 20]
        return share(len(near), len(begun))

    def i19(self) -> Answer:
        if self.lacks(2):
            return NOTHING
        still, judged = 0, 0
        for periods in self.children.values():
            for period in periods:
                for old, new in zip(period.homes, period.homes[1:], strict=False):
                    came = old.rows[-1]["usual"]["pl_location"], new.rows[0]["usual"]["pl_location"]
                    due = new.rows[0]["decom"] + dt.timedelta(weeks=52)
                    ended = new.rows[-1]["ended"]
                    if came != ("OUT", "IN") or not self.in_year(due):
                        continue
                    if ended is not None and ended <= due and ended == anniversary(new.rows[0]["dob"], 18 * 12):
                        continue
                    judged += 1
                    then = [row for row in new.rows if row["decom"] <= due and (not row["ended"] or row["ended"] > due)]
                    still += bool(then) and then[0]["usual"]["pl_location"] == "IN"
        return share(still, judged)

    def homes_since(self, child: int, since: dt.date) -> int:
        number = 0
        for period in self.children[child]:
            for home in period.homes:
                ended = home.rows[-1]["ended"]
                lasting = home.rows[0]["usual"]["place"] not in TEMPORARY
                number += lasting and (ended is None or ended > since)
        return number

    def i20(self) -> Answer:
        many = [child for child, *_ in self.stock() if self.homes_since(child, self.start) >= 3]
        return share(len(many), len(self.stock()))

    def i21(self) -> Answer:
        if self.lacks(2):
            return NOTHING
        two_years = anniversary(self.midnight, -24)
        long = [child for child, period, *_ in self.stock() if period.rows[0]["decom"] <= two_years]
        return share(sum(self.homes_since(child, two_years) >= 3 for child in long), len(long))

    def i22(self) -> Answer:
        if self.lacks(3):
            return NOTHING
        settled, long = 0, 0
        for _, period, home, row in self.stock():
            old_enough = period.rows[0]["decom"] <= anniversary(self.midnight, -30)
            if not old_enough or age(row["dob"], self.end) >= 16:
                continue
            long += 1
            number = period.homes.index(home)
            adopted = row["usual"]["place"] in ADOPTION and number > 0
            since = period.homes[number - 1 if adopted else number].rows[0]["decom"]
            settled += since <= anniversary(self.midnight, -24)
        return share(settled, long)

    def reasons(self) -> tuple[list[str], int]:
        """The reasons recorded in the year, and how many changes of placement have none."""
        given, missing = [], 0
        for periods in self.children.values():
            for period in periods:
                for row, after in zip(period.rows, [*period.rows[1:], None], strict=True):
                    temporary = row["place"] in TEMPORARY or (after is not None and after["place"] in TEMPORARY)
                    if temporary or not self.in_year(row["ended"]):
                        continue
                    if row["reason_place_change"]:
                        given.append(row["reason_place_change"])
                    elif after is not None and after["begun"]:
                        missing += 1
        return given, missing

    def i23(self) -> Answer:
        given, _ = self.reasons()
        return share(given.count("CREQB") + given.count("CREQO"), len(given))

    def i24(self) -> Answer:
        given, missing = self.reasons()
        days, day = 0, self.start
        while day <= self.end:
            days += sum(row["decom"] <= day and (row["ended"] is None or row["ended"] > day) for row in self.all_rows())
            day += dt.timedelta(days=1)
        if not days or (missing and not given):
            return NOTHING
        endings = sum(reason in UNPLANNED for reason in given)
        return endings, days / 7, endings * 7_000 / days

    def i25(self) -> Answer:
        if self.world.pairs is None:
            return NOTHING
        posts = {child: row["usual"]["pl_post"] for child, _, _, row in self.stock()}
        planned = [
            {a, b} for a, b, assessed in self.world.pairs if "together" in assessed and a in posts and b in posts
        ]
        groups: list[set[int]] = []
        for pair in planned:
            touching = [group for group in groups if group & pair]
            groups = [group for group in groups if not group & pair] + [pair.union(*touching)]
        whereabouts = [{posts[child] for child in group} for group in groups]
        apart = sum(len(found - {""}) > 1 for found in whereabouts)
        together = sum(len(found) == 1 and "" not in found for found in whereabouts)
        return share(together, together + apart)

    def i26(self) -> Answer:
        given, _ = self.reasons()
        return share(given.count("OTHER"), len(given))
