"""Run the migrations over the connection that `placements.database.upgrade` opened."""

from __future__ import annotations

from alembic import context

from placements.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
