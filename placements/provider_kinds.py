"""Which kinds of provider of the price book may stand behind a provider of the return."""

from __future__ import annotations

from placements.codes import FOSTERING, Setting
from placements.models.contract import ProviderKind

Kind = ProviderKind | None


def kinds_behind(setting: Setting, provider: str) -> tuple[Kind, ...]:
    """The kinds that may stand behind a provider code of the return in a setting, the likeliest first.

    In fostering, private and voluntary providers are both agencies; a parent, or a provider not stated, has only the
    prices that hold for every provider.
    """
    agency = _AGENCY.get(setting, ProviderKind.OTHER)
    kinds: dict[str, tuple[Kind, ...]] = {
        "PR1": (ProviderKind.OWN,),
        "PR2": (ProviderKind.OTHER_LA,),
        "PR3": (ProviderKind.OTHER,),
        "PR4": (agency,),
        "PR5": (ProviderKind.VOLUNTARY, agency),
    }
    return kinds.get(provider, (None,))


_AGENCY = {
    **dict.fromkeys(FOSTERING, ProviderKind.IFA),
    Setting.CHILDRENS_HOME: ProviderKind.HOME_GROUP,
    Setting.SECURE: ProviderKind.HOME_GROUP,
    Setting.RESIDENTIAL_SCHOOL: ProviderKind.HOME_GROUP,
    Setting.OTHER_RESIDENTIAL: ProviderKind.HOME_GROUP,
    Setting.SUPPORTED: ProviderKind.SUPPORTED,
}
