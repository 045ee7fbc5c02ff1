"""Sources of verb cues: the subject, wherever the sentence left it."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.attribution_draft import UNSAID, Draft, Source, region
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.cues import cues
from dragoman.knowledge.roles import roles

SPEAKING = frozenset({"PROPN", "PRON", "NOUN", "DET", "ADJ", "NUM"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
FENCES = frozenset({",", ")", "—", "–", "-", "--"})
# Marks that are no part of a source at its ends.
EDGES = frozenset({",", ";", ":", "-", "--", "—", "–"})
DEEPEST = 6
# How far before its verb a subject may stand, in tokens.
FAR = 40
# How far from its verb the head of a noun phrase beside it may stand, in tokens.
NEAR = 12


def source_of(draft: Draft) -> Source | None:
    """Who says it, by a verb cue; None where the sentence does not say."""
    if draft.content.frame == "seem" or draft.content.rule == UNSAID:
        return None
    verb, content = draft.cue.head, draft.content.tokens
    speaks = "quote" in draft.cue.frames
    found = inverted(verb, content) if speaks else None
    if found is not None:
        draft.content.tokens = content = content - found.tokens
    found = found or verb_source(verb)
    if found is None and draft.content.frame == "quote" and is_passive(verb):
        found = mistaken_passive(verb)
    if found is None and verb.tag_ in FINITE and not is_passive(verb):
        found = beside(verb, content) or before_comma(verb)
    if found is None:
        return None
    # A source never holds its own cue or what it says.
    tokens = found.tokens - draft.cue.words - content
    return Source(found.head, trimmed(found.head, tokens), found.rule) if found.head.i in tokens else None


def mistaken_passive(verb: Token) -> Source | None:
    """'Ann Lee, tweeted in response: "..."', where the parser saw a passive: quotations are not said by nobody."""
    own = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if own is not None:
        return whole(own, "subject")
    if verb.dep_ in {"acl", "amod"} and verb.head.pos_ in NOMINAL and verb.head.dep_ != "dobj":
        return noun_above(verb)
    return None


def before_comma(verb: Token) -> Source | None:
    """'Ann Lee, the mayor who ..., said': the noun phrase before a comma or dash, a name rather than another."""
    doc, first = verb.doc, verb.sent.start
    place = verb.i - 1
    while place > first and doc[place].pos_ == "ADV":
        place -= 1
    if place <= first or doc[place].text not in FENCES:
        return None
    fences = [index for index in range(place, max(first, place - FAR), -1) if doc[index].text in FENCES]
    found = [head for index in fences if (head := noun_ending(doc[index - 1], verb)) is not None]
    best = next((head for head in found if head.ent_type_ in NAMED), found[0] if found else None)
    if best is None:
        return None
    return Source(best, {index for index in region(best) if index < verb.i}, "noun before comma")


def noun_ending(token: Token, verb: Token) -> Token | None:
    """The head of the noun phrase that a token ends, before a verb."""
    best = None
    while True:
        if token.pos_ in NOMINAL and token.dep_ not in {"compound", "poss"}:
            best = token
        above = token.head
        if above.i == token.i or above.i >= verb.i or (token.dep_ == "appos" and above.dep_ == "pobj"):
            break
        token = above
    return None if best is None or best.dep_ in {"dobj", "npadvmod"} or best.ent_type_ in {"DATE", "TIME"} else best


def trimmed(head: Token, tokens: set[int]) -> set[int]:
    """The unbroken stretch around the head, without marks and spaces at its ends."""
    doc = head.doc
    first = last = head.i
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    while first < head.i and (doc[first].is_space or doc[first].text in EDGES):
        first += 1
    while last > head.i and (doc[last].is_space or doc[last].text in EDGES):
        last -= 1
    return set(range(first, last + 1))


def whole(head: Token, rule: str) -> Source:
    """A source with everything that describes it."""
    return Source(head, region(head), rule)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive, with or without a form of 'be'."""
    if verb.tag_ != "VBN":
        return False
    bare = True
    for child in verb.children:
        if child.dep_ in {"nsubjpass", "csubjpass", "auxpass"}:
            return True
        if child.dep_ in {"aux", "nsubj", "expl"} or (child.dep_ == "dobj" and child.i > verb.i):
            bare = False
    if not bare:
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "advcl", "ROOT", "pcomp", "relcl"}


def agent(verb: Token) -> Source | None:
    """Who does it, by the 'by' of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return whole(inner, "agent")
    return None


def subject(verb: Token) -> Token | None:
    """The verb's own subject, the nearest where the parser gives several."""
    found = [child for child in verb.children if child.dep_ == "nsubj"]
    return min(found, key=lambda child: abs(child.i - verb.i)) if found else None


def verb_source(verb: Token, depth: int = 0) -> Source | None:
    """Who does what a verb says."""
    if is_passive(verb):
        return agent(verb)
    own = subject(verb)
    if own is not None:
        return whole(own, "subject")
    if depth > DEEPEST or any(child.dep_ == "expl" for child in verb.children):
        return None
    head, dep = verb.head, verb.dep_
    if dep in {"acl", "relcl", "appos"} and head.pos_ in NOMINAL and verb.tag_ != "VBN":
        return described(verb, depth)
    if dep == "xcomp" and head.pos_ == "VERB":
        controller = next((child for child in head.children if child.dep_ == "dobj" and child.i < verb.i), None)
        if controller is not None and steers_object(head):
            return whole(controller, "object above")
        return shared(head, depth)
    if dep in {"conj", "advcl", "ccomp", "pcomp", "dep", "parataxis", "xcomp", "prep", "acl"}:
        while head.pos_ in {"ADP", "SCONJ"} and head.head.i != head.i:
            head = head.head
        if head.pos_ in {"VERB", "ADJ"} and head.i != verb.i:
            return shared(head, depth)
        if dep == "pcomp" and head.pos_ in NOMINAL:
            return possessor(head)
    return None


def steers_object(verb: Token) -> bool:
    """Whether the infinitive under a verb is done by its object: 'urged X to say', not 'used X to say'."""
    name = lemma(verb)
    book = cues()
    return name in book.classes.causative or "object_to" in book.verbs.single.get(name, {})


def described(verb: Token, depth: int) -> Source | None:
    """'officials saying': the noun that a participle describes; 'gave a dinner blaming': who gave it."""
    noun = verb.head
    if verb.tag_ == "VBG" and noun.dep_ in {"dobj", "pobj"} and not can_speak(noun):
        above = noun.head
        while above.pos_ in {"ADP", "NOUN"} and above.head.i != above.i:
            above = above.head
        if above.pos_ == "VERB":
            return shared(above, depth)
    return noun_above(verb)


def can_speak(noun: Token) -> bool:
    """Whether a noun names or describes somebody, or a text."""
    return (
        noun.pos_ in {"PROPN", "PRON"}
        or noun.ent_type_ in NAMED
        or noun.tag_ == "NNS"
        or lemma(noun) in cues().classes.text
        or roles().lookup(noun.lower_) is not None
    )


def noun_above(verb: Token) -> Source:
    """The noun that a participle or infinitive describes."""
    noun = verb.head
    return Source(noun, set(range(noun.left_edge.i, max(noun.i + 1, verb.left_edge.i))), "noun before participle")


def possessor(noun: Token) -> Source | None:
    """'his habit of saying'."""
    found = next((child for child in noun.children if child.dep_ == "poss"), None)
    return whole(found, "possessor") if found is not None else None


def shared(verb: Token, depth: int) -> Source | None:
    """The subject of another clause, which this verb shares."""
    if is_passive(verb):
        own = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        return whole(own, "subject above") if own is not None else None
    found = verb_source(verb, depth + 1)
    return Source(found.head, found.tokens, "subject above") if found else None


def inverted(verb: Token, content: set[int]) -> Source | None:
    """'The plan, said Ann Lee, is dead', where the parser took 'the plan' for who said it."""
    own = subject(verb)
    if own is None or own.i > verb.i or verb.tag_ not in FINITE or verb.i + 1 >= len(verb.doc):
        return None
    doc = verb.doc
    if doc[verb.i - 1].text not in {",", "”", '"', "''"}:
        return None
    following = doc[verb.i + 1]
    if own.ent_type_ in NAMED or own.pos_ in {"PROPN", "PRON"} or following.ent_type_ in {"DATE", "TIME"}:
        return None
    if following.pos_ not in {"PROPN", "DET"} and following.lower_ not in {"he", "she", "they"}:
        return None
    if following.pos_ == "DET" and verb.head.i == verb.i and is_set_off(own, verb):
        return None  # 'The chairman, Ann Lee, confirmed the figure': a name in commas, and the verb's own object
    found = beside(verb, content - region(following))
    if found is None or min(found.tokens) < verb.i:
        return None
    end = max(found.tokens) + 1
    return found if end < len(doc) and doc[end].text in {",", ".", ";", "—", "–", "-"} else None


def is_set_off(noun: Token, verb: Token) -> bool:
    """Whether what stands in commas before a verb describes its subject."""
    return any(child.dep_ in {"appos", "relcl", "acl"} and noun.i < child.i < verb.i for child in noun.rights)


def beside(verb: Token, content: set[int]) -> Source | None:
    """The noun phrase right beside a verb of saying, where the parser made it something else: '..., said Ann Lee'."""
    doc = verb.doc
    for start, step in ((verb.i + 1, 1), (verb.i - 1, -1)):
        if not 0 <= start < len(doc) or start in content:
            continue
        token = doc[start]
        if token.pos_ == "ADV" and 0 <= start + step < len(doc):
            token = doc[start + step]
        if token.pos_ not in SPEAKING or token.i in content or token.ent_type_ in {"DATE", "TIME"}:
            continue
        head = token
        while head.head.i != head.i and head.head.pos_ in NOMINAL and abs(head.head.i - verb.i) < NEAR:
            if head.dep_ not in {"compound", "det", "amod", "nmod", "poss", "nummod", "appos"}:
                break
            head = head.head
        tokens = region(head)
        if head.pos_ in NOMINAL and verb.i not in tokens:
            return whole(head, "noun beside")
        if head.pos_ in NOMINAL:
            return Source(head, {i for i in tokens if (i - verb.i) * step > 0 and i not in content}, "noun beside")
    return None
