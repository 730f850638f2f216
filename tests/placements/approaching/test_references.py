"""Every provider has a reference of its own, which says nothing of the child and can be traced."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from placements.approaching.references import REFERENCE, reference_for

TOKENS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(token=TOKENS, provider=st.text(min_size=1, max_size=40), number=st.integers(1, 9))
def test_a_reference_can_be_read_aloud_and_is_made_again_from_the_token(token: str, provider: str, number: int) -> None:
    reference = reference_for(token, provider, number)
    assert REFERENCE.fullmatch(reference)
    assert reference == reference_for(token, provider, number)
    assert not set("ILOU") & set(reference.removeprefix("HW-"))


@given(token=TOKENS, other=TOKENS)
def test_providers_times_and_referrals_have_references_of_their_own(token: str, other: str) -> None:
    made = [reference_for(token, f"P-{provider}", number) for provider in range(20) for number in (1, 2)]
    assert len(set(made)) == len(made)
    assert token == other or reference_for(other, "P-0", 1) not in made
