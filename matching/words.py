"""How days, lists and ages are said in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

_IN_WORDS = {
    "childrens_home": "children's home",
    "parent_child": "parent and child",
    "uasc": "unaccompanied asylum seekers",
    "within_72h": "within 72 hours",
}
"""Codes whose own letters do not say enough."""


@lru_cache(maxsize=4_096)
def day(on: dt.date) -> str:
    """A day as people write it: 5 June 2026."""
    return f"{on.day} {on:%B %Y}"


def sentence(phrase: str) -> str:
    """A phrase as a sentence: a capital first letter and a full stop."""
    return f"{phrase[:1].upper()}{phrase[1:]}."


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence joined by commas and a last "and"."""
    every = list(parts)
    if len(every) <= 1:
        return "".join(every)
    return f"{', '.join(every[:-1])} and {every[-1]}"


def plain(code: str) -> str:
    """A code of a closed list as words: self_harm becomes self harm."""
    return _IN_WORDS.get(code, code.replace("_", " "))


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 bed, 2 beds."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def a(noun: str) -> str:
    """A noun with its article: a dog, an aunt's."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def aged(age: int | None) -> str:
    """A child by age, for somebody whose name is nobody's business here."""
    return "a child whose age is not known" if age is None else f"a child aged {age}"
