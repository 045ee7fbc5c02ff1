"""Contents of verb cues: which words of the sentence are what is said, by the frames that the lexicon grants."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from dragoman.coding.attribution_complements import OBJECTS, SUBJECTS, Complements, is_infinitive, marked
from dragoman.coding.attribution_draft import Content, Cue, region
from dragoman.coding.attribution_repairs import labelled, marked_clause, mistaken_object, set_off
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.cues import cues

# Clauses that belong to what is said, wherever the parser hung them.
BOUND = frozenset({"if", "because", "unless", "until", "since", "so"})
# Prepositions whose phrase belongs to what is judged ("blamed him for the loss"), not to where or when it was said.
BELONGING = frozenset(
    [
        "as",
        "for",
        "of",
        "from",
        "with",
        "against",
        "about",
        "over",
        "into",
        "than",
        "without",
        "toward",
        "towards",
        "between",
    ]
)
JUDGED_BY = frozenset({"as", "of", "for", "with"})
FENCES = frozenset({",", "—", "–", "-", "--", "(", ")"})
QUOTES = frozenset({"“", "”", '"', "''", "``", "‘", "’"})
# The longest quotation that only says what something is called, in tokens.
QUOTED = 12
# Clauses that stand beside another clause instead of under it: "X, they say, Y".
BESIDE = frozenset({"parataxis", "advcl", "ccomp", "relcl", "dep"})


def verb_content(cue: Cue) -> Content | None:
    """The content of a verb cue within its sentence; None where none of its frames fits."""
    found = Complements(cue)
    rules = RULES if cue.second is None else (companion_content, clause, marked_clause, around, set_off)
    for rule in rules:
        content = rule(found)
        if content is not None and content.tokens:
            return content
    return None


def companion_content(found: Complements) -> Content | None:
    """'called for X', 'made the case that X', 'laid out X'."""
    second = found.cue.second
    assert second is not None
    if second.lower_ == "at":
        return amount(found, second) if "as" in found.cue.frames else thing(found)
    if second.dep_ == "prt" or (second.dep_ in {"acomp", "oprd", "ccomp", "xcomp"} and "object" in found.cue.frames):
        return clause(found) or thing(found) or passive_thing(found)
    if "object_to" in found.cue.frames:
        for child in second.children:
            if child.dep_ == "pobj" and found.infinitives:
                return Content(region(child) | region(found.infinitives[0]), "object_to", "object and infinitive")
    if "object" in found.cue.frames:
        governed = [child for child in second.children if child.dep_ in {"pobj", "pcomp"}]
        inner = [child for prep in second.children if prep.dep_ == "prep" for child in prep.children]
        for head in governed or [child for child in inner if child.dep_ in {"pobj", "pcomp"}]:
            return Content(region(head) | behind(found, head), "object", "object of preposition")
    if second.dep_ in OBJECTS:
        for child in (*second.rights, *(one for one in found.prepositions if one.i > second.i)):
            if child.dep_ in {"acl", "ccomp", "relcl"} and "that" in found.cue.frames:
                return Content(region(child), "that", "clause of noun")
            if child.dep_ == "prep" and "object" in found.cue.frames:
                return Content({i for i in region(child) if i != child.i}, "object", "object of preposition")
    return None


def amount(found: Complements, second: Token) -> Content | None:
    """'put the number at 4,500', 'the loss was estimated at a million'."""
    numbers = [one for one in second.subtree if one.tag_ == "CD"]
    named = found.subjects if found.passive else found.objects
    if not numbers or not named:
        return None
    return Content(region(named[-1]) | region(second), "as", "object and amount")


def clause(found: Complements) -> Content | None:
    """'said that X', 'X, said Y', 'wants X to go', 'showed X leading'."""
    verb = found.verb
    for child in sorted(found.clauses, key=lambda child: child.i < verb.i):
        if child.i < verb.i and is_other_clause(found, child):
            continue
        frame = found.frame("object_to", "that") if is_infinitive(child) else found.frame("that")
        if child.tag_[:2] != "VB" and "as" in found.cue.frames:
            frame = "as"
        if frame is not None:
            return Content(clause_tokens(verb, child) | taken_subject(found, child), frame, "clause")
    return None


def taken_subject(found: Complements, child: Token) -> set[int]:
    """'warned the world must act', where the parser took the clause's subject for the one who is warned."""
    objects = [one for one in found.objects if found.verb.i < one.i < child.i]
    if not objects or any(one.dep_ in SUBJECTS or one.dep_ == "mark" for one in child.lefts):
        return set()
    finite = child.tag_ in {"VBD", "VBZ", "VBP"} or any(one.dep_ == "aux" and one.tag_ == "MD" for one in child.lefts)
    return region(objects[-1]) if finite and objects[-1].right_edge.i + 1 == child.left_edge.i else set()


def is_other_clause(found: Complements, child: Token) -> bool:
    """Whether a clause before a cue only stands beside it: 'It rained: Lee, in 2013, questioned the plan'."""
    verb = found.verb
    if "object" in found.cue.frames and any(one.i > verb.i for one in found.objects):
        return True
    return any(verb.doc[index].text in {":", ";"} for index in range(child.right_edge.i, verb.i))


def clause_tokens(verb: Token, child: Token) -> set[int]:
    """A clause; where it comes first, everything before the verb's own subject."""
    tokens = region(child)
    if child.i < verb.i:
        start = min([verb.i, *(one.left_edge.i for one in verb.children if one.dep_ in SUBJECTS and one.i > child.i)])
        tokens = {index for index in tokens if index < start}
        if verb.dep_ == "ROOT":
            tokens |= set(range(verb.sent.start, child.left_edge.i))
    elif verb.dep_ in {"ROOT", "conj", "ccomp"}:
        for sibling in verb.rights:
            mark = marked(sibling) if sibling.i > child.i else ""
            if (sibling.dep_ == "advcl" and mark in BOUND) or (sibling.dep_ == "conj" and mark == "that"):
                tokens |= set(range(max(tokens), sibling.right_edge.i + 1))
    # Relative words leave their clause: 'the dam, which engineers said was unsafe'.
    return {one.i for one in child.subtree} if verb.i in tokens else tokens


def infinitive(found: Complements) -> Content | None:
    """'vowed to go', 'urged X to go', 'X is expected to go'."""
    for child in found.infinitives:
        if found.passive:
            frame = found.frame("object_to", "that")
            if frame is None or not found.subjects or found.cue.frames[frame].kind == "knowledge":
                return None
            return Content(region(found.subjects[0]) | region(child), frame, "passive subject and infinitive")
        if found.objects and "object_to" in found.cue.frames:
            return Content(region(found.objects[0]) | region(child), "object_to", "object and infinitive")
        if "to" in found.cue.frames and not found.objects:
            return Content(region(child), "to", "infinitive")
    return None


def predicate(found: Complements) -> Content | None:
    """'called X a liar', 'described X as unjust', 'accused X of theft'."""
    if "as" not in found.cue.frames:
        return None
    tokens: set[int] = set()
    for child in found.predicates:
        tokens |= region(child)
    for child in found.prepositions:
        if child.lower_ in JUDGED_BY:
            tokens |= region(child)
    for child in found.objects[:1] if not tokens else ():
        tokens |= described_otherwise(found, child)
    if not tokens:
        return None
    if not (found.passive and found.verb.dep_ == "acl"):
        named = found.subjects[:1] if found.passive else found.objects
        if not named:
            return None
        tokens |= set(range(named[0].left_edge.i, named[-1].right_edge.i + 1))  # "co-operation" may be three objects
    if found.verb.i in tokens:
        tokens -= region(found.verb)
    return Content(tokens, "as", "object and predicate")


def described_otherwise(found: Complements, head: Token) -> set[int]:
    """What an object is called where the parser hid it: 'saw it differently', 'called it "unjust"'."""
    own, doc = region(head), head.doc
    if any(doc[index].lower_ == "as" and doc[index].dep_ == "prep" for index in own):
        return own
    for child in found.verb.rights:
        if child.dep_ == "advmod" and child.i > head.i and child.lower_.endswith("ly"):
            return region(child)
    mark = max(own) + 1
    if mark < len(doc) and doc[mark].text in QUOTES:
        end = mark + 1
        while end < len(doc) and end - mark < QUOTED and doc[end].text not in QUOTES and not doc[end].is_space:
            end += 1
        return set(range(mark, end + 1)) if end < len(doc) and doc[end].text in QUOTES else set()
    return set()


def participle(found: Complements) -> Content | None:
    """'considered leaving'."""
    if "ing" in found.cue.frames and found.participles:
        return Content(region(found.participles[0]), "ing", "participle")
    return None


def thing(found: Complements) -> Content | None:
    """'denied the charges'."""
    if found.passive or not found.objects or "object" not in found.cue.frames:
        return None
    head = found.objects[0]
    return Content(region(head) | behind(found, head), "object", "object")


def behind(found: Complements, head: Token) -> set[int]:
    """Phrases behind an object that belong to it."""
    tokens: set[int] = set()
    for child in (*found.predicates, *found.prepositions):
        if child.i > head.i and (child.dep_ != "prep" or child.lower_ in BELONGING):
            tokens |= region(child)
    for child in found.verb.rights:
        if child.dep_ in {"xcomp", "advcl"} and child.left_edge.i == head.right_edge.i + 1 and is_infinitive(child):
            tokens |= region(child)
    if lemma(head) in cues().classes.picture:
        for child in found.verb.rights:
            if child.dep_ == "advcl" and child.tag_ in {"VBG", "VBN"} and not marked(child):
                tokens |= set(range(head.right_edge.i + 1, child.right_edge.i + 1))
    return tokens


def passive_thing(found: Complements) -> Content | None:
    """'the ban was proposed by X', 'a ban proposed by X'."""
    if not found.passive or "object" not in found.cue.frames:
        return None
    verb = found.verb
    if found.subjects:
        tokens = region(found.subjects[0])
        return None if verb.i in tokens else Content(tokens, "object", "passive subject")
    if verb.dep_ == "acl":
        return Content(set(range(verb.head.left_edge.i, verb.left_edge.i)), "object", "noun before participle")
    return None


def seeming(found: Complements) -> Content | None:
    """'the race seems over'."""
    rest = [*found.infinitives, *found.predicates]
    if "seem" not in found.cue.frames or not found.subjects or not rest:
        return None
    tokens = region(found.subjects[0]) if found.subjects[0].lower_ != "it" else set()
    for child in (*rest, *found.clauses):
        tokens |= region(child)
    return Content(tokens, "seem", "subject and what it seems")


def around(found: Complements) -> Content | None:
    """'X, they say, Y', 'as they say'."""
    verb = found.verb
    if "that" not in found.cue.frames or found.objects or found.infinitives or not found.subjects:
        return None
    if verb.dep_ not in BESIDE or (verb.dep_ == "advcl" and marked(verb) != "as"):
        return None
    if verb.dep_ != "parataxis" and not is_fenced(verb):
        return None
    return Content(region(verb.head) - region(verb), "that", "clause around")


def is_fenced(verb: Token) -> bool:
    """Whether commas, dashes or brackets set a clause off on both sides."""
    doc, left, right = verb.doc, verb.left_edge.i, verb.right_edge.i
    before = doc[left - 1].text if left > verb.sent.start else ","
    after = doc[right + 1].text if right + 1 < len(doc) else ","
    opens = before in FENCES or doc[left].text in FENCES
    return opens and (after in FENCES or doc[right].text in FENCES or after in {".", "\n"})


RULES: tuple[Callable[[Complements], Content | None], ...] = (
    clause,
    mistaken_object,
    infinitive,
    predicate,
    participle,
    thing,
    passive_thing,
    seeming,
    marked_clause,
    around,
    set_off,
    labelled,
)
