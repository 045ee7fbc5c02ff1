"""Times: the component that finds expressions of time and gives each its value, precision and reason."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt
from spacy.attrs import LOWER, SENT_START, SHAPE
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.reading import Reading
from dragoman.coding.time_anchors import ArticleAnchors
from dragoman.coding.time_patterns import WORDS, cue_of_shape
from dragoman.coding.time_sentences import SentenceTimes
from dragoman.knowledge.times import times

Column = npt.NDArray[np.int64]


@Language.factory("dragoman_times")
def make_times(nlp: Language, name: str) -> TimeFinder:
    """Make the component for a pipeline."""
    return TimeFinder(nlp)


class TimeFinder:
    """Finds the expressions of time of a document: ``Reading.times``."""

    def __init__(self, nlp: Language) -> None:
        self.knowledge = times()
        self.strings = nlp.vocab.strings
        cues = {self.strings.add(word): int(cue) for word, cue in WORDS.items()}
        self.keys = np.array(sorted(cues), dtype="uint64")
        self.cues = np.array([cues[int(key)] for key in self.keys], dtype="int64")
        self.shapes: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Find the times of one document."""
        if not len(doc):
            return doc
        reading = Reading.of(doc)
        named = [name for name in self.knowledge.find(reading.article.text) if reading.is_prose(name.start)]
        anchors = ArticleAnchors(reading.article.text, named, reading.anchor)
        starts, cues = self._sentences(doc)
        wanted = {index: int(cue) for index, cue in enumerate(cues) if cue}
        for name in named:
            wanted.setdefault(_sentence_at(doc, starts, name.start), 0)
        finder = SentenceTimes(reading, anchors, self.knowledge)
        for index in sorted(wanted):
            first = doc[int(starts[index])]
            last = doc[int(starts[index + 1]) - 1 if index + 1 < len(starts) else len(doc) - 1]
            if reading.is_prose(first.idx if not first.is_space else first.idx + len(first.text_with_ws)):
                reading.times.extend(finder.find(first.idx, last.idx + len(last.text), wanted[index]))
        reading.times.sort(key=lambda time: (time.start, -time.end))
        return doc

    def _sentences(self, doc: Doc) -> tuple[Column, Column]:
        """The first tokens of the sentences, and the cues that each sentence holds."""
        columns = doc.to_array([LOWER, SHAPE, SENT_START])
        lowers, shapes, sents = columns[:, 0], columns[:, 1], columns[:, 2]
        places = np.searchsorted(self.keys, lowers).clip(max=len(self.keys) - 1)
        cues = np.where(self.keys[places] == lowers, self.cues[places], 0)
        unique, where = np.unique(shapes, return_inverse=True)
        cues |= np.array([self._cue_of(int(shape)) for shape in unique], dtype="int64")[where]
        begins = sents.astype("int64") == 1
        begins[0] = True
        starts = np.flatnonzero(begins)
        return starts, np.bitwise_or.reduceat(cues, starts)

    def _cue_of(self, shape: int) -> int:
        cue = self.shapes.get(shape)
        if cue is None:
            cue = self.shapes[shape] = int(cue_of_shape(self.strings[shape]))
        return cue


def _sentence_at(doc: Doc, starts: Column, character: int) -> int:
    span = doc.char_span(character, character + 1, alignment_mode="expand")
    return bisect_right(starts, span.start) - 1 if span is not None else 0
