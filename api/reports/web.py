"""A paper as one HTML file that stands alone: headings, tables with captions, pictures with alternatives."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from api.reports.paper import LANGUAGE, Kind, Paper, Part, Picture

NUMBERS = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.PER_CENT, Kind.MONEY})


def as_html(paper: Paper) -> bytes:
    """The paper as HTML 5 in UTF-8; it asks nothing of any server."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("api.reports", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters |= {"kind": kind_of, "drawn": _drawn}
    return templates.get_template("paper.html").render(paper=paper, language=LANGUAGE, numbers=NUMBERS).encode()


def kind_of(part: Part) -> str:
    """What a part is, by its name, for a template that draws each in its own way."""
    return type(part).__name__


def _drawn(picture: Picture) -> Markup:
    """The SVG itself without its prologue: our own drawing, hidden from a reader who hears the alternative."""
    svg = picture.svg.decode()
    return Markup(svg[svg.index("<svg") :].replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704
