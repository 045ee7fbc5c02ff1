"""Sessions: what the desk remembers of a browser between two requests, kept in memory alone."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from dragoman.web.person import Person

COOKIE = "dragoman"
# Seconds without a request after which a session ends, and after which it ends in any case.
IDLE, LONGEST = 12 * 3600, 7 * 24 * 3600
# A browser that takes no cookie makes a session with each request: the oldest go.
MOST = 10_000


@dataclass(slots=True)
class Session:
    """One browser.

    Args:
        id: the secret in its cookie.
        person: who logged in; None before.
        token: what forms must send along, so that no other site can send them.
    """

    id: str
    person: Person | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    began: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)


class Sessions:
    """All sessions of a desk that is being served."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, person: Person | None = None) -> Session:
        """A new session with a secret of its own."""
        session = Session(secrets.token_urlsafe(32), person)
        with self._lock:
            self._sessions[session.id] = session
            while len(self._sessions) > MOST:
                self._sessions.popitem(last=False)
        return session

    def find(self, name: str | None) -> Session | None:
        """The session of a cookie, unless it ended."""
        now = time.monotonic()
        with self._lock:
            session = self._sessions.get(name or "")
            if session is None:
                return None
            if now - session.last > IDLE or now - session.began > LONGEST:
                del self._sessions[session.id]
                return None
            session.last = now
            self._sessions.move_to_end(session.id)
            return session

    def end(self, session: Session) -> None:
        """Forget a session."""
        with self._lock:
            self._sessions.pop(session.id, None)
