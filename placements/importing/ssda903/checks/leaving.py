"""Routes out of care that need a road to them."""

from __future__ import annotations

from placements.importing.ssda903.checks.check import Found, check, hits
from placements.importing.ssda903.checks.order import ever_before
from placements.importing.ssda903.material import Mask, Material
from placements.models.loading import Level

_ADOPTION = ["A3", "A4", "A5", "A6"]
_FOSTERING = ["U1", "U2", "U3", "U4", "U5", "U6"]


@check("903-adopted-path", Level.WARNING, "E11 or E12 without a prior A code, or A5 or A6 without E1", "390, 408")
def adopted_path(material: Material) -> Found:
    """An adoption that no placement for adoption led to."""
    ep = material.episodes
    placed: Mask = ep.now["PLACE"].isin(_ADOPTION).to_numpy()
    adopted = ep.now["REC"].isin(["E11", "E12"]).to_numpy() & ep.now["DEC"].notna().to_numpy()
    yield hits(
        *("episodes", ep.now, adopted & ~placed & ~ever_before(ep, placed), "REC"),
        "the child was adopted (REC {REC}) and no placement for adoption (A3 to A6) is recorded before. Add it.",
    )
    ordered = ((ep.now["PLACE"].isin(["A5", "A6"])) & (ep.now["LS"] != "E1")).to_numpy()
    yield hits(
        *("episodes", ep.now, ordered, "LS"),
        "placement type {PLACE} needs a placement order (E1), and the legal status is {LS}. Correct one of the two.",
    )


@check("903-sgo-path", Level.WARNING, "E45 or E46 without U1 to U6", "516")
def guardianship_path(material: Material) -> Found:
    """A special guardianship to the former foster carer, of a child who was not fostered."""
    frame = material.frame("episodes")
    wrong = frame["REC"].isin(["E45", "E46"]) & frame["DEC"].notna() & ~frame["PLACE"].isin(_FOSTERING)
    yield hits(
        *("episodes", frame, wrong.to_numpy(), "REC"),
        "REC {REC} is a guardianship to the former foster carer, and the child was placed in {PLACE}. Correct one.",
    )


CHECKS = (adopted_path, guardianship_path)
