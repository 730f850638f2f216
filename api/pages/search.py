"""A search, as the duty worker sees it: whom to ring first, what each home meets and lacks, and why others are out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from api.house import house_of
from api.pages.placement_team import URGENCY_TAGS, URGENCY_WORDS
from api.searches import search_for
from api.security import SignedIn
from api.shapes.search import LeftOut, NearMiss, Option, SearchAnswer, nearly_alike
from api.templating import page
from api.words import count, listed, moment
from matching.candidates import Status
from placements.errors import NotFound
from placements.models.referral import Urgency

SHOWN_AT_ONCE = 5
MOST_PARTS = 2**12


@dataclass(frozen=True)
class Together:
    """Children who would live together: their options, what is not known, what nearly fits, who is left out."""

    who: str
    several: bool
    options: tuple[Option, ...]
    unknown: tuple[Option, ...]
    near_misses: tuple[tuple[NearMiss, list[str]], ...]
    left_out: tuple[LeftOut, ...]

    @property
    def always(self) -> list[str]:
        """What stands against every home alike, such as an assessment that brothers or sisters must live apart."""
        said = [[rule.because for rule in one.rules] for one in self.left_out]
        if not said or self.options or self.unknown:
            return []
        return [because for because in said[0] if all(because in others for others in said)]

    @property
    def in_short(self) -> str:
        """How many homes there are, for a line that opens into them."""
        if self.options:
            best = max(option.fit for option in self.options)
            return f"{count(len(self.options), 'home')}, best fit {best:.0f}"
        return f"no home known, {len(self.unknown)} to ask" if self.unknown else "no home known"


def search(
    request: Request, person: SignedIn, ref: str, part: Annotated[int, Query(ge=0, le=MOST_PARTS)] = 0
) -> Response:
    """Draw the search for one referral; that it was made is written down first.

    `part` chooses who would live together: 0 for all of them, then each part of a group of brothers and sisters.
    """
    answer = search_for(house_of(request), person.viewer, ref)
    bundles = bundles_of(answer)
    if part >= max(1, len(bundles)):
        raise NotFound("These children have no such part.", given=part, do_next="Choose one from the list on the page.")
    urgency = Urgency(answer.urgency)
    return page(
        request,
        "search.html",
        title=f"Homes for {_names(answer, [child.child for child in answer.children])}",
        person=person,
        answer=answer,
        bundles=bundles,
        part=part,
        at_once=SHOWN_AT_ONCE,
        called={child.child: child.name or child.child for child in answer.children},
        needed_by=moment(answer.needed_by),
        urgency=URGENCY_WORDS[urgency],
        tag=URGENCY_TAGS.get(urgency, "govuk-tag--grey"),
    )


def bundles_of(answer: SearchAnswer) -> list[Together]:
    """The answer by who would live together: the whole group first, then its parts from large to small."""
    lists = (answer.options, answer.near_misses, answer.excluded)
    bundles = {tuple(one.children) for group in lists for one in group}
    ordered = sorted(bundles, key=lambda bundle: (-len(bundle), bundle))
    return [_together(answer, bundle) for bundle in ordered]


def _together(answer: SearchAnswer, bundle: tuple[str, ...]) -> Together:
    mine = [option for option in answer.options if tuple(option.children) == bundle]
    return Together(
        who=_names(answer, bundle),
        several=len(bundle) > 1,
        options=tuple(option for option in mine if option.status != Status.UNKNOWN),
        unknown=tuple(option for option in mine if option.status == Status.UNKNOWN),
        near_misses=tuple(nearly_alike(one for one in answer.near_misses if tuple(one.children) == bundle)),
        left_out=tuple(one for one in answer.excluded if tuple(one.children) == bundle),
    )


def _names(answer: SearchAnswer, children: Iterable[str]) -> str:
    called = {child.child: child.name or child.child for child in answer.children}
    return listed([called.get(child, child) for child in children])
