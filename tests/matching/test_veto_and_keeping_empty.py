"""A home is kept empty by a named person with a reason and an end; a veto hides nothing and is never suggested."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from matching.service import search
from placements.deciding.kept_empty import keep_empty, release_home
from placements.deciding.people import Named
from placements.deciding.structured_wishes import Said, record_wish, take_back
from placements.errors import NotFound, NotPermitted, Refused
from placements.models.child import ChildAnswer, Topic
from placements.models.wish import WishAbout, WishSays
from placements.permissions import Role
from placements.repository.children import wishes_that_count
from placements.repository.records import records_for
from tests.matching import town
from tests.placements.deciding.town import MANAGER, OFFICER, SYSTEM, do, viewer
from tests.worlds import TODAY

JULY = dt.date(2026, 7, 1)
WHY = "Three brothers and sisters are due home."


@pytest.fixture
def record(engine: sa.Engine) -> sa.Engine:
    town.settle(engine)
    return engine


def left_out(record: sa.Engine, home: str) -> list[str]:
    with records_for(record, SYSTEM) as records:
        found = search(records, "R-2", today=TODAY)
    return [rule.because for one in found.excluded if one.verdict.home.ref == home for rule in one.rules]


def test_a_home_kept_empty_is_left_out_with_person_reason_and_end_until_it_is_released(record: sa.Engine) -> None:
    assert left_out(record, "H-1") == []
    do(record, lambda work: keep_empty(work, "H-1", MANAGER, WHY, ends_on=JULY), viewer(MANAGER))
    said = "Kept empty until 1 July 2026 by Marian Invented (team manager): Three brothers and sisters are due home."
    assert left_out(record, "H-1") == [said]
    assert do(record, lambda work: release_home(work, "H-1", MANAGER, "They stay."), viewer(MANAGER)) == 1
    assert left_out(record, "H-1") == []


def test_a_home_kept_empty_is_a_near_miss_that_its_decider_may_release(record: sa.Engine) -> None:
    do(record, lambda work: keep_empty(work, "H-1", MANAGER, WHY, ends_on=JULY), viewer(MANAGER))
    with records_for(record, SYSTEM) as records:
        near = next(one for one in search(records, "R-2", today=TODAY).near_misses if one.home == "H-1")
    assert near.finding.rule.who == "whoever keeps it empty"


@pytest.mark.parametrize(
    ("reason", "ends_on", "says"),
    [(" ", JULY, "is missing"), (WHY, TODAY, "end before it begins"), (WHY, dt.date(2026, 1, 1), "end before")],
)
def test_without_a_reason_or_an_end_to_come_nothing_is_kept_empty(
    record: sa.Engine, reason: str, ends_on: dt.date, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        do(record, lambda work: keep_empty(work, "H-1", MANAGER, reason, ends_on=ends_on), viewer(MANAGER))
    assert left_out(record, "H-1") == []


def test_nobody_without_the_authority_to_decide_keeps_a_home_empty(record: sa.Engine) -> None:
    olu = Named("Olu Invented", Role.PLACEMENT_OFFICER)
    with pytest.raises(NotPermitted):
        do(record, lambda work: keep_empty(work, "H-1", olu, WHY, ends_on=JULY), OFFICER)


def test_a_home_is_not_kept_empty_twice_and_not_released_when_nobody_keeps_it(record: sa.Engine) -> None:
    with pytest.raises(NotFound, match="Nobody keeps"):
        do(record, lambda work: release_home(work, "H-1", MANAGER, "None."), viewer(MANAGER))
    do(record, lambda work: keep_empty(work, "H-1", MANAGER, WHY, ends_on=JULY), viewer(MANAGER))
    with pytest.raises(Refused, match="kept empty already"):
        do(record, lambda work: keep_empty(work, "H-1", MANAGER, WHY, ends_on=JULY), viewer(MANAGER))


def veto(record: sa.Engine, about: WishAbout, value: str) -> int:
    said = Said(WishSays.VETO, about, value, "Not there.")
    return do(record, lambda work: record_wish(work, "C-3", said, asked_by="Wren Invented", asked_on=TODAY).id)


def test_a_veto_takes_a_home_out_of_the_suggestion_and_never_out_of_view(record: sa.Engine) -> None:
    with records_for(record, SYSTEM) as records:
        before = search(records, "R-2", today=TODAY).options
    number = veto(record, WishAbout.HOME, before[0].home)
    with records_for(record, SYSTEM) as records:
        found = search(records, "R-2", today=TODAY)
    last = found.options[-1]
    assert {one.home for one in found.options} == {one.home for one in before}
    assert (last.home, last.vetoed, last.suggested) == (before[0].home, True, False)
    assert last.home not in {one.home for one in found.alternatives.in_turn}
    assert f"Cedar said no to {last.home} (asked on 5 June 2026)." in str(last.as_json()["vetoed"])
    do(record, lambda work: take_back(work, number, "It is all right now."))
    with records_for(record, SYSTEM) as records:
        again = search(records, "R-2", today=TODAY).options
    assert [one.home for one in again] == [one.home for one in before]


def test_a_wish_is_kept_in_the_childs_words_and_stands_as_a_view_where_there_was_none(record: sa.Engine) -> None:
    with Session(record) as session, session.begin():
        session.execute(sa.delete(ChildAnswer).where(ChildAnswer.topic == Topic.WISHES))
    veto(record, WishAbout.AREA, "leeds")
    with records_for(record, SYSTEM) as records:
        [wish] = wishes_that_count(records, "C-3")
    with Session(record) as session:
        words = session.scalars(sa.select(ChildAnswer.words).where(ChildAnswer.topic == Topic.WISHES)).all()
    assert (wish.value, wish.words, words) == ("E08000035", "Not there.", ["Not there."])


@pytest.mark.parametrize(
    ("about", "value"),
    [
        (WishAbout.HOME, "H-99"),
        (WishAbout.KIND, "castle"),
        (WishAbout.AREA, "Atlantis"),
        (WishAbout.LIVING_WITH, "C-99"),
        (WishAbout.PETS, " "),
    ],
)
def test_a_wish_about_what_does_not_exist_is_refused(record: sa.Engine, about: WishAbout, value: str) -> None:
    with pytest.raises((NotFound, Refused)):
        veto(record, about, value)


def test_a_wish_that_was_taken_back_cannot_be_taken_back_again(record: sa.Engine) -> None:
    number = veto(record, WishAbout.PETS, "dog")
    do(record, lambda work: take_back(work, number, "Dogs are fine."))
    with pytest.raises(NotFound):
        do(record, lambda work: take_back(work, number, "Dogs are fine."))
