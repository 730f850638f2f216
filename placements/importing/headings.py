"""Finding the headings of a page: under titles, over one line or two, merged or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from placements.importing.pages import Cell, Line, Page
from placements.importing.wording import plain

_LOOK_AT = 40


@dataclass(frozen=True)
class Heading:
    """A column's heading: where it stands, its words as shown, and the forms by which it may be known."""

    position: int
    shown: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Headed:
    """A page parted into the lines above the headings, the headings with their own lines, and the lines below."""

    page: Page
    above: tuple[Line, ...]
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    below: tuple[Line, ...]


def find_headings(page: Page, is_known: Callable[[str], bool]) -> Headed | None:
    """The headings: the line, or pair of lines, with the most known words; else the first line of several texts.

    `is_known` says whether a plain text is the name of a column. None where no line could be one of headings.
    """
    candidates = [
        (index, span, _headings(page.lines[index : index + span]))
        for index in range(min(len(page.lines), _LOOK_AT))
        for span in (1, 2)
        if index + span <= len(page.lines)
    ]
    best = max(candidates, key=lambda found: (_known(found[2], is_known), -found[1], -found[0]), default=None)
    if best is None:
        return None
    if not _known(best[2], is_known):
        unknown = (found for found in candidates if found[1] == 1 and len(found[2]) > 1)
        best = next(unknown, candidates[0])
    index, span, headings = best
    return Headed(page, page.lines[:index], page.lines[index : index + span], headings, page.lines[index + span :])


def _known(headings: tuple[Heading, ...], is_known: Callable[[str], bool]) -> int:
    return sum(any(map(is_known, heading.forms)) for heading in headings)


def _headings(lines: tuple[Line, ...]) -> tuple[Heading, ...]:
    if len(lines) == 1:
        texts = [_text(cell) for cell in lines[0].cells]
        return tuple(Heading(position, text, (plain(text),)) for position, text in enumerate(texts) if plain(text))
    upper, lower = lines
    found = []
    width = max(len(upper.cells), len(lower.cells))
    for position, (over, under, own) in enumerate(_pairs(upper, lower, width)):
        joined = f"{over} {under}".strip() if under else own
        forms = tuple(dict.fromkeys(filter(None, map(plain, (joined, under or own)))))
        if forms:
            found.append(Heading(position, joined, forms))
    return tuple(found)


def _pairs(upper: Line, lower: Line, width: int) -> list[tuple[str, str, str]]:
    """For each column: the upper words, carried right over merged cells; the lower words; the upper words alone."""
    pairs, carried = [], ""
    for position in range(width):
        own, under = _text(upper.at(position)), _text(lower.at(position))
        carried = own or carried
        pairs.append((carried, under, own))
    return pairs


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
