"""The record's tables, one noun a file; importing this module registers them all."""

from placements.models import (
    account,
    audit,
    care,
    child,
    contract,
    decision,
    home,
    household,
    loading,
    placement,
    reference,
    referral,
)
from placements.models.base import Base

__all__ = [
    "Base",
    "account",
    "audit",
    "care",
    "child",
    "contract",
    "decision",
    "home",
    "household",
    "loading",
    "placement",
    "reference",
    "referral",
]
