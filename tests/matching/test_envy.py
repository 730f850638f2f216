"""Envy is reported where it is justified, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from matching.envy import Claim, justified_envy, regrets
from tests.oracles.envy import envious

HOMES = st.sampled_from(["H-1", "H-2", "H-3"])
OFFERS = st.dictionaries(HOMES, st.tuples(st.sampled_from([0.0, 40.0, 60.0, 90.0]), st.integers(0, 3)))
NEED = st.tuples(st.sampled_from([1, 3, 9]), st.integers(0, 4))


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Claim], dict[str, str]]:
    """A few children of a few groups, and a plan that gives each a lawful home or none."""
    claims = [
        Claim(f"C-{number}", draw(st.sampled_from(["R-1", "R-2", "R-3"])), draw(NEED), draw(OFFERS))
        for number in range(draw(st.integers(0, 5)))
    ]
    chosen = {claim.child: draw(st.sampled_from([None, *sorted(claim.homes)])) for claim in claims}
    return claims, {child: home for child, home in chosen.items() if home is not None}


@given(plans())
def test_envy_is_what_its_definition_says(plan: tuple[list[Claim], dict[str, str]]) -> None:
    claims, assignments = plan
    found = justified_envy(claims, assignments)
    assert {(one.child, one.home, one.holder) for one in found} == envious(claims, assignments)
    assert len(found) == len(envious(claims, assignments))
    assert [one.better_by for one in found] == sorted((one.better_by for one in found), reverse=True)
    assert all(one.better_by > 0 for one in found)


@given(plans())
def test_regret_is_never_negative_and_is_nothing_in_the_best_home(plan: tuple[list[Claim], dict[str, str]]) -> None:
    claims, assignments = plan
    lost = regrets(claims, assignments)
    for claim in claims:
        if not claim.homes:
            assert claim.child not in lost
            continue
        best = max(fit for fit, _ in claim.homes.values())
        assert lost[claim.child] == best - claim.holds(assignments.get(claim.child))[0] >= 0


def a_claim(child: str, need: tuple[int, int] = (1, 0), group: str | None = None, **fits: float) -> Claim:
    """A claim to homes without any approval; each child a group of its own unless said."""
    homes: Mapping[str, tuple[float, int]] = {f"H-{home[1:]}": (fit, 0) for home, fit in fits.items()}
    return Claim(child, group or child, need, homes)


def test_a_child_with_less_need_has_no_claim() -> None:
    tonight, planned = a_claim("C-1", (9, 2), h1=60, h2=50), a_claim("C-2", (1, 2), h1=90, h2=50)
    assert justified_envy([tonight, planned], {"C-1": "H-1", "C-2": "H-2"}) == ()
    equal = a_claim("C-2", (9, 2), h1=90, h2=50)
    assert [one.child for one in justified_envy([tonight, equal], {"C-1": "H-1", "C-2": "H-2"})] == ["C-2"]


def test_a_child_without_a_home_may_claim_one() -> None:
    one, other = a_claim("C-1", h1=80), a_claim("C-2", h1=70)
    (found,) = justified_envy([one, other], {"C-2": "H-1"})
    assert found.because == "H-1 fits C-1 better than C-2 (80 for C-1, 70 for C-2), and the need is at least as great."


def test_nobody_claims_a_home_at_the_price_of_leaving_a_brother() -> None:
    brothers = [a_claim(child, group="R-1", h1=50, h2=90) for child in ("C-1", "C-2")]
    stranger = a_claim("C-3", h2=60)
    assert justified_envy([*brothers, stranger], {"C-1": "H-1", "C-2": "H-1", "C-3": "H-2"}) == ()
