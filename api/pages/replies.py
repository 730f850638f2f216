"""Logging replies: pasted e-mails are read by the reference on the paper and the lines of its answer form."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response

from api.changing import or_again
from api.forms import Filled, Typed
from api.house import house_of
from api.security import SignedIn
from api.signin import Person
from api.templating import page
from placements.errors import HomewardError
from placements.importing.load import import_noun
from placements.importing.outcome import ImportResult

MOST = 200_000
UNREADABLE = 422


def replies_form(request: Request, person: SignedIn) -> Response:
    """An empty box to paste into."""
    return _form(request, person, Typed())


def replies(request: Request, person: SignedIn, filled: Filled) -> Response:
    """Log what can be read; where anything cannot, nothing is logged, and each line says what to put right."""

    def step() -> Response:
        text = filled.must("pasted", "Paste at least one reply with its reference, such as HW-7K3M-Q2XD", most=MOST)
        filled.refuse_if_wrong()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pasted.txt"
            path.write_text(text, encoding="utf-8")
            result = import_noun(house_of(request).engine, person.viewer, "replies", path)
        if result.refused:
            return _form(request, person, filled, result=result, status=UNREADABLE)
        return _form(request, person, Typed(), result=result)

    return or_again(step, lambda error, status: _form(request, person, filled, problem=error, status=status))


def _form(
    request: Request,
    person: Person,
    filled: Typed,
    *,
    result: ImportResult | None = None,
    problem: HomewardError | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        "replies.html",
        title=f"{'Error: ' if problem or (result and result.refused) else ''}Log replies",
        person=person,
        status=status,
        result=result,
        typed=filled,
        problem=problem,
    )
