"""The page of the placement team names addresses that exist, and every page of the desk stands on it."""

from __future__ import annotations

import re

import pytest

from api.routes import ROUTES
from tests.docs.test_documents import ROOT

PAGE = (ROOT / "docs" / "how-to" / "placement-team.md").read_text(encoding="utf-8")
ADDRESSES = sorted(set(re.findall(r"`(/[a-z][^`?]*)", PAGE)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_on_the_page_is_one_of_the_programs(address: str) -> None:
    patterns = [re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route.path)) for route in ROUTES if route.method == "GET"]
    assert any(re.fullmatch(pattern, address) for pattern in patterns)


def test_the_page_names_the_setting_that_hides_names() -> None:
    from api.settings import Settings

    assert "HOMEWARD_HIDE_NAMES" in PAGE
    assert Settings.model_fields["hide_names"].default is False
