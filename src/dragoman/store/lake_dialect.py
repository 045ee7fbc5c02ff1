"""The dialect of a lake: the store's statements, asked of DuckDB; for reading alone.

SQLAlchemy's standard SQL is DuckDB's as well, so that nothing is written twice: the same query gives the same answer
over Parquet as in a database. (The package duckdb-engine does far more, and with SQLAlchemy 2.1 reflects tables
wrongly.)
"""

from __future__ import annotations

from typing import Any

import duckdb
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect

NAME = "dragoman_lake"


class LakeDialect(DefaultDialect):
    """Standard SQL for DuckDB, without transactions: a lake does not change while it is read."""

    name = "duckdb"
    driver = "duckdb"
    default_paramstyle = "qmark"
    supports_statement_cache = True
    supports_native_boolean = True
    postfetch_lastrowid = False

    @classmethod
    def import_dbapi(cls) -> Any:
        """DuckDB's module, which follows the DB-API."""
        return duckdb

    def initialize(self, connection: Any) -> None:
        """Nothing is to be found out about the database."""

    def do_begin(self, dbapi_connection: Any) -> None:
        """No transaction begins."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """None ends."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """None is undone."""


registry.register(NAME, __name__, LakeDialect.__name__)
