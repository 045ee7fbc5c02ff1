"""Activities: the words for what passes between two sides, of kinds that provisions of sanctions speak of."""

from __future__ import annotations

from functools import lru_cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data, rows, unique
from dragoman.knowledge.regimes import known, regimes

FILE = "activities.yaml"


class Thing(Row):
    """Something that can pass: its words, the kind of activity, and its goods as provisions name them."""

    id: str
    group: str
    kind: str
    goods: tuple[str, ...]
    words: tuple[str, ...]


class Frame(Row):
    """A verb or noun by which something passes: where the one who gives and the one who gets stand.

    Attributes:
        with_: groups of things that it may be said of.
        thing: slots in which the thing stands; a noun holds it below itself.
        kind: the kind of activity, where the thing alone does not decide it.
        type: PLOVER's type of an act that nothing else codes; mode: its mode; arms: its type where arms pass.
        object_: head nouns that the verb needs as its object ('take delivery of').
        mutual: both sides do it together.
        mover: the subject only moves it.
        abroad: it counts only from one state to another.
        helped: it counts only under a word of helping.
        subjects: it counts only of the subjects of teaching that provisions name.
        agreed: it is agreed, not done.
        wished: it is wanted, not done.
    """

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    with_: tuple[str, ...]
    object_: tuple[str, ...] = ()
    thing: tuple[str, ...] = ()
    giver: tuple[str, ...]
    receiver: tuple[str, ...]
    kind: str | None = None
    type: str = "COOPERATE"
    mode: str | None = None
    arms: str | None = None
    mutual: bool = False
    mover: bool = False
    abroad: bool = False
    helped: bool = False
    subjects: bool = False
    agreed: bool = False
    wished: bool = False


class Against(Row):
    """Words that argue against a concern."""

    id: str
    says: str
    words: tuple[str, ...]


LISTS = (
    "containers", "talk_verbs", "talk_nouns", "hearsay_nouns", "light_verbs", "banning_verbs", "banning_nouns",
    "origin_verbs", "sensitive_subjects", "illicit", "undoing", "unlawful",
)  # fmt: skip


class Activities:
    """All activities, indexed by word.

    Attributes:
        kinds: kind to what it is.
        things: word, or two words, to what it stands for.
        nationals: the people of a state, named as such ('North Koreans'); students: they again, where they learn.
        verbs: lemma, or 'lemma particle', to its frames.
        nouns: lemma to its frames.
        words: the lists of words that the file names, such as 'containers'.
    """

    def __init__(self) -> None:
        data = load_data("activities")
        self.kinds: dict[str, str] = checked(data["kinds"], dict[str, str], FILE)
        listed = rows("activities", "things", Thing)
        unique((row.id for row in listed), FILE)
        self.groups = frozenset(row.group for row in listed)
        self.things = {word: row for row in listed for word in row.words}
        self.nationals = next(row for row in listed if row.group == "nationals")
        self.students = next(row for row in listed if row.group == "students")
        self.verbs = indexed("verbs")
        self.nouns = indexed("nouns")
        self.against = rows("activities", "against", Against)
        self.words: dict[str, frozenset[str]] = {
            name: frozenset(checked(data[name], list[str], FILE)) for name in LISTS
        }
        self.at_sea: list[str] = checked(data["at_sea"], list[str], FILE)
        self.aboard: list[str] = checked(data["aboard"], list[str], FILE)
        # A sentence without any of these last words holds nothing that passes.
        self.heads = frozenset(word.split()[-1] for word in self.things)


def indexed(section: str) -> dict[str, list[Frame]]:
    """The frames of a section by the words that they are said with."""
    found: dict[str, list[Frame]] = {}
    for row in load_data("activities")[section]:
        renamed = {
            ("with_" if name == "with" else "object_" if name == "object" else name): value
            for name, value in row.items()
        }
        frame: Frame = checked(renamed, Frame, f"{FILE}, {section}, {row.get('id')}")
        for word in dict.fromkeys(frame.verbs or frame.nouns):
            found.setdefault(word, []).append(frame)
    return found


@lru_cache(maxsize=1)
def activities() -> Activities:
    """All activities, read from ``data/activities.yaml``.

    Raises:
        KnowledgeError: a row does not follow its schema, or names a kind, a group or goods that are not there.
    """
    found = Activities()
    goods = {code for measure in regimes().measures.values() for code in measure.goods}
    for thing in found.things.values():
        known(thing.id, thing.kind, found.kinds, "kind of activity")
        for code in thing.goods:
            known(thing.id, code, goods | GENERAL, "goods")
    for frames in (*found.verbs.values(), *found.nouns.values()):
        for frame in frames:
            for group in frame.with_:
                known(frame.id, group, found.groups, "group of things")
            if frame.kind is not None:
                known(frame.id, frame.kind, found.kinds, "kind of activity")
    unmapped = set(found.kinds) - set(regimes().activity_map)
    if unmapped:
        raise KnowledgeError(
            f"a kind of activity that activity_map lacks: {min(unmapped)}", where=FILE, do="add it to un_regimes.yaml"
        )
    return found


# Goods named too generally for one code; which provisions they may fall under is decided with the reasons.
GENERAL = frozenset({"arms", "oil", "minerals"})
