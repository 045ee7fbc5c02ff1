"""What letters alone say about the language of a text, read from ``data/scripts.yaml``."""

from __future__ import annotations

from functools import lru_cache

from dragoman.knowledge.data import Row, checked, load_data


class Alphabet(Row):
    """The letters of one language.

    Args:
        letters: those that it does not share with all languages of its script.
        own: those that tell it from others.
        share: the share of its letters, in running text, that are its own ones.
    """

    letters: str
    own: str
    share: float


class Alphabets(Row):
    """The languages of one script; ``common`` are the letters of all of them."""

    common: str
    languages: dict[str, Alphabet]


class Scripts(Row):
    """The whole data file, without its ``meta`` block.

    Args:
        blocks: first and last code points of the letters of each script.
        only: the language of a script that no other one is written in.
        alphabets: the languages of scripts that several share.
        kanji: ideographs in forms that only Japanese has.
        hanzi: those that only Chinese has.
    """

    blocks: dict[str, tuple[tuple[int, int], ...]]
    only: dict[str, str]
    alphabets: dict[str, Alphabets]
    kanji: frozenset[str]
    hanzi: frozenset[str]

    def of(self, letter: str) -> str | None:
        """The script of a letter; None for one of a script that no rule here speaks of."""
        code = ord(letter)
        return next(
            (name for name, blocks in self.blocks.items() if any(first <= code <= last for first, last in blocks)), None
        )


@lru_cache(maxsize=1)
def scripts() -> Scripts:
    """The scripts, read once.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("scripts").items() if name != "meta"}
    for name in ("kanji", "hanzi"):
        data[name] = list(str(data[name]))
    found: Scripts = checked(data, Scripts, "scripts.yaml")
    return found


@lru_cache(maxsize=10_000)
def script_of(letter: str) -> str | None:
    """The script of a letter, see :meth:`Scripts.of`."""
    return scripts().of(letter)
