"""What a load answers is read by more people than the file: it tells nobody where somebody lives."""

from __future__ import annotations

import pytest

from placements.importing.outcome import Fault
from placements.models.loading import Level


def fault(rule: str, value: str, message: str) -> Fault:
    return Fault("carers.xlsx", 4, "Postcode", rule, Level.WARNING, value, message)


def test_a_postcode_in_a_finding_is_cut_to_its_district() -> None:
    found = fault("903-distance", "YO24 4AB", "the placement has the postcode of the child's home, YO24 4AB")
    assert (found.value, found.message) == ("YO24 ***", "the placement has the postcode of the child's home, YO24 ***")
    assert "4AB" not in str(found.as_json())


@pytest.mark.parametrize("rule", ["cell-postcode", "903-postcode"])
def test_what_stands_where_a_postcode_should_is_left_out(rule: str) -> None:
    assert fault(rule, "12 Acacia Avenue, YO24 4A", "The cell is not a full postcode.").value is None


def test_the_countrys_own_list_of_postcodes_is_quoted_as_it_stands() -> None:
    assert fault("postcode-without-position", "YO24 4AB", "YO24 4AB has no position.").value == "YO24 4AB"
