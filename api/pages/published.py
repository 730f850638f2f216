"""The public pages: no sign-in, made only of released snapshots, kept until the register changes."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from api.board.drawing import chart_of, shown_with
from api.house import house_of
from api.pages.board import LETTERS
from api.pages.paper_page import file_of
from api.planning_papers import certificate_of
from api.published import as_csv, everything, one_published, picture_in, version
from api.reports.board import board_paper
from api.shapes.board import BoardDocument
from api.templating import About, bare_page

CHECK_FIRST = {"Cache-Control": "no-cache"}
"""A browser may keep the page and must ask before it shows it again: what is withdrawn is gone at once."""


def published_list(request: Request) -> Response:
    """Everything that is published now."""
    house = house_of(request)

    def drawn() -> str:
        releases = everything(house)
        newest = picture_in(releases[0]) if releases else None
        return bare_page(
            request, "published_list.html", _about(newest), title="What we have published", releases=releases
        )

    return HTMLResponse(house.answers.kept("published", version(house), drawn), headers=CHECK_FIRST)


def published(request: Request, name: str) -> Response:
    """One publication as it was frozen; not changed since is said in a word."""
    house = house_of(request)
    release = one_published(house, name)
    headers = {**CHECK_FIRST, "ETag": f'"{release.digest[:32]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)

    def drawn() -> str:
        picture = picture_in(release)
        context = shown_with(picture, f"/published/{name}/")
        return bare_page(
            request, "published.html", _about(picture), title=release.title, release=release, forms=LETTERS, **context
        )

    return HTMLResponse(house.answers.kept(("published", name), version(house), drawn), headers=headers)


def chart(request: Request, name: str, picture: str) -> Response:
    """One of a publication's charts, drawn from its frozen figures."""
    drawn = chart_of(picture_in(one_published(house_of(request), name)), picture)
    return Response(drawn, media_type="image/svg+xml", headers=CHECK_FIRST)


def figures(request: Request, name: str) -> Response:
    """A publication's figures as a plain table to take away, under a name that says nothing."""
    text = as_csv(picture_in(one_published(house_of(request), name)))
    headers = {**CHECK_FIRST, "Content-Disposition": 'attachment; filename="figures.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def paper(request: Request, name: str, form: str) -> Response:
    """A publication as a paper to keep or print, written from its frozen figures; each form is made once."""
    house = house_of(request)
    found = one_published(house, name)
    written = board_paper(picture_in(found), certificate_of(found))
    answer = house.answers.kept(
        ("published paper", name, form), version(house), lambda: file_of(written, found.name, form)
    )
    answer.headers.update(CHECK_FIRST)
    return answer


def document(request: Request, name: str) -> BoardDocument:
    """A publication's figures for other programs."""
    return picture_in(one_published(house_of(request), name))


def _about(picture: BoardDocument | None) -> About:
    return About(picture.authority, picture.demonstration) if picture else About("", demonstration=False)
