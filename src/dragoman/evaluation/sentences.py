"""Own-written training sentences: who did what to whom, marked in a line of text and the lines below it.

    {1:Kenya} accused {2:Somalia} of arming {3:clan militias} near the border town of Mandera.
    > 1 2 ACCUSE-allege | accused | happened | military
    > 2 3 AID | arming | happened | military

A mark ``{N:words}`` is a mention; each line below names an act: actor, recipient (``-`` where nobody is named), type
and mode, the word that reports it, its factuality, its contexts (``-`` for none). ``1 = 2`` is an act of both together.
What no line names is no act: every other ordered pair of marks is an example of none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import EvaluationError
from dragoman.knowledge.plover import plover

FACTUALITIES = ("happened", "future", "hypothetical", "negated", "historical")
MARK = re.compile(r"\{(\d+):([^{}]+)\}")
ACT = re.compile(r"> *(\d+) *(=|[ ]) *(\d+|-) +([A-Z]+)(?:-([a-z-]+))? *\| *(.+?) *\| *([a-z]+) *\| *([a-z_, -]+)$")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Act:
    """One annotated act; ``actor`` and ``recipient`` are keys of ``Sentence.marks``, offsets are into ``text``."""

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


HOW = "see training/guide.md"


class SentenceError(EvaluationError):
    """A line of annotated sentences that is not as the format wants it."""

    code = "D501"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: errors, one a wrong line, and how many sentences and acts are right."""

    errors: tuple[SentenceError, ...]
    sentences: int
    acts: int


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


def _place_of(trigger: str, text: str) -> int:
    """Where a trigger stands: at its first place as whole words, else at its first place."""
    found = re.search(rf"(?<!\w){re.escape(trigger)}(?!\w)", text)
    start = found.start() if found else text.find(trigger)
    if start < 0:
        raise SentenceError(f"no trigger {trigger!r} in the text")
    return start


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
    start = _place_of(trigger, text)
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
    for number, line in enumerate([*_lines_of(path), ""], start=1):
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
            raise _placed(error, path, number) from None


def _placed(error: SentenceError, path: Path, number: int) -> SentenceError:
    return SentenceError(error.what, where=f"{path}:{number}", do=HOW)


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SentenceError("sentences cannot be read", where=str(path), do="give a .txt file or a folder") from error


def read_all(place: Path) -> list[Sentence]:
    """The sentences of a file, or of a folder of batches in the order of their names.

    Raises:
        SentenceError: there are none, or a line is not as the format wants it.
    """
    paths = sorted(place.rglob("*.txt")) if place.is_dir() else [place]
    found = [sentence for path in paths for sentence in read(path)]
    if not found:
        raise SentenceError("no annotated sentences", where=str(place), do="give a .txt file or a folder of them")
    return found


def check(path: Path) -> Checked:
    """What is wrong in one file, every line of it, and how many sentences and acts are right."""
    errors: list[SentenceError] = []
    sentences = acts = 0
    text: str | None = None
    marks: dict[int, Span] = {}
    for number, line in enumerate(_lines_of(path), start=1):
        try:
            if line.startswith(">"):
                _act_of(line, text or "", marks)
                acts += 1
            elif line.strip() and not line.startswith("#"):
                text, marks = _text_of(line.strip())
                sentences += 1
        except SentenceError as error:
            errors.append(_placed(error, path, number))
    return Checked(tuple(errors), sentences, acts)
