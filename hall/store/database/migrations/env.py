"""Run by Alembic: each step is one transaction, with the note of its version inside it."""

from __future__ import annotations

from alembic import context

from hall.store.database.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can take back DDL; Alembic does not expect it to unless told.
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
