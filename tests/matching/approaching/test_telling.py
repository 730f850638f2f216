"""What a provider is told: what the record holds in broad terms, what it does not hold as not known, and nobody."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import sqlalchemy as sa

from matching.approaching.anonymous import AnonymousReferral
from matching.approaching.recognition import Recognisable
from matching.approaching.service import Ask, flags_of, prepare, say
from placements.errors import NotPermitted, Refused
from placements.models.referral import ShareWith
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.approaching.asked_town import CANARIES, REFUSED, ask_around, write
from tests.worlds import TODAY

OFFICER = Viewer("Dana Invented", Role.PLACEMENT_OFFICER)
NOW = dt.datetime(2026, 6, 5, 20, tzinfo=dt.UTC)


def told(engine: sa.Engine, **how: object) -> AnonymousReferral:
    with records_for(engine, OFFICER) as records:
        return say(records, Ask("R-1", **how), TODAY)  # type: ignore[arg-type]


def about(said: AnonymousReferral, where: str) -> str:
    return next(fact.words for place, fact in said.facts() if place == where)


def test_ages_stand_for_births_and_authorities_for_places(engine: sa.Engine) -> None:
    ask_around(engine)
    said = told(engine)
    assert about(said, "Child 1, age") == "9"
    assert about(said, "Child 1, home area") == "York"
    assert about(said, "Child 1, school") == "Year 4; a school in York that the child should be able to keep"
    assert about(said, "The referral, brothers and sisters") == "The 2 children must live together (assessed)"
    assert about(said, "Child 1, family time") == "4 times a month; some of it ordered by the court"
    assert about(said, "Child 1, risks to the child") == "missing: present, how far is not known"
    assert about(said, "Child 1, what the plan requires of a home") == (
        "not with some children: we check each home; at most 2 children in the home; "
        "some people must not find the child: we check each home"
    )


def test_what_is_not_known_is_said_and_none_is_something_else(engine: sa.Engine) -> None:
    ask_around(engine)
    said = told(engine)
    assert about(said, "Child 1, disability") == "Not known"
    assert about(said, "Child 2, disability") == "None"
    assert about(said, "The referral, kind of home") == "Not known"


def test_nothing_protected_in_the_record_is_ever_said(engine: sa.Engine) -> None:
    ask_around(engine)
    text = json.dumps(told(engine).as_json()).casefold()
    assert [name for name, canary in CANARIES.items() if canary.casefold() in text] == []
    assert "yo11aa" not in text.replace(" ", "")


def test_every_name_of_the_record_in_somebodys_words_is_refused(engine: sa.Engine) -> None:
    ask_around(engine)
    for field in REFUSED:
        write(engine, f"Kind and funny. Ask {CANARIES[field]} first.")
        with pytest.raises(Recognisable) as refused:
            told(engine)
        assert refused.value.found[0].words.casefold() in CANARIES[field].casefold(), field
        assert {one.where for one in refused.value.found} == {"The referral, pen picture"}
    assert about(told(engine, pen_picture="Kind and funny."), "The referral, pen picture") == "Kind and funny."


def test_a_fact_can_be_left_out_and_one_child_told_of_alone(engine: sa.Engine) -> None:
    ask_around(engine)
    said = told(engine, leave_out=["wishes"], children=["C-2"])
    assert [part.heading for part in said.parts] == ["The referral", "Child 1"]
    assert about(said, "The referral, brothers and sisters") == (
        "Another home is looked for besides, for 1 brother or sister"
    )
    assert about(said, "Child 1, age") == "6"
    assert not any(fact.about == "Wishes" for _, fact in said.facts())
    with pytest.raises(Refused, match="No fact has this name"):
        told(engine, leave_out=["surname"])
    with pytest.raises(Refused, match="does not name every child"):
        told(engine, children=["C-3"])


def test_facts_that_few_children_share_are_shown_without_a_number(engine: sa.Engine) -> None:
    ask_around(engine)
    with records_for(engine, OFFICER) as records:
        flags = flags_of(records, Ask("R-1"), TODAY)
        assert flags_of(records, Ask("R-1", children=["C-2"]), TODAY) == ()
    assert flags == ("Child 1: fewer than 6 of 4 children in the record share: language: sorani",)


def test_a_referral_is_asked_about_only_as_far_as_it_may_be_shared(engine: sa.Engine) -> None:
    ask_around(engine)
    with records_for(engine, OFFICER) as records:
        found = prepare(records, Ask("R-1"), NOW)
        assert [one.provider.ref for one in found.to_ask] == ["P-2"]
        assert [one.approach.provider.ref for one in found.wave.waiting] == ["P-4", "P-5"]
        assert len(found.notes) == 1
    write(engine, None, share_with=ShareWith.FRAMEWORK)
    with records_for(engine, OFFICER) as records:
        found = prepare(records, Ask("R-1"), NOW)
        assert ("P-5", "The referral is to be shared with framework providers only.") in [
            (one.provider.ref, one.because) for one in found.left_out
        ]
    write(engine, None, share_with=ShareWith.IN_HOUSE)
    with records_for(engine, OFFICER) as records, pytest.raises(Refused, match="not to be shared outside"):
        prepare(records, Ask("R-1"), NOW)


def test_whoever_may_not_see_sensitive_facts_prepares_nothing(engine: sa.Engine) -> None:
    ask_around(engine)
    finance = Viewer("Sam Invented", Role.FINANCE)
    with records_for(engine, finance) as records, pytest.raises(NotPermitted):
        prepare(records, Ask("R-1"), NOW)


def test_an_age_in_days_is_shown_as_nearly_a_date_of_birth(engine: sa.Engine) -> None:
    ask_around(engine)
    write(engine, "A boy of four days; his sister is a six-week-old. Quiet for some weeks.")
    with records_for(engine, OFFICER) as records:
        flags = prepare(records, Ask("R-1", children=["C-2"]), NOW).flags
    assert flags == (
        "The referral, pen picture: “of four days” is nearly a date of birth",
        "The referral, pen picture: “six-week-old” is nearly a date of birth",
    )
