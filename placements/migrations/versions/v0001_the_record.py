"""The record from its first table, with the rule that no bed is given twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import placements.models.base
from placements.migrations.occupancy_rule import refuse_overlap

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, then the overlap rule of the engine in use."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("disabled_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("last_seen_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("temporary", sa.Boolean(), nullable=False),
        sa.Column("vouched_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("subject", sa.String(length=255), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
        sa.UniqueConstraint("subject", name=op.f("uq_accounts_subject")),
    )
    op.create_table(
        "adjoining",
        sa.Column("la_code", sa.String(length=9), nullable=False),
        sa.Column("adjoins", sa.String(length=9), nullable=False),
        sa.PrimaryKeyConstraint("la_code", "adjoins", name=op.f("pk_adjoining")),
    )
    op.create_table(
        "applicants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("enquiry_on", sa.Date(), nullable=True),
        sa.Column("visit_on", sa.Date(), nullable=True),
        sa.Column("application_on", sa.Date(), nullable=True),
        sa.Column("panel_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("first_child_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("siblings", sa.Integer(), nullable=True),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicants")),
        sa.UniqueConstraint("ref", name=op.f("uq_applicants_ref")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_digest")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_previous")),
    )
    op.create_table(
        "authorities",
        sa.Column("la_code", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=True),
        sa.Column("responsible", sa.Boolean(), nullable=False),
        sa.Column("adjoining_complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("la_code", name=op.f("pk_authorities")),
    )
    op.create_table(
        "back_tests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("returns_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_back_tests")),
    )
    op.create_index(op.f("ix_back_tests_returns_digest"), "back_tests", ["returns_digest"], unique=False)
    op.create_table(
        "budget_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("amount_pence", sa.BigInteger(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("provider_kinds", sa.JSON(), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("amount_pence >= 0", name=op.f("ck_budget_lines_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_lines")),
        sa.UniqueConstraint("code", "year", name=op.f("uq_budget_lines_code")),
    )
    op.create_table(
        "children",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("id903", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("dob", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("ethnicity", sa.String(length=4), nullable=True),
        sa.Column("home_postcode", sa.String(length=8), nullable=True),
        sa.Column("home_postcode_reason", sa.String(length=120), nullable=True),
        sa.Column("school_urn", sa.String(length=8), nullable=True),
        sa.Column("school_year", sa.Integer(), nullable=True),
        sa.Column("legal_status", sa.String(length=2), nullable=True),
        sa.Column("legal_from", sa.Date(), nullable=True),
        sa.Column("pr_objection", sa.String(length=40), nullable=False),
        sa.Column("uasc", sa.String(length=40), nullable=False),
        sa.Column("supervision", sa.Integer(), nullable=True),
        sa.Column("dol_order", sa.String(length=40), nullable=False),
        sa.Column("dol_setting", sa.String(length=40), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_children")),
        sa.UniqueConstraint("id903", name=op.f("uq_children_id903")),
        sa.UniqueConstraint("ref", name=op.f("uq_children_ref")),
    )
    op.create_table(
        "column_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("noun", sa.String(length=30), nullable=False),
        sa.Column("headings_digest", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mappings")),
        sa.UniqueConstraint("noun", "headings_digest", name=op.f("uq_column_mappings_noun")),
    )
    op.create_table(
        "departures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("households >= 0", name=op.f("ck_departures_households")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departures")),
        sa.UniqueConstraint("month", "kind", "reason", name=op.f("uq_departures_month")),
    )
    op.create_table(
        "funding_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=True),
        sa.Column("total_pence", sa.BigInteger(), nullable=True),
        sa.Column("out_of_hours", sa.Boolean(), nullable=False),
        sa.Column("panel", sa.String(length=60), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name=op.f("ck_funding_rules_days_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_rules")),
    )
    op.create_table(
        "funnel_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("households >= 0", name=op.f("ck_funnel_counts_households")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funnel_counts")),
        sa.UniqueConstraint("month", "kind", "stage", name=op.f("uq_funnel_counts_month")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("noun", sa.String(length=30), nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("read_rows", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("set_aside_by", sa.String(length=120), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("accepted + rejected = read_rows", name=op.f("ck_imports_nothing_dropped")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "others_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("indicator", sa.String(length=4), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_others_figures")),
        sa.UniqueConstraint("name", "indicator", "year", name=op.f("uq_others_figures_name")),
    )
    op.create_table(
        "panel_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel", sa.String(length=60), nullable=False),
        sa.Column("sits_on", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_dates")),
        sa.UniqueConstraint("panel", "sits_on", name=op.f("uq_panel_dates_panel")),
    )
    op.create_table(
        "populations",
        sa.Column("la_code", sa.String(length=9), nullable=False),
        sa.Column("mid_year", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("la_code", "mid_year", name=op.f("pk_populations")),
    )
    op.create_table(
        "postcodes",
        sa.Column("postcode", sa.String(length=7), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("la_code", sa.String(length=9), nullable=False),
        sa.PrimaryKeyConstraint("postcode", name=op.f("pk_postcodes")),
    )
    op.create_table(
        "protected_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("homes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("children", sa.JSON(), nullable=False),
        sa.Column("reviewed_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=120), nullable=True),
        sa.Column("review_words", sa.Text(), nullable=True),
        sa.Column("in_order", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (review_words is null)",
            name=op.f("ck_protected_looks_review_whole"),
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_protected_looks_reason_given")),
        sa.CheckConstraint(
            "reviewed_by is null or lower(reviewed_by) <> lower(by)", name=op.f("ck_protected_looks_two_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_looks")),
    )
    op.create_table(
        "providers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("urn", sa.String(length=8), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("registered", sa.String(length=40), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("graded_on", sa.Date(), nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("suspended_since", sa.Date(), nullable=True),
        sa.Column("suspended_by", sa.String(length=120), nullable=True),
        sa.Column("suspended_because", sa.String(length=400), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("ref", name=op.f("uq_providers_ref")),
    )
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("needed_by", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("duration", sa.String(length=40), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("preferred_area", sa.String(length=120), nullable=True),
        sa.Column("max_travel_min", sa.Integer(), nullable=True),
        sa.Column("pen_picture", sa.Text(), nullable=True),
        sa.Column("team", sa.String(length=80), nullable=True),
        sa.Column("share_with", sa.String(length=40), nullable=True),
        sa.Column("parent_and_child", sa.Boolean(), nullable=False),
        sa.Column("carer_ended", sa.String(length=40), nullable=False),
        sa.Column("review_held_on", sa.Date(), nullable=True),
        sa.Column("break_days", sa.Integer(), nullable=True),
        sa.Column("break_days_in_year", sa.Integer(), nullable=True),
        sa.Column("break_home", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("ref", name=op.f("uq_referrals_ref")),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("prepared_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("prepared_by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("certificate", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("released_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at is not null)", name=op.f("ck_releases_withdrawn_at_a_moment")
        ),
        sa.CheckConstraint(
            "state <> 'prepared' or released_at is null", name=op.f("ck_releases_prepared_is_not_released")
        ),
        sa.CheckConstraint(
            "state not in ('released', 'corrected') or released_at is not null", name=op.f("ck_releases_released_when")
        ),
        sa.CheckConstraint(
            "edition = 1 or length(trim(because)) > 0", name=op.f("ck_releases_a_correction_has_a_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("name", "edition", name=op.f("uq_releases_name")),
    )
    op.create_index(op.f("ix_releases_name"), "releases", ["name"], unique=False)
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kept_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("kept_by", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("taken_away_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("taken_away_by", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenarios")),
    )
    op.create_table(
        "schools",
        sa.Column("urn", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("phase", sa.String(length=60), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("urn", name=op.f("pk_schools")),
    )
    op.create_table(
        "seen",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_seen")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "stated_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("figure", sa.String(length=30), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_places")),
        sa.UniqueConstraint("as_of", "kind", "figure", name=op.f("uq_stated_places_as_of")),
    )
    op.create_table(
        "told_elsewhere",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("noted_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_elsewhere")),
        sa.UniqueConstraint("digest", name=op.f("uq_told_elsewhere_digest")),
    )
    op.create_table(
        "carers_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("length(trim(words)) > 0", name=op.f("ck_carers_notes_words_given")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_carers_notes_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carers_notes")),
        sa.UniqueConstraint("child_id", "topic", name=op.f("uq_carers_notes_child_id")),
    )
    op.create_index(op.f("ix_carers_notes_child_id"), "carers_notes", ["child_id"], unique=False)
    op.create_table(
        "child_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_child_answers_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_answers")),
        sa.UniqueConstraint("child_id", "topic", name=op.f("uq_child_answers_child_id")),
    )
    op.create_index(op.f("ix_child_answers_child_id"), "child_answers", ["child_id"], unique=False)
    op.create_table(
        "child_traits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_child_traits_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_traits")),
    )
    op.create_index(op.f("ix_child_traits_child_id"), "child_traits", ["child_id"], unique=False)
    op.create_table(
        "constraints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("not_with_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_constraints_child_id")),
        sa.ForeignKeyConstraint(["not_with_id"], ["children.id"], name=op.f("fk_constraints_not_with_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_constraints")),
    )
    op.create_index(op.f("ix_constraints_child_id"), "constraints", ["child_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=True),
        sa.Column("times_month", sa.Integer(), nullable=True),
        sa.Column("place_postcode", sa.String(length=8), nullable=True),
        sa.Column("supervised", sa.String(length=40), nullable=False),
        sa.Column("court_ordered", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_contacts_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_child_id"), "contacts", ["child_id"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("lots", sa.JSON(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("beds", sa.Integer(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_contracts_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
        sa.UniqueConstraint("ref", name=op.f("uq_contracts_ref")),
    )
    op.create_index(op.f("ix_contracts_provider_id"), "contracts", ["provider_id"], unique=False)
    op.create_table(
        "contributions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("amount_pence", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("amount_pence >= 0", name=op.f("ck_contributions_amount")),
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name=op.f("ck_contributions_days_in_order")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_contributions_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributions")),
        sa.UniqueConstraint("ref", name=op.f("uq_contributions_ref")),
    )
    op.create_index(op.f("ix_contributions_child_id"), "contributions", ["child_id"], unique=False)
    op.create_table(
        "far_by_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "length(trim(decided_by)) > 0 and length(trim(words)) > 0",
            name=op.f("ck_far_by_plan_decided_with_a_reason"),
        ),
        sa.CheckConstraint("review_on > decided_on", name=op.f("ck_far_by_plan_looked_at_again")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_far_by_plan_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_far_by_plan")),
    )
    op.create_index(op.f("ix_far_by_plan_child_id"), "far_by_plan", ["child_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=80), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("child", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_findings_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_import_id"), "findings", ["import_id"], unique=False)
    op.create_index(op.f("ix_findings_rule"), "findings", ["rule"], unique=False)
    op.create_table(
        "id_matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_ref", sa.String(length=40), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("joined", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_id_matches_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_id_matches")),
        sa.UniqueConstraint("list_ref", "child_id", name=op.f("uq_id_matches_list_ref")),
    )
    op.create_index(op.f("ix_id_matches_child_id"), "id_matches", ["child_id"], unique=False)
    op.create_table(
        "kin_considered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_kin_considered_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kin_considered")),
    )
    op.create_index(op.f("ix_kin_considered_referral_id"), "kin_considered", ["referral_id"], unique=False)
    op.create_table(
        "ledger_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("amount_pence", sa.BigInteger(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("child_text", sa.String(length=80), nullable=True),
        sa.Column("provider_text", sa.String(length=160), nullable=True),
        sa.Column("description", sa.String(length=200), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_ledger_lines_days_in_order")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_ledger_lines_child_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_ledger_lines_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_lines")),
        sa.UniqueConstraint("ref", name=op.f("uq_ledger_lines_ref")),
    )
    op.create_index(op.f("ix_ledger_lines_child_id"), "ledger_lines", ["child_id"], unique=False)
    op.create_index(op.f("ix_ledger_lines_code"), "ledger_lines", ["code"], unique=False)
    op.create_table(
        "needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("essential", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("level between 0 and 4", name=op.f("ck_needs_level")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_needs_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
    )
    op.create_index(op.f("ix_needs_child_id"), "needs", ["child_id"], unique=False)
    op.create_table(
        "past_stays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("home", sa.String(length=40), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_past_stays_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_stays")),
    )
    op.create_index(op.f("ix_past_stays_child_id"), "past_stays", ["child_id"], unique=False)
    op.create_table(
        "people_of_concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=120), nullable=False),
        sa.Column("place_postcode", sa.String(length=8), nullable=True),
        sa.Column("radius_metres", sa.Integer(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("at_home", sa.String(length=40), nullable=True),
        sa.Column("school_urn", sa.String(length=8), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("radius_metres is null or radius_metres > 0", name=op.f("ck_people_of_concern_radius")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_people_of_concern_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_of_concern")),
    )
    op.create_index(op.f("ix_people_of_concern_child_id"), "people_of_concern", ["child_id"], unique=False)
    op.create_table(
        "periods_of_care",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("exit_reason", sa.String(length=3), nullable=True),
        sa.Column("cin", sa.String(length=2), nullable=True),
        sa.Column("short_breaks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_periods_of_care_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods_of_care")),
    )
    op.create_index(op.f("ix_periods_of_care_child_id"), "periods_of_care", ["child_id"], unique=False)
    op.create_table(
        "referral_children",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_referral_children_child_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_referral_children_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_children")),
        sa.UniqueConstraint("referral_id", "child_id", name=op.f("uq_referral_children_referral_id")),
    )
    op.create_index(op.f("ix_referral_children_child_id"), "referral_children", ["child_id"], unique=False)
    op.create_index(op.f("ix_referral_children_referral_id"), "referral_children", ["referral_id"], unique=False)
    op.create_table(
        "referral_gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=120), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_referral_gaps_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_gaps")),
    )
    op.create_index(op.f("ix_referral_gaps_referral_id"), "referral_gaps", ["referral_id"], unique=False)
    op.create_table(
        "referral_tokens",
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("made_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_referral_tokens_referral_id")),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referral_tokens")),
    )
    op.create_table(
        "return_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("revisit_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(trim(asked_by)) > 0", name=op.f("ck_return_answers_named_person")),
        sa.CheckConstraint(
            "revisit_on is null or revisit_on > asked_on", name=op.f("ck_return_answers_asked_again_later")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_return_answers_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_answers")),
    )
    op.create_index(op.f("ix_return_answers_child_id"), "return_answers", ["child_id"], unique=False)
    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("children_set_aside", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_returns_import_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["returns.id"], name=op.f("fk_returns_replaced_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
    )
    op.create_index(op.f("ix_returns_year"), "returns", ["year"], unique=False)
    op.create_table(
        "risks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("risk_to", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("to_whom", sa.JSON(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_risks_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risks")),
    )
    op.create_index(op.f("ix_risks_child_id"), "risks", ["child_id"], unique=False)
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(length=400), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["seen.digest"], name=op.f("fk_searches_digest")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_searches_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searches")),
    )
    op.create_index(op.f("ix_searches_referral_id"), "searches", ["referral_id"], unique=False)
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("child", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("still", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_set_aside_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_index(op.f("ix_set_aside_child"), "set_aside", ["child"], unique=False)
    op.create_index(op.f("ix_set_aside_import_id"), "set_aside", ["import_id"], unique=False)
    op.create_table(
        "sibling_relations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("assessed", sa.String(length=40), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("contact_if_apart", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_sibling_relations_one_row_a_pair")),
        sa.ForeignKeyConstraint(["a_id"], ["children.id"], name=op.f("fk_sibling_relations_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["children.id"], name=op.f("fk_sibling_relations_b_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sibling_relations")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f("uq_sibling_relations_a_id")),
    )
    op.create_index(op.f("ix_sibling_relations_a_id"), "sibling_relations", ["a_id"], unique=False)
    op.create_index(op.f("ix_sibling_relations_b_id"), "sibling_relations", ["b_id"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("started_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("seen_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("ended_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_index(op.f("ix_sign_ins_account_id"), "sign_ins", ["account_id"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words_read", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(trim(by)) > 0", name=op.f("ck_signatures_named_person")),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_signatures_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("by", "release_id", name=op.f("uq_signatures_by")),
        sa.UniqueConstraint("release_id", "capacity", name=op.f("uq_signatures_release_id")),
    )
    op.create_index(op.f("ix_signatures_release_id"), "signatures", ["release_id"], unique=False)
    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("says", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=120), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("(withdrawn_on is null) = (withdrawn_by is null)", name=op.f("ck_wishes_withdrawn_by_whom")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_wishes_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
    )
    op.create_index(op.f("ix_wishes_child_id"), "wishes", ["child_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("search_id", sa.Integer(), nullable=True),
        sa.Column("options_seen", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("overridden_rank", sa.Integer(), nullable=True),
        sa.Column("override", sa.String(length=40), nullable=True),
        sa.Column("happened", sa.String(length=40), nullable=True),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("wishes_weighed", sa.Text(), nullable=True),
        sa.Column("contest_route", sa.Text(), nullable=True),
        sa.Column("child_told_on", sa.Date(), nullable=True),
        sa.Column("child_told_by", sa.String(length=120), nullable=True),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(overridden_rank is null) = (override is null)", name=op.f("ck_decisions_override_has_reason")
        ),
        sa.CheckConstraint(
            "(search_id is null) = (happened is not null)", name=op.f("ck_decisions_options_seen_or_happened")
        ),
        sa.CheckConstraint("length(trim(decided_by)) > 0", name=op.f("ck_decisions_named_person")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_decisions_reason_given")),
        sa.CheckConstraint("length(trim(role)) > 0", name=op.f("ck_decisions_role_given")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_decisions_referral_id")),
        sa.ForeignKeyConstraint(["search_id"], ["searches.id"], name=op.f("fk_decisions_search_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_referral_id"), "decisions", ["referral_id"], unique=False)
    op.create_table(
        "episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("decom", sa.Date(), nullable=False),
        sa.Column("rne", sa.String(length=1), nullable=False),
        sa.Column("ls", sa.String(length=2), nullable=False),
        sa.Column("cin", sa.String(length=2), nullable=True),
        sa.Column("place", sa.String(length=3), nullable=False),
        sa.Column("place_provider", sa.String(length=3), nullable=True),
        sa.Column("dec", sa.Date(), nullable=True),
        sa.Column("rec", sa.String(length=3), nullable=True),
        sa.Column("reason_place_change", sa.String(length=6), nullable=True),
        sa.Column("home_post", sa.String(length=8), nullable=True),
        sa.Column("pl_post", sa.String(length=8), nullable=True),
        sa.Column("urn", sa.String(length=8), nullable=True),
        sa.Column("pl_la", sa.String(length=9), nullable=True),
        sa.Column("pl_location", sa.String(length=3), nullable=True),
        sa.Column("pl_distance_tenths", sa.Integer(), nullable=True),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_episodes_child_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_episodes_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episodes")),
    )
    op.create_index("ix_episodes_child", "episodes", ["child_id", "decom"], unique=False)
    op.create_index(op.f("ix_episodes_return_id"), "episodes", ["return_id"], unique=False)
    op.create_table(
        "homes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("la_code", sa.String(length=9), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("said_free", sa.Integer(), nullable=True),
        sa.Column("said_free_on", sa.Date(), nullable=True),
        sa.Column("fsp_consent", sa.String(length=40), nullable=False),
        sa.Column("step_free", sa.String(length=40), nullable=False),
        sa.Column("pets", sa.String(length=40), nullable=False),
        sa.Column("pet_kinds", sa.String(length=120), nullable=True),
        sa.Column("smokers", sa.String(length=40), nullable=False),
        sa.Column("supervision_cap", sa.Integer(), nullable=True),
        sa.Column("fee_level", sa.String(length=20), nullable=True),
        sa.Column("urn", sa.String(length=8), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_homes_contract_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_homes_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homes")),
        sa.UniqueConstraint("ref", name=op.f("uq_homes_ref")),
    )
    op.create_index(op.f("ix_homes_provider_id"), "homes", ["provider_id"], unique=False)
    op.create_index(op.f("ix_homes_urn"), "homes", ["urn"], unique=False)
    op.create_table(
        "missing_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_missing_periods_child_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_missing_periods_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_periods")),
    )
    op.create_index(op.f("ix_missing_periods_child_id"), "missing_periods", ["child_id"], unique=False)
    op.create_index(op.f("ix_missing_periods_return_id"), "missing_periods", ["return_id"], unique=False)
    op.create_table(
        "return_differences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("child", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_return_differences_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_differences")),
    )
    op.create_index(op.f("ix_return_differences_return_id"), "return_differences", ["return_id"], unique=False)
    op.create_table(
        "return_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_return_facts_child_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_return_facts_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_facts")),
    )
    op.create_index(op.f("ix_return_facts_child_id"), "return_facts", ["child_id"], unique=False)
    op.create_index(op.f("ix_return_facts_return_id"), "return_facts", ["return_id"], unique=False)
    op.create_table(
        "shortlists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("made_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("revealed_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("revealed_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["search_id"], ["searches.id"], name=op.f("fk_shortlists_search_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlists")),
    )
    op.create_index(op.f("ix_shortlists_search_id"), "shortlists", ["search_id"], unique=False)
    op.create_table(
        "uasc_spells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("ceased_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_uasc_spells_child_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_uasc_spells_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uasc_spells")),
    )
    op.create_index(op.f("ix_uasc_spells_child_id"), "uasc_spells", ["child_id"], unique=False)
    op.create_index(op.f("ix_uasc_spells_return_id"), "uasc_spells", ["return_id"], unique=False)
    op.create_table(
        "uplifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("setting", sa.String(length=30), nullable=True),
        sa.Column("provider_kind", sa.String(length=40), nullable=True),
        sa.Column("component", sa.String(length=40), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("basis_points >= -10000", name=op.f("ck_uplifts_not_below_nothing")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_uplifts_contract_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uplifts")),
        sa.UniqueConstraint("ref", name=op.f("uq_uplifts_ref")),
    )
    op.create_index(op.f("ix_uplifts_contract_id"), "uplifts", ["contract_id"], unique=False)
    op.create_table(
        "year_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("sdq_score", sa.Integer(), nullable=True),
        sa.Column("sdq_reason", sa.String(length=4), nullable=True),
        sa.Column("convicted", sa.String(length=1), nullable=True),
        sa.Column("substance_misuse", sa.String(length=1), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_year_outcomes_child_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_year_outcomes_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_outcomes")),
    )
    op.create_index(op.f("ix_year_outcomes_child_id"), "year_outcomes", ["child_id"], unique=False)
    op.create_index(op.f("ix_year_outcomes_return_id"), "year_outcomes", ["return_id"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("last_review", sa.Date(), nullable=True),
        sa.Column("age_term", sa.String(length=40), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("number_term", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("sex_term", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=True),
        sa.Column("types_term", sa.String(length=40), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            "age_min is null or age_max is null or age_min <= age_max", name=op.f("ck_approvals_ages_in_order")
        ),
        sa.CheckConstraint("number is null or number >= 0", name=op.f("ck_approvals_number")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_approvals_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_home_id"), "approvals", ["home_id"], unique=False)
    op.create_table(
        "beds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=True),
        sa.Column("sharing", sa.String(length=40), nullable=False),
        sa.Column("step_free", sa.String(length=40), nullable=False),
        sa.Column("assumed", sa.Boolean(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_beds_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beds")),
        sa.UniqueConstraint("home_id", "label", name=op.f("uq_beds_home_id")),
    )
    op.create_index(op.f("ix_beds_home_id"), "beds", ["home_id"], unique=False)
    op.create_table(
        "challenges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("raised_for", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("answer_due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_challenges_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
    )
    op.create_index(op.f("ix_challenges_decision_id"), "challenges", ["decision_id"], unique=False)
    op.create_table(
        "exemptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("la_code", sa.String(length=9), nullable=True),
        sa.Column("children", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_exemptions_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemptions")),
    )
    op.create_index(op.f("ix_exemptions_home_id"), "exemptions", ["home_id"], unique=False)
    op.create_table(
        "home_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_home_holds_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_holds")),
    )
    op.create_index(op.f("ix_home_holds_home_id"), "home_holds", ["home_id"], unique=False)
    op.create_table(
        "home_languages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=60), nullable=False),
        sa.Column("fluency", sa.String(length=20), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_home_languages_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_languages")),
    )
    op.create_index(op.f("ix_home_languages_home_id"), "home_languages", ["home_id"], unique=False)
    op.create_table(
        "home_matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_text", sa.String(length=200), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_home_matches_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_matches")),
        sa.UniqueConstraint("list_text", "home_id", name=op.f("uq_home_matches_list_text")),
    )
    op.create_index(op.f("ix_home_matches_home_id"), "home_matches", ["home_id"], unique=False)
    op.create_table(
        "kept_empty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("decided_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            "(released_on is null) = (released_by is null)", name=op.f("ck_kept_empty_released_by_whom")
        ),
        sa.CheckConstraint("length(trim(decided_by)) > 0", name=op.f("ck_kept_empty_named_person")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_kept_empty_reason_given")),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_kept_empty_days_in_order")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_kept_empty_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_empty")),
    )
    op.create_index(op.f("ix_kept_empty_home_id"), "kept_empty", ["home_id"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_words", sa.Text(), nullable=True),
        sa.Column("immediate_risk", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_words", sa.Text(), nullable=True),
        sa.CheckConstraint("(met_on is null) = (met_words is null)", name=op.f("ck_notices_meeting_has_words")),
        sa.CheckConstraint("ends_on > given_on", name=op.f("ck_notices_days_in_order")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_notices_child_id")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_notices_home_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_notices_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_child_id"), "notices", ["child_id"], unique=False)
    op.create_index(op.f("ix_notices_home_id"), "notices", ["home_id"], unique=False)
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("search_id", sa.Integer(), nullable=True),
        sa.Column("reply_due", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("reply_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=True),
        sa.Column("accepted_by", sa.String(length=120), nullable=False),
        sa.Column("accepted_as", sa.String(length=60), nullable=True),
        sa.Column("accepted_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("feedback_sent", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state in ('placed', 'ended')) = (decision_id is not null)", name=op.f("ck_offers_placed_by_a_decision")
        ),
        sa.CheckConstraint("state <> 'declined' or reason is not null", name=op.f("ck_offers_refusal_has_reason")),
        sa.CheckConstraint(
            "state not in ('accepted', 'placed', 'ended') or (home_id is not null and accepted_by <> '')",
            name=op.f("ck_offers_accepted_by_somebody"),
        ),
        sa.CheckConstraint("home_id is not null or provider_id is not null", name=op.f("ck_offers_to_somebody")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_offers_decision_id")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_offers_home_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_offers_provider_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_offers_referral_id")),
        sa.ForeignKeyConstraint(["search_id"], ["searches.id"], name=op.f("fk_offers_search_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index(op.f("ix_offers_decision_id"), "offers", ["decision_id"], unique=False)
    op.create_index(op.f("ix_offers_home_id"), "offers", ["home_id"], unique=False)
    op.create_index(op.f("ix_offers_provider_id"), "offers", ["provider_id"], unique=False)
    op.create_index(op.f("ix_offers_referral_id"), "offers", ["referral_id"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("child_says", sa.Text(), nullable=True),
        sa.Column("carers_say", sa.Text(), nullable=True),
        sa.Column("referral_lacked", sa.Text(), nullable=True),
        sa.Column("lacked_about", sa.JSON(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.String(length=10), nullable=True),
        sa.CheckConstraint("(how = 'ended') = (ended_on is not null)", name=op.f("ck_outcomes_an_end_has_its_day")),
        sa.CheckConstraint("after_days in (28, 90)", name=op.f("ck_outcomes_asked_at_28_and_90")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_outcomes_child_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_outcomes_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sa.UniqueConstraint("decision_id", "child_id", "after_days", name=op.f("uq_outcomes_decision_id")),
    )
    op.create_index(op.f("ix_outcomes_child_id"), "outcomes", ["child_id"], unique=False)
    op.create_index(op.f("ix_outcomes_decision_id"), "outcomes", ["decision_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("living_as", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("dob", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("school_urn", sa.String(length=8), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_people_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_home_id"), "people", ["home_id"], unique=False)
    op.create_table(
        "price_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=60), nullable=False),
        sa.Column("setting", sa.String(length=30), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("amount_pence", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("provider_kind", sa.String(length=40), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("amount_pence >= 0", name=op.f("ck_price_lines_amount")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_price_lines_child_id")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_price_lines_contract_id")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_price_lines_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lines")),
        sa.UniqueConstraint("ref", name=op.f("uq_price_lines_ref")),
    )
    op.create_index(op.f("ix_price_lines_child_id"), "price_lines", ["child_id"], unique=False)
    op.create_index(op.f("ix_price_lines_contract_id"), "price_lines", ["contract_id"], unique=False)
    op.create_index(op.f("ix_price_lines_home_id"), "price_lines", ["home_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("asked_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("asked_as", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("alone_because", sa.Text(), nullable=True),
        sa.Column("read_by_day", sa.Date(), nullable=True),
        sa.Column("read_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("read_by", sa.String(length=120), nullable=True),
        sa.Column("read_as", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'waiting') = (read_by is null)", name=op.f("ck_readings_read_by_somebody")),
        sa.CheckConstraint(
            "state <> 'sent_back' or length(trim(words)) > 0", name=op.f("ck_readings_sent_back_with_words")
        ),
        sa.CheckConstraint("(read_by is null) = (read_at is null)", name=op.f("ck_readings_read_at_a_moment")),
        sa.CheckConstraint("length(trim(asked_by)) > 0", name=op.f("ck_readings_named_person")),
        sa.CheckConstraint("read_by is null or lower(read_by) <> lower(asked_by)", name=op.f("ck_readings_two_people")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_readings_child_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_readings_decision_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_readings_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_child_id"), "readings", ["child_id"], unique=False)
    op.create_index(op.f("ix_readings_decision_id"), "readings", ["decision_id"], unique=False)
    op.create_index(op.f("ix_readings_digest"), "readings", ["digest"], unique=False)
    op.create_index(op.f("ix_readings_referral_id"), "readings", ["referral_id"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("needs_accepted", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("graded_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_registrations_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index(op.f("ix_registrations_home_id"), "registrations", ["home_id"], unique=False)
    op.create_table(
        "returns_planned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("planned_for", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.Column("given_up_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint("(ended_on is null) = (ended is null)", name=op.f("ck_returns_planned_an_end_has_its_kind")),
        sa.CheckConstraint(
            "ended_on is null or ended_on > returned_on", name=op.f("ck_returns_planned_ends_after_it_began")
        ),
        sa.CheckConstraint(
            "given_up_on is null or returned_on is null", name=op.f("ck_returns_planned_given_up_or_returned")
        ),
        sa.CheckConstraint(
            "length(trim(by)) > 0 and length(trim(reason)) > 0", name=op.f("ck_returns_planned_planned_with_a_reason")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_returns_planned_child_id")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_returns_planned_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns_planned")),
    )
    op.create_index(op.f("ix_returns_planned_child_id"), "returns_planned", ["child_id"], unique=False)
    op.create_table(
        "skills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("level between 0 and 4", name=op.f("ck_skills_level")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_skills_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
    )
    op.create_index(op.f("ix_skills_home_id"), "skills", ["home_id"], unique=False)
    op.create_table(
        "willingness",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_willingness_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_willingness")),
    )
    op.create_index(op.f("ix_willingness_home_id"), "willingness", ["home_id"], unique=False)
    op.create_table(
        "approaches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("sent_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.Column("sent_as", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("released_by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("why_not", sa.String(length=40), nullable=True),
        sa.Column("closing_text", sa.Text(), nullable=True),
        sa.Column("closed_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            "released_by is not null or length(trim(coalesce(reason, ''))) > 0",
            name=op.f("ck_approaches_released_or_reason"),
        ),
        sa.CheckConstraint("(why_not is null) = (closing_text is null)", name=op.f("ck_approaches_told_in_words")),
        sa.CheckConstraint("length(trim(sent_by)) > 0", name=op.f("ck_approaches_named_person")),
        sa.CheckConstraint(
            "released_by is null or lower(released_by) <> lower(sent_by)", name=op.f("ck_approaches_two_people")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_approaches_offer_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_approaches_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approaches")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_approaches_offer_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_approaches_reference")),
    )
    op.create_index(op.f("ix_approaches_reading_id"), "approaches", ["reading_id"], unique=False)
    op.create_table(
        "challenge_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_challenge_steps_challenge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_steps")),
    )
    op.create_index(op.f("ix_challenge_steps_challenge_id"), "challenge_steps", ["challenge_id"], unique=False)
    op.create_table(
        "funding_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=False),
        sa.Column("total_pence", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("out_of_hours", sa.Boolean(), nullable=False),
        sa.Column("panel_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "length(trim(by)) > 0 and length(trim(role)) > 0", name=op.f("ck_funding_approvals_named_person")
        ),
        sa.CheckConstraint("weekly_pence >= 0 and total_pence >= 0", name=op.f("ck_funding_approvals_amounts")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_funding_approvals_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_approvals")),
    )
    op.create_index(op.f("ix_funding_approvals_offer_id"), "funding_approvals", ["offer_id"], unique=False)
    op.create_table(
        "occupancies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bed_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("expected_end", sa.Date(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("la_code", sa.String(length=9), nullable=True),
        sa.Column("lapses_at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("released_because", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.CheckConstraint("(kind = 'hold') = (lapses_at is not null)", name=op.f("ck_occupancies_only_holds_lapse")),
        sa.CheckConstraint(
            "source <> 'homeward' or kind not in ('placement', 'short_break') or decision_id is not null",
            name=op.f("ck_occupancies_placed_by_a_decision"),
        ),
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name=op.f("ck_occupancies_days_in_order")),
        sa.ForeignKeyConstraint(["bed_id"], ["beds.id"], name=op.f("fk_occupancies_bed_id")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_occupancies_child_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_occupancies_decision_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_occupancies_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancies")),
    )
    op.create_index("ix_occupancies_bed", "occupancies", ["bed_id", "starts_on"], unique=False)
    op.create_index(op.f("ix_occupancies_child_id"), "occupancies", ["child_id"], unique=False)
    op.create_index(op.f("ix_occupancies_decision_id"), "occupancies", ["decision_id"], unique=False)
    op.create_table(
        "offer_children",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_offer_children_child_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_offer_children_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_children")),
        sa.UniqueConstraint("offer_id", "child_id", name=op.f("uq_offer_children_offer_id")),
    )
    op.create_index(op.f("ix_offer_children_child_id"), "offer_children", ["child_id"], unique=False)
    op.create_index(op.f("ix_offer_children_offer_id"), "offer_children", ["offer_id"], unique=False)
    op.create_table(
        "offer_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_offer_steps_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_steps")),
    )
    op.create_index(op.f("ix_offer_steps_offer_id"), "offer_steps", ["offer_id"], unique=False)
    op.create_table(
        "return_cash",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("claimed_pence", sa.BigInteger(), nullable=False),
        sa.Column("budget_code", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("released_pence", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("claimed_pence >= 0", name=op.f("ck_return_cash_claimed")),
        sa.ForeignKeyConstraint(["plan_id"], ["returns_planned.id"], name=op.f("fk_return_cash_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_cash")),
        sa.UniqueConstraint("plan_id", "year", name=op.f("uq_return_cash_plan_id")),
    )
    op.create_index(op.f("ix_return_cash_plan_id"), "return_cash", ["plan_id"], unique=False)
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chased_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state = 'asked' or (length(trim(by)) > 0 and length(trim(reason)) > 0 and at is not null)",
            name=op.f("ck_sign_offs_named_person_and_reason"),
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_sign_offs_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint("offer_id", "rule", name=op.f("uq_sign_offs_offer_id")),
    )
    op.create_index(op.f("ix_sign_offs_offer_id"), "sign_offs", ["offer_id"], unique=False)
    op.create_table(
        "support_tried",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("ends_on is null or ends_on > starts_on", name=op.f("ck_support_tried_days_in_order")),
        sa.CheckConstraint("weekly_pence >= 0", name=op.f("ck_support_tried_amount")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_support_tried_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_tried")),
    )
    op.create_index(op.f("ix_support_tried_notice_id"), "support_tried", ["notice_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("challenge_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state = 'open' or (closed_on is not null and closed_by is not null)", name=op.f("ck_tasks_closed_by")
        ),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"], name=op.f("fk_tasks_challenge_id")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_tasks_child_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_tasks_decision_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_tasks_notice_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_tasks_offer_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_tasks_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_challenge_id"), "tasks", ["challenge_id"], unique=False)
    op.create_index(op.f("ix_tasks_child_id"), "tasks", ["child_id"], unique=False)
    op.create_index(op.f("ix_tasks_decision_id"), "tasks", ["decision_id"], unique=False)
    op.create_index(op.f("ix_tasks_due_on"), "tasks", ["due_on"], unique=False)
    op.create_index(op.f("ix_tasks_notice_id"), "tasks", ["notice_id"], unique=False)
    op.create_index(op.f("ix_tasks_offer_id"), "tasks", ["offer_id"], unique=False)
    op.create_index(op.f("ix_tasks_referral_id"), "tasks", ["referral_id"], unique=False)
    op.create_table(
        "approach_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approach_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("logged_at", placements.models.base.UtcDateTime(), nullable=False),
        sa.Column("logged_by", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("weekly_pence", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint("answer <> 'no' or reason is not null", name=op.f("ck_approach_replies_refusal_has_reason")),
        sa.ForeignKeyConstraint(["approach_id"], ["approaches.id"], name=op.f("fk_approach_replies_approach_id")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_approach_replies_home_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_approach_replies_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approach_replies")),
    )
    op.create_index(op.f("ix_approach_replies_approach_id"), "approach_replies", ["approach_id"], unique=False)
    op.create_table(
        "residences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("occupancy_id", sa.Integer(), nullable=True),
        sa.Column("place_text", sa.String(length=200), nullable=True),
        sa.Column("place", sa.String(length=3), nullable=True),
        sa.Column("place_provider", sa.String(length=3), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("expected_end", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_residences_child_id")),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name=op.f("fk_residences_home_id")),
        sa.ForeignKeyConstraint(["occupancy_id"], ["occupancies.id"], name=op.f("fk_residences_occupancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residences")),
    )
    op.create_index(op.f("ix_residences_child_id"), "residences", ["child_id"], unique=False)
    op.create_index(op.f("ix_residences_home_id"), "residences", ["home_id"], unique=False)
    refuse_overlap(op.get_bind())
