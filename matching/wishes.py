"""What a child wants of a home, held against one: it is so there, it is not, or nobody wrote it down."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from matching import words
from matching.child_facts import WishFact
from matching.household import HomeDuring
from placements.models.base import Known
from placements.models.wish import WishAbout, WishSays

ANY_PET = frozenset({"any", "pets", "pet", "animals"})
UNKNOWN_COUNTS = 0.5
_KNOWN = {Known.YES: True, Known.NO: False}


def holds(wish: WishFact, there: HomeDuring) -> bool | None:
    """Whether what a wish is about is so in a home during a stay; None where a fact is missing."""
    home, value = there.home, wish.value.strip().casefold()
    if wish.about is WishAbout.HOME:
        return home.ref.casefold() == value
    if wish.about is WishAbout.KIND:
        return home.kind.value == value
    if wish.about is WishAbout.AREA:
        return None if home.la_code is None else home.la_code.casefold() == value
    if wish.about is WishAbout.SMOKING:
        return _KNOWN.get(home.smokers)
    if wish.about is WishAbout.PETS:
        return _pets(there, value)
    return any(one.ref is not None and one.ref.casefold() == value for one in there.companions)


def _pets(there: HomeDuring, value: str) -> bool | None:
    pets, kinds = _KNOWN.get(there.home.pets), (there.home.pet_kinds or "").casefold()
    if pets is not True or value in ANY_PET:
        return pets
    return value.rstrip("s") in kinds if kinds else None


def met(wishes: Sequence[WishFact], there: HomeDuring) -> float | None:
    """The share of these wishes that a home meets, one that is not known counting half; None where none is known."""
    answers = [_met(wish, there) for wish in wishes]
    if all(answer is None for answer in answers):
        return None
    return math.fsum(UNKNOWN_COUNTS if answer is None else answer for answer in answers) / len(answers)


def _met(wish: WishFact, there: HomeDuring) -> bool | None:
    so = holds(wish, there)
    return so if so is None or wish.says is WishSays.WANTS else not so


_KINDS = {
    "fostering": "a foster home",
    "kinship": "a home with relatives or friends",
    "parent": "a parent's home",
    "supported": "supported accommodation",
    "other": "another kind of home",
}


def said(wish: WishFact, la_name: Callable[[str], str]) -> str:
    """What a wish is about, in words that follow "wants" or "said no to"; `la_name` names an authority by its code."""
    value = wish.value.strip()
    match wish.about:
        case WishAbout.HOME:
            return value
        case WishAbout.KIND:
            return _KINDS.get(value.casefold()) or words.a(words.plain(value.casefold()))
        case WishAbout.AREA:
            return f"a home in {la_name(value.upper())}"
        case WishAbout.SMOKING:
            return "a home where somebody smokes"
        case WishAbout.PETS:
            pets = "pets" if value.casefold() in ANY_PET else words.a(value.casefold().rstrip("s"))
            return f"a home with {pets}"
        case WishAbout.LIVING_WITH:
            return f"a home with {value} in it"
