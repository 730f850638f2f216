"""The ways to what is published, and to preparing and signing it."""

from __future__ import annotations

from api.pages import board, published, releases
from api.routing import Audience, Group, Open, Route, in_group
from api.shapes.board import BoardDocument
from placements.permissions import Permission

PERSON, PROGRAM = Audience.PERSON, Audience.PROGRAM
P = Permission

PUBLISHING: tuple[Route, ...] = in_group(
    Group.BOARD,
    Route(
        "GET",
        "/board",
        board.board,
        P.SEE_INDICATORS,
        PERSON,
        menu="Board",
        purpose="Six numbers about our children, where they live, what is likely to come, and the money.",
    ),
    Route("GET", "/board/{picture}.svg", board.chart, P.SEE_INDICATORS, PERSON),
    Route("GET", "/board/paper.{form}", board.paper, P.SEE_INDICATORS, PERSON),
    Route("GET", "/board/two-pages.{form}", board.two_pages, P.SEE_INDICATORS, PERSON),
    Route(
        "GET",
        "/releases",
        releases.releases,
        P.SEE_RELEASES,
        PERSON,
        menu="Publishing",
        purpose="Freeze the board's figures, have them checked and signed by two people, and publish them.",
    ),
    Route("POST", "/releases", releases.prepare, P.PREPARE_RELEASES, PERSON),
    Route("GET", "/releases/{number}", releases.one_release, P.SEE_RELEASES, PERSON),
    Route("GET", "/releases/{number}/{picture}.svg", releases.chart, P.SEE_RELEASES, PERSON),
    Route("POST", "/releases/{number}/sign-figures", releases.sign_figures, P.SIGN_FIGURES, PERSON),
    Route("POST", "/releases/{number}/sign-publication", releases.sign_publication, P.SIGN_RELEASES, PERSON),
    Route("POST", "/releases/{number}/release", releases.publish, P.PREPARE_RELEASES, PERSON),
    Route("POST", "/releases/{number}/withdraw", releases.take_back, P.PREPARE_RELEASES, PERSON),
    Route("GET", "/published", published.published_list, Open.PUBLIC, PERSON),
    Route("GET", "/published/{name}", published.published, Open.PUBLIC, PERSON),
    Route("GET", "/published/{name}/figures.csv", published.figures, Open.PUBLIC, PERSON),
    Route("GET", "/published/{name}/paper.{form}", published.paper, Open.PUBLIC, PERSON),
    Route("GET", "/published/{name}/{picture}.svg", published.chart, Open.PUBLIC, PERSON),
    Route("GET", "/api/v1/published/{name}", published.document, Open.PUBLIC, PROGRAM, answers=BoardDocument),
)
