"""The ways in which an input can be refused: each its own class and code, so that programs can tell them apart."""

from __future__ import annotations

from dragoman.errors import IntakeError


class MissingInputError(IntakeError):
    """There is no such file."""

    code = "D201"


class FolderError(IntakeError):
    """The input is a folder."""

    code = "D202"


class EmptyInputError(IntakeError):
    """The input holds nothing but white space."""

    code = "D203"


class BinaryInputError(IntakeError):
    """The input is not text: a PDF, an archive, an image."""

    code = "D204"


class BrokenEncodingError(IntakeError):
    """The bytes are not text in the encoding that they claim or are taken for."""

    code = "D205"


class TooLargeError(IntakeError):
    """The input is larger than the settings allow."""

    code = "D206"


class NoWordsError(IntakeError):
    """The input is text without words."""

    code = "D207"


class NoArticleError(IntakeError):
    """A page without an article."""

    code = "D208"


class DateError(IntakeError):
    """A date that is no date."""

    code = "D209"


class JsonInputError(IntakeError):
    """JSON that is broken or holds no article."""

    code = "D210"


class UnreachableError(IntakeError):
    """A URL that did not answer with a page."""

    code = "D211"


class RefusedUrlError(IntakeError):
    """A URL that is not fetched: its scheme, its address or its redirects are not allowed."""

    code = "D212"


class UnreadableError(IntakeError):
    """A file that exists and cannot be read."""

    code = "D213"


class TableError(IntakeError):
    """A table that is broken or has no column of text."""

    code = "D214"


class FeedError(IntakeError):
    """A feed or sitemap that is broken, hostile or too long."""

    code = "D215"


class BrokenArchiveError(IntakeError):
    """An archive or compressed file that is broken, cut short, or swells beyond measure."""

    code = "D216"


class RobotsError(IntakeError):
    """An address that the host's robots.txt keeps closed."""

    code = "D217"


class BusyHostError(UnreachableError):
    """A host that takes too long, has too much to do, or is broken for now."""

    code = "D218"
