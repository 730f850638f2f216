"""The page of the commissioners names addresses that exist, and a section for each of their stories."""

from __future__ import annotations

import re

import pytest

from api.market_routes import MARKET
from api.routes import ROUTES
from tests.docs.test_documents import ROOT

PAGE = (ROOT / "docs" / "how-to" / "commissioners.md").read_text(encoding="utf-8")
ADDRESSES = sorted(set(re.findall(r"`(/[a-z][^`?]*)", PAGE)))
STORIES = 14


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_on_the_page_is_one_of_the_programs(address: str) -> None:
    assert address in {route.path for route in ROUTES if route.method == "GET"}


def test_every_page_of_the_market_stands_on_it() -> None:
    pages = {route.path for route in MARKET if route.method == "GET" and "{" not in route.path}
    assert pages <= set(ADDRESSES)


def test_each_story_has_its_section() -> None:
    assert re.findall(r"^## (\d+)\.", PAGE, re.MULTILINE) == [str(number + 1) for number in range(STORIES)]
