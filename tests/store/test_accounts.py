"""Accounts: kept as hashes, made, renewed and taken out, on both databases."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from dragoman.desk import Desk
from dragoman.store.accounts import TOKEN, renew_hash
from dragoman.store.hashes import is_outdated, is_right
from dragoman.store.refusals import AccountError, UnknownAccountError
from dragoman.store.tables import account

PASSWORD = "seven quiet harbours"


def test_an_account_is_kept_without_its_password(store: str) -> None:
    with Desk(store) as desk:
        desk.account_add("anna", "analyst", PASSWORD)
        (kept,) = desk.accounts()
    assert (kept.name, kept.role, kept.token) == ("anna", "analyst", None)
    assert kept.password is not None
    assert kept.password.startswith("$argon2id$")
    assert PASSWORD not in repr(kept)
    assert kept.password not in repr(kept)
    assert is_right(PASSWORD, kept.password)
    assert not is_right("eight quiet harbours", kept.password)


def test_a_token_is_shown_once_and_takes_the_place_of_an_older_one(store: str) -> None:
    with Desk(store) as desk:
        first = desk.account_token("nightly", "analyst")
        second = desk.account_token("nightly")
        (kept,) = desk.accounts()
    for token in (first, second):
        found = TOKEN.fullmatch(token)
        assert found is not None
        assert found["name"] == "nightly"
    assert kept.role == "analyst"
    assert is_right(second, kept.token)
    assert not is_right(first, kept.token)


def test_a_new_token_is_a_readers_and_a_role_can_be_changed_with_one(store: str) -> None:
    with Desk(store) as desk:
        desk.account_token("feeds")
        assert desk.accounts()[0].role == "reader"
        desk.account_token("feeds", "analyst")
        assert desk.accounts()[0].role == "analyst"


def test_an_account_is_taken_out(store: str) -> None:
    with Desk(store) as desk:
        desk.account_add("anna", "reader", PASSWORD)
        desk.account_remove("anna")
        assert desk.accounts() == []
        with pytest.raises(UnknownAccountError, match="D609"):
            desk.account_remove("anna")


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("Anna", "reader", PASSWORD), ("an_na", "reader", PASSWORD), ("", "reader", PASSWORD),
        ("../anna", "reader", PASSWORD), ("anna\n", "reader", PASSWORD), ("anna", "owner", PASSWORD),
        ("anna", "reader", "short"), ("anna", "reader", "x" * 1001),
    ],
)  # fmt: skip
def test_what_cannot_be_an_account_is_refused(store: str, name: str, role: str, password: str) -> None:
    with Desk(store) as desk:
        with pytest.raises(AccountError, match="D608"):
            desk.account_add(name, role, password)
        assert desk.accounts() == []


def test_there_is_one_account_of_a_name(store: str) -> None:
    with Desk(store) as desk:
        desk.account_add("anna", "reader", PASSWORD)
        with pytest.raises(AccountError, match="remove"):
            desk.account_add("anna", "analyst", PASSWORD)
        assert desk.accounts()[0].role == "reader"


def test_a_hash_of_other_parameters_is_made_anew(store: str) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with Desk(store) as desk:
        desk.account_add("anna", "reader", PASSWORD)
        with desk.database.writing() as connection:
            connection.execute(account.update().values(password=weak))
        (before,) = desk.accounts()
        assert is_outdated(weak)
        renew_hash(desk.database, before, "password", PASSWORD)
        (after,) = desk.accounts()
    assert after.password is not None
    assert not is_outdated(after.password)
    assert is_right(PASSWORD, after.password)


def test_nobody_is_right_where_there_is_no_hash() -> None:
    assert not is_right("of nobody", None)
    assert not is_right("anything", "no hash at all")
