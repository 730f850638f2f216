"""The chain of audit rows: each digest covers its row and the digest before it."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterable

from placements.models.audit import AuditRow

GENESIS = "0" * 64


class Event(enum.StrEnum):
    """The closed list of what is written down."""

    DATABASE_CREATED = "database_created"
    REFERENCE_LOADED = "reference_loaded"
    DATA_TRIED = "data_tried"
    DATA_LOADED = "data_loaded"
    DATA_REFUSED = "data_refused"
    MAPPING_SAVED = "mapping_saved"
    MATCH_DECIDED = "match_decided"
    MATCH_UNDONE = "match_undone"
    SEARCHED = "searched"
    SEARCHES_CLEARED = "searches_cleared"
    PLANNED = "planned"
    FORECAST_MADE = "forecast_made"
    INDICATORS_READ = "indicators_read"
    HOMES_READ = "homes_read"
    CHILD_READ = "child_read"
    REFERRAL_WRITTEN = "referral_written"
    AVAILABILITY_CONFIRMED = "availability_confirmed"
    BED_HELD = "bed_held"
    BED_RELEASED = "bed_released"
    HOME_KEPT_EMPTY = "home_kept_empty"
    CHILD_PLACED = "child_placed"
    SHORTLIST_MADE = "shortlist_made"
    NAMES_SHOWN = "names_shown"
    GAP_NOTED = "gap_noted"
    WISHES_RECORDED = "wishes_recorded"
    OFFER_MOVED = "offer_moved"
    APPROACH_SENT = "approach_sent"
    APPROACH_CLOSED = "approach_closed"
    REPLY_LOGGED = "reply_logged"
    PAPER_READ = "paper_read"
    READING_ASKED = "reading_asked"
    READING_ANSWERED = "reading_answered"
    CARERS_NOTED = "carers_noted"
    ADDRESS_SHOWN = "address_shown"
    LOOK_REVIEWED = "look_reviewed"
    SIGN_OFF = "sign_off"
    SCHEME_LOADED = "scheme_loaded"
    FUNDING_AGREED = "funding_agreed"
    DECIDED = "decided"
    HAPPENED = "happened"
    CHILD_TOLD = "child_told"
    TASK_CLOSED = "task_closed"
    NOTICE_GIVEN = "notice_given"
    NOTICE_MOVED = "notice_moved"
    CHALLENGED = "challenged"
    OUTCOME_RECORDED = "outcome_recorded"
    RETURN_ASKED = "return_asked"
    RETURN_PLANNED = "return_planned"
    RETURN_MOVED = "return_moved"
    SAVING_CLAIMED = "saving_claimed"
    BRING_HOME_READ = "bring_home_read"
    SCENARIO_KEPT = "scenario_kept"
    SCENARIO_HANDED_OVER = "scenario_handed_over"
    SCENARIO_TAKEN_AWAY = "scenario_taken_away"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    RELEASE_PREPARED = "release_prepared"
    RELEASE_SIGNED = "release_signed"
    RELEASED = "released"
    RELEASE_WITHDRAWN = "release_withdrawn"
    TOLD_ELSEWHERE = "told_elsewhere"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_OPENED_AGAIN = "account_opened_again"
    ACCOUNT_ROLE_CHANGED = "account_role_changed"
    ACCOUNT_SIGNED_OUT = "account_signed_out"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an event
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 - the name of an event
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"


def digest_of(row: AuditRow) -> str:
    """The row's SHA-256 over every field but its own digest, in one canonical form."""
    fields = {
        "at": row.at.isoformat(),
        "who": row.who,
        "role": row.role,
        "event": row.event,
        "subject": row.subject,
        "detail": row.detail,
        "previous": row.previous,
    }
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_break(rows: Iterable[AuditRow], head: str | None = None) -> int | None:
    """Find the first row, by id, where the chain was edited, reordered or cut; None while it is whole.

    `head` is the newest digest as kept outside the database; without it a cut tail cannot be seen. A head that is
    not the last row's digest is reported as break 0.
    """
    previous = GENESIS
    for row in rows:
        if row.previous != previous or row.digest != digest_of(row):
            return row.id
        previous = row.digest
    return 0 if head is not None and head != previous else None
