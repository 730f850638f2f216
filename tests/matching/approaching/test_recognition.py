"""Nobody can be recognised by what goes out: every way in which somebody could be is found, and said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.approaching.anonymous import AnonymousReferral, Fact, Part, from_json
from matching.approaching.everyday_words import NOBODY, ORDINARY
from matching.approaching.recognition import Recognisable, recognisable, refuse_recognisable
from placements.repository.identities import Identities

AROUND = Identities(
    names=(
        ("Zebedee", "the child's name"),
        ("Joshua", "the name of a brother or sister"),
        ("Will", "the name of a brother or sister"),
        ("maternal aunt (Quenby)", "a relative or friend"),
        ("Thorne household", "the name of a home"),
        ("Elmswick Fostering (agency)", "where the child lives"),
        ("Mirk Lane Primary School", "the child's school"),
    ),
    council="York",
    phrases=(("Old Mill Academy", "a school"), ("Ada Fairweather", "a carer's name"), ("York", "a school")),
    references=(("C-9001", "the child's reference"), ("H-7", "the reference of a home")),
    postcodes=frozenset({"YO11AA"}),
)


def said(words: str, *, free: bool = True) -> AnonymousReferral:
    return AnonymousReferral("York", "A home", (Part("Child 1", (Fact("Pen picture", words, free=free),)),), ())


def found(words: str, *, free: bool = True) -> list[tuple[str, str]]:
    return [(one.words, one.because) for one in recognisable(said(words, free=free), AROUND)]


@pytest.mark.parametrize(
    ("words", "given_away"),
    [
        ("zebedee likes football", "zebedee"),
        ("He is ZEBEDEE.", "ZEBEDEE"),
        ("Zebedee's bike", "Zebedee's"),
        ("Zebedée and others", "Zebedée"),
        ("his brother Josh", "Josh"),
        ("Zebadee, misspelt", "Zebadee"),
        ("with Will at weekends", "Will"),
        ("Quenby rings on Sundays", "Quenby"),
        ("Mrs Thorne knows him", "Thorne"),
        ("walks to Mirk school", "Mirk"),
        ("once at Old Mill Academy", "old mill academy"),
        ("stayed with Ada Fairweather", "ada fairweather"),
        ("see C-9001", "C-9001"),
        ("lived at h-7", "H-7"),
        ("lives at YO1 1AA", "YO1 1AA"),
        ("near yo624ab", "yo624ab"),
        ("somewhere in YO31", "YO31"),
        ("ring 01904 551550", "01904 551550"),
        ("ring 07700 900123", "07700 900123"),
        ("ring +44 7700 900 123", "+44 7700 900 123"),
        ("mail a.b@example.org", "a.b@example.org"),
        ("see www.example.org/x", "www.example.org/x"),
        ("born 12/03/2017", "12/03/2017"),
        ("born 2017-03-12", "2017-03-12"),
        ("birthday on 12th March", "12th March"),
        ("NHS 943 476 5919", "943 476 5919"),
        ("at 14 Mill Lane", "14 Mill Lane"),
    ],
)
def test_what_gives_somebody_away_is_found_with_its_very_words(words: str, given_away: str) -> None:
    assert given_away in [what for what, _ in found(words)]


@pytest.mark.parametrize(
    "words",
    [
        "He will need an early night and likes to walk down the lane.",
        "His mother and maternal aunt see him in York.",
        "A primary school child who lives with carers; wants a home of his own.",
        "Long-term fostering with an agency; support for the carers.",
        "Year 7, key stage 3, 20 minutes by car, 3 times a week, level 4.",
        "Best with brothers; loves motorbikes, chips and (sometimes) broccoli.",
    ],
)
def test_ordinary_words_are_left_in_peace(words: str) -> None:
    assert found(words) == []


def test_words_of_our_own_are_not_taken_for_names_but_names_in_them_are_found() -> None:
    assert found("Will live in York", free=False) == []
    assert found("Zebedee", free=False) == [("Zebedee", "the child's name")]


def test_the_refusal_says_which_words_and_where_and_what_to_do() -> None:
    with pytest.raises(Recognisable) as refused:
        refuse_recognisable(said("Zebedee, of YO1 1AA"), AROUND)
    assert "Child 1, pen picture: “Zebedee” (the child's name)" in str(refused.value)
    assert "--pen-picture" in str(refused.value)
    told = refused.value.as_json()["found"]
    assert told == [
        {"where": "Child 1, pen picture", "words": "Zebedee", "because": "the child's name"},
        {"where": "Child 1, pen picture", "words": "YO1 1AA", "because": "a postcode"},
    ]


NAMES = st.text(st.sampled_from("bcdfghklmnprstvaeiou"), min_size=3, max_size=9).filter(
    lambda word: word not in NOBODY | ORDINARY
)


@given(
    name=NAMES, before=st.sampled_from(["", "with ", "and (", "“"]), after=st.sampled_from(["", "'s dog", ", who", ")"])
)
def test_no_name_of_the_record_ever_goes_out(name: str, before: str, after: str) -> None:
    around = Identities(((name.title(), "the child's name"),), "York", (), (), frozenset())
    for shown in (name, name.title(), name.upper()):
        assert recognisable(said(f"{before}{shown}{after}"), around)


def test_what_is_said_is_kept_and_read_again_whole() -> None:
    kept = said("Kind.")
    assert from_json(kept.as_json()) == kept
    assert [fact.about for _, fact in kept.without("pen PICTURE").facts()] == []
