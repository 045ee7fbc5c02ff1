"""Why an event was coded, as a tree for the terminal; and the list of events to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from dragoman.coding.explanation import ExplainedSide, ExplainedType, Explanation
from dragoman.formats.brief import STYLES
from dragoman.formats.words import Words, plain, shortened
from dragoman.record import Event, Record

ROLE_STYLES = {"actor": "bold cyan", "recipient": "bold magenta", "trigger": "bold yellow underline"}


def explained(explanation: Explanation) -> RenderableType:
    """The tree of one explanation to print on a console.

    Every word of the article passes through ``plain`` and ``Text``, so that none steers the terminal.
    """
    event, words = explanation.event, Words(explanation.record)
    tree = Tree(Text.assemble((plain(event.id), "bold"), "  ", (words.kind(event), f"bold {STYLES[event.quad]}")))
    tree.add(sentence(explanation))
    _add_type(tree, explanation)
    _add_sides(tree, "actor", explanation.actors, words)
    _add_sides(tree, "recipient", explanation.recipients, words)
    _add(tree, "reasons", "", explanation.event.reasons)
    _add(tree, "factuality", explanation.factuality, explanation.factuality_reasons)
    _add_attribution(tree, explanation, words)
    grounds = [f"{ground.points:+.2f}  {ground.reason}" for ground in explanation.grounds]
    _add(tree, "confidence", f"{explanation.confidence:.2f}", grounds)
    _add_runner_up(tree, explanation)
    return tree


def sentence(explanation: Explanation) -> Text:
    """The sentence with its actors, recipients and trigger in their styles."""
    start = explanation.event.sentence.start
    text = Text()
    at = 0
    for word in explanation.words:
        between = explanation.sentence[at : word.start - start]
        text.append(" " if between.isspace() else plain(between))
        text.append(plain(word.text), style=ROLE_STYLES.get(word.role or ""))
        at = word.end - start
    return text


def _add(tree: Tree, name: str, value: str, reasons: Iterable[str]) -> None:
    branch = tree.add(Text.assemble((name, "dim"), f" {plain(value)}" if value else ""))
    for reason in reasons:
        branch.add(Text(plain(reason)))


def _add_type(tree: Tree, explanation: Explanation) -> None:
    event = explanation.event
    lines = [f"{event.mode}: {explanation.mode_definition}"] if event.mode and explanation.mode_definition else []
    _add(tree, "type", f"{event.type}: {explanation.definition}", lines)


def _add_sides(tree: Tree, role: str, sides: Sequence[ExplainedSide], words: Words) -> None:
    if not sides:
        tree.add(Text.assemble((role, ROLE_STYLES[role]), " nobody named"))
    for side in sides:
        named = f" “{shortened(side.text)}”" if side.text else ""
        branch = tree.add(Text.assemble((role, ROLE_STYLES[role]), f" {words.entity(side.entity)}{named}"))
        branch.add(Text(plain(side.path or f"no path: {side.reason}")))


def _add_attribution(tree: Tree, explanation: Explanation, words: Words) -> None:
    said = explanation.attribution
    if said is None:
        _add(tree, "attribution", "the article itself", [])
        return
    cue = words.spans(said.cue)
    _add(tree, "attribution", words.chain(said) + (f" (“{cue}”)" if cue else ""), said.reasons)


def _add_runner_up(tree: Tree, explanation: Explanation) -> None:
    second, own = explanation.runner_up, explanation.scored
    remark = [explanation.runner_up_reason] if explanation.runner_up_reason else []
    if second is None:
        _add(tree, "runner-up", "none", remark)
        return
    against = f", against {own.score:.2f} for {own.type}" if own is not None else ""
    branch = tree.add(Text.assemble(("runner-up", "dim"), f" {_typed(second)}, score {second.score:.2f}{against}"))
    for reason in (*second.reasons, *remark):
        branch.add(Text(plain(reason)))
    if own is not None:
        inner = branch.add(Text.assemble("what spoke for ", _typed(own)))
        for reason in own.reasons:
            inner.add(Text(plain(reason)))


def _typed(found: ExplainedType) -> str:
    return f"{found.type} {found.mode}" if found.mode else found.type


def listed(records: Sequence[Record], source: str) -> RenderableType:
    """The events of a source's articles, a line each with their ids, and how to have one explained."""
    parts: list[RenderableType] = []
    for number, record in enumerate(records, start=1):
        words = Words(record)
        if len(records) > 1:
            parts.append(Text(f"article {number}: {words.title()}", style="bold"))
        parts.extend(_line(event, words) for event in record.events)
        if not record.events:
            parts.append(Text("no events found", style="dim"))
    if any(record.events for record in records):
        which = " --article N" if len(records) > 1 else ""
        parts.append(
            Text(f"\nTo see why one was coded: dragoman explain {plain(source)}{which} --event ID", style="dim")
        )
    return Group(*parts)


def _line(event: Event, words: Words) -> Text:
    """One line of the terminal, cut off where the terminal ends."""
    kind = (words.kind(event), f"bold {STYLES[event.quad]}")
    quoted = words.spans([event.sentence])
    line = Text.assemble((f"{plain(event.id):4s}", "bold"), "  ", kind, f"  {words.sides(event)}  ", (quoted, "dim"))
    line.no_wrap, line.overflow = True, "ellipsis"
    return line
