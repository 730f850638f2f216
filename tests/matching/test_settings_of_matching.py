"""Weights and local policy are checked when they are read, and the bad value is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from matching.policy import PUBLISHED as POLICY
from matching.policy import published_policy, read_policy
from matching.weights import PUBLISHED, Factor, Weights, published_weights, read_weights
from placements.errors import Refused

TEXT = PUBLISHED.read_text(encoding="utf-8")
POLICY_TEXT = POLICY.read_text(encoding="utf-8")


def test_the_published_weights_are_those_of_the_matching_model() -> None:
    assert list(published_weights().points.values()) == [10, 35, 15, 5, 10, 10, 10, 5]


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("needs = 35", "needs = 36", "101"),
        ("needs = 35", "needs = -35", "needs"),
        ("needs = 35", 'needs = "most"', "most"),
        ("needs = 35", "needs = nan", "nan"),
        ("needs = 35", "needs = true", "True"),
        ("needs = 35\n", "", "needs"),
        ("needs = 35", "needs = 35\ncost = 1", "cost"),
        ('version = "2026-1"\n', "", "version"),
        ("[weights]", "[weight]", "[weights]"),
        ("needs = 35", "needs = = 35", "read"),
    ],
)
def test_wrong_weights_are_refused_by_name(tmp_path: Path, before: str, after: str, named: str) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(TEXT.replace(before, after), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_weights(path)
    assert named in str(refused.value)


def test_weights_of_fractions_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    path.write_text(
        TEXT.replace("needs = 35", "needs = 34.5").replace("wishes = 10", "wishes = 10.5"), encoding="utf-8"
    )
    assert read_weights(path).points[Factor.NEEDS] == 34.5


def test_weights_made_in_a_program_are_checked_as_well() -> None:
    with pytest.raises(Refused, match="sum to 8"):
        Weights("test", "test", dt.date(2026, 4, 1), dict.fromkeys(Factor, 1.0))


def test_the_policy_names_its_owner_and_its_review() -> None:
    policy = published_policy()
    assert policy.owner
    assert policy.in_force_from < policy.review_on
    assert policy.vacancy_stale_after_days == 7


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("detour = 1.3", "detour = 0", "detour"),
        ("detour = 1.3\n", "", "travel"),
        ("detour = 1.3", "detours = 1.3", "travel"),
        ("short = 182", "short = -1", "stay_days"),
        ("vacancy_stale_after_days = 7", "vacancy_stale_after_days = 0", "vacancy_stale_after_days"),
        ("[minutes]", "[minute]", "minutes"),
        ("version =", "nothing =", "policy"),
        ('version = "2026-1"', "version = 3", "version"),
        ("review_on = 2027-03-31", "review_on = 2025-03-31", "review_on"),
    ],
)
def test_a_wrong_policy_is_refused_by_name(tmp_path: Path, before: str, after: str, named: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(POLICY_TEXT.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_policy(path)
    assert named in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_weights(tmp_path / "none.toml")
    with pytest.raises(Refused):
        read_policy(tmp_path / "none.toml")
