"""Whether somebody could be recognised by the words that go out: what was found, in which words, and where.

Looked for: every name around the child that the record holds (short forms and near spellings too), schools, homes and
carers anywhere in the record, references, postcodes, dates, streets, telephone numbers, e-mail and web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from matching.approaching.anonymous import AnonymousReferral, Fact
from matching.approaching.everyday_words import NOBODY, ORDINARY
from placements.errors import Refused
from placements.importing.names import may_be_same
from placements.importing.wording import likeness, plain
from placements.repository.identities import Identities

SHORT_FORM = "the same but for short forms of names"
LONG_ENOUGH_TO_MISSPELL = 6
NEARLY = 0.8
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ROADS = "Road|Street|Lane|Avenue|Close|Drive|Court|Crescent|Terrace|Grove|Gardens|Square|Rd|Ave"
PATTERNS = (
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE), "a postcode"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "an e-mail address"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), "a web address"),
    (re.compile(r"(?<!\d)(?:\+44|0)(?:[ ()-]?\d){9,10}(?!\d)"), "a telephone number"),
    (re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}(?!\d)"), "a date"),
    (re.compile(r"(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"), "a date"),
    (re.compile(r"(?<!\d)\d(?: ?\d){5,}(?!\d)"), "a long number"),
    (re.compile(rf"\b(?:\d+[a-z]? )?[A-Z][\w'’-]+ (?:{ROADS})\b"), "a street"),
)
PLACES = frozenset({"a postcode", "a street"})
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
BIRTHDAY = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})|(?:{MONTHS}) \d{{1,2}})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Words that would give somebody away: where they stand, the words, and whose they are."""

    where: str
    words: str
    because: str

    def __str__(self) -> str:
        return f"{self.where}: “{self.words}” ({self.because})"


class Recognisable(Refused):
    """The paper is not written: somebody could be recognised by it."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        self.found = found
        super().__init__(
            "Somebody could be recognised by these words, so nothing was written or recorded.",
            given="; ".join(map(str, found)),
            do_next="Change them in the referral, give other words in place of the pen picture (--pen-picture), or "
            "leave the fact out (--leave-out).",
        )

    def as_json(self) -> dict[str, object]:
        """The refusal with every finding apart."""
        found: list[dict[str, Any]] = [vars(one) for one in self.found]
        return super().as_json() | {"found": found}


def refuse_recognisable(said: AnonymousReferral, around: Identities) -> None:
    """Refuse words by which anybody could be recognised. Raises Recognisable with every one of them."""
    found = recognisable(said, around)
    if found:
        raise Recognisable(found)


def recognisable(said: AnonymousReferral, around: Identities) -> tuple[Found, ...]:
    """Everything by which somebody could be recognised, in the order of the paper, each once."""
    names = _words_of_names(around)
    phrases = tuple((f" {plain(words)} ", whose) for words, whose in around.phrases if " " in plain(words))
    found = [
        Found(where, words, because)
        for where, fact in said.facts()
        if fact.said is not None
        for words, because in _in_fact(fact, fact.said, names, phrases, around)
    ]
    return tuple(dict.fromkeys(found))


def addresses_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Words that say where somebody is to be found (a postcode, a street), each once."""
    told = [
        found.group(0)
        for text in texts
        for pattern, what in PATTERNS
        if what in PLACES
        for found in pattern.finditer(text)
    ]
    return tuple(dict.fromkeys(told))


def _words_of_names(around: Identities) -> dict[str, str]:
    """Each word of a name that tells people apart, with whose it is; the first of several wins."""
    council = set(plain(around.council).split())
    names: dict[str, str] = {}
    for name, whose in around.names:
        for word in plain(name.replace("-", " ")).split():
            if len(word) > 1 and not word.isdigit() and word not in NOBODY and word not in council:
                names.setdefault(word, whose)
    return names


def _in_fact(
    fact: Fact, text: str, names: dict[str, str], phrases: Iterable[tuple[str, str]], around: Identities
) -> Iterator[tuple[str, str]]:
    for token in WORD.findall(text):
        yield from _names_in(token, names, free=fact.free)
    for reference, whose in around.references:
        if re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", text, re.IGNORECASE):
            yield reference, whose
    if not fact.free:
        return
    for pattern, what in (*PATTERNS, (BIRTHDAY, "a date")):
        yield from ((match.group().strip(), what) for match in pattern.finditer(text))
    yield from _outward(text, around.postcodes)
    whole = f" {plain(text)} "
    yield from ((phrase.strip(), whose) for phrase, whose in phrases if phrase in whole)


def _names_in(token: str, names: dict[str, str], *, free: bool) -> Iterator[tuple[str, str]]:
    """The names that a word is, is short for, or misspells; hyphenated words are looked at part by part too."""
    bare = re.sub(r"['’]s?$", "", token)
    capital = token[:1].isupper()
    for part in dict.fromkeys((bare, *bare.split("-"))):
        word = plain(part)
        if word in ORDINARY and not (free and capital):
            continue
        if word in names:
            yield token, names[word]
            return
        alike = next((name for name in names if _alike(word, name, capital=free and capital)), None)
        if alike is not None:
            yield token, f"like {names[alike]}"
            return


def _alike(word: str, name: str, *, capital: bool) -> bool:
    if len(word) < 2 or word in NOBODY:  # noqa: PLR2004 - a single letter is like every name
        return False
    if may_be_same(word, name) == SHORT_FORM:
        return True
    long_enough = min(len(word), len(name)) >= LONG_ENOUGH_TO_MISSPELL
    return capital and long_enough and likeness(word, name, NEARLY) >= NEARLY


def _outward(text: str, postcodes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The first half of a postcode, of the areas in which the child's own postcodes lie."""
    areas = sorted({found.group() for postcode in postcodes if (found := re.match(r"[A-Z]{1,2}(?=\d)", postcode))})
    if areas:
        pattern = re.compile(rf"\b(?:{'|'.join(areas)})\d{{1,2}}\b(?! ?\d[A-Z]{{2}})")
        yield from ((match.group(), "half a postcode") for match in pattern.finditer(text))
