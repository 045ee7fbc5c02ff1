"""Sessions: what the desk knows of a browser between two requests.

Of a browser that is not logged in nothing is kept: its cookie holds a number of its own, signed, and the token of its
forms is worked out of that. Who logged in is kept in memory alone, so that a restart logs everybody out.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from dragoman.web.person import Person

COOKIE = "dragoman"
# Seconds without a request after which a session ends, and after which it ends in any case.
IDLE, LONGEST = 12 * 3600, 7 * 24 * 3600
# Sessions of people who are logged in; beyond that the oldest go.
MOST = 10_000


@dataclass(slots=True)
class Session:
    """One browser.

    Args:
        id: what its cookie holds.
        secret: what forms must send along, so that no other site can send them.
        person: who logged in; None before.
        mark: of the password by which it was let in; where that changed, the session ends.
        began: when, in seconds of a clock that never goes back.
        last: when it last asked.
        shown: whether its token was put into a page, so that the browser needs the cookie.
    """

    id: str
    secret: str = field(repr=False)
    person: Person | None = None
    mark: str | None = field(default=None, repr=False)
    began: float = field(default_factory=lambda: time.monotonic())
    last: float = field(default_factory=lambda: time.monotonic())
    shown: bool = False

    @property
    def token(self) -> str:
        """What forms must send along; who asks for it puts it into a page."""
        self.shown = True
        return self.secret


class Sessions:
    """All sessions of a desk that is being served."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()
        self._key = secrets.token_bytes(32)

    def __len__(self) -> int:
        return len(self._sessions)

    def begin(self, person: Person, mark: str | None = None) -> Session:
        """A session of somebody who logged in, under a new id and a new token."""
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(24), person, mark)
        with self._lock:
            self._sessions[session.id] = session
            while len(self._sessions) > MOST:
                self._sessions.popitem(last=False)
        return session

    def anonymous(self, number: str | None = None) -> Session:
        """The session of a browser that is not logged in; nothing of it is kept."""
        number = number or secrets.token_urlsafe(18)
        return Session(f"a.{number}.{self._signed('cookie', number)}", self._signed("form", number))

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, unless it ended or the cookie is not of this desk."""
        if not cookie:
            return None
        kind, _, rest = cookie.partition(".")
        if kind == "a":
            number, _, signature = rest.rpartition(".")
            right = hmac.compare_digest(signature.encode(), self._signed("cookie", number).encode())
            return self.anonymous(number) if right and number else None
        return self._kept(cookie)

    def _kept(self, name: str) -> Session | None:
        now = time.monotonic()
        with self._lock:
            session = self._sessions.get(name)
            if session is None:
                return None
            if now - session.last > IDLE or now - session.began > LONGEST:
                del self._sessions[name]
                return None
            session.last = now
            self._sessions.move_to_end(name)
            return session

    def end(self, session: Session) -> None:
        """Forget a session."""
        with self._lock:
            self._sessions.pop(session.id, None)

    def _signed(self, what: str, number: str) -> str:
        """The signature of a number, for one purpose."""
        return hmac.new(self._key, f"{what}:{number}".encode(), sha256).hexdigest()[:43]
