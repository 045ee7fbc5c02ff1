"""Channels: where alerts go: a feed's file, a webhook, or one of the services that Apprise knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from dragoman import __version__
from dragoman.settings import settings
from dragoman.watch.alerts import Alert
from dragoman.watch.feeds import text_of
from dragoman.watch.refusals import ChannelError

FEED = "feed:"
WEB = ("http", "https")


class Channel(NamedTuple):
    """A channel: what it is and where it leads."""

    kind: Literal["feed", "webhook", "apprise"]
    address: str

    @property
    def path(self) -> Path:
        """The file of a feed."""
        return Path(self.address.removeprefix(FEED)).expanduser()

    @property
    def shown(self) -> str:
        """The address without what may be a secret in it."""
        if self.kind == "feed":
            return self.address
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.hostname or ''}{'/…' if self.address.count('/') > 2 else ''}"


def channel_of(address: str) -> Channel:
    """A channel by its address.

    Raises:
        ChannelError: nothing can be sent there.
    """
    if address.startswith(FEED):
        if not address.removeprefix(FEED).strip() or address.endswith("/"):
            raise ChannelError("a feed without a file", where=address, do="write feed:alerts.atom or feed:alerts.json")
        return Channel("feed", address)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ChannelError(f"no address: {error}", where=address[:80], do="mend it") from error
    if parts.scheme in WEB:
        if not parts.hostname:
            raise ChannelError("a webhook without a host", where=address[:80], do="write https://host/path")
        return Channel("webhook", address)
    if not parts.scheme or not knows(address):
        raise ChannelError(
            "no channel", where=Channel("apprise", address).shown,
            do="write feed:FILE, https://... for a webhook, or an address that Apprise knows, such as mailto://",
        )  # fmt: skip
    return Channel("apprise", address)


def knows(address: str) -> bool:
    """Whether Apprise can send to an address."""
    # It takes half a second to import, with its hundred services.
    import apprise

    return apprise.Apprise.instantiate(address, suppress_exceptions=True) is not None


def send(channel: Channel, alert: Alert) -> None:
    """Send an alert through a channel that is no feed.

    Raises:
        ChannelError: it was not taken.
    """
    if channel.kind == "webhook":
        post(channel, alert)
    else:
        notify(channel, alert)


def post(channel: Channel, alert: Alert) -> None:
    """Send an alert to a webhook as JSON; ``Idempotency-Key`` is the same however often it is sent.

    Raises:
        ChannelError: the host cannot be reached, or its answer is no 2xx.
    """
    import urllib3

    body = json.dumps(alert.model_dump(), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"dragoman/{__version__}",
        "Idempotency-Key": f"{alert.id}-v{alert.version}",
    }
    limit = urllib3.Timeout(total=settings().delivery_timeout)
    with urllib3.PoolManager(retries=False, timeout=limit) as pool:
        try:
            answer = pool.request("POST", channel.address, body=body, headers=headers, preload_content=False)
            status = answer.status
            answer.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise ChannelError(f"not reached: {type(error).__name__}", where=channel.shown) from error
    if not 200 <= status < 300:
        raise ChannelError(f"answered {status}", where=channel.shown)


def notify(channel: Channel, alert: Alert) -> None:
    """Send an alert through Apprise.

    Raises:
        ChannelError: the service did not take it.
    """
    import apprise

    services = apprise.Apprise()
    if not services.add(channel.address):
        raise ChannelError("Apprise does not know it any more", where=channel.shown, do="check the address")
    if not services.notify(title=f"dragoman: {alert.title}"[:200], body=text_of(alert)):
        raise ChannelError("the service did not take it", where=channel.shown)
