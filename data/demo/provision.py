"""providers.xlsx, contracts.xlsx and homes.xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from data.demo.chance import Chance
from data.demo.establishments import BLOCK_CONTRACT, Establishment
from data.demo.life import Day
from data.demo.providers import OWN, Provider, Providers
from data.demo.workbook import Row
from placements.models.contract import ProviderKind
from placements.models.home import HomeKind

_FRAMEWORK = {"kind": "framework", "from": dt.date(2023, 4, 1), "to": dt.date(2028, 4, 1), "notice_days": 28}
_SPOT = {"kind": "spot", "from": dt.date(2024, 4, 1), "notice_days": 28}
_BLOCK = {"kind": "block", "from": dt.date(2024, 4, 1), "to": dt.date(2029, 4, 1), "beds": 4, "notice_days": 84}
_SUSPENSION = {
    "suspended_since": dt.date(2025, 3, 3),
    "suspended_by": "Bryony Invented, commissioning manager",
    "suspended_because": "Two carers left without notice; no new placement until the monitoring visit (invented).",
}
_STEP_FREE_BEDS = range(1, 3)
_ACCEPTED = ("attachment_trauma", "emotional", "self_harm", "aggression", "education", "learning_disability", "autism")
_ACCEPTED_SHORT_BREAKS = ("learning_disability", "autism", "mobility", "personal_care", "medical", "sensory")
_ACCEPTED_OLDER = ("independence", "education", "emotional", "identity_culture", "substance")
_ACCEPTED_STAFFED = (*_ACCEPTED_OLDER, "attachment_trauma", "self_harm", "learning_disability", "autism", "offending")


def provider_rows(known: Providers) -> list[Row]:
    """Every provider."""
    return [
        {
            "provider": provider.ref,
            "name": provider.name,
            "kind": provider.kind.value,
            "urn": provider.urn,
            "postcode": provider.spot.postcode,
            "areas": ";".join(provider.areas),
            "registered": "yes",
            "age_min": provider.ages[0],
            "age_max": provider.ages[1],
            "grade": provider.grade,
            "graded_on": dt.date(2025, 2, 12),
            "suspended": "yes" if provider.suspended else "no",
            **(_SUSPENSION if provider.suspended else {}),
        }
        for provider in known.every
    ]


def contract_ref(provider: Provider) -> str:
    """The reference of the agreement with a provider, as prices name it."""
    return f"{'FW' if provider.lots else 'SPOT'}-{provider.ref}"


def contract_rows(known: Providers) -> list[Row]:
    """Framework agreements with lots and tier, spot agreements with the rest, and the block of four beds."""
    rows: list[Row] = []
    for provider in known.every:
        if provider.kind in (ProviderKind.OWN, ProviderKind.OTHER, ProviderKind.OTHER_LA):
            continue
        terms = _FRAMEWORK if provider.lots else _SPOT
        row = {"contract": contract_ref(provider), "provider": provider.ref, **terms}
        rows.append({**row, "lots": ";".join(map(str, provider.lots)), "tier": provider.tier})
    return [*rows, {"contract": BLOCK_CONTRACT, "provider": "HOME-3", **_BLOCK}]


def home_rows(homes: Iterable[Establishment], today: Day, seed: int) -> dict[str, list[Row]]:
    """The registered homes known, and their beds: free ones first, then those of the children there."""
    rows: dict[str, list[Row]] = {"homes": [], "beds": []}
    for home in homes:
        chance = Chance(seed, "home", home.ref)
        rows["homes"].append(_home(chance, home, today))
        for number in range(1, home.pattern.places + 1):
            step = "yes" if home.pattern.step_free and number in _STEP_FREE_BEDS else "no"
            room = f"Room {number}"
            rows["beds"].append(
                {"home": home.ref, "bed": str(number), "room": room, "sharing": "no", "step_free": step}
            )
    return rows


def _home(chance: Chance, home: Establishment, today: Day) -> Row:
    pattern, provider = home.pattern, home.provider
    supported = pattern.kind is HomeKind.SUPPORTED
    free, ago = vacancies(chance, home, today), chance.pick({chance.whole(0, 6): 0.75, chance.whole(10, 40): 0.25})
    return {
        "home": home.ref,
        "urn": home.urn,
        "name": home.name,
        "kind": pattern.kind.value,
        "provider": provider.ref,
        "contract": pattern.contract or ("" if provider.ref == OWN else contract_ref(provider)),
        "postcode": home.spot.postcode,
        "status": "active",
        "registration": "active",
        "registered_from": home.registered_from,
        "age_min": pattern.ages[0],
        "age_max": pattern.ages[1],
        "places": pattern.places,
        "needs_accepted": ";".join(_accepted(home)),
        "conditions": "Short breaks only" if pattern.short_breaks else "",
        "grade": "Not yet graded" if supported else chance.pick({"Good": 0.7, "Requires improvement to be good": 0.3}),
        "graded_on": home.graded_on,
        "vacancies": "" if pattern.short_breaks else free,
        "vacancy_confirmed_on": dt.date.fromordinal(today - ago) if free and not pattern.short_breaks else "",
        "step_free": "yes" if pattern.step_free else "no",
        "supervision_cap": "" if supported and not pattern.staffed else pattern.supervision_cap,
    }


def _accepted(home: Establishment) -> tuple[str, ...]:
    """The needs its statement of purpose accepts."""
    if home.pattern.short_breaks:
        return _ACCEPTED_SHORT_BREAKS
    if home.pattern.staffed:
        return _ACCEPTED_STAFFED
    return _ACCEPTED_OLDER if home.pattern.kind is HomeKind.SUPPORTED else _ACCEPTED


def vacancies(chance: Chance, home: Establishment, today: Day) -> int:
    """Places a home says are free: other authorities' children, whom nobody here lists, hold some of them."""
    free = home.free(today)
    if home.pattern.short_breaks or not free:
        return free
    others = 0 if home.provider.ref == OWN or home.pattern.contract else int(free * 0.8 * chance.share())
    return free - others
