"""Everything the checks find in random returns is what a naive reading finds, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.importing.ssda903.checks.registry import CHECKS
from tests.oracles import ssda903 as oracle
from tests.placements.importing.ssda903.checking import checked
from tests.placements.importing.ssda903.random_returns import write_random_returns
from tests.placements.importing.ssda903.towns import POSTCODES, YORK
from tests.scale import scaled

Found = set[tuple[str, str, str, int | None, str | None]]


def found_by_the_checks(returns: dict[Path, int]) -> Found:
    return {(fault.rule, fault.level.value, fault.file, fault.row, fault.column) for fault in checked(returns)}


def found_by_the_oracle(returns: dict[Path, int]) -> Found:
    entries = [oracle.read(path, year) for path, year in returns.items()]
    return oracle.findings(oracle.World(entries, POSTCODES, YORK))


@settings(max_examples=scaled(2_000))
@given(seed=st.integers(0, 2**40))
def test_the_checks_find_what_a_naive_reading_finds(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    returns = write_random_returns(tmp_path_factory.mktemp("returns"), seed)
    assert found_by_the_checks(returns) == found_by_the_oracle(returns)


def test_random_returns_break_every_rule_and_leave_most_children_whole(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The comparison above would mean little if the random returns never broke a rule, or broke them all."""
    folder = tmp_path_factory.mktemp("returns")
    found = [found_by_the_oracle(write_random_returns(folder / str(seed), seed)) for seed in range(250)]
    rules = {rule for one in found for rule, *_ in one}
    assert rules == {check.id for check in CHECKS}
    without_errors = sum(all(level == "W" for _, level, *_ in one) for one in found)
    assert 25 <= without_errors <= 225
