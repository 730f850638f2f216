"""The reference page of the indicators is what their definitions say."""

from __future__ import annotations

from placements.indicators.catalogue import MEASURES
from tests.docs import indicators


def test_the_page_of_indicators_is_what_their_definitions_say() -> None:
    assert indicators.PAGE.read_text(encoding="utf-8") == indicators.page(), "run: python -m tests.docs.indicators"


def test_every_definition_names_its_readers_and_what_is_hidden_by_known_letters() -> None:
    for measure in MEASURES:
        meant = measure.definition
        assert meant.readers
        assert set(meant.readers.split()) <= set(indicators.READERS)
        assert meant.hiding
        assert set(meant.hiding.split()) <= set(indicators.HIDING)
