"""Accounts: who may come in to a served desk, as a person with a password or a program with a token."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from dragoman.store.batches import insert
from dragoman.store.database import Database
from dragoman.store.hashes import hashed
from dragoman.store.ledger import now
from dragoman.store.refusals import AccountError, UnknownAccountError
from dragoman.store.tables import account

Role = Literal["reader", "analyst"]
# No underscore: it parts the name of a token from its secret.
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
SHORTEST, LONGEST = 10, 1_000
TOKEN = re.compile(r"dgm_(?P<name>[a-z0-9][a-z0-9.-]{0,39})_(?P<secret>[A-Za-z0-9_-]{20,80})")


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in.

    Args:
        name: small letters, digits, dots and hyphens.
        role: readers look; analysts also add, review, and keep rules.
        made: when, ISO 8601 in UTC.
        password: its hash; None where it has none.
        token: the hash of its token; None where it has none.
    """

    name: str
    role: Role
    made: str
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


def accounts_in(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return [account_from(row) for row in connection.execute(select(account).order_by(account.c.name)).mappings()]


def add_account(database: Database, name: str, role: str, password: str) -> None:
    """Keep an account for a person.

    Raises:
        AccountError: there is one of that name, or name, role or password cannot be used.
    """
    kept = hashed(checked_password(password))
    values = {"name": checked_name(name), "role": checked_role(role), "password": kept, "token": None, "made": now()}
    with database.writing() as connection:
        if found(connection, name) is not None:
            raise AccountError("there is an account of that name", where=name, do="dragoman account remove it first")
        insert(connection, account, [values])


def give_token(database: Database, name: str, role: str | None = None) -> str:
    """A new token for an account, in the place of an older one; the account is made where there is none.

    Args:
        database: the store's database.
        name: of the account.
        role: of a new account, reader where it is None; an account that is there gets it, or keeps its own.

    Returns:
        The token. It is kept as a hash alone, so that nobody can see it again.

    Raises:
        AccountError: the name or role cannot be used.
    """
    token = f"dgm_{checked_name(name)}_{secrets.token_urlsafe(32)}"
    values: dict[str, Any] = {"token": hashed(token)}
    if role is not None:
        values["role"] = checked_role(role)
    with database.writing() as connection:
        if found(connection, name) is None:
            made = {"name": name, "role": "reader", "password": None, "made": now(), **values}
            insert(connection, account, [made])
        else:
            connection.execute(account.update().where(account.c.name == name).values(**values))
    return token


def remove_account(database: Database, name: str) -> None:
    """Take an account out; its sessions and its token end.

    Raises:
        UnknownAccountError: there is none of that name.
    """
    with database.writing() as connection:
        if connection.execute(account.delete().where(account.c.name == name)).rowcount == 0:
            raise UnknownAccountError("there is no account of that name", where=name, do="see: dragoman account list")


def renew_hash(database: Database, one: Account, column: Literal["password", "token"], secret: str) -> None:
    """Keep a secret that was right under a new hash, unless it was changed meanwhile."""
    kept = account.c[column] == getattr(one, column)
    with database.writing() as connection:
        connection.execute(
            account.update().where(account.c.name == one.name, kept).values({column: hashed(secret)})
        )  # fmt: skip


def found(connection: Connection, name: str) -> Account | None:
    """The account of a name."""
    row = connection.execute(select(account).where(account.c.name == name)).mappings().first()
    return account_from(row) if row is not None else None


def account_from(row: Mapping[Any, Any]) -> Account:
    """An account out of its row."""
    return Account(row["name"], checked_role(row["role"]), row["made"], row["password"], row["token"])


def checked_name(name: str) -> str:
    """A name that can be used.

    Raises:
        AccountError: it cannot.
    """
    if NAME.fullmatch(name) is None:
        raise AccountError("not a name for an account", where=name, do="use up to 40 small letters, digits, . and -")
    return name


def checked_role(role: str) -> Role:
    """A role that there is.

    Raises:
        AccountError: there is none such.
    """
    for known in get_args(Role):
        if role == known:
            return role  # type: ignore[return-value]
    raise AccountError("no such role", where=role, do=f"give one of: {', '.join(get_args(Role))}")


def checked_password(password: str) -> str:
    """A password that is long enough.

    Raises:
        AccountError: it is too short, or too long to be checked.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            f"a password of {len(password)} characters", do=f"take {SHORTEST} to {LONGEST}, several words for example"
        )
    return password
