"""The levers that a council's papers name, each as the rates it changes, with a range to begin from.

A figure is from the source that its row names; where the source names the lever but no figure, the figure is this
project's assumption, there to be replaced by the owner's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecasting.lever import Changes, Column, Lever
from forecasting.states import ProviderType
from placements.codes import ExitRoute, Setting
from placements.errors import Refused
from placements.geography import Locality
from placements.models.contract import PriceComponent

Part = Mapping[str, object]
_ASSUMED = "the lever: council papers; the figure: this project's assumption"
_OF_THE_FIRST = ("change", "low", "high", "a_year")


@dataclass(frozen=True)
class Row:
    """A lever as people speak of it: its title, the parts it is made of (the first is the one it is measured by)."""

    name: str
    title: str
    column: Column
    source: str
    parts: tuple[Part, ...]

    def levers(self, **values: object) -> tuple[Lever, ...]:
        """Its levers, from a day on and with an owner; a change, a range or a yearly rise given is the first part's."""
        made = []
        for number, part in enumerate(self.parts):
            given = {name: value for name, value in values.items() if number == 0 or name not in _OF_THE_FIRST}
            facts = {"column": self.column, "source": self.source, **part, **_range_of(part, given), **given}
            made.append(Lever(**facts | {"row": self.name}))  # type: ignore[arg-type]
        return tuple(made)


def _range_of(part: Part, given: Mapping[str, object]) -> Part:
    """A figure given without a range has none: the row's own range is about the row's own figure."""
    return {"low": None, "high": None} if {"change", "a_year"} & set(given) and "low" in part else {}


def _changed(changes: Changes, change: float, low: float, high: float, **more: object) -> Part:
    return {"changes": changes, "change": change, "low": low, "high": high} | more


_IN_AREA: Part = {"place": Locality.IN_AREA}
_MAINSTREAM, _KIN, _HOMES = Setting.MAINSTREAM_FOSTERING, Setting.KINSHIP_FOSTERING, Setting.CHILDRENS_HOME

ROWS = (
    Row(
        "early_help",
        "Early help, edge of care, immediate response",
        Column.AVOIDED,
        _ASSUMED,
        (_changed(Changes.ENTRIES, -0.10, -0.20, 0.0, grows_over_months=6.0),),
    ),
    Row(
        "family_group_conferences",
        "Family group conferences",
        Column.AVOIDED,
        _ASSUMED,
        (
            _changed(Changes.ENTRIES, -0.05, -0.10, 0.0),
            _changed(Changes.TOWARDS, 0.10, 0.0, 0.25, setting=_KIN),
            _changed(Changes.LEAVING, 0.05, 0.0, 0.10, route=ExitRoute.HOME_PLANNED),
        ),
    ),
    Row(
        "kinship_assessment",
        "Kinship assessment and its capacity",
        Column.AVOIDED,
        _ASSUMED,
        (
            _changed(Changes.TOWARDS, 0.20, 0.0, 0.50, setting=_KIN, grows_over_months=4.0),
            _changed(Changes.TOWARDS, 0.10, 0.0, 0.25, setting=_KIN, from_setting=_MAINSTREAM, grows_over_months=4.0),
        ),
    ),
    Row(
        "bring_home",
        "Bring children placed far away back",
        Column.CASHABLE,
        "stability of those brought to families: 20 of 31 (Oxford evaluation of Birmingham's step-down, 2018); "
        "the rest is this project's assumption",
        (
            _changed(Changes.MOVING, 0.25, 0.0, 0.50, place=Locality.FURTHER, touches=20 / 31),
            _changed(Changes.PLACES, 0.15, 0.0, 0.30, **_IN_AREA),
        ),
    ),
    Row(
        "local_fostering",
        "Local fostering offer: recruitment, fees, retention",
        Column.CASHABLE,
        _ASSUMED,
        (
            _changed(
                Changes.PROVIDERS,
                0.10,
                0.0,
                0.25,
                setting=_MAINSTREAM,
                provider=ProviderType.OWN,
                grows_over_months=12.0,
            ),
            _changed(Changes.PLACES, 0.05, 0.0, 0.10, setting=_MAINSTREAM, **_IN_AREA),
        ),
    ),
    Row(
        "step_down",
        "Step down from residential care to fostering",
        Column.CASHABLE,
        "stability 20 of 31 (Oxford evaluation of Birmingham's step-down, 2018); the rest is this project's assumption",
        (_changed(Changes.STEP_DOWN, 0.30, 0.0, 0.60, touches=20 / 31),),
    ),
    Row(
        "framework",
        "Framework placements",
        Column.CASHABLE,
        _ASSUMED,
        (
            _changed(Changes.PRICES, -0.05, -0.10, 0.0, setting=_MAINSTREAM, provider=ProviderType.PRIVATE),
            _changed(Changes.PLACES, 0.10, 0.0, 0.20, setting=_MAINSTREAM, **_IN_AREA),
        ),
    ),
    Row(
        "block_beds",
        "A block of four beds",
        Column.CASHABLE,
        "price of a published block: £5,995 fixed and £3,970 variable a bed-week (Nottingham); place: assumption",
        (
            _changed(Changes.PLACES, 0.20, 0.0, 0.40, setting=_HOMES, **_IN_AREA),
            {
                "changes": Changes.BLOCK,
                "setting": _HOMES,
                "provider": ProviderType.PRIVATE,
                "beds": 4,
                "pence_a_week": 4 * 599_500,
                "pence_a_child_week": 397_000,
            },
        ),
    ),
    Row(
        "own_home",
        "Open a home of one's own",
        Column.CASHABLE,
        "a third of £1.36m borrowed for three homes (2019 plan); running cost and registration risk: assumption",
        (
            _changed(
                Changes.PROVIDERS,
                0.50,
                0.0,
                1.0,
                setting=_HOMES,
                provider=ProviderType.OWN,
                touches=0.8,
                grows_over_months=12.0,
            ),
            {
                "changes": Changes.BLOCK,
                "setting": _HOMES,
                "provider": ProviderType.OWN,
                "beds": 2,
                "pence_a_week": 2 * 450_000,
                "pence_a_child_week": 100_000,
                "pence_once": 136_000_000 // 3,
            },
        ),
    ),
    Row(
        "staying_put",
        "Staying put with foster carers after 18",
        Column.GROWTH,
        "5 of 15 stayed (York 2018-19, rounded); allowance £258 a week (2025/26 minimum, 16-17); rest assumption",
        (
            _changed(Changes.TOWARDS, -0.10, -0.20, 0.0, setting=Setting.SUPPORTED, from_setting=_MAINSTREAM),
            {"changes": Changes.STAYING_PUT, "share": 1 / 3, "weeks": 52.0, "pence_a_child_week": 25_800},
        ),
    ),
    Row(
        "permanence",
        "Special guardianship, adoption, discharge of orders",
        Column.AVOIDED,
        _ASSUMED,
        (
            _changed(Changes.LEAVING, 0.10, 0.0, 0.25, route=ExitRoute.SPECIAL_GUARDIANSHIP),
            _changed(Changes.LEAVING, 0.10, 0.0, 0.25, route=ExitRoute.ADOPTION),
            _changed(Changes.LEAVING, 0.05, 0.0, 0.10, route=ExitRoute.HOME_PLANNED),
        ),
    ),
    Row(
        "with_parents",
        "Placements with parents reviewed",
        Column.AVOIDED,
        "York 57 in 2021, 13 in 2025 (DfE); the figure: this project's assumption",
        (_changed(Changes.LEAVING, 0.50, 0.0, 1.0, setting=Setting.WITH_PARENTS),),
    ),
    Row(
        "short_breaks",
        "Short breaks and planned stays with other carers",
        Column.AVOIDED,
        _ASSUMED,
        (
            _changed(Changes.MOVING, -0.10, -0.20, 0.0, setting=_MAINSTREAM),
            _changed(Changes.MOVING, -0.10, -0.20, 0.0, setting=_KIN),
        ),
    ),
    Row(
        "disabled_children",
        "Disabled children's short breaks",
        Column.AVOIDED,
        "share with need N2 and effect: this project's assumption",
        (_changed(Changes.ENTRIES, -0.20, -0.40, 0.0, touches=0.03),),
    ),
    Row(
        "unaccompanied",
        "Transfer of unaccompanied children",
        Column.GROWTH,
        _ASSUMED,
        (_changed(Changes.UNACCOMPANIED, 0.10, -0.20, 0.50),),
    ),
    Row(
        "price_inflation",
        "Price inflation",
        Column.GROWTH,
        _ASSUMED,
        ({"changes": Changes.PRICES, "a_year": 0.03, "low": 0.01, "high": 0.06},),
    ),
    Row(
        "allowance_uplift",
        "Uplift of fostering allowances",
        Column.GROWTH,
        "3.55%, the national minimum's rise to 2025/26; its range: the rises of 2023/24 to 2025/26",
        (
            {
                "changes": Changes.PRICES,
                "component": PriceComponent.ALLOWANCE,
                "a_year": 0.0355,
                "low": 0.02,
                "high": 0.1243,
            },
        ),
    ),
    Row(
        "threshold_or_court_delay",
        "A change of threshold, or delay in court",
        Column.GROWTH,
        _ASSUMED,
        (
            _changed(Changes.LEAVING, -0.10, -0.20, 0.0, route=ExitRoute.SPECIAL_GUARDIANSHIP),
            _changed(Changes.LEAVING, -0.10, -0.20, 0.0, route=ExitRoute.ADOPTION),
            _changed(Changes.ENTRIES, 0.05, 0.0, 0.10),
        ),
    ),
)
"""Every row of the list of levers."""


def levers_of_row(name: str, values: Mapping[str, object]) -> tuple[Lever, ...]:
    """The levers of a row with what a scenario says of them. Raises Refused for a row that is not there."""
    for row in ROWS:
        if row.name == name:
            return row.levers(**{key: value for key, value in values.items() if key != "row"})
    raise Refused("There is no such lever.", given=name, do_next=f"Use one of: {', '.join(row.name for row in ROWS)}.")
