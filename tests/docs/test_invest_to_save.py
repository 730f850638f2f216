"""The how-to on investing tells the truth: its files are read, and every figure of the worked case is the program's."""

from __future__ import annotations

from pathlib import Path

from api.shapes.invest import run_rate_shape
from forecasting.funnel_anchors import ANCHORS
from forecasting.investing.programme import DEDUCTIONS, SIZE_WORD
from forecasting.investing.programme_file import programme_from_toml, read_programme
from forecasting.investing.run_rate import block_a_child
from tests.docs.test_documents import ROOT

PAGE = ROOT / "docs" / "how-to" / "invest-to-save.md"
EXAMPLE = ROOT / "docs" / "how-to" / "example" / "programme.toml"
SUPPLY = ROOT / "docs" / "explanation" / "supply.md"


def plain(path: Path) -> str:
    return " ".join(path.read_text(encoding="utf-8").split())


def test_the_file_in_the_text_is_a_programme() -> None:
    parts = PAGE.read_text(encoding="utf-8").split("```toml")[1:]
    made = programme_from_toml("\n".join(part.split("```")[0] for part in parts), "page")
    assert [action.size for action in made.actions] == [6]
    assert [one.name for one in made.deductions] == ["backfill"]


def test_every_action_and_deduction_is_in_the_text() -> None:
    text = plain(PAGE)
    for kind, word in SIZE_WORD.items():
        assert f"| `{kind.value}` | `{word}` |" in text
    for name in DEDUCTIONS:
        assert name in text or name == "very dear homes come down"
    assert "very dear homes that come down" in text


def test_the_worked_case_is_what_the_program_says() -> None:
    rate, text = read_programme(EXAMPLE).run_rate, plain(PAGE)
    assert rate is not None
    for one in rate.lines:
        for number, pence in zip((one.before, one.after), one.pence, strict=True):
            assert f"{number} x £{one.pence_a_year // 100:,} = £{pence // 100:,}" in text
    assert f"{rate.in_lines[1]} children, £{rate.pence[1] // 100:,} | -£{-rate.why.total // 100:,}" in text
    assert f"£{rate.why.volume // 100:,} more" in text
    assert f"£{-rate.why.mix // 100:,} less" in text
    residential, fostering = rate.lines[1].name, rate.lines[0].name
    assert f"{rate.worth_of(residential, fostering):.2f} agency places" in text
    for filled in (3, 2):
        assert f"£{(block_a_child(16_600_000, 4, filled) or 0) // 100:,}" in text
    assert run_rate_shape(rate).change_pence["total"] == rate.why.total


def test_every_anchor_of_recruitment_is_in_the_text() -> None:
    text = plain(SUPPLY)
    for name, anchor in ANCHORS.items():
        said = name.split(",")[0]
        weight = "-" if anchor.only_where_nothing else f"{anchor.weight:.0f}"
        assert said.split(" to ")[0] in text
        assert f"| {weight}" in text
