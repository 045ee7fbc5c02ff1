"""Own-written training sentences: who did what to whom, marked in a line of text and the lines below it.

    {1:Kenya} accused {2:Somalia} of arming {3:clan militias} near the border town of Mandera.
    > 1 2 ACCUSE-allege | accused | happened | military
    > 2 3 AID | arming | happened | military

A mark ``{N:words}`` is a mention; each line below names an act: actor, recipient (``-`` where nobody is named), type and
mode, the word that reports it, its factuality, its contexts (``-`` for none). ``1 = 2`` is an act of both together.
What no line names is no act: every other ordered pair of marks is an example of none.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.knowledge.plover import plover

FACTUALITIES = ("happened", "future", "hypothetical", "negated", "historical")
MARK = re.compile(r"\{(\d+):([^{}]+)\}")
ACT = re.compile(r"> *(\d+) *(=|[ ]) *(\d+|-) +([A-Z]+)(?:-([a-z-]+))? *\| *(.+?) *\| *([a-z]+) *\| *([a-z_, -]+)$")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Act:
    """One annotated act. ``actor`` and ``recipient`` are keys of ``Sentence.marks``; offsets are into ``Sentence.text``."""

    actor: int
    recipient: int | None
    type: str
    mode: str | None
    trigger: Span
    factuality: str
    contexts: tuple[str, ...]
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its mentions by number and its acts; ``where`` is file and line."""

    text: str
    marks: dict[int, Span]
    acts: tuple[Act, ...]
    where: str
    batch: str = field(default="")


class SentenceError(ValueError):
    """A line that is not as the format wants it."""


def _text_of(line: str) -> tuple[str, dict[int, Span]]:
    text, marks, at = "", {}, 0
    for found in MARK.finditer(line):
        text += line[at : found.start()]
        number = int(found.group(1))
        if number in marks:
            raise SentenceError(f"mark {number} twice")
        marks[number] = (len(text), len(text) + len(found.group(2)))
        text += found.group(2)
        at = found.end()
    text += line[at:]
    if "{" in text or "}" in text:
        raise SentenceError("a brace that is no mark")
    return text, marks


def _act_of(line: str, text: str, marks: dict[int, Span]) -> Act:
    found = ACT.match(line.rstrip())
    if found is None:
        raise SentenceError(f"no act: {line!r}")
    actor, sign, recipient, type_, mode, trigger, factuality, contexts = found.groups()
    book = plover()
    if type_ not in book.types:
        raise SentenceError(f"no type {type_}")
    if mode is not None and mode not in book.types[type_].modes:
        raise SentenceError(f"{type_} has no mode {mode}")
    if factuality not in FACTUALITIES:
        raise SentenceError(f"no factuality {factuality}")
    named = tuple(c.strip() for c in contexts.split(",") if c.strip() not in {"", "-"})
    for context in named:
        if context not in book.contexts:
            raise SentenceError(f"no context {context}")
    for number in (actor, recipient):
        if number != "-" and int(number) not in marks:
            raise SentenceError(f"no mark {number}")
    start = text.find(trigger)
    if start < 0:
        raise SentenceError(f"no trigger {trigger!r} in the text")
    return Act(
        int(actor),
        None if recipient == "-" else int(recipient),
        type_,
        mode,
        (start, start + len(trigger)),
        factuality,
        named,
        sign == "=",
    )


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of one file.

    Raises:
        SentenceError: a line is not as the format wants it; the message says which.
    """
    text: str | None = None
    marks: dict[int, Span] = {}
    acts: list[Act] = []
    began = 0
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        try:
            if line.startswith(">"):
                if text is None:
                    raise SentenceError("an act before its sentence")
                acts.append(_act_of(line, text, marks))
                continue
            if text is not None:
                yield Sentence(text, marks, tuple(acts), f"{path.name}:{began}", path.parent.name)
            text, acts = None, []
            if line.strip() and not line.startswith("#"):
                text, marks = _text_of(line.strip())
                began = number
        except SentenceError as error:
            raise SentenceError(f"{path}:{number}: {error}") from None


def read_all(folder: Path) -> list[Sentence]:
    """The sentences of a folder of batches, in the order of their names."""
    return [sentence for path in sorted(folder.rglob("*.txt")) for sentence in read(path)]


def check(path: Path) -> int:
    """Print what is wrong in one file, every line of it, and how many sentences and acts are right."""
    wrong = sentences = acts = 0
    text: str | None = None
    marks: dict[int, Span] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            if line.startswith(">"):
                _act_of(line, text or "", marks)
                acts += 1
            elif line.strip() and not line.startswith("#"):
                text, marks = _text_of(line.strip())
                sentences += 1
        except SentenceError as error:
            wrong += 1
            print(f"{path}:{number}: {error}")
    print(f"{path}: {sentences} sentences, {acts} acts, {wrong} wrong lines")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if sum(check(Path(name)) for name in sys.argv[1:]) else 0)
