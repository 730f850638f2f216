"""In which setting a home is planned and priced, by what kind of home it is."""

from __future__ import annotations

from placements.codes import Setting
from placements.models.home import HomeKind

SETTING_OF_HOME = {
    HomeKind.FOSTERING: Setting.MAINSTREAM_FOSTERING,
    HomeKind.KINSHIP: Setting.KINSHIP_FOSTERING,
    HomeKind.CHILDRENS_HOME: Setting.CHILDRENS_HOME,
    HomeKind.SECURE: Setting.SECURE,
    HomeKind.SUPPORTED: Setting.SUPPORTED,
    HomeKind.RESIDENTIAL_SCHOOL: Setting.RESIDENTIAL_SCHOOL,
    HomeKind.FAMILY_CENTRE: Setting.OTHER_RESIDENTIAL,
    HomeKind.PARENT: Setting.WITH_PARENTS,
    HomeKind.OTHER: Setting.OTHER,
}
