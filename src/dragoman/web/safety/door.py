"""The door: who may come in, by password, by token, or because only this machine can reach the desk."""

from __future__ import annotations

import base64
import binascii
import time
from collections import OrderedDict
from hashlib import sha256
from typing import Literal

from anyio import CapacityLimiter, to_thread

from dragoman.desk import Desk
from dragoman.store.accounts import LONGEST, TOKEN, Account, Role, checked_password, renew_hash
from dragoman.store.hashes import hashed, is_outdated, is_right
from dragoman.web.options import ServeOptions
from dragoman.web.person import Person
from dragoman.web.refusals import LoginError, TooOftenError, UnsafeHostError
from dragoman.web.safety.hosts import network_of
from dragoman.web.safety.throttle import Throttle
from dragoman.web.sessions import Session

# Attempts by one address and for one name, in a stretch of seconds.
BY_ADDRESS, FOR_NAME, STRETCH = 20, 10, 300.0
# Seconds after which the store is asked again who has an account.
FRESH = 1.0
# Seconds for which a token that was right need not be checked again, and how many such are remembered.
REMEMBERED, MOST_REMEMBERED = 600.0, 1_000
# A check takes 64 MB.
AT_ONCE = 2


class Door:
    """Lets people and programs in.

    Args:
        desk: its store holds the accounts.
        options: how it is served.

    Raises:
        UnsafeHostError: others could reach the desk, and nobody would be asked to log in.
        AccountError: a password is too short.
    """

    def __init__(self, desk: Desk, options: ServeOptions) -> None:
        self.desk = desk
        self.local = options.local
        given: tuple[tuple[Role, str | None], ...] = (
            ("analyst", options.password), ("reader", options.reader_password),
        )  # fmt: skip
        self.shared: dict[Role, str] = {
            role: hashed(checked_password(password)) for role, password in given if password
        }
        self.by_address = Throttle(BY_ADDRESS, STRETCH)
        self.for_name = Throttle(FOR_NAME, STRETCH)
        self._tokens: OrderedDict[bytes, tuple[str, float]] = OrderedDict()
        self._limiter = CapacityLimiter(AT_ONCE)
        self._looked = 0.0
        self._accounts = self._look()
        if not self.local and not self.shared and not self._accounts:
            raise UnsafeHostError(
                "other machines could reach the desk, and nobody would be asked to log in", where=options.host,
                do="add --password, or make accounts first: dragoman account add NAME --role analyst",
            )  # fmt: skip

    async def accounts(self) -> dict[str, Account]:
        """Who has an account, by name, as of a moment ago."""
        if time.monotonic() - self._looked > FRESH:
            self._accounts = await to_thread.run_sync(self._look)
        return self._accounts

    async def is_open(self) -> bool:
        """Whether everybody may come in: only this machine can reach the desk, and nobody set a password."""
        return self.local and not self.shared and not await self.accounts()

    async def person_of(self, session: Session) -> Person | None:
        """Who logged in, if that still holds."""
        if session.person is None or not session.person.name:
            return session.person
        account = (await self.accounts()).get(session.person.name)
        if account is None or account.password != session.mark:
            return None
        return Person(account.name, account.role)

    async def log_in(self, name: str, password: str, address: str) -> tuple[Person, str | None]:
        """Who has that password, and the mark of it.

        Args:
            name: of an account; empty for a password that several share.
            password: as it was typed.
            address: of who asks.

        Raises:
            LoginError: nobody has.
            TooOftenError: too many were tried.
        """
        account = (await self.accounts()).get(name)
        if name:
            kept = [(Person(account.name, account.role), account.password)] if account else []
        else:
            kept = [(Person(role=role), one) for role, one in self.shared.items()]
        counted = self._count(name, address)
        for person, one in kept or [(Person(), None)]:
            if await self._is_right(password, one) and one is not None:
                self._forgive(counted)
                return person, await self._renewed(person.name, "password", password, one)
        what = "no such name and password" if name else "not the right password"
        raise LoginError(what, do="check what you typed, and try again")

    async def by_token(self, header: str, address: str) -> Person:
        """Whose token an ``Authorization`` header holds.

        Raises:
            LoginError: it holds none that is right.
            TooOftenError: too many were tried.
        """
        token = token_in(header)
        found = TOKEN.fullmatch(token)
        if found is None:
            raise LoginError("no token of this desk", do="send Authorization: Bearer dgm_NAME_SECRET")
        account = (await self.accounts()).get(found["name"])
        kept = account.token if account else None
        digest = sha256(token.encode()).digest()
        known, until = self._tokens.get(digest, ("", 0.0))
        if account is None or known != kept or until < time.monotonic():
            counted = self._count(found["name"], address)
            if not await self._is_right(token, kept) or account is None or kept is None:
                raise LoginError("a token that is not right", do="make a new one: dragoman account token NAME")
            self._forgive(counted)
            self._tokens[digest] = (
                await self._renewed(account.name, "token", token, kept),
                time.monotonic() + REMEMBERED,
            )
            while len(self._tokens) > MOST_REMEMBERED:
                self._tokens.popitem(last=False)
        return Person(account.name, account.role)

    def _count(self, name: str, address: str) -> tuple[tuple[Throttle, str], ...]:
        """Count an attempt before it is judged.

        Raises:
            TooOftenError: there were too many.
        """
        counted = ((self.by_address, network_of(address)), (self.for_name, name))
        for throttle, whose in counted:
            if wait := throttle.attempt(whose):
                raise TooOftenError(wait)
        return counted

    def _forgive(self, counted: tuple[tuple[Throttle, str], ...]) -> None:
        """The attempt was right."""
        for throttle, whose in counted:
            throttle.forgive(whose)

    async def _is_right(self, secret: str, kept: str | None) -> bool:
        """Whether a secret is that of a hash; few are checked at once, as each check takes memory."""
        return await to_thread.run_sync(is_right, secret[:LONGEST], kept, limiter=self._limiter)

    async def _renewed(self, name: str, column: Literal["password", "token"], secret: str, kept: str) -> str:
        """The hash of a secret that was right, made anew where an older dragoman made it otherwise."""
        account = (await self.accounts()).get(name)
        if account is None or not is_outdated(kept):
            return kept
        await to_thread.run_sync(renew_hash, self.desk.database, account, column, secret, limiter=self._limiter)
        self._accounts = await to_thread.run_sync(self._look)
        return getattr(self._accounts.get(name), column, None) or kept

    def _look(self) -> dict[str, Account]:
        """Ask the store."""
        found = {one.name: one for one in self.desk.accounts()}
        self._looked = time.monotonic()
        return found


def token_in(header: str) -> str:
    """The token in an ``Authorization`` header: as Bearer, or as the password of Basic, which readers of feeds know."""
    scheme, _, value = header.strip().partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
