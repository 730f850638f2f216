"""An address for every page: one line for each whose own path has a gap, filled by what `things.py` made beforehand.

A new page without a gap needs nothing here. A new page with one gets a line, and where the thing behind it is not in
the demonstration a few lines in `things.py`; without them `test_every_page.py` says which page is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from api.routing import Route

EXAMPLES: Mapping[str, str] = {
    "/what-comes-next/chart.svg": "/what-comes-next/chart.svg",
    "/placement-team/{ref}": "/placement-team/R-101?part=4",
    "/placement-team/{ref}/why": "{why}",
    "/placement-team/{ref}/ask": "/placement-team/R-104/ask",
    "/placement-team/{ref}/gaps": "/placement-team/R-101/gaps",
    "/placement-team/{ref}/ways": "/placement-team/R-101/ways",
    "/readings/{number}": "{reading}",
    "/readings/{number}/pack.{ending}": "{pack}/pack.pdf",
    "/decisions/{number}/pack/{ref}": "{decision}/pack/{child}",
    "/approaches/{reference}": "{approach}",
    "/approaches/{reference}/paper.{ending}": "{approach}/paper.pdf",
    "/offers/{number}": "{offer}",
    "/offers/{number}/decide": "{offer}/decide",
    "/decisions/{number}": "{decision}",
    "/decisions/{number}/note.{ending}": "{decision}/note.pdf",
    "/decisions/{number}/child/{ref}.{ending}": "{decision}/child/{child}.pdf",
    "/children/{ref}": "/children/C-9001",
    "/children/{ref}/wishes": "/children/C-9001/wishes",
    "/shortlists/{number}": "{shortlist}",
    "/shortlists/{number}/paper.{ending}": "{shortlist}/paper.pdf",
    "/notices/{number}": "{notice}",
    "/homes/{ref}": "/homes/H-003",
    "/homes/{ref}/availability": "/homes/H-003/availability",
    "/loading/{name}": "/loading/position",
    "/loading/{name}/template.xlsx": "/loading/carers/template.xlsx",
    "/uploads/{reference}": "{upload}",
    "/uploads/{reference}/findings.{form}": "{upload}/findings.csv",
    "/same-or-not/{name}/{number}": "{match}",
    "/loads/{number}": "{load}",
    "/loads/{number}/findings.{form}": "{load}/findings.xlsx",
    "/scenarios/{number}.toml": "/scenarios/{scenario}.toml",
    "/providers/{ref}": "/providers/IFA-1",
    "/providers/{ref}/paper.{form}": "/providers/IFA-1/paper.pdf",
    "/invest/{number}": "{programme}",
    "/invest/{number}/paper.{form}": "{programme}/paper.xlsx",
    "/invest/{number}/programme.toml": "{programme}/programme.toml",
    "/accounts/{number}": "/accounts/1",
    "/board/{picture}.svg": "/board/children.svg",
    "/releases/{number}": "{release}",
    "/releases/{number}/{picture}.svg": "{release}/children.svg",
    "/published/{name}": "{published}",
    "/published/{name}/paper.{form}": "{published}/paper.pdf",
    "/published/{name}/figures.csv": "{published}/figures.csv",
    "/published/{name}/{picture}.svg": "{published}/children.svg",
}
BESIDE: Mapping[str, tuple[str, ...]] = {
    "/placement-team/{ref}": ("/placement-team/R-104?rule=bed-free",),
    "/referrals/new": ("/referrals/new?copy=R-101",),
    "/levers": ("/levers?entries=-20",),
    "/offers": ("/offers?state=all",),
    "/providers": ("/providers?ages=10-15&order=-kept",),
    "/contracts": ("/contracts?beds=4&fixed=&besides=1&spot=2",),
}
"""Other looks of the same page, worth judging as well."""


class NoExample(AssertionError):
    """A page whose path has a gap that nothing fills."""


def addresses(route: Route, things: Mapping[str, str]) -> list[str]:
    """The addresses at which a page is looked at. Raises NoExample."""
    pattern = EXAMPLES.get(route.path, route.path.replace(".{form}", ".html"))
    try:
        return [one.format_map(things) for one in (pattern, *BESIDE.get(route.path, ()))]
    except KeyError as gap:
        raise NoExample(
            f"Give an example for {route.path} in tests/journeys/examples.py; nothing called {gap} was made."
        ) from gap
