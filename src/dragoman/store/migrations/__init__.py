"""The migrations of the store, run by Alembic."""

# The newest version of the tables; a test holds it against the files in ``versions``.
HEAD = "0004"
