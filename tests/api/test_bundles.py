"""What is said of homes: once for the children alike, once for the homes alike, and nothing is lost."""

from __future__ import annotations

from api.bundles import Together
from api.shapes.search import Option, Said
from tests.api.options_made_up import an_option

CHILDREN = ("Fitch", "Hob", "Ned")
ONCE = "Tell Fitch's, Hob's and Ned's school by 8 June 2026."


def a_home(name: str, *warned: str) -> Option:
    told = [Said(id="told", because=because) for because in warned]
    return an_option(list(CHILDREN), name, 80.0).model_copy(update={"warnings": told})


def together(*options: Option) -> Together:
    return Together(CHILDREN, CHILDREN, "Fitch, Hob and Ned", options, (), (), ())


def of_each() -> list[str]:
    return [f"Tell {name}'s school by 8 June 2026." for name in CHILDREN]


def test_what_one_home_alone_asks_is_said_with_it_once_for_all_its_children() -> None:
    home = a_home("H-1", *of_each(), "A dog lives there.")
    assert together(home).care(home) == [ONCE, "A dog lives there."]
    assert together(home).whatever == []


def test_what_every_home_asks_is_said_beside_them_and_with_none() -> None:
    homes = (a_home("H-1", *of_each(), "A dog lives there."), a_home("H-2", *of_each()))
    both = together(*homes)
    assert both.whatever == [ONCE]
    assert [both.care(home) for home in homes] == [["A dog lives there."], []]
