"""Who provides homes, on what terms and at what price."""

from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from placements.models.base import Base, Known, Stated


class ProviderKind(enum.StrEnum):
    """Who stands behind a home; it decides the provider code of the return and who must accept."""

    OWN = "own"
    IFA = "ifa"
    OTHER_LA = "other_la"
    HOME_GROUP = "home_group"
    SUPPORTED = "supported"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class ContractKind(enum.StrEnum):
    """How a price was agreed."""

    FRAMEWORK = "framework"
    SPOT = "spot"
    BLOCK = "block"


class PriceComponent(enum.StrEnum):
    """What a price line pays for."""

    BASE = "base"
    ALLOWANCE = "allowance"
    FEE = "fee"
    ENHANCEMENT = "enhancement"
    RETAINER = "retainer"
    BLOCK_FIXED = "block_fixed"
    BLOCK_VARIABLE = "block_variable"
    NTH_CHILD = "nth_child"
    OVERHEAD = "overhead"
    EXTRA = "extra"
    AROUND = "around"
    ONE_OFF = "one_off"


class Per(enum.StrEnum):
    """Whom or what an amount is for."""

    CHILD = "child"
    CARER = "carer"
    CONTRACT = "contract"


class Span(enum.StrEnum):
    """The time an amount is for."""

    DAY = "day"
    WEEK = "week"
    YEAR = "year"
    ONCE = "once"


class PriceUnit(enum.StrEnum):
    """What the amount is per; an amount without its unit does not exist.

    A week is seven days; a year is the financial year with its true number of days. `once` is for a child, on arrival.
    """

    CHILD_DAY = "child_day"
    CHILD_WEEK = "child_week"
    CHILD_YEAR = "child_year"
    CARER_WEEK = "carer_week"
    CARER_YEAR = "carer_year"
    CONTRACT_WEEK = "contract_week"
    CONTRACT_YEAR = "contract_year"
    ONCE = "once"

    @property
    def per(self) -> Per:
        """Whom or what it is for."""
        return Per.CHILD if self is PriceUnit.ONCE else Per(self.value.split("_")[0])

    @property
    def span(self) -> Span:
        """The time it is for."""
        return Span.ONCE if self is PriceUnit.ONCE else Span(self.value.split("_")[1])


class PriceStanding(enum.StrEnum):
    """A published figure stands in until the authority's own agreed price replaces it."""

    PUBLISHED = "published"
    AGREED = "agreed"


class Provider(Base):
    """A provider of homes; an agency may be known only as this, its households unknown until it answers.

    Who suspended it, since when and why stand beside the fact that it is; blank where nobody said.
    """

    __tablename__ = "providers"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(160))
    kind: Mapped[ProviderKind]
    urn: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    postcode: Mapped[str | None] = mapped_column(sa.String(8), default=None)
    areas: Mapped[list[str]] = mapped_column(default_factory=list)
    registered: Mapped[Known] = mapped_column(default=Known.UNKNOWN)
    age_min: Mapped[int | None] = mapped_column(default=None)
    age_max: Mapped[int | None] = mapped_column(default=None)
    grade: Mapped[str | None] = mapped_column(sa.String(40), default=None)
    graded_on: Mapped[dt.date | None] = mapped_column(default=None)
    suspended: Mapped[bool] = mapped_column(default=False)
    suspended_since: Mapped[dt.date | None] = mapped_column(default=None)
    suspended_by: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    suspended_because: Mapped[str | None] = mapped_column(sa.String(400), default=None)
    invented: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[dt.date | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(sa.String(200), default=None)


class Contract(Stated, Base):
    """A framework, spot or block agreement over [starts_on, ends_on), with its lots and tier.

    An unknown first day means that it is taken to be in force: nothing is left out for a fact that is missing.
    """

    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(40), unique=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("providers.id"), index=True)
    kind: Mapped[ContractKind]
    starts_on: Mapped[dt.date | None] = mapped_column(default=None)
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    lots: Mapped[list[str]] = mapped_column(default_factory=list)
    tier: Mapped[int | None] = mapped_column(default=None)
    beds: Mapped[int | None] = mapped_column(default=None)
    notice_days: Mapped[int | None] = mapped_column(default=None)


class PriceLine(Stated, Base):
    """A price over [starts_on, ends_on), in pence for its unit, for the children its conditions describe.

    `setting` is a planning group; blank contract and provider mean the line holds for every home of that setting
    and provider kind. Ages are whole years, both inclusive. `level` is a carer's fee level or a framework's lot;
    `nth` says that the line holds for the nth child in the home (or under the contract) and every later one.
    """

    __tablename__ = "price_lines"
    __table_args__ = (sa.CheckConstraint("amount_pence >= 0", name="amount"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(sa.String(60), unique=True)
    setting: Mapped[str] = mapped_column(sa.String(30))
    component: Mapped[PriceComponent]
    unit: Mapped[PriceUnit]
    amount_pence: Mapped[int] = mapped_column(sa.BigInteger)
    starts_on: Mapped[dt.date]
    provider_kind: Mapped[ProviderKind | None] = mapped_column(default=None)
    contract_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contracts.id"), default=None, index=True)
    home_id: Mapped[int | None] = mapped_column(sa.ForeignKey("homes.id"), default=None, index=True)
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    age_min: Mapped[int | None] = mapped_column(default=None)
    age_max: Mapped[int | None] = mapped_column(default=None)
    level: Mapped[str | None] = mapped_column(sa.String(20), default=None)
    child_id: Mapped[int | None] = mapped_column(sa.ForeignKey("children.id"), default=None, index=True)
    nth: Mapped[int | None] = mapped_column(default=None)
    standing: Mapped[PriceStanding] = mapped_column(default=PriceStanding.AGREED)
