"""Scope: which expression of time dates the act that a verb or noun reports."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Span, Token

from dragoman.coding.reading import Reading
from dragoman.coding.time_clauses import Shift, shifts_of
from dragoman.coding.time_direction import verb_over
from dragoman.coding.time_values import FINENESS
from dragoman.record import Time

# A time under one of these belongs to its noun alone: "the 2006 embargo", "Friday's vote", "the summit of May".
PREMODIFIERS = frozenset({"poss", "compound", "nmod", "nummod", "amod"})
# Expressions of how long something takes date nothing.
LENGTHS = frozenset({"duration"})
# Stretches that something may be planned for.
PLANNED_FOR = frozenset({"year", "decade"})
# A clause under one of these shares its verb's time unless it has one of its own.
SHARING = frozenset({"conj", "xcomp", "pcomp", "prep", "advcl"})
MARKS_OF_OTHER_TIMES = frozenset(
    {"after", "before", "until", "till", "since", "once", "if", "unless", "as", "because", "when"}
)
ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "appos", "oprd"})


def governing_time(reading: Reading, token: Token) -> Time | None:
    """The expression of time that dates the act reported by a verb or noun.

    In "A day after visiting the yard, she flew home on Friday", "visiting" is dated by "A day after" (whose value
    is Thursday) and "flew" by "Friday". A verb without a time of its own shares that of the verb that it is
    coordinated with or depends on, but a reported clause never takes the time of its "said".

    Args:
        reading: the article's reading, after ``dragoman_times``.
        token: the trigger's head.

    Returns:
        The time, whose value may be None with a reason; None where no expression dates the act.
    """
    sentence = token.sent
    times = _times_in(reading, sentence)
    if not times:
        return None
    rooted = [(time, root) for time in times if (root := _root(reading, time)) is not None]
    shifts = shifts_of(reading.doc)
    own = [(time, root) for time, root in rooted if _dates(time, root, token, shifts)]
    # "Criticised the 2006 embargo on Thursday": the embargo has its year.
    close = [time for time, root in own if root.dep_ in PREMODIFIERS and root.head == token]
    if own:
        return _best(close or [time for time, _ in own], token)
    subjects = [child for child in token.lefts if child.dep_ in ("nsubj", "nsubjpass") and token.tag_[:1] == "V"]
    dated = [time for time, root in rooted if root.dep_ in PREMODIFIERS and root.head in subjects]
    if dated:  # "Friday's attack killed two."
        return _best(dated, token)
    for verb in _sharers(token):
        shared = [time for time, root in rooted if _dates(time, root, verb, shifts)]
        if shared:
            return _best(shared, token)
    return None


def _times_in(reading: Reading, sentence: Span) -> list[Time]:
    first = bisect_left(reading.times, sentence.start_char, key=lambda time: time.start)
    last = bisect_left(reading.times, sentence.end_char, key=lambda time: time.start)
    return [time for time in reading.times[first:last] if time.kind not in LENGTHS and not is_vague(time)]


def is_vague(time: Time) -> bool:
    """Whether an expression says when only by where it is said: 'now', 'recently'."""
    return time.timex is not None and time.timex.endswith("_REF") and time.reason == "when is not said"


def _root(reading: Reading, time: Time) -> Token | None:
    span = reading.doc.char_span(time.start, time.end, alignment_mode="expand")
    return span.root if span is not None else None


def _dates(time: Time, root: Token, token: Token, shifts: dict[int, Shift]) -> bool:
    """Whether a time dates the act at a token by itself."""
    shift = shifts.get(time.start)
    if shift is not None:
        return token.i == (shift.inner if shift.dates == "inner" else shift.main)
    if root.dep_ in PREMODIFIERS:
        return root.head == token
    # 'Signed a plan for 2024-2026': a year that something is for is not the year in which it was done.
    first = root
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head  # 'for 2024 and 2025'
    if first.dep_ == "pobj" and first.head.lower_ == "for" and time.precision in PLANNED_FOR:
        return False
    verb = verb_over(root)
    noun = _noun_over(root)
    if noun is None:
        return verb == token
    # "Condemned the attack on Friday": the parser cannot tell whose Friday it is, and news means the verb's.
    return noun == token or (verb == token and time.precision in ("day", "minute"))


def _noun_over(root: Token) -> Token | None:
    """The noun that a preposition ties a time to ('talks in May'); None where it is tied to a verb."""
    head = root.head
    while head.tag_ in ("IN", "TO", "RB") and head.head != head:
        head = head.head
    return head if head != root and head.tag_[:2] == "NN" else None


def _sharers(token: Token) -> list[Token]:
    """The verbs whose time a token shares, nearest first."""
    found: list[Token] = []
    current = token
    if token.tag_[:1] != "V":
        step = token
        while step.head != step and (step.dep_ in ARGUMENTS or step.dep_ == "prep") and step.tag_[:1] != "V":
            step = step.head
        if step.tag_[:1] != "V":
            return []
        found.append(step)
        current = step
    while current.head != current and current.dep_ in SHARING and len(found) < 6:
        marks = {child.lower_ for child in current.lefts if child.dep_ in ("mark", "advmod")}
        if current.dep_ == "advcl" and marks & MARKS_OF_OTHER_TIMES:
            break
        if current.dep_ == "pcomp" and current.head.lower_ in MARKS_OF_OTHER_TIMES:
            break
        if current.dep_ == "conj" and any(child.dep_ in ("nsubj", "nsubjpass") for child in current.lefts):
            break
        current = current.head
        if current.tag_[:1] == "V":
            found.append(current)
    verb = found[-1] if found else token
    found.extend(c for c in verb.rights if c.dep_ == "conj" and not any(g.dep_ == "nsubj" for g in c.lefts))
    return [verb for verb in found if verb != token]


def _best(times: list[Time], token: Token) -> Time:
    """The time with a value, the finest, the nearest."""
    return min(
        times,
        key=lambda time: (
            time.value is None,
            time.value is None and time.value_end is None,
            FINENESS[time.precision] if time.precision else 99,
            abs(time.start - token.idx),
        ),
    )
