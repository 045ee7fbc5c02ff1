"""Nouns and adjectives that attribute: 'his claim that', 'a demand for', 'critical of', 'confident that'."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.attribution_draft import Content, Cue, Draft, Source, region
from dragoman.coding.attribution_sources import trimmed, verb_source, whole
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.cues import Cues, WordRow

BY = frozenset({"by", "from", "among"})


def nominal_draft(token: Token, book: Cues) -> Draft | None:
    """The draft of a noun or adjective cue; None where a word is none or has no content."""
    tag = token.tag_
    if tag[:2] == "NN":
        row = book.nouns.get(lemma(token))
        return noun_draft(token, row, book) if row is not None else None
    if tag[:2] == "JJ" or (tag[:2] == "VB" and tag != "VB"):
        row = book.adjectives.get(token.lower_)
        return adjective_draft(token, row) if row is not None else None
    return None


def linked(word: Token, links: tuple[str, ...]) -> tuple[Token, Content] | None:
    """What hangs on a noun or adjective by one of its links: the linking word and the content."""
    for child in word.rights:
        dep = child.dep_
        if dep in {"acl", "ccomp", "relcl", "xcomp"} and child.tag_[:2] in {"VB", "MD"}:
            infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in child.lefts)
            if infinitive and "to" in links:
                return child, Content(region(child), "to", "infinitive of noun")
            has_mark = any(c.lower_ in {"that", "whether"} and c.dep_ == "mark" for c in child.lefts)
            if "that" in links and not infinitive and (has_mark or dep == "ccomp"):
                return child, Content(region(child), "that", "clause of noun")
        elif dep in {"prep", "agent"} and child.lower_ in links:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    return child, Content(region(inner), "object", "object of preposition")
    return None


def equated(noun: Token, links: tuple[str, ...]) -> tuple[Token, Content] | None:
    """'Their claim is that X', 'the plan is to X'."""
    verb = noun.head
    if noun.dep_ != "nsubj" or lemma(verb) != "be":
        return None
    for child in verb.rights:
        if child.dep_ == "ccomp" and "that" in links:
            return noun, Content(region(child), "that", "clause after 'be'")
        if child.dep_ == "xcomp" and "to" in links:
            return noun, Content(region(child), "to", "infinitive after 'be'")
    return None


def noun_draft(noun: Token, row: WordRow, book: Cues) -> Draft | None:
    """The draft of a noun cue with a content and, but for clauses, a source."""
    found = linked(noun, row.links) or equated(noun, row.links)
    if found is None:
        return None
    link, content = found
    source = noun_source(noun, book)
    if source is None and content.frame != "that":
        return None
    words = {noun.i} | ({link.i} if link.dep_ == "prep" else set())
    if source is not None:
        source.tokens = trimmed(source.head, source.tokens - words - content.tokens)
    return Draft(Cue(noun, words, noun.lower_, row), content, source)


def noun_source(noun: Token, book: Cues) -> Source | None:
    """Whose word it is: its possessor, its 'by', or the subject of the light verb above."""
    for child in noun.children:
        if child.dep_ == "poss":
            return whole(child, "possessor")
        if child.dep_ == "prep" and child.lower_ in BY:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return whole(inner, "by-phrase")
    verb = noun.head
    if noun.dep_ == "dobj" and lemma(verb) in book.classes.light:
        found = verb_source(verb)
        return Source(found.head, found.tokens, "subject of light verb") if found else None
    return None


def adjective_draft(adjective: Token, row: WordRow) -> Draft | None:
    """The draft of an adjective cue with a content and a subject."""
    found = linked(adjective, row.links)
    if found is None:
        return None
    link, content = found
    source = adjective_source(adjective)
    if source is None or source.head.lower_ in {"it", "that", "this", "there"}:
        return None
    words = {adjective.i} | ({link.i} if link.dep_ == "prep" else set())
    return Draft(Cue(adjective, words, adjective.lower_, row), content, source)


def adjective_source(adjective: Token) -> Source | None:
    """Who is 'critical', 'was troubled', 'remains confident'."""
    if adjective.tag_ == "VBN":
        own = next((child for child in adjective.children if child.dep_ in {"nsubjpass", "nsubj"}), None)
        return whole(own, "subject") if own is not None else None
    verb = adjective.head
    if adjective.dep_ not in {"acomp", "conj", "oprd"} or verb.tag_[:2] != "VB":
        return None
    return verb_source(verb)
