"""Names hidden at the first screen: homes are letters until somebody asks, so that what they offer is read first."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from api.shapes.search import SearchAnswer

SEVERAL = ("options", "near_misses", "excluded", "unknown")


def letter(place: int) -> str:
    """The letters of the nth home from 0 on: A to Z, then AA, AB and so on."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def letters_of(answer: SearchAnswer) -> dict[str, str]:
    """The letter of every home of an answer, in the order in which it first stands there."""
    homes = dict.fromkeys(one.home for group in SEVERAL for one in getattr(answer, group))
    return {home: f"Home {letter(place)}" for place, home in enumerate(homes)}


def without_names(answer: SearchAnswer) -> SearchAnswer:
    """The answer with every mention of a home, by reference or by name, replaced by its letter."""
    letters = letters_of(answer)
    names = {one.home_name: letters[one.home] for one in answer.options if one.home_name}
    hidden = replaced(answer.model_dump(mode="json"), {**names, **letters})
    for option in hidden["options"]:
        option["home_name"] = None
    return SearchAnswer.model_validate(hidden)


def replaced(document: dict[str, Any], letters: Mapping[str, str]) -> dict[str, Any]:
    """A document in which every one of these words, wherever it stands as a word of its own, is another."""
    if not letters:
        return document
    quoted = {json.dumps(word, ensure_ascii=False)[1:-1]: to for word, to in letters.items()}
    pattern = "|".join(re.escape(word) for word in sorted(quoted, key=len, reverse=True))
    text = json.dumps(document, ensure_ascii=False)
    answer: dict[str, Any] = json.loads(
        re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda one: quoted[one.group()], text)
    )
    return answer
