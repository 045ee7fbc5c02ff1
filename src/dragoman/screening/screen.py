"""The screen: a whole list held against a store, entry by entry, with nothing of the list kept but the hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.knowledge.screening import KINDS, MIN_SCORE, ListKind
from dragoman.screening.candidates import FEWEST_OF_PERSON, Index
from dragoman.screening.entries import ListEntry
from dragoman.screening.hits import ScreenHit, ScreenReport
from dragoman.screening.judgement import Pair, judged
from dragoman.screening.lists import ListFile
from dragoman.screening.spelling import Naming, Spelt, core, spelt, spelt_all
from dragoman.screening.subjects import Subject, subjects_of
from dragoman.store.database import Database

Progress = Callable[[int, int], None]


class Screen:
    """The subjects of a store, ready to be held against lists.

    Args:
        subjects: whom to look for.
        kinds: which kinds of them.
        min_score: the least score of a hit, 0 to 1.

    Raises:
        MissingPartError: rigour is not installed.
    """

    def __init__(
        self, subjects: Iterable[Subject], kinds: Iterable[ListKind] = KINDS, min_score: float = MIN_SCORE
    ) -> None:
        core()
        wanted = frozenset(kinds)
        self.min_score = min_score
        self.lone = 0
        self.subjects = dict.fromkeys((kind for kind in KINDS if kind in wanted), 0)
        owned: dict[Naming, list[tuple[Subject, Spelt]]] = {kind: [] for kind in KINDS}
        for subject in subjects:
            if subject.kind in wanted:
                self._take(subject, owned)
        self._indices = {naming: Index(found) for naming, found in owned.items() if found}

    def _take(self, subject: Subject, owned: dict[Naming, list[tuple[Subject, Spelt]]]) -> None:
        """Take the names of a subject apart."""
        names = spelt_all(subject.names, subject.kind)
        if subject.kind == "person":
            names = [name for name in names if len(name.own) >= FEWEST_OF_PERSON]
            self.lone += not names
        self.subjects[subject.kind] += bool(names)
        owned[subject.kind] += [(subject, name) for name in names]
        if subject.kind == "organisation" and not subject.known:
            # A ship whose article does not say that it is one.
            owned["vessel"] += [(subject, name) for name in spelt_all(subject.names, "vessel") if len(name.own) > 1]

    def hold_against(self, listed: ListFile) -> ScreenReport:
        """The hits of a list.

        Raises:
            NotAListError: the file is no list.
        """
        hits = [hit for entry in listed for hit in self.hits(entry)]
        hits = [with_programmes(hit, listed.programmes.get(hit.list_id, ())) for hit in hits]
        hits.sort(key=lambda hit: (-hit.score, -hit.events, hit.entity, hit.list_id, hit.list_line))
        return ScreenReport(
            hits=tuple(hits), subjects=self.subjects, lone=self.lone, entries=listed.entries, others=listed.others,
            bad=listed.bad, bad_lines=tuple(listed.told),
        )  # fmt: skip

    def hits(self, entry: ListEntry) -> list[ScreenHit]:
        """The subjects that an entry may be, each by the names that fit best."""
        best: dict[str, ScreenHit] = {}
        for pair in self._pairs(entry):
            held = best.get(pair.subject.id)
            hit = judged(pair, held.score if held else self.min_score)
            if hit is not None and (held is None or hit.score > held.score):
                best[hit.entity] = hit
        return list(best.values())

    def _pairs(self, entry: ListEntry) -> Iterator[Pair]:
        """The names of the store that the names of an entry may be."""
        for naming, index in self._indices.items():
            if naming not in entry.kinds:
                continue
            for weak, names in ((False, entry.names), (True, entry.weak)):
                for text in names:
                    candidates = index.candidates(text)
                    theirs = spelt(text, naming, weak=weak) if candidates else None
                    if theirs is not None:
                        yield from (Pair(one.subject, entry, one.spelt, theirs) for one in candidates)


def with_programmes(hit: ScreenHit, programmes: Iterable[str]) -> ScreenHit:
    """A hit with the programmes that the list gives apart from the entry."""
    told = tuple(dict.fromkeys((*hit.list_programmes, *sorted(programmes))))
    return hit.model_copy(update={"list_programmes": told})


def screened(
    database: Database,
    path: Path,
    kinds: Iterable[ListKind] = KINDS,
    min_score: float = MIN_SCORE,
    progress: Progress | None = None,
) -> ScreenReport:
    """The persons, organisations and vessels of a store that a list may name.

    Args:
        database: the store.
        path: the list, in a file of the user's own.
        kinds: which kinds of them.
        min_score: the least score of a hit, 0 to 1.
        progress: told how many bytes of how many are read.

    Raises:
        NotAListError: the file is no list.
        MissingPartError: rigour is not installed.
    """
    core()
    return Screen(subjects_of(database), kinds, min_score).hold_against(ListFile(path, progress))
