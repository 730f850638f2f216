"""Sentences that differ only in the child they name, said once: "Tell Fitch's, Hob's and Ned's school by 8 June"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from api.words import listed
from matching.rules.rule import DRAFT_WORDS

DRAFTS = "Draft rules are not yet signed by a legal reviewer: they warn, and leave nobody out."


def is_draft(because: str) -> bool:
    """Whether a sentence is that of a draft rule."""
    return because.startswith(DRAFT_WORDS)


def undrafted(because: str) -> str:
    """A sentence without the words that say it is a draft, for a list that says so itself."""
    return because.removeprefix(DRAFT_WORDS)


def said_together(sentences: Iterable[str], names: Sequence[str]) -> list[str]:
    """The sentences in order, those that differ only in which of these children they name joined into one."""
    found: dict[str, list[str]] = {}
    for sentence in sentences:
        name = next((name for name in names if re.search(rf"\b{re.escape(name)}\b", sentence)), None)
        key = sentence if name is None else re.sub(rf"\b{re.escape(name)}\b('s)?", _place, sentence)
        whom = found.setdefault(key, [])
        if name is not None and name not in whom:
            whom.append(name)
    return [_filled(key, whom) for key, whom in found.items()]


_WHOSE, _WHO = "\x00whose\x00", "\x00who\x00"


def _place(match: re.Match[str]) -> str:
    return _WHOSE if match.group(1) else _WHO


def _filled(key: str, names: list[str]) -> str:
    return key.replace(_WHOSE, listed([f"{name}'s" for name in names])).replace(_WHO, listed(names))
