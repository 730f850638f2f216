"""Names hidden at first: no mention of a home is left, wherever it stands, and nothing else changes."""

from __future__ import annotations

import re
from string import ascii_uppercase

import pytest

from api.hiding import letter, letters_of, replaced, without_names
from tests.api.options_made_up import an_answer, an_option


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")])
def test_homes_have_letters_as_columns_have(place: int, letters: str) -> None:
    assert letter(place) == letters


def test_letters_are_never_given_twice() -> None:
    given = [letter(place) for place in range(2000)]
    assert len(set(given)) == 2000
    assert given[:26] == list(ascii_uppercase)


def test_no_mention_of_a_home_is_left() -> None:
    one = an_option(
        ["C-1"], "H-1", 80.0, home_name="Noel and Mavis", because="H-1 is above H-12; Noel and Mavis have a dog."
    )
    other = an_option(["C-1"], "H-12", 60.0, rank=2, because="Not H-1.")
    hidden = without_names(an_answer([one, other]))
    text = hidden.model_dump_json()
    assert re.search(r"\bH-\d", text) is None
    assert "Noel" not in text
    assert [option.home for option in hidden.options] == ["Home A", "Home B"]
    assert [option.fit for option in hidden.options] == [80.0, 60.0]


def test_the_letters_follow_the_order_of_the_answer() -> None:
    answer = an_answer([an_option(["C-1"], home, 50.0) for home in ("H-9", "H-3")])
    assert letters_of(answer) == {"H-9": "Home A", "H-3": "Home B"}


def test_a_document_without_homes_stays_as_it_is() -> None:
    assert replaced({"a": "H-1"}, {}) == {"a": "H-1"}
    assert replaced({"a": 'H-1 "x"'}, {"H-1": "Home A"}) == {"a": 'Home A "x"'}
