"""The page on loading names addresses, lists and limits as they are."""

from __future__ import annotations

import re

from api.loading_words import choices
from api.routes import ROUTES
from api.uploads import KEPT_FOR, MEGABYTE, MOST_BYTES
from placements.permissions import Role, Viewer
from tests.docs.test_documents import ROOT

PAGE = (ROOT / "docs" / "how-to" / "load-lists.md").read_text(encoding="utf-8")


def test_every_address_on_the_page_is_one_of_the_programs() -> None:
    paths = {route.path for route in ROUTES if route.method == "GET"}
    assert set(re.findall(r"`(/[a-z-]+)`", PAGE)) == {"/loading", "/same-or-not", "/loads", "/data-quality"} & paths


def test_every_list_that_can_be_loaded_stands_on_the_page_and_in_a_group() -> None:
    groups = choices(Viewer("ada", Role.ADMINISTRATOR), {})
    missing = [one.title for _, lists in groups for one in lists if one.title not in PAGE]
    assert missing == []
    assert [heading for heading, _ in groups if heading not in PAGE] == []


def test_the_limits_on_the_page_are_those_of_the_program() -> None:
    assert f"At most {MOST_BYTES // MEGABYTE} MB are read" in PAGE
    assert ("half an hour" in PAGE) == (KEPT_FOR.total_seconds() == 30 * 60)
