"""A referral from a file: six facts at midnight are enough, and what is wrong is named."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from matching.answer import SearchAnswer
from matching.referral_file import read_referral
from matching.service import search
from placements.errors import NotFound, Refused
from placements.permissions import Role, Viewer
from placements.repository.records import records_for
from tests.matching.town import settle
from tests.worlds import TODAY

DUTY = Viewer("Dot Invented", Role.EMERGENCY_DUTY)
MIDNIGHT: dict[str, Any] = {
    "needed_by": "2026-06-05T23:30:00",
    "kind": "emergency",
    "duration": "emergency",
    "siblings": "none",
    "children": [{"dob": "2017-03-03", "sex": "F", "risks": "none", "constraints": "none"}],
}
AVOID = {
    "kind": "avoid_area",
    "reason": "a person of concern",
    "decided_by": "Dot Invented",
    "value": "POLYGON((-1.2 53.9, -1.0 53.9, -1.0 54.0, -1.2 54.0, -1.2 53.9))",
}


def found(engine: sa.Engine, given: Any) -> SearchAnswer:
    """The answer to a search for a referral that was never loaded."""
    with records_for(engine, DUTY) as records:
        return search(records, given, today=TODAY)


def changed(**entries: Any) -> dict[str, Any]:
    """The midnight referral with other entries."""
    return deepcopy(MIDNIGHT) | entries


def child(**entries: Any) -> dict[str, Any]:
    """The midnight referral with other facts of the child."""
    return changed(children=[MIDNIGHT["children"][0] | entries])


@pytest.fixture
def town(engine: sa.Engine) -> sa.Engine:
    """The tiny town in a database."""
    settle(engine)
    return engine


def test_six_facts_at_midnight_find_homes_and_say_what_was_not_known(town: sa.Engine) -> None:
    answer = found(town, MIDNIGHT)
    assert {option.home for option in answer.options} >= {"H-1", "H-2"}
    assert answer.options[0].status.value == "eligible"
    assert answer.as_json()["marked"] == "emergency: incomplete"
    assert "Not known: child 1: allergies." in answer.missing_facts
    assert answer.request.urgency.value == "tonight"


def test_a_file_answers_as_its_contents_do(town: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "referral.json"
    path.write_text(json.dumps(MIDNIGHT), encoding="utf-8")
    answers = [found(town, given).as_json() for given in (MIDNIGHT, path, str(path))]
    for answer in answers:
        answer.pop("seconds")
    assert answers[0] == answers[1] == answers[2]


def test_an_area_to_avoid_leaves_out_the_homes_inside_it(town: sa.Engine) -> None:
    answer = found(town, child(constraints=[AVOID]))
    assert {option.home for option in answer.options} == {"H-3", "K-1"}
    assert answer.excluded_by_rule()["avoid-area"] == 3


def test_a_loaded_child_may_be_named_in_a_file(town: sa.Engine) -> None:
    by_file = found(town, changed(children=[{"child": "C-1"}, {"child": "C-2"}], siblings="unknown"))
    assert by_file.options[0].children == ("C-1", "C-2")
    assert by_file.request.children[0].called == "Ash"
    with pytest.raises(NotFound, match="C-99"):
        found(town, changed(children=[{"child": "C-99"}]))


def test_siblings_of_a_file_are_kept_together_or_apart(town: sa.Engine) -> None:
    two = [MIDNIGHT["children"][0] | {"child": name} for name in ("A", "B")]
    pair = {"a": "A", "b": "B", "relation": "full", "assessed": "apart_must"}
    answer = found(town, changed(children=two, siblings=[pair]))
    assert {len(option.children) for option in answer.options} == {1}


def test_unknown_is_an_answer_and_excludes_nothing_by_itself(town: sa.Engine) -> None:
    answer = found(town, child(dob="unknown", sex="unknown", risks="unknown", constraints="unknown"))
    statuses = {option.home: option.status.value for option in answer.options}
    assert statuses["H-1"] == "eligible"
    assert statuses["H-2"] == "unknown"
    assert "H-4" in statuses


@pytest.mark.parametrize(
    ("fact", "named"),
    [("dob", "date of birth"), ("sex", "sex"), ("risks", "risks"), ("constraints", "what the plan requires of a home")],
)
def test_a_fact_that_nobody_wrote_down_is_not_known_and_never_none(town: sa.Engine, fact: str, named: str) -> None:
    left = {name: value for name, value in MIDNIGHT["children"][0].items() if name != fact}
    answer = found(town, changed(children=[left]))
    assert f"Not known: child 1: {named}." in answer.missing_facts
    assert answer.as_json()["complete"] is False


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({name: value for name, value in MIDNIGHT.items() if name != "needed_by"}, "needed_by"),
        (changed(children=[]), "children"),
        (changed(needed_by="soon"), "soon"),
        (changed(colour="red"), "colour"),
        (changed(duration="a while"), "a while"),
        (child(dob="1901-01-01"), "1901"),
        (child(dob="31/12/2017"), "31/12/2017"),
        (child(sex="x"), "sex"),
        (child(school_year=14), "school_year"),
        (child(supervision=9), "supervision"),
        (child(needs=[{"domain": "autism", "level": 5}]), "level"),
        (child(needs=[{"domain": "magic", "level": 1}]), "magic"),
        (child(constraints=[{"kind": "alone", "reason": "", "decided_by": "A"}]), "reason"),
        (child(constraints=[{"kind": "alone", "reason": "a"}]), "decided_by"),
        (changed(siblings=[{"a": "Q", "b": "Z", "relation": "full"}]), "Q and Z"),
        (changed(siblings=[{"a": "child 1", "b": "child 1", "relation": "full"}]), "child 1"),
        (changed(children=[{"child": "C-1"}, {"child": "C-1"}]), "C-1"),
        ([], "referral"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named(given: Any, named: str) -> None:
    with pytest.raises(Refused) as refused:
        read_referral(given)
    assert named in str(refused.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[1, 2]", b""])
def test_a_file_that_is_no_referral_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "referral.json"
    path.write_bytes(content)
    with pytest.raises(Refused):
        read_referral(path)


def test_a_shape_that_cannot_be_read_is_asked_about_and_excludes_nobody(town: sa.Engine) -> None:
    answer = found(town, child(constraints=[AVOID | {"value": "near the station"}]))
    assert "avoid-area" not in answer.excluded_by_rule()
    assert {option.status.value for option in answer.options} == {"unknown"}


def test_a_wrong_entry_is_named_once_in_the_words_of_the_file() -> None:
    wrong = {"needed_by": "2026-06-05T22:00", "children": [{"dob": "9 May", "sex": "girl", "risk": "none"}]}
    with pytest.raises(Refused) as refused:
        read_referral(wrong)
    told = str(refused.value)
    assert [told.count(f"children.0.{entry}:") for entry in ("dob", "sex", "risk")] == [1, 1, 1]
    assert not any(machinery in told for machinery in ("ChildIn", "tuple", "union", "needed_by: "))
