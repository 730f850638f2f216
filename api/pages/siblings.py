"""Brothers and sisters: together, two and one, one and one and one, side by side."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from api.bundles import bundles_of, names_in
from api.hiding import without_names
from api.house import house_of
from api.pages.search import assessments_of, may_do
from api.searches import search_for
from api.security import SignedIn
from api.templating import page
from api.ways import ways_of


def ways(request: Request, person: SignedIn, ref: str) -> Response:
    """Draw the ways of living for one referral; that it was searched is written down first."""
    house = house_of(request)
    answer = search_for(house, person.viewer, ref)
    said = assessments_of(house, person, answer)
    shown = without_names(answer) if house.settings.hide_names else answer
    children = [child.child for child in shown.children]
    bundles = bundles_of(shown)
    return page(
        request,
        "siblings.html",
        title=f"Together or apart: {names_in(shown, children)}",
        person=person,
        answer=shown,
        assessments=said,
        shapes=ways_of(children, bundles),
        part_of={bundle.children: place for place, bundle in enumerate(bundles)},
        called={child.child: child.name or child.child for child in shown.children},
        may=may_do(person),
    )
