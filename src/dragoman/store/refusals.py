"""Refusals of the store: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import StoreError


class NoStoreError(StoreError):
    """There is no store at that place."""

    code = "D601"


class UnusableStoreError(StoreError):
    """What is there cannot be used as a store."""

    code = "D602"


class NewerStoreError(StoreError):
    """The store was made by a newer dragoman."""

    code = "D603"


class UnknownIdError(StoreError):
    """No row of the store has that id."""

    code = "D604"


class QueryError(StoreError):
    """A question that cannot be asked."""

    code = "D605"


class UnstorableError(StoreError):
    """An article that no database can hold."""

    code = "D607"


class ReviewError(StoreError):
    """A review that cannot be taken down."""

    code = "D606"


class AccountError(StoreError):
    """An account that cannot be kept."""

    code = "D608"


class UnknownAccountError(StoreError):
    """No account has that name."""

    code = "D609"


class BusyStoreError(StoreError):
    """Somebody else writes to the store for longer than one waits."""

    code = "D610"


class PersonalError(StoreError):
    """What a person wants to keep cannot be kept."""

    code = "D611"


class NoLakeError(StoreError):
    """The folder is no lake."""

    code = "D615"


class NewerLakeError(StoreError):
    """The lake was made by a newer dragoman."""

    code = "D616"


class UnmergedLakeError(StoreError):
    """The lake has coded articles whose events were not merged."""

    code = "D617"


class ReadOnlyLakeError(StoreError):
    """A lake takes nothing down: what people say goes into a store."""

    code = "D618"
