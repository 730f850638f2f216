"""What a person typed into a form: read part by part, kept as typed, and every fault of it said at once."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from api.words import HERE, listed
from placements.errors import Refused

Choice = TypeVar("Choice", bound=enum.StrEnum)
LONGEST = 4000
PENCE = 100
POUNDS = re.compile(r"(?P<pounds>[0-9]{1,7})(?:\.(?P<pennies>[0-9]{2}))?")


@dataclass(frozen=True)
class Wrong:
    """One field that cannot be used, what to write instead, and the box that a link to it leads to."""

    field: str
    message: str
    box: str


class NotFilledIn(Refused):
    """One or more fields cannot be used; `wrong` names each, for a list that leads to them."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(
            listed([one.message.rstrip(".") for one in wrong]) + ".",
            do_next="Correct what is marked and send the form again. Nothing was changed, and what you typed is kept.",
        )


@dataclass
class Typed:
    """The fields of a form as typed; a reading that fails adds to `wrong` and gives nothing."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def text(self, name: str, *, most: int = LONGEST) -> str:
        """What was typed, without spaces around it; empty where nothing was."""
        given = next(iter(self.fields.get(name, ())), "").strip()
        if len(given) > most:
            self.fault(name, f"Write at most {most} characters")
            return ""
        return given

    def several(self, name: str) -> list[str]:
        """Every box ticked under a name."""
        return [one.strip() for one in self.fields.get(name, ()) if one.strip()]

    def has(self, name: str, value: str = "yes") -> bool:
        """Whether a box is ticked."""
        return value in self.fields.get(name, ())

    def must(self, name: str, message: str, *, most: int = LONGEST) -> str:
        """What was typed where something must be."""
        given = self.text(name, most=most)
        if not given and not self.faulty(name):
            self.fault(name, message)
        return given

    def choice(self, name: str, choices: type[Choice], message: str) -> Choice | None:
        """One of a closed list; with an empty message it may be left out."""
        given = self.text(name)
        if given in list(choices):
            return choices(given)
        if given or message:
            self.fault(name, message or "Choose one of the list")
        return None

    def whole(self, name: str, message: str, *, low: int, high: int) -> int | None:
        """A whole number between two others, both allowed; None where it was left out."""
        given = self.text(name).replace(",", "")
        if not given:
            return None
        if given.isdecimal() and low <= int(given) <= high:
            return int(given)
        self.fault(name, message)
        return None

    def pence(self, name: str, message: str) -> int | None:
        """Pounds as typed (£1,234.50), in whole pence; None where they were left out."""
        given = self.text(name).replace(",", "").removeprefix("£").strip()
        if not given:
            return None
        if found := POUNDS.fullmatch(given):
            return int(found["pounds"]) * PENCE + int(found["pennies"] or 0)
        self.fault(name, message)
        return None

    def day(self, name: str, message: str, *, must: bool = True) -> dt.date | None:
        """A day from its three boxes, as in 5 6 2026; None where all three are empty and that is allowed."""
        parts = [self.text(f"{name}-{part}") for part in ("day", "month", "year")]
        if not any(parts) and not must:
            return None
        try:
            day, month, year = map(int, parts)
            return dt.date(year, month, day)
        except ValueError:
            self.fault(name, message, f"{name}-day")
            return None

    def moment(self, name: str, message: str) -> dt.datetime | None:
        """A day from its three boxes with a time such as 22:00, in English time."""
        on = self.day(name, message)
        given = self.text(f"{name}-time").replace(".", ":")
        if on is None:
            return None
        try:
            return dt.datetime.combine(on, dt.time.fromisoformat(given.zfill(5)), HERE)
        except ValueError:
            self.fault(name, message, f"{name}-time")
            return None

    def over(self, before: Typed) -> Typed:
        """This form over another: what was typed here wins, and what is not here is as it was before."""
        return Typed({**before.fields, **self.fields}, self.wrong)

    def fault(self, name: str, message: str, box: str = "") -> None:
        """Note that a field cannot be used."""
        self.wrong.append(Wrong(name, message, box or name))

    def message(self, name: str) -> str | None:
        """What is wrong with a field, or None."""
        return next((one.message for one in self.wrong if one.field == name), None)

    def faulty(self, name: str) -> bool:
        """Whether a field is among those that cannot be used."""
        return any(one.field == name for one in self.wrong)

    def refuse_if_wrong(self) -> None:
        """Refuse with every fault found. Raises NotFilledIn."""
        if self.wrong:
            raise NotFilledIn(self.wrong)


def typed_from(values: Mapping[str, str | Iterable[str]]) -> Typed:
    """A form as if somebody had typed these values: what a page shows at first."""
    return Typed({name: [value] if isinstance(value, str) else list(value) for name, value in values.items()})


def day_boxes(name: str, on: dt.date | None) -> dict[str, str]:
    """A day as its three boxes."""
    if on is None:
        return {}
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def moment_boxes(name: str, at: dt.datetime) -> dict[str, str]:
    """A moment as its boxes, in English time."""
    local = at.astimezone(HERE)
    return day_boxes(name, local.date()) | {f"{name}-time": f"{local:%H:%M}"}


async def typed(request: Request) -> Typed:
    """The form that was sent."""
    form = await request.form()
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return Typed(fields)


Filled = Annotated[Typed, Depends(typed)]
