"""Runs migrations on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from dragoman.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # The store's transaction holds the whole migration.
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()
