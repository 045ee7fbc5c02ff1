"""How the desk is served."""

from __future__ import annotations

from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """How the desk is served.

    Args:
        host: the address to listen at; any but loopback needs a way to log in.
        port: the port; 0 takes any that is free.
        names: further names by which browsers may ask for it, such as that of a proxy.
        password: lets analysts in; None where everybody on this machine may come in, or accounts decide.
        reader_password: lets readers in, who may look and not write.
        https: whether browsers reach it by https, through a proxy.
        open_browser: open the first page when it is ready.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    names: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)
    reader_password: str | None = field(default=None, repr=False)
    https: bool = False
    open_browser: bool = False

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it: it listens to loopback, and goes by no further name."""
        return self.host in LOOPBACK and all(name in LOOPBACK for name in self.names) and not self.https
