"""The page of the rules is the one that the catalogue and the specifications make, and names every rule."""

from __future__ import annotations

from matching.rules.catalogue import every_rule
from tests.docs.rules import PAGE, page


def test_the_page_of_rules_is_the_one_the_rules_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.docs.rules"


def test_every_rule_stands_on_the_page_with_its_source() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for rule in every_rule():
        assert f"\n### {rule.id}\n" in text
        assert f"| source | {rule.citation} |" in text
