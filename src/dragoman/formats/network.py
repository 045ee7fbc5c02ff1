"""The network out: its links as CSV for a spreadsheet, the whole as JSON for programs, and as a matrix."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dragoman.formats.sheets import sheet
from dragoman.store.network import Network, NetworkLink, NetworkNode

COLUMNS = ("one", "one_name", "other", "other_name", "events", "cooperation", "conflict", "score_mean")
LEVELS = 4


def network_csv(found: Network) -> str:
    """The links as CSV, one a row, with a header."""
    names = {node.id: node.name for node in found.nodes}
    rows = (
        [link.one, names[link.one], link.other, names[link.other], link.events, link.cooperation, link.conflict,
         link.score_mean]
        for link in found.links
    )  # fmt: skip
    return sheet(COLUMNS, rows)


def network_json(found: Network) -> str:
    """The network as JSON."""
    return json.dumps(found.model_dump(), ensure_ascii=False, indent=2)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A network as a table: rows and columns are nodes, cells what they have to do with each other."""

    rows: list[NetworkNode]
    columns: list[NetworkNode]
    cells: dict[tuple[str, str], NetworkLink]
    most: int

    def cell(self, row: str, column: str) -> NetworkLink | None:
        """What two have to do with each other; None where nothing."""
        return self.cells.get((row, column)) or self.cells.get((column, row))

    def level(self, link: NetworkLink) -> int:
        """From 1 for few events to 4 for most, by quarters of the root of their number."""
        share = (link.events / self.most) ** 0.5
        return max(1, min(LEVELS, int(share * LEVELS) + 1))


def matrix(found: Network) -> Matrix:
    """The matrix of a network: of states with each other, or of those in focus with the others."""
    ones = [node for node in found.nodes if node.side == "one"]
    others = [node for node in found.nodes if node.side == "other"]
    cells = {(link.one, link.other): link for link in found.links}
    most = max((link.events for link in found.links), default=1)
    return Matrix(others if found.kind == "states" else ones, others, cells, most)
