"""A child's no and a home kept empty, by form: what each changes in a search, and that each can be taken back."""

from __future__ import annotations

import re

from placements.permissions import Role
from tests.api.pages.conftest import At
from tests.api.pages.forms import Desk, said
from tests.api.pages.test_objects import _day

NO = {"says": "veto", "about": "home", "value": "H-1", "held-words": "Not there again.", "held-by": "Sam"} | _day(
    "held-on", 5, 6
)


def suggested(page: str) -> set[str]:
    """The homes that a search suggests or lists as options."""
    return set(re.findall(r'app-option__title">\d+\. (H-\d)', page))


def test_a_childs_no_is_recorded_counts_in_every_search_and_is_taken_back(duty: Desk) -> None:
    assert "H-1" in suggested(duty.open("/placement-team/R-2"))
    assert duty.goes_on("/children/C-3/wishes/held", **NO) == "/children/C-3/wishes#held"
    assert "Says no" in said(duty.open("/children/C-3"))
    after = duty.open("/placement-team/R-2")
    assert "The child said no" in after, "out of what is suggested, never out of sight"
    number = re.search(r"/wishes/(\d+)/back", duty.open("/children/C-3/wishes"))
    assert number
    other = f"/children/C-1/wishes/{number[1]}/back"
    assert duty.send(other, **{f"back-{number[1]}": "It is fine."}).status_code == 404, "another child's wish"
    duty.goes_on(f"/children/C-3/wishes/{number[1]}/back", **{f"back-{number[1]}": "It is fine now."})
    assert "The child said no" not in duty.open("/placement-team/R-2")


def test_a_wish_that_names_nothing_is_refused_and_kept_as_typed(duty: Desk) -> None:
    assert "Say which one" in duty.refused("/children/C-3/wishes/held", **(NO | {"value": ""}))
    assert "Not there again." in duty.refused("/children/C-3/wishes/held", 404, **(NO | {"value": "H-99"}))
    kind = NO | {"about": "kind", "kind": "childrens_home", "value": ""}
    assert duty.goes_on("/children/C-3/wishes/held", **kind)
    assert duty.goes_on("/children/C-3/wishes/held", **(NO | {"about": "smoking", "value": ""}))
    assert duty.goes_on("/children/C-3/wishes/held", **(NO | {"about": "area", "value": "York"}))
    assert at_least(duty.open("/children/C-3/wishes"), "Says no", 4)


def at_least(page: str, words: str, times: int) -> bool:
    return said(page).count(words) >= times


def test_a_home_is_kept_empty_by_a_named_person_and_released(duty: Desk, at: At) -> None:
    keep = {"keep-reason": "For brothers who come on Monday."} | _day("keep-to", 12, 6)
    assert "Give the day on which" in duty.refused("/homes/H-1/keep-empty", **{"keep-reason": "For brothers."})
    past = duty.refused("/homes/H-1/keep-empty", **(keep | _day("keep-to", 4, 6)))
    assert "For brothers who come on Monday." in past
    assert duty.goes_on("/homes/H-1/keep-empty", **keep) == "/homes/H-1#kept-empty"
    assert "until 12 June 2026 by Emergency_Duty Example" in said(duty.open("/homes/H-1"))
    assert "H-1" not in suggested(duty.open("/placement-team/R-2"))
    assert "For brothers who come on Monday." in at(Role.SUPERVISING_SOCIAL_WORKER).open("/homes/H-1")
    assert at(Role.SUPERVISING_SOCIAL_WORKER).send("/homes/H-1/release", release_reason="No.").status_code == 403
    duty.goes_on("/homes/H-1/release", release_reason="They went home.")
    assert "H-1" in suggested(duty.open("/placement-team/R-2"))
