"""Refusals of watching: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import WatchError


class RuleError(WatchError):
    """A rule that cannot be used as it is written."""

    code = "D801"


class UnknownRuleError(WatchError):
    """No rule has that name."""

    code = "D802"


class ChannelError(WatchError):
    """A channel that alerts cannot be sent to."""

    code = "D803"


class ReplayError(WatchError):
    """A rule looks at more of the past than was asked to be gone through."""

    code = "D804"
