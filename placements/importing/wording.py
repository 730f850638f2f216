"""Words as people write them, brought to one form so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_NOT_WORD = re.compile(r"[^0-9a-z]+")
# "a) Male", "s) NOBT", "(iii) other": the place in somebody's list, not part of the value.
_LIST_PREFIX = re.compile(r"^\s*\(?[a-z]{1,4}\)\s*", re.IGNORECASE)
# "E1: Placement order", "PR4 - Private provision": a code and its meaning.
_CODE_AND_MEANING = re.compile(r"^([^\s:–-]+)\s*(?::|\s[-–])\s*\S")


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """The text in small letters without accents, punctuation or double spaces."""
    bare = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    return _NOT_WORD.sub(" ", "".join(mark for mark in bare if not unicodedata.combining(mark)).casefold()).strip()


def squeezed(text: str) -> str:
    """As `plain`, without any spaces: "Reg 27" and "reg27" are one."""
    return plain(text).replace(" ", "")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one but for case and spaces; letters of any script count."""
    return one.casefold().split() == other.casefold().split()


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """How alike two plain texts are, from 0 to 1; texts that cannot be as alike as asked are not looked at closely."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= at_least else 0.0


def without_prefix(text: str) -> str:
    """The text without its place in a list: "a) Male" is "Male"."""
    return _LIST_PREFIX.sub("", text, count=1).strip()


def code_in_front(text: str) -> str | None:
    """The code of "E1: Placement order" or "b) PR1 - Own provision"; None where no code stands in front."""
    found = _CODE_AND_MEANING.match(without_prefix(text))
    return found.group(1) if found else None
