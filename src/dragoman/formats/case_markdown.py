"""A case file as Markdown: CommonMark with footnotes and tables, for notes and for what makes other formats of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from dragoman.desk.case import CaseFile
from dragoman.formats.case_file import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Image,
    Quote,
    Table,
    Text,
    document,
)
from dragoman.formats.case_pictures import Picture, pictures
from dragoman.formats.case_words import Address
from dragoman.formats.markdown import escaped
from dragoman.formats.world_map import World

LEFT_OUT = "The picture is not in this file; {alt}"


def write_markdown(case: CaseFile, out: BinaryIO, world: World | None = None, beside: Path | None = None) -> int:
    """Write a case file as Markdown in UTF-8; gives the number of events.

    Args:
        case: what ``Desk.case_file`` gathered.
        out: where to.
        world: the drawing of the world; without it there is no map.
        beside: the path of the file, where pictures are to be files beside it: 'case.md' gets 'case-map.png'. None
            leaves them out, with a note of what they show.

    Raises:
        OSError: a file cannot be written.
    """
    drawn = pictures(case, world)
    names = saved(drawn, beside) if beside is not None else {}
    out.write("".join(f"{line}\n" for line in lines(document(case, drawn), names)).encode())
    return len(case.events)


def saved(drawn: Sequence[Picture], beside: Path) -> dict[str, str]:
    """Write pictures beside a file; gives the name of each one's file."""
    names = {}
    for one in drawn:
        path = beside.with_name(f"{beside.stem}-{one.name}.png")
        path.write_bytes(one.png())
        names[one.name] = path.name
    return names


def lines(found: Document, names: dict[str, str]) -> Iterator[str]:
    """The lines of a document."""
    yield f"# {escaped(found.title)}"
    for name, facts in (("What was asked", found.asked), ("What the file was made of", found.held)):
        yield from ("", f"**{name}**", "")
        yield from (f"- {escaped(label)}: {escaped(value)}" for label, value in facts)
    for block in found.blocks:
        yield ""
        yield from written(block, names)
    for number, (text, address) in found.notes.items():
        yield from ("", f"[^{number}]: {escaped(text)}{linked(address)}")


def written(block: Block, names: dict[str, str]) -> Iterator[str]:
    """The lines of one block."""
    match block:
        case Heading(level, text, _):
            yield f"{'#' * (level + 1)} {escaped(text)}"
        case Text(text, _):
            yield escaped(text)
        case Facts(_, rows):
            for name, values in rows:
                yield f"- **{escaped(name)}**: {escaped(values[0])}"
                yield from (f"  - {escaped(value)}" for value in values[1:])
        case Table():
            yield from table(block)
        case Quote(words, number, chain):
            yield f"> “{escaped(words)}”[^{number}]"
            yield ">"
            yield f"> {escaped(chain)}"
        case Bullets(listed):
            yield from (f"- {escaped(text)}{linked(address)}" for text, address in listed)
        case Image():
            yield from image(block, names)


def table(block: Table) -> Iterator[str]:
    """A table, below its caption."""
    yield from (f"*{escaped(block.caption)}*", "")
    yield f"| {' | '.join(escaped(name) for name, _ in block.columns)} |"
    yield f"|{'---|' * len(block.columns)}"
    yield from (f"| {' | '.join(map(escaped, row))} |" for row in block.rows)


def image(block: Image, names: dict[str, str]) -> Iterator[str]:
    """A picture as a file beside, or what it shows."""
    picture = block.picture
    if picture.name in names:
        # Encoded, so that no name of a file ends the link.
        yield f"![{escaped(picture.alt)}](<{name_in_link(names[picture.name])}>)"
    else:
        yield escaped(LEFT_OUT.format(alt=picture.alt))
    yield from ("", f"*Figure {block.number}. {escaped(picture.caption)}.*")


def name_in_link(name: str) -> str:
    """The name of a file as it stands in a link."""
    return "".join(f"%{ord(sign):02X}" if sign in "%<>\\\"'()[]#? " else sign for sign in name)


def linked(address: Address | None) -> str:
    """An address as a link that shows it; empty where there is none."""
    return f" [{escaped(address.shown)}](<{address.target}>)" if address else ""
