"""CAMEO, the event codes that GDELT uses, and PLOVER: which act of the one is which of the other."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.plover import plover

Code = Annotated[str, StringConstraints(pattern=r"^\d{3,4}$")]
Root = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
QuadClass = Literal[1, 2, 3, 4]


class Act(Row):
    """What a CAMEO code is in PLOVER."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Coded(Row):
    """The CAMEO codes of a PLOVER type: the general one, those of its modes, and narrower ones by context.

    ``contexts`` holds for acts whose mode has no code of its own, ``mode_contexts`` for acts with that mode.
    """

    code: Code
    modes: dict[str, Code] = Field(default_factory=dict)
    contexts: dict[str, Code] = Field(default_factory=dict)
    mode_contexts: dict[str, dict[str, Code]] = Field(default_factory=dict)


class Cameo(Row):
    """CAMEO and PLOVER, both ways."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    codes: dict[Code, Act]
    without: dict[Root, str]
    acts: dict[str, Coded]
    quads: dict[Root, QuadClass]

    def act(self, code: str) -> Act | None:
        """The act that a code stands for in PLOVER; an unlisted code is read as its base, then as its root.

        None where PLOVER has no such act (roots 01 and 02, and what is no CAMEO code).

        Args:
            code: with its leading zeros: '042', '0841'.
        """
        return self.codes.get(code) or self.codes.get(code[:3]) or self.codes.get(f"{code[:2]}0")

    def code(self, type_: str, mode: str | None = None, contexts: Collection[str] = ()) -> str:
        """The most general code that fits an act of PLOVER.

        A context narrows it only where all contexts of the act that have a code have the same one.
        """
        row = self.acts[type_]
        general = row.modes.get(mode, row.code) if mode else row.code
        by_context = row.mode_contexts.get(mode or "", {}) or ({} if mode in row.modes else row.contexts)
        narrower = {by_context[context] for context in contexts if context in by_context}
        return narrower.pop() if len(narrower) == 1 else general

    def quad(self, code: str) -> QuadClass:
        """GDELT's QuadClass of a code: 1 and 2 cooperation, 3 and 4 conflict, in words and in deeds."""
        return self.quads[root(code)]


def base(code: str) -> str:
    """GDELT's EventBaseCode: '0841' belongs to '084'."""
    return code[:3]


def root(code: str) -> str:
    """GDELT's EventRootCode: '0841' belongs to '08'."""
    return code[:2]


@lru_cache(maxsize=1)
def cameo() -> Cameo:
    """CAMEO and PLOVER, read from ``data/cameo.yaml``.

    Raises:
        KnowledgeError: a row does not follow its schema, or names something that PLOVER does not have.
    """
    data: dict[str, Any] = load_data("cameo")
    made = checked(data, Cameo, "cameo.yaml")
    assert isinstance(made, Cameo)
    for code, act in made.codes.items():
        check_act(act.type, act.mode, act.contexts, f"cameo.yaml, codes, row {code}")
    for type_, coded in made.acts.items():
        for mode in (None, *coded.modes, *coded.mode_contexts):
            contexts = (*coded.contexts, *coded.mode_contexts.get(mode or "", {}))
            check_act(type_, mode, contexts, f"cameo.yaml, acts, row {type_}")
    return made


def check_act(type_: str, mode: str | None, contexts: Collection[str], where: str) -> None:
    """Check that an act is one of PLOVER's.

    Raises:
        KnowledgeError: it is not; the message names the row.
    """
    known = plover().types.get(type_)
    unknown = [context for context in contexts if context not in plover().contexts]
    if known is None or (mode is not None and mode not in known.modes) or unknown:
        name = f"{type_} {mode or ''} {' '.join(unknown)}".rstrip()
        raise KnowledgeError(
            f"PLOVER has no '{name}'", where=where, do="write types, modes and contexts of plover.yaml"
        )
