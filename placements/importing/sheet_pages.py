"""Which page of a file holds which sheet of a noun."""

from __future__ import annotations

from collections.abc import Callable

from placements.importing.cells import as_text
from placements.importing.headings import Headed, find_headings
from placements.importing.nouns import Noun, Sheet
from placements.importing.pages import Page
from placements.importing.wording import squeezed

# The first cell of the pages that a template adds to explain itself: they hold no data.
NOTES_TITLE = "About this workbook"
LISTS_TITLE = "Lists of the choices"


def pages_of(noun: Noun, pages: tuple[Page, ...], knows: Callable[[Sheet], Callable[[str], bool]]) -> dict[str, Page]:
    """The page of each sheet that the file has: by its name; the first sheet also by its headings.

    A CSV file, and a workbook of one page without a sheet's name, hold the noun's first sheet.
    """
    data = [page for page in pages if page.lines and not explains(page)]
    first = noun.sheets[0]
    if len(pages) == 1 and pages[0].strict_width:
        return {first.name: pages[0]}
    named = {sheet.name: page for sheet in noun.sheets for page in data if _same_name(page.name, sheet.name)}
    others = [page for page in data if page not in named.values()]
    if first.name not in named and others:
        scores = [(_known(page, knows(first)), -index) for index, page in enumerate(others)]
        score, index = max(scores)
        if score or len(others) == 1:
            named[first.name] = others[-index]
    return named


def explains(page: Page) -> bool:
    """Whether a page belongs to the template's own explanations."""
    return bool(page.lines) and as_text(page.lines[0].at(0)) in {NOTES_TITLE, LISTS_TITLE}


def _same_name(one: str, other: str) -> bool:
    return squeezed(one).rstrip("s") == squeezed(other).rstrip("s")


def _known(page: Page, is_known: Callable[[str], bool]) -> int:
    headed: Headed | None = find_headings(page, is_known)
    if headed is None:
        return 0
    return sum(any(map(is_known, heading.forms)) for heading in headed.headings)
