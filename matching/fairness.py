"""The fairness audit: who waits, who goes far, who is split, who needs approvals, by group, with small-number care.

A restricted paper: it crosses protected traits with kinds of home, and is read by those who may see every child's
record. A difference between groups is a question to ask, not an answer: need differs between groups, and numbers are
small. Groups are of recorded traits only; nothing is inferred from a name or a postcode.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.fairness_rows import NOT_KNOWN, Row, rows_of_decisions, rows_of_position
from matching.intervals import Interval, interval, share
from placements.codes import AGE_BANDS, AgeBand
from placements.disclosure import NOTE, SMALLEST_SHOWN, Figure, hide_parts
from placements.models.decision import OverrideReason
from placements.repository.records import Records

Json = dict[str, object]
TRAITS = ("ethnicity", "sex", "disability", "uasc", "age")
EVERYBODY = "everybody"
RESTRICTED = (
    "Restricted: protected traits beside kinds of home are never published. Numbers from 1 to 5 are hidden here too."
)


@dataclass(frozen=True)
class Measure:
    """What is measured of each child: a mean in a unit, or (`share`) the per cent of children of whom it is so."""

    name: str
    title: str
    unit: str
    share: bool = False
    decimals: int = 1


MEASURES = (
    Measure("days_to_home", "Days from the first search to the day the child came", "days"),
    Measure("miles", "Distance from the child's own home", "miles"),
    Measure("school_minutes", "Journey to school, door to door", "minutes"),
    Measure("siblings_split", "Parted from a brother or sister by the decision", "per cent", share=True),
    Measure("residential", "In a children's home, secure home or residential school", "per cent", share=True),
    Measure("approvals", "Approvals needed", "approvals"),
    Measure("offers_declined", "Offers declined for the child before", "offers"),
    Measure("overridden", "A home chosen over one that ranked above it", "per cent", share=True),
    Measure("regret", "Fit below the best option seen for the same children", "points"),
    Measure("gained", "Where overridden: fit of the decision less that of the suggestion", "points"),
)
OF_POSITION = tuple(measure for measure in MEASURES if measure.name in {"miles", "residential"})


@dataclass(frozen=True)
class Shown:
    """A figure as it may be shown: a value with its interval, or None with the reason (nobody, not known, hidden)."""

    value: float | None
    low: float | None = None
    high: float | None = None
    because: str | None = None

    def as_json(self) -> Json:
        """The figure for a program."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class Group:
    """One group of one trait: how many children, and every measure."""

    trait: str
    group: str
    children: Figure
    figures: Mapping[str, Shown]

    def as_json(self) -> Json:
        """The group for a program; `children` is null where it is hidden."""
        return {
            "trait": self.trait,
            "group": self.group,
            "children": self.children.value,
            "hidden": self.children.hidden,
            "figures": {name: one.as_json() for name, one in self.figures.items()},
        }


@dataclass(frozen=True, eq=False)
class Section:
    """The audit of one set of children, or no groups and the reason why there is none."""

    title: str
    measures: tuple[Measure, ...]
    groups: tuple[Group, ...]
    because: str | None

    def as_json(self) -> Json:
        """The section for a program."""
        return {
            "title": self.title,
            "measures": [{"name": one.name, "title": one.title, "unit": one.unit} for one in self.measures],
            "groups": [one.as_json() for one in self.groups] or None,
            "because": self.because,
        }


@dataclass(frozen=True, eq=False)
class Audit:
    """The whole audit."""

    decided: Section
    position: Section
    reasons: Mapping[str, Figure] | None

    def as_json(self) -> Json:
        """The document of `homeward fairness --json`."""
        reasons = {name: {"children": one.value, "hidden": one.hidden} for name, one in (self.reasons or {}).items()}
        return {
            "restricted": RESTRICTED,
            "note": NOTE,
            "decided": self.decided.as_json(),
            "position": self.position.as_json(),
            "override_reasons": reasons or None,
            "override_because": None
            if self.reasons
            else "No decision on record chose a home over one ranked above it.",
            "careful": "A difference is a question to ask: needs differ between groups, and the numbers are small.",
        }


def fairness(records: Records) -> Audit:
    """The audit from the record as it stands. Raises NotPermitted for whoever may not see every child's record."""
    decided = rows_of_decisions(records)
    day, position = rows_of_position(records)
    when = "No return is held." if day is None else "Nobody was looked after on that day."
    title = "Children looked after" + ("" if day is None else f" at {day.day} {day:%B %Y}")
    return Audit(
        _section("Children placed by a decision on record", MEASURES, decided, "No decision to place is on record."),
        _section(title, OF_POSITION, position, when),
        _reasons(decided),
    )


def _section(title: str, measures: tuple[Measure, ...], rows: Sequence[Row], nobody: str) -> Section:
    if not rows:
        return Section(title, measures, (), nobody)
    groups = [group for trait in (EVERYBODY, *TRAITS) for group in audited(rows, measures, trait)]
    return Section(title, measures, tuple(groups), None)


def audited(rows: Sequence[Row], measures: Iterable[Measure], trait: str) -> list[Group]:
    """Each group of a trait (EVERYBODY is one group), every measure; small numbers, and what tells them, are hidden."""
    members: dict[str, list[Row]] = {}
    for row in rows:
        members.setdefault(row.groups.get(trait, EVERYBODY), []).append(row)
    children = hide_parts({name: len(own) for name, own in members.items()})
    figures = {measure.name: _figures(members, measure, children) for measure in measures}
    return [
        Group(trait, name, children[name], {measure: of_group[name] for measure, of_group in figures.items()})
        for name in sorted(members, key=_in_order)
    ]


def _in_order(group: str) -> tuple[bool, int, str]:
    """Ages from the youngest, other groups by name, and those not known last."""
    age = AGE_BANDS.index(AgeBand(group)) if group in {band.value for band in AGE_BANDS} else 0
    return group == NOT_KNOWN, age, group


def _figures(
    members: Mapping[str, Sequence[Row]], measure: Measure, children: Mapping[str, Figure]
) -> dict[str, Shown]:
    known = {
        name: [value for row in own if (value := row.values.get(measure.name)) is not None]
        for name, own in members.items()
    }
    hidden = {name for name, figure in children.items() if figure.hidden} | _hidden(known, measure)
    return {name: _shown(values, measure, hidden=name in hidden) for name, values in known.items()}


def _hidden(known: Mapping[str, Sequence[float]], measure: Measure) -> set[str]:
    """The groups whose figure would tell of five children or fewer, by itself or by what the others leave.

    Of a share also those of whom it is so, and of whom it is not; and a group of whom it is so of all.
    """
    counts = {name: len(values) for name, values in known.items()}
    tables = [counts]
    whole: set[str] = set()
    if measure.share:
        so = {name: int(sum(values)) for name, values in known.items()}
        tables += [so, {name: counts[name] - so[name] for name in counts}]
        whole = {name for name in counts if so[name] and so[name] == counts[name]}
    return whole | {name for table in tables for name, figure in hide_parts(table).items() if figure.hidden}


def _shown(values: Sequence[float], measure: Measure, *, hidden: bool) -> Shown:
    if hidden:
        return Shown(None, because=f"hidden: fewer than {SMALLEST_SHOWN} children, or a figure that would tell of them")
    if not values:
        return Shown(None, because="the record cannot say it of anybody in this group")
    if measure.share:
        found = share(int(sum(values)), len(values))
        value, low, high = (round(100 * part) for part in _parts(found))
        return Shown(value, low, high)
    mean, least, most = (round(part, measure.decimals) for part in _parts(interval(values)))
    return Shown(mean, least, most)


def _parts(found: Interval) -> tuple[float, float, float]:
    if found.mean is None or found.low is None or found.high is None:
        raise AssertionError("A figure that is shown is of several children.")
    return found.mean, found.low, found.high


def _reasons(rows: Sequence[Row]) -> dict[str, Figure] | None:
    """Why homes were chosen over those ranked above them, in children; None where none was."""
    counts = Counter(row.override for row in rows if row.override is not None)
    if not counts:
        return None
    return hide_parts({reason.value: counts[reason.value] for reason in OverrideReason})
