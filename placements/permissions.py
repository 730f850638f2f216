"""Who may do what: closed lists of permissions and roles; whatever is not granted is refused."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from placements.errors import NotPermitted


class Permission(enum.StrEnum):
    """Everything the record can be asked for; a new query or change needs one of these or a new one here."""

    SEE_CHILDREN = "see_children"
    SEE_SENSITIVE = "see_sensitive"
    SEE_HOMES = "see_homes"
    SEE_SUPPLY = "see_supply"
    SEE_PROTECTED_POSTCODES = "see_protected_postcodes"
    SEE_REFERRALS = "see_referrals"
    SEE_EPISODES = "see_episodes"
    SEE_PRICES = "see_prices"
    SEE_SPENDING = "see_spending"
    SEE_LEDGER = "see_ledger"
    SEE_INDICATORS = "see_indicators"
    SEE_FORECASTS = "see_forecasts"
    SEE_FINDINGS = "see_findings"
    SEE_REFERENCE = "see_reference"
    SEE_AUDIT = "see_audit"
    SEE_RESTRICTED = "see_restricted"
    SEE_BRING_HOME = "see_bring_home"
    SEE_SAVINGS = "see_savings"
    REVIEW_LOOKS = "review_looks"
    LOAD_DATA = "load_data"
    WRITE_REFERRALS = "write_referrals"
    UPDATE_AVAILABILITY = "update_availability"
    HOLD_BEDS = "hold_beds"
    MAKE_OFFERS = "make_offers"
    SIGN_OFF = "sign_off"
    AGREE_FUNDING = "agree_funding"
    DECIDE_PLACEMENTS = "decide_placements"
    RECORD_HAPPENED = "record_happened"
    DO_TASKS = "do_tasks"
    RECORD_RETURNS = "record_returns"
    CLAIM_SAVINGS = "claim_savings"
    READ_PAPERS = "read_papers"
    CHALLENGE_DECISIONS = "challenge_decisions"
    ANSWER_CHALLENGES = "answer_challenges"
    SEE_RELEASES = "see_releases"
    PREPARE_RELEASES = "prepare_releases"
    SIGN_FIGURES = "sign_figures"
    SIGN_RELEASES = "sign_releases"
    READ_RELEASED = "read_released"
    CLEAR_OLD_SEARCHES = "clear_old_searches"
    MANAGE_ACCOUNTS = "manage_accounts"
    BACK_UP = "back_up"
    KEEP_SCENARIOS = "keep_scenarios"
    SIGN_IN = "sign_in"


class Role(enum.StrEnum):
    """The roles of a council's placement service, its overseers and its administrators.

    Nobody is given `SIGNED_OUT`: it is whoever stands at the door, who may sign in and read what was released.
    """

    PLACEMENT_OFFICER = "placement_officer"
    SOCIAL_WORKER = "social_worker"
    SUPERVISING_SOCIAL_WORKER = "supervising_social_worker"
    EMERGENCY_DUTY = "emergency_duty"
    TEAM_MANAGER = "team_manager"
    NOMINATED_OFFICER = "nominated_officer"
    DIRECTOR = "director"
    IRO = "iro"
    COMMISSIONER = "commissioner"
    FINANCE = "finance"
    BOARD_MEMBER = "board_member"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SIGNED_OUT = "signed_out"


P = Permission
_CASEWORK = frozenset({P.SEE_CHILDREN, P.SEE_SENSITIVE, P.SEE_HOMES, P.SEE_REFERRALS, P.SEE_REFERENCE, P.DO_TASKS})
_FINDING_HOMES = _CASEWORK | {
    P.SEE_PRICES,
    P.SEE_PROTECTED_POSTCODES,
    P.HOLD_BEDS,
    P.MAKE_OFFERS,
    P.UPDATE_AVAILABILITY,
    P.READ_PAPERS,
}
_RETURNS = frozenset({P.SEE_BRING_HOME, P.RECORD_RETURNS})
_SAVINGS = frozenset({P.SEE_BRING_HOME, P.SEE_SAVINGS, P.CLAIM_SAVINGS})
_DECIDING = frozenset({P.DECIDE_PLACEMENTS, P.SIGN_OFF, P.AGREE_FUNDING, P.ANSWER_CHALLENGES})
_SENIOR = _DECIDING | _RETURNS | {P.RECORD_HAPPENED, P.WRITE_REFERRALS, P.REVIEW_LOOKS, P.READ_PAPERS}
_PLANNING = frozenset(
    {
        P.SEE_EPISODES,
        P.SEE_INDICATORS,
        P.SEE_FORECASTS,
        P.SEE_PRICES,
        P.SEE_SPENDING,
        P.SEE_FINDINGS,
        P.SEE_HOMES,
        P.SEE_SUPPLY,
        P.SEE_REFERENCE,
    }
)
_OVERSIGHT = frozenset({P.SEE_INDICATORS, P.SEE_FORECASTS, P.SEE_REFERENCE})

_RELEASING = frozenset({P.SEE_RELEASES, P.PREPARE_RELEASES})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PLACEMENT_OFFICER: _FINDING_HOMES | _RETURNS | {P.WRITE_REFERRALS},
    Role.SOCIAL_WORKER: _CASEWORK | {P.WRITE_REFERRALS, P.CHALLENGE_DECISIONS, P.RECORD_RETURNS, P.READ_PAPERS},
    Role.SUPERVISING_SOCIAL_WORKER: frozenset({P.SEE_HOMES, P.UPDATE_AVAILABILITY, P.SEE_REFERENCE}),
    Role.EMERGENCY_DUTY: _FINDING_HOMES | {P.WRITE_REFERRALS, P.DECIDE_PLACEMENTS, P.AGREE_FUNDING},
    Role.TEAM_MANAGER: _FINDING_HOMES | _OVERSIGHT | _SENIOR | {P.SEE_FINDINGS, P.SEE_SUPPLY},
    Role.NOMINATED_OFFICER: _CASEWORK | _OVERSIGHT | _SENIOR | {P.SEE_PRICES, P.SEE_RELEASES, P.SIGN_RELEASES},
    Role.DIRECTOR: _CASEWORK
    | _PLANNING
    | _SENIOR
    | _RELEASING
    | {P.SEE_RESTRICTED, P.SEE_LEDGER, P.KEEP_SCENARIOS, P.SIGN_RELEASES},
    Role.IRO: _CASEWORK | {P.CHALLENGE_DECISIONS, P.RECORD_RETURNS},
    Role.COMMISSIONER: _PLANNING | _SAVINGS | _RELEASING | {P.LOAD_DATA, P.KEEP_SCENARIOS, P.SIGN_FIGURES},
    Role.FINANCE: _SAVINGS
    | {P.KEEP_SCENARIOS, P.SEE_PRICES, P.SEE_SPENDING, P.SEE_LEDGER, P.SEE_FORECASTS, P.SEE_INDICATORS, P.SEE_REFERENCE}
    | {P.SEE_RELEASES, P.SIGN_FIGURES},
    Role.BOARD_MEMBER: _OVERSIGHT,
    Role.AUDITOR: frozenset({P.SEE_AUDIT, P.SEE_FINDINGS, P.SEE_INDICATORS, P.SEE_REFERENCE, P.SEE_RELEASES}),
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.SIGNED_OUT: frozenset({P.SIGN_IN, P.READ_RELEASED}),
}


@dataclass(frozen=True)
class Viewer:
    """Whoever asks: a named person in a role. Every query and every change is made for one."""

    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Whether the role was granted the permission."""
        return permission in GRANTS.get(self.role, frozenset())

    def must(self, permission: Permission) -> None:
        """Refuse, naming the role and the permission, unless it was granted."""
        if not self.may(permission):
            raise NotPermitted(
                f"The role {self.role} may not {permission.replace('_', ' ')}.",
                given=self.name,
                do_next="Ask somebody whose role may, or ask an administrator to change the role.",
            )


COUNTED_FROM = frozenset({P.SEE_HOMES, P.SEE_CHILDREN, P.SEE_SENSITIVE, P.SEE_REFERRALS, P.SEE_REFERENCE})
"""What the program itself reads to answer with counts of places and of children they would suit."""


FORECAST_FROM = frozenset({P.SEE_EPISODES})
"""What the program itself reads to answer with forecasts, which tell of no child."""
BUDGET_FROM = FORECAST_FROM | {P.SEE_CHILDREN, P.SEE_HOMES, P.SEE_SUPPLY}
"""What the program itself reads to cost a year or a block: who lives where; of a child it hands on reference and price.
"""

COMPARED_FROM = COUNTED_FROM | FORECAST_FROM | {Permission.SEE_PRICES}
"""What the program itself reads to set providers beside each other: of children it hands on middles of six or more."""


@dataclass(frozen=True)
class Counting(Viewer):
    """The program working out counts for a planner: it may read what is counted, and hands the planner counts only."""

    reads: frozenset[Permission] = COUNTED_FROM

    def may(self, permission: Permission) -> bool:
        """Whether the planner's own role, or the counting itself, needs the permission."""
        return permission in self.reads or super().may(permission)
