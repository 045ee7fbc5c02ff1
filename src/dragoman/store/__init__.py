"""The store: tables, writes, queries, search and migrations over SQLite or PostgreSQL."""
