"""What the invented authority should come out near: York's published outline, England's lengths, and choices of design.

Figures and their marks are those of section 6 of the project's York paper; ranges give both ends.
"""

from __future__ import annotations

from dataclasses import dataclass

YORK, ENGLAND, DESIGN = "York 2025 (DfE)", "England 2024 (DfE)", "design"
YORK_RANGE = "England 2024, York 2025"
OFSTED = "York 2018-19 (Ofsted)"


@dataclass(frozen=True)
class Target:
    """A figure wanted, from `wanted` to `to` where it is a range; `grows` with the size of the authority."""

    name: str
    wanted: float
    unit: str
    source: str
    to: float | None = None
    grows: bool = False


def _shares(unit: str, source: str, prefix: str, wanted: dict[str, float]) -> tuple[Target, ...]:
    return tuple(Target(f"{prefix}{name}", share, unit, source) for name, share in wanted.items())


TARGETS = (
    Target("stock", 240, "children", YORK, grows=True),
    Target("starts a calm year", 70, "children", "York 61 to 112", grows=True),
    Target("starts in the surge year", 110, "children", "York 2019/20: 112", grows=True),
    Target("variance of starts over their mean", 2, "ratio", DESIGN),
    Target("mean stay, stock over flow", 1180, "days", YORK),
    *_shares("%", YORK, "starts ", {"under 1": 19, "1-4": 19, "5-9": 13, "10-15": 28, "16+": 21, "UASC": 13}),
    *_shares("%", YORK, "starts ", {"section 20": 60, "interim order": 35, "protection and other": 5}),
    Target("starts in groups", 40, "%", "England 2018-19"),
    *_shares("%", DESIGN, "groups of ", {"2": 65, "3": 25, "4 and more": 10}),
    Target("mean size of a group", 2.5, "children", "England 2018-19"),
    *_shares(
        "%",
        "England 2024 tilted to York",
        "first ",
        {"kinship": 18, "own fostering": 37, "IFA": 12, "home": 5, "supported": 12, "parents": 6, "other": 10},
    ),
    *_shares(
        "%",
        YORK,
        "stock ",
        {"fostering": 83, "parents": 5, "home": 4, "supported": 4, "adoption and other": 4},
    ),
    *_shares("%", YORK, "stock ", {"under 1": 3, "1-4": 14, "5-9": 22, "10-15": 39, "16+": 22}),
    *_shares("%", YORK, "provider ", {"own": 70, "private": 18, "voluntary": 3, "parents": 5, "other": 4}),
    *_shares("%", YORK, "", {"in area": 51, "outside": 49, "over 20 miles outside": 24, "distance unknown": 6}),
    Target("new placements a year", 225, "placements", YORK, grows=True),
    Target("new in area under 20 miles", 47, "%", YORK),
    *_shares(
        "%",
        YORK,
        "reason ",
        {"care plan": 28, "carer, other": 19, "carer, behaviour": 16, "status only": 9, "other": 23, "rest": 5},
    ),
    Target("three or more in the year", 11, "%", YORK),
    Target("fostering placement, median days", 174, "days", ENGLAND),
    Target("fostering placement, mean days", 406, "days", ENGLAND),
    Target("home placement, median days", 263, "days", ENGLAND),
    Target("home placement, mean days", 444, "days", ENGLAND),
    Target("supported placement, median days", 114, "days", ENGLAND),
    Target("supported placement, mean days", 163, "days", ENGLAND),
    Target("parents placement, median days", 147, "days", ENGLAND),
    Target("parents placement, mean days", 284, "days", ENGLAND),
    Target("adoption placement, median days", 235, "days", ENGLAND),
    Target("adoption placement, mean days", 275, "days", ENGLAND),
    Target("other placement, median days", 40, "days", ENGLAND),
    Target("other placement, mean days", 77, "days", ENGLAND),
    *_shares(
        "%",
        "England 2024, mean 864 days; lengthened for York",
        "in care ",
        {
            "< 2 wk": 7,
            "2-8 wk": 7,
            "8 wk-6 m": 14,
            "6-12 m": 19,
            "1-2 y": 21,
            "2-3 y": 9,
            "3-5 y": 9,
            "5-10 y": 9,
            "10+ y": 5,
        },
    ),
    Target("left by home, planned", 17, "%", YORK_RANGE, to=22),
    Target("left by home, unplanned", 3, "%", YORK_RANGE),
    Target("left by guardianship", 11, "%", YORK_RANGE, to=16),
    Target("left by adopted", 9, "%", YORK_RANGE, to=13),
    Target("left by 18, stayed with carers", 16, "%", YORK_RANGE),
    Target("left by independent, supported", 13, "%", YORK_RANGE, to=17),
    Target("left by independent, unsupported", 3, "%", YORK_RANGE),
    Target("left by arrangements order", 3, "%", YORK_RANGE),
    Target("left by other authority", 6, "%", YORK_RANGE),
    Target("left by to others", 6, "%", YORK_RANGE),
    Target("left by other", 8, "%", YORK_RANGE),
    Target("K3 under 16", 0, "episodes", "law"),
    Target("own mainstream places approved", 130, "places", YORK, grows=True),
    Target("own mainstream places filled", 75, "places", YORK, grows=True),
    Target("mainstream households", 66, "households", "130 over 1.96 places", grows=True),
    Target("kinship households", 45, "households", OFSTED, grows=True),
    *_shares("%", OFSTED, "households approved for ", {"1": 38, "2": 25, "3": 37}),
    Target("places not available", 17, "%", OFSTED),
    Target("children's homes known", 7, "homes", "York 2025 and a council paper of 2013", grows=True),
    Target("places in them", 32, "places", "6, 8, 2, 3, a block of 4; 4 and 5 outside", grows=True),
    Target("allowance at 12, 2025/26", 220, "£ a week", "national minimum allowance"),
    Target("typical IFA price, 2025/26", 1020, "£ a week", "CMA £820 (2020), uplifted 24.4%"),
    Target("typical home price, 2025/26", 6485, "£ a week", "York £6,260 (2024-25), uplifted"),
    Target("dearest home, 2025/26", 20_000, "£ a week", "a tail to £20,000 (design)"),
    Target("late corrections", 3, "%", DESIGN),
)
