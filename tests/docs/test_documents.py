"""Documents tell the truth: generated pages are what the program says, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs import commands, costs, import_checks, referral_json, roles

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MADE = [commands, costs, import_checks, referral_json, roles]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.PAGE.name)
def test_a_generated_page_is_what_the_program_says(made: ModuleType) -> None:
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), f"run: python -m {made.__name__}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), f"{target} in {document.name}"


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("0*.md")}
