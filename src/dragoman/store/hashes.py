"""Hashes: passwords and tokens as the store keeps them, so that nobody reads them out of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@lru_cache(maxsize=1)
def hasher() -> PasswordHasher:
    """Argon2id with the parameters of RFC 9106 for machines with little memory: 64 MB and some 50 ms for each check."""
    # Every command knows of accounts, and few hash anything: it is loaded when it is needed.
    from argon2 import PasswordHasher

    return PasswordHasher()


def hashed(secret: str) -> str:
    """The hash of a secret, with its salt and parameters."""
    return hasher().hash(secret)


def is_right(secret: str, kept: str | None) -> bool:
    """Whether a secret is that of a hash. Where there is none it takes as long, so that time tells nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher().verify(kept or nobody(), secret) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return hasher().check_needs_rehash(kept)


@lru_cache(maxsize=1)
def nobody() -> str:
    """A hash to check against where there is no account."""
    return hasher().hash("of nobody")
