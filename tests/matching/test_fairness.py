"""The fairness audit: figures as worked out by hand, small numbers hidden with what would give them away."""

from __future__ import annotations

import datetime as dt
import json
import math
import random
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.fairness import EVERYBODY, MEASURES, TRAITS, Group, Measure, audited, fairness
from matching.fairness_rows import Row, groups_of
from matching.intervals import interval, share
from placements.models.base import Answer, Known, Sex
from placements.models.child import Child
from placements.models.decision import Decision, OverrideReason
from placements.models.referral import Referral
from placements.models.search import Search, Seen
from placements.permissions import Role, Viewer
from placements.repository.fairness import Traits
from placements.repository.records import records_for
from tests.matching.town import change, settle

ADMIN = Viewer("Ada Invented", Role.ADMINISTRATOR)
MILES = Measure("miles", "Miles", "miles")
SPLIT = Measure("split", "Split", "per cent", share=True)
STARTED = dt.datetime(2026, 5, 1, 9, 0, tzinfo=dt.UTC)


def wilson_slowly(counted: int, of: int) -> tuple[float, float]:
    """Wilson's interval by searching for the shares that the count would just not rule out."""
    z = 1.959963984540054

    def ruled_out(p: float) -> bool:
        return abs(counted / of - p) > z * math.sqrt(p * (1 - p) / of)

    steps = [number / 100_000 for number in range(100_001)]
    inside = [p for p in steps if not ruled_out(p)]
    return min(inside), max(inside)


def test_the_interval_of_a_share_is_all_that_the_count_does_not_rule_out(scale: Callable[[int], int]) -> None:
    draw = random.Random(1)
    for _ in range(scale(200)):
        of = draw.randint(1, 60)
        counted = draw.randint(0, of)
        low, high = wilson_slowly(counted, of)
        found = share(counted, of)
        assert found.low == pytest.approx(low, abs=2e-5)
        assert found.high == pytest.approx(high, abs=2e-5)
    assert share(0, 0).mean is None


def rows(**sizes: tuple[int, int]) -> list[Row]:
    """Children of groups of a size, of whom so many were split; each a mile further away than the one before."""
    return [
        Row({"sex": name}, {"miles": float(number), "split": float(number < split)})
        for name, (size, split) in sizes.items()
        for number in range(size)
    ]


def by_group(groups: list[Group]) -> dict[str, Group]:
    """The groups by name."""
    return {group.group: group for group in groups}


def test_means_and_shares_are_those_worked_out_by_hand() -> None:
    found = by_group(audited(rows(female=(20, 8), male=(40, 12)), [MILES, SPLIT], "sex"))
    assert found["female"].children.value == 20
    miles, split = found["female"].figures["miles"], found["female"].figures["split"]
    assert miles.value == pytest.approx(sum(range(20)) / 20)
    expected = interval([float(number) for number in range(20)])
    assert (miles.low, miles.high) == (round(expected.low or 0, 1), round(expected.high or 0, 1))
    assert split.value == 40
    assert (split.low, split.high) == tuple(round(100 * one) for one in wilson_slowly(8, 20))


def test_a_group_of_five_or_fewer_is_hidden_and_so_is_the_one_that_would_give_it_away() -> None:
    found = by_group(audited(rows(female=(4, 0), male=(9, 0), unknown=(30, 0)), [MILES, SPLIT], "sex"))
    assert found["female"].children.hidden
    assert found["male"].children.hidden
    assert not found["unknown"].children.hidden
    for group in ("female", "male"):
        assert found[group].figures["miles"].value is None
        assert "hidden" in (found[group].figures["miles"].because or "")


def test_a_share_of_which_five_or_fewer_are_is_hidden_with_another() -> None:
    found = by_group(audited(rows(female=(20, 3), male=(20, 9), unknown=(20, 12)), [SPLIT], "sex"))
    assert [name for name, group in found.items() if group.figures["split"].value is None] == ["female", "male"]
    nearly_all = by_group(audited(rows(female=(20, 18), male=(20, 9), unknown=(20, 12)), [SPLIT], "sex"))
    assert nearly_all["female"].figures["split"].value is None


def test_what_is_so_of_a_whole_group_is_hidden_and_nought_is_shown() -> None:
    found = by_group(audited(rows(female=(12, 12), male=(12, 0), unknown=(20, 9)), [SPLIT], "sex"))
    assert found["female"].figures["split"].value is None
    assert found["male"].figures["split"].value == 0


def test_no_shown_figure_tells_of_one_to_five_children(scale: Callable[[int], int]) -> None:
    draw = random.Random(2)
    shown = 0
    for _ in range(scale(4_000)):
        sizes = {name: draw.randint(0, 25) for name in ("a", "b", "c", "d")}
        table = rows(**{name: (size, draw.randint(0, size)) for name, size in sizes.items() if size})
        found = audited(table, [SPLIT], "sex")
        for what in ("all", "so", "not"):
            count = {
                group.group: sum(
                    what == "all" or (row.values["split"] == 1) == (what == "so")
                    for row in table
                    if row.groups["sex"] == group.group
                )
                for group in found
            }
            hidden = [group.group for group in found if group.figures["split"].value is None]
            assert all(not 0 < count[group] < 6 for group in count if group not in hidden)
            if len(hidden) == 1 and 0 < count[hidden[0]] < 6:
                assert not any(count[group] for group in count if group not in hidden)
        shown += sum(group.figures["split"].value is not None for group in found)
    assert shown


def test_a_trait_that_is_not_recorded_is_a_group_of_its_own() -> None:
    nobody = groups_of(Traits("C", None, Sex.UNKNOWN, None, Known.NOT_ASKED, None), STARTED.date())
    assert set(nobody) == set(TRAITS)
    assert set(nobody.values()) == {"not known"}
    refused = groups_of(Traits("C", None, Sex.MALE, "REFU", Known.NO, Answer.NOT_ASKED), STARTED.date())
    assert refused["ethnicity"] == "not known"
    assert refused["disability"] == "not known"
    told = groups_of(Traits("C", dt.date(2015, 1, 1), Sex.FEMALE, "MWBC", Known.YES, Answer.GIVEN), STARTED.date())
    assert told == {"ethnicity": "Mixed", "sex": "female", "disability": "yes", "uasc": "yes", "age": "10-15"}


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def decided(session: Session, number: int, override: OverrideReason | None) -> None:
    """A child placed by a decision five days after the first search, in the second home seen."""
    child = Child(ref=f"D-{number}", sex=Sex.MALE if number % 2 else Sex.FEMALE, dob=dt.date(2014, 1, 1))
    session.add(child)
    session.flush()
    referral = session.scalars(sa.select(Referral).limit(1)).one()
    session.merge(Seen(digest="0" * 64, document={}))
    session.flush()
    search = Search(asked="R", at=STARTED, by="Olu", role="x", versions={}, digest="0" * 64, referral_id=referral.id)
    session.add(search)
    session.flush()
    option = {
        "children": [child.ref],
        "home": "H-2",
        "home_kind": "fostering",
        "fit": 70.0,
        "split_siblings": 2 if number < 8 else 0,
        "approvals": [{"id": "a"}],
        "travel": {"children": [{"child": child.ref, "home_miles": float(number), "school_minutes": None}]},
    }
    lines = [
        {"rank": 1, "children": [child.ref], "home": "H-1", "fit": 78.0},
        {"rank": 2, "children": [child.ref], "home": "H-2", "fit": 70.0},
        {"rank": 3, "children": [child.ref, "other"], "home": "H-3", "fit": 99.0},
    ]
    session.add(
        Decision(
            referral_id=referral.id,
            decided_by="Marian Invented",
            role="team_manager",
            at=STARTED,
            reason="r",
            search_id=search.id,
            options_seen=lines,
            overridden_rank=None if override is None else 1,
            override=override,
            snapshot={"children": [child.ref], "starts_on": "2026-05-06", "option": option},
        )
    )


def test_the_record_of_decisions_is_audited(town: sa.Engine) -> None:
    def write(session: Session) -> None:
        for number in range(24):
            decided(session, number, OverrideReason.SCHOOL if number < 12 else None)

    change(town, write)
    with records_for(town, ADMIN) as records:
        document = json.loads(json.dumps(fairness(records).as_json()))
    groups = {(one["trait"], one["group"]): one for one in document["decided"]["groups"]}
    whole = groups[EVERYBODY, EVERYBODY]["figures"]
    assert groups[EVERYBODY, EVERYBODY]["children"] == 24
    assert whole["days_to_home"]["value"] == 5
    assert whole["miles"]["value"] == pytest.approx(11.5)
    assert whole["school_minutes"]["value"] is None
    assert "cannot say" in whole["school_minutes"]["because"]
    assert whole["siblings_split"]["value"] == 33
    assert whole["overridden"]["value"] == 50
    assert whole["regret"]["value"] == 8
    assert whole["gained"]["value"] == -8
    assert groups["sex", "male"]["children"] == 12
    assert document["override_reasons"]["school"] == {"children": 12, "hidden": False}
    assert set(whole) == {measure.name for measure in MEASURES}


def test_without_decisions_and_returns_the_audit_says_so(town: sa.Engine) -> None:
    with records_for(town, ADMIN) as records:
        document = fairness(records).as_json()
    assert document["decided"]["groups"] is None  # type: ignore[index]
    assert document["decided"]["because"] == "No decision to place is on record."  # type: ignore[index]
    assert document["position"]["because"] == "No return is held."  # type: ignore[index]
    assert document["override_reasons"] is None


def test_ages_stand_from_the_youngest_and_what_is_not_known_last() -> None:
    bands = ("16+", "not known", "5-9", "under 1", "10-15", "1-4")
    table = [Row({"age": band}, {"miles": 1.0}) for band in bands]
    assert [group.group for group in audited(table, [MILES], "age")] == [
        "under 1",
        "1-4",
        "5-9",
        "10-15",
        "16+",
        "not known",
    ]
