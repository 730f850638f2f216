"""Somebody at a desk without a browser: opens pages, fills in forms, reads what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx2

from tests.api.visitors import csrf_in

TONIGHT = {
    "children": "1",
    "needed-day": "5",
    "needed-month": "6",
    "needed-year": "2026",
    "needed-time": "22:00",
    "name1": "Wren",
    "dob1-day": "9",
    "dob1-month": "5",
    "dob1-year": "2017",
    "sex1": "F",
    "risks1": "none",
    "postcode1": "YO1 1AA",
}
"""The six facts of one child, as typed."""


@dataclass
class Desk:
    """One signed-in person."""

    client: httpx2.Client
    csrf: str = field(default="", repr=False)
    path: str = "/"

    def __post_init__(self) -> None:
        self.csrf = csrf_in(self.client.get(self.path))

    def open(self, path: str, status: int = 200) -> str:
        """A page's text; it answers as expected."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code} {said(answer.text)[:1500]}"
        return unescape(answer.text)

    def send(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form of our own; names with a hyphen are given with an underscore in its place."""
        data = {name.replace("_", "-"): value for name, value in fields.items()} | {"csrf": self.csrf}
        return self.client.post(path, data=data)

    def goes_on(self, path: str, **fields: Any) -> str:
        """Send a form that is accepted, and return the address it leads to."""
        answer = self.send(path, **fields)
        assert answer.status_code == 303, f"{path}: {answer.status_code} {said(answer.text)[:1500]}"
        return str(answer.headers["location"])

    def refused(self, path: str, status: int = 422, /, **fields: Any) -> str:
        """Send a form that is refused, and return the page that says why."""
        answer = self.send(path, **fields)
        assert answer.status_code == status, f"{path}: {answer.status_code} {said(answer.text)[:1500]}"
        assert "There is a problem" in answer.text
        return unescape(answer.text)


def said(text: str) -> str:
    """The words of a page without its tags."""
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))
    return re.sub(r" ([,.:;])", r"\1", words)


def value_of(page: str, name: str) -> str | None:
    """What stands in a box of a page."""
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*value="([^"]*)"', page)
    if found is None:
        found = re.search(rf'<textarea[^>]*name="{re.escape(name)}"[^>]*>([^<]*)</textarea>', page)
    return found[1] if found else None


def is_chosen(page: str, name: str, value: str) -> bool:
    """Whether a radio or a box is ticked, or an entry of a list chosen."""
    tick = rf'<input[^>]*name="{re.escape(name)}"[^>]*value="{re.escape(value)}"[^>]*checked'
    entry = rf'<select[^>]*name="{re.escape(name)}".*?<option value="{re.escape(value)}" selected'
    return bool(re.search(tick, page) or re.search(entry, page, re.DOTALL))
