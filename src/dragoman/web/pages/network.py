"""Network: who has to do with whom, states first, unfolded to actors."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.desk import Desk
from dragoman.formats.network import matrix, network_csv, network_json
from dragoman.formats.ring import MOST_LINES, ring
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.store.network import Network, NetworkLink, NetworkNode
from dragoman.web.lasting import lasting
from dragoman.web.opened import Kept, Opened
from dragoman.web.rendering import page, state_name

router = APIRouter(include_in_schema=False)
ROWS = 60


@dataclass(frozen=True)
class Question:
    """What a network page asks, as it stands in its address."""

    focus: str | None = None
    unfold: str | None = None
    since: str | None = None
    until: str | None = None
    context: str | None = None
    view: str | None = None

    def url(self, path: str = "/network", **changes: str | None) -> str:
        """The address of the same question with some of it changed."""
        asked = [(name, value) for name, value in asdict(replace(self, **changes)).items() if value]
        return f"{path}?{urlencode(asked, safe=':')}" if asked else path

    def events(self, path: str = "/events", **conditions: str | tuple[str, str] | None) -> str:
        """The address of the events of these days and this context with further conditions."""
        every: dict[str, str | tuple[str, str] | None] = {
            **conditions, "since": self.since, "until": self.until, "context": self.context,
        }  # fmt: skip
        asked = [(name, value) for name, value in every.items() if value]
        return f"{path}?{urlencode(asked, doseq=True, safe=':')}" if asked else path

    def found(self, desk: Desk) -> Network:
        """The answer."""
        return desk.network(
            self.unfold or self.focus, actors=self.unfold is not None, since=self.since, until=self.until,
            context=self.context,
        )  # fmt: skip


def question_of(
    focus: str | None = None, unfold: str | None = None, since: str | None = None, until: str | None = None,
    context: str | None = None, view: Literal["ring", "matrix", ""] | None = None,
) -> Question:  # fmt: skip
    """The question in an address; empty fields of a form ask for nothing."""
    given = {"focus": focus, "unfold": unfold, "since": since, "until": until, "context": context}
    kept = {name: (value or "").strip() or None for name, value in given.items()}
    return Question(**kept, view="matrix" if view == "matrix" else None)


Asked = Annotated[Question, Depends(question_of)]


@router.get("/network")
@lasting()
def network(request: Request, desk: Opened, kept: Kept, asked: Asked) -> HTMLResponse:
    """States and their ties as a ring or a matrix, and in a table."""
    name = ("network", replace(asked, view=None))
    found, drawing = kept.get(name, lambda: (made := asked.found(desk), ring(made)))
    return page(
        request, "network.html.j2", here="network", found=found, ring=drawing, asked=asked, matrix=matrix(found),
        addressed=Addressed(asked, found), contexts=sorted(plover().contexts), rows=ROWS, most_lines=MOST_LINES,
        names={node.id: node.name for node in found.nodes},
        listed=sorted((one.iso3, one.name) for one in states().values() if one.kind == "state"),
    )  # fmt: skip


@router.get("/network.csv")
def links_csv(desk: Opened, asked: Asked) -> Response:
    """The links as CSV."""
    return Response(network_csv(asked.found(desk)), media_type="text/csv")


@router.get("/network.json")
def links_json(desk: Opened, asked: Asked) -> Response:
    """The network as JSON."""
    return Response(network_json(asked.found(desk)), media_type="application/json")


class Addressed:
    """The addresses that the page leads to.

    Args:
        asked: what the page asks.
        found: what it shows.
    """

    def __init__(self, asked: Question, found: Network) -> None:
        self.asked = asked
        self.found = found

    def node(self, node: NetworkNode) -> str:
        """What a node leads to: a state to its focus, a partner to the pair, the state in focus to its actors."""
        if self.found.kind == "states":
            return self.asked.url(focus=node.id, unfold=None)
        if self.found.kind == "state":
            code = self.found.focus[0]
            if node.id == code:
                return self.asked.url(focus=None, unfold=code)
            return self.asked.url(focus="-".join(sorted((code, node.id))), unfold=None)
        return self.asked.url(focus=node.id, unfold=None)

    def link(self, link: NetworkLink) -> str:
        """What a line leads to: the ties of two states, or the events of two actors."""
        if self.found.kind == "actors":
            return self.events(link)
        return f"/ties/{quote(link.one)}/{quote(link.other)}"

    def events(self, link: NetworkLink) -> str:
        """The events of a link: of two states, or of an actor with the state of the other."""
        if self.found.kind != "actors":
            return self.asked.events(between=(link.one, link.other))
        one, other = self.found.node(link.one), self.found.node(link.other)
        between = (one.state, other.state) if one.state and other.state and one.state != other.state else None
        actor = other.id if one.id.startswith("state:") else one.id
        return self.asked.events(actor=actor, between=between)

    def feed(self) -> str:
        """The feed of the events in focus."""
        focus = self.found.focus
        if len(focus) == 2:
            return self.asked.events("/events.atom", between=(focus[0], focus[1]))
        return self.asked.events("/events.atom", actor=focus[0] if focus else None)

    def formats(self) -> list[tuple[str, str, str]]:
        """The same rows in other formats, and the feed of the events."""
        return [
            ("CSV", self.asked.url("/network.csv", view=None), "text/csv"),
            ("JSON", self.asked.url("/network.json", view=None), "application/json"),
            ("Atom", self.feed(), "application/atom+xml"),
        ]

    @property
    def title(self) -> str:
        """What the page is about, in words."""
        focus = self.found.focus
        if not focus:
            return "Network of states"
        if ":" in focus[0]:
            known = next((node.name for node in self.found.nodes if node.id == focus[0]), focus[0])
            return f"Network of {known}"
        return f"{'Actors' if self.found.kind == 'actors' else 'Ties'} of {' and '.join(map(state_name, focus))}"
