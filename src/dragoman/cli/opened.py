"""The store that a command works on."""

from __future__ import annotations

from dragoman.desk import Desk


def desk(store: str | None, *, create: bool = True) -> Desk:
    """The desk over a store, to be closed after use; None means that of the settings.

    Raises:
        StoreError: it cannot be opened, or is not there and is not to be made.
    """
    return Desk(store, create=create)
