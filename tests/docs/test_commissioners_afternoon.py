"""A commissioner's afternoon, as the tutorial tells it, from the returns to the board paper."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.docs.console import ROOT, run_page

TUTORIAL = ROOT / "docs" / "tutorial" / "commissioners-afternoon.md"


@pytest.mark.walkthrough
def test_every_command_of_the_afternoon_prints_what_the_tutorial_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_page(TUTORIAL, tmp_path) >= 15
    paragraphs = [one.text for one in docx.Document(str(tmp_path / "board.docx")).paragraphs]
    assert paragraphs[0].startswith("Children in our care and their homes")
    assert "Draft: not released." in paragraphs
