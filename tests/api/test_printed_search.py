"""A search in print: each thing said once, a child's no shown apart, what no home knows not said of each."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from api.printing.alike import said_together, undrafted
from api.printing.options import print_search
from api.shapes.search import SearchAnswer
from matching.child_facts import ChildFacts, WishFact
from matching.home_facts import HomeFacts
from placements.models.child import Together
from placements.models.referral import Plan
from placements.models.wish import WishAbout, WishSays
from tests.matching.asked import searched
from tests.worlds import a_bed, a_child, a_home, a_request, siblings

ASH, BIRCH = a_child("C-1", name="Ash"), a_child("C-2", name="Birch")


def printed(*homes: HomeFacts, children: tuple[ChildFacts, ...] = (ASH,), **facts: Any) -> str:
    asked = {name: facts.pop(name) for name in ("plan",) if name in facts}
    found = searched(a_request(*children, **asked), *homes, **facts)
    console = Console(file=io.StringIO(), width=400)
    print_search(console, SearchAnswer.model_validate({**found.as_json(), "search": 1}))
    output = console.file
    assert isinstance(output, io.StringIO)
    return output.getvalue()


def test_sentences_that_differ_only_in_the_child_are_said_once_for_all_of_them() -> None:
    said = [
        "First visit to Ash by Friday.",
        "First visit to Birch by Friday.",
        "Ash's case.",
        "Birch's case.",
        "A bed.",
    ]
    assert said_together(said, ["Ash", "Birch"]) == [
        "First visit to Ash and Birch by Friday.",
        "Ash's and Birch's case.",
        "A bed.",
    ]


def test_a_name_within_another_word_is_no_name() -> None:
    assert said_together(["Ashfield is near.", "Birchwood is near."], ["Ash", "Birch"]) == [
        "Ashfield is near.",
        "Birchwood is near.",
    ]


def test_that_rules_are_drafts_is_said_once_and_not_in_every_line() -> None:
    told = printed(a_home("H-1"), a_home("H-2"))
    assert told.count("not yet signed by a legal reviewer") == 1
    assert told.count("Draft rule: First visit to Ash by") == 1
    assert undrafted("Draft rule, not yet signed by a legal reviewer: Look.") == "Look."


def test_brothers_who_live_together_share_their_clocks() -> None:
    told = printed(a_home("H-1"), a_home("H-2"), children=(ASH, BIRCH))
    assert "Draft rule: First visit to Ash and Birch by" in told


def test_children_who_must_live_apart_are_each_shown_in_full_and_none_as_an_alternative() -> None:
    apart = siblings("C-1", "C-2", assessed=Together.APART)
    told = printed(a_home("H-1"), a_home("H-2"), children=(ASH, BIRCH), relations=apart)
    assert "No home takes them all together" in told
    assert "Ring first, for Ash (12): 2 homes" in told
    assert "Ring first, for Birch (12): 2 homes" in told
    assert "\nOr:" not in told


def test_parts_of_a_group_that_can_live_together_are_the_alternatives() -> None:
    told = printed(a_home("H-1"), children=(ASH, BIRCH))
    assert "Ring first, for Ash (12) and Birch (12): 1 home" in told
    assert "\nOr:\n     Ash (12): 1 home, H-1" in told


def test_a_home_the_child_said_no_to_is_shown_apart_with_the_reason() -> None:
    ash = a_child("C-1", name="Ash", wishes=(WishFact(WishAbout.HOME, "H-1", WishSays.VETO),))
    told = printed(a_home("H-1"), a_home("H-2"), children=(ash,))
    ring, refused = told.split("\nNot suggested, for a child said no")
    assert "H-2" in ring
    assert "H-1" not in ring
    assert "Ash said no to H-1." in refused
    assert "H-1" not in refused.split("Try in turn")[-1] or "Try in turn" not in refused


def test_what_no_home_knows_of_a_journey_is_not_said_of_each() -> None:
    nowhere = a_child("C-1", name="Ash", home=None, school=None)
    told = printed(a_home("H-1"), a_home("H-2"), children=(nowhere,))
    assert "not known, " not in told.split("Ring first")[1].split("Whatever")[0]
    assert "how far" not in told
    assert "how far from home is not known" in printed(a_home("H-1"), a_home("H-2", position=None))


def test_an_approval_that_the_plan_brings_is_said_once_below() -> None:
    told = printed(a_home("H-1"), a_home("H-2"), plan=Plan.LONG_TERM_FOSTER)
    assert told.count("A long-term match needs its own decision") == 1
    assert "Approval: that of the plan, below." in told


def test_where_there_is_nobody_the_cheapest_change_comes_first() -> None:
    told = printed(a_home("H-1", beds=()))
    first, rest = told.split("The cheapest way to a home: ")
    assert "Ask before" not in first
    assert rest.startswith("an answer about H-1")
    nobody = printed(a_home("H-1", beds=(a_bed(1),), residents=()), children=(ASH, BIRCH, a_child("C-3", name="Cedar")))
    assert "The cheapest way to a home" in nobody
