"""Contents where the parser failed: read off the words between a cue and its commas, or its 'that'."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.coding.attribution_complements import Complements
from dragoman.coding.attribution_draft import Content, region

RELATIVE = frozenset({"WDT", "WP", "WP$"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
FENCES = frozenset({",", "—", "–", "-", "--", "(", ")"})
QUOTES = frozenset({"“", "”", '"', "''", "``", "‘", "’"})
STOPS = frozenset({".", "!", "?"})
# How far behind a cue its 'that' may stand, and how much may stand between a verb and the end of its phrase, in tokens.
NEAR, COMPANY = 10, 12
# The longest sentence that is looked for, in tokens.
LONGEST = 200


def mistaken_object(found: Complements) -> Content | None:
    """'warn it could fail', 'hope a show of goodwill will help', where the parser took the subject for an object."""
    verb = found.verb
    head = next((child for child in found.objects if child.i > verb.i), None)
    if head is None or found.passive or "that" not in found.cue.frames or "object" in found.cue.frames:
        return None
    doc, behind_it = verb.doc, head.right_edge.i + 1
    may_pause = any(doc[index].text == "," for index in region(head))
    while behind_it < len(doc) and (doc[behind_it].pos_ == "ADV" or (may_pause and doc[behind_it].text == ",")):
        behind_it += 1
    if behind_it >= verb.sent.end or doc[behind_it].tag_ not in FINITE | {"MD"}:
        return None
    return Content(set(range(head.left_edge.i, verb.sent.end)), "that", "object taken for a subject")


def marked_clause(found: Complements) -> Content | None:
    """'said on Monday that X', where the parser did not join the two."""
    verb = found.verb
    if "that" not in found.cue.frames or found.passive:
        return None
    last = min(verb.i + NEAR, verb.sent.end)
    for index in range(verb.i + 1, last):
        token = verb.doc[index]
        if token.text in FENCES or token.pos_ == "VERB":
            return None
        if token.lower_ == "that" and token.tag_ == "IN":
            return Content(set(range(index, verb.sent.end)), "that", "words behind 'that'")
    return None


def labelled(found: Complements) -> Content | None:
    """'Olsen calls truce "a farce"', where a headline without articles misled the parser."""
    verb = found.verb
    if "as" not in found.cue.frames or "that" in found.cue.frames or found.passive:
        return None
    last = min(verb.i + NEAR + COMPANY, verb.sent.end)
    marks = [index for index in range(verb.i + 2, last) if verb.doc[index].text in QUOTES]
    if len(marks) < 2:
        return None
    return Content(set(range(verb.i + 1, marks[1] + 1)), "as", "words up to the quotation")


def set_off(found: Complements) -> Content | None:
    """'The plan, officials told Reuters, is dead', 'It is dead, officials told Reuters', by commas alone."""
    verb = found.verb
    if "that" not in found.cue.frames or not found.subjects or found.passive:
        return None
    subject = found.subjects[-1]
    row = found.cue.frames["that"]
    if subject.i > verb.i or row.kind != "speech" or verb.tag_ not in FINITE or subject.tag_ in RELATIVE:
        return None
    doc, first = verb.doc, subject.left_edge.i
    last = verb.i
    for child in verb.rights:
        if child.dep_ in {"dobj", "dative", "npadvmod", "advmod", "prep"} and child.i - last < COMPANY:
            last = max(last, child.right_edge.i)
    if first == 0 or doc[first - 1].text != "," or last + 1 >= len(doc):
        return None
    start = line_start(doc, first - 1)
    if doc[last + 1].text == ",":
        end = last + 2
        while end < min(len(doc), last + LONGEST) and doc[end].text not in STOPS and "\n" not in doc[end].text:
            end += 1
        return Content(set(range(start, first)) | set(range(last + 2, end)), "that", "sentence around")
    if doc[last + 1].text in {".", "\n"} or doc[last + 1].is_space:
        return Content(set(range(start, first)), "that", "sentence before")
    return None


def line_start(doc: Doc, index: int) -> int:
    """Where the sentence that ends before a comma starts: behind the last full stop or line break."""
    first = max(0, index - LONGEST)
    while index > first and doc[index - 1].text not in STOPS and "\n" not in doc[index - 1].text:
        index -= 1
    return index
