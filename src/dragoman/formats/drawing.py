"""The drawing of an explained sentence: its dependencies as spaCy's displaCy draws them, as one SVG."""

from __future__ import annotations

from html import escape
from typing import Any

from lxml import etree
from spacy.displacy.render import DependencyRenderer

from dragoman.coding.explanation import ExplainedWord, Explanation
from dragoman.formats.words import Words, plain

# Dark enough on white to be read (contrast of 5:1 and more); the role is written below the word as well.
COLOURS = {"actor": "#0b57a4", "recipient": "#a3195b", "trigger": "#8a4b00"}
INK, PAPER = "#1a1a1a", "#ffffff"
FONT = "system-ui, sans-serif"
# Widths in pixels: of a character about so many, and a column is as wide as its longest word, within bounds.
CHARACTER, NARROWEST, WIDEST = 9, 114, 190
LINE = 22
SVG = "{http://www.w3.org/2000/svg}"


class Renderer(DependencyRenderer):
    """displaCy's renderer with the words of actors, recipients and triggers in their colours."""

    def __init__(self, words: list[ExplainedWord], distance: int) -> None:
        super().__init__(
            {"compact": True, "distance": distance, "font": FONT, "color": INK, "bg": PAPER, "word_spacing": 40}
        )
        self.words = words

    def render_word(self, text: str, tag: str, lemma: str | None, i: int) -> str:
        """A word above its tag; in the colour of its role, which is written with the tag."""
        role = self.words[i].role
        drawn: str = super().render_word(text, escape(f"{tag} · {role}" if role else tag), lemma, i)
        drawn = drawn.replace('class="displacy-tag"', 'class="displacy-tag" font-size="0.75em"')
        return drawn.replace('fill="currentColor"', f'fill="{COLOURS[role]}" font-weight="bold"') if role else drawn


def drawing(explanation: Explanation) -> str:
    """The sentence of an explanation with its dependencies, as one well-formed SVG that needs nothing else.

    Punctuation is written at the word before it, as displaCy does: it would double the width of long sentences.
    """
    words = _joined(explanation.words)
    longest = max(len(word.text) for word in words)
    renderer = Renderer(words, min(max(CHARACTER * longest + 2 * CHARACTER, NARROWEST), WIDEST))
    drawn = renderer.render_svg(
        f"event-{escape(explanation.event.id)}",
        [{"text": word.text, "tag": word.tag} for word in words],
        [_arc(place, word) for place, word in enumerate(words) if word.head != place],
    )
    return _framed(etree.fromstring(drawn), renderer, explanation)


def _joined(words: list[ExplainedWord]) -> list[ExplainedWord]:
    """The words with punctuation joined to those before it (or, at the beginning, after it), heads counted anew."""
    kept: list[ExplainedWord] = []
    places: dict[int, int] = {}
    waiting = ""
    for place, word in enumerate(words):
        text = plain(word.text)
        is_head = any(other.head == place and other is not word for other in words)
        if word.dependency == "punct" and not is_head and word.role is None:
            if kept:
                kept[-1] = kept[-1].model_copy(update={"text": kept[-1].text + text})
            else:
                waiting += text
            continue
        places[place] = len(kept)
        kept.append(word.model_copy(update={"text": waiting + text}))
        waiting = ""
    return [word.model_copy(update={"head": places[word.head]}) for word in kept]


def _arc(place: int, word: ExplainedWord) -> dict[str, Any]:
    direction = "left" if place < word.head else "right"
    return {
        "start": min(place, word.head),
        "end": max(place, word.head),
        "label": escape(word.dependency),
        "dir": direction,
    }


def _framed(root: Any, renderer: Renderer, explanation: Explanation) -> str:
    """Cut off the empty space that compact arcs leave above, and say below and to screen readers what is drawn."""
    words = Words(explanation.record)
    event = explanation.event
    top = renderer.offset_y - renderer.highest_level * renderer.distance / 6 - LINE
    height = renderer.height - top + LINE
    width = renderer.width
    root.set("viewBox", f"0 {top:g} {width:g} {height:g}")
    root.set("height", f"{height:g}")
    root.set("role", "img")
    root.set("style", f"max-width: none; color: {INK}; background: {PAPER}; font-family: {FONT}")
    for name in ("direction", "{http://www.w3.org/XML/1998/namespace}lang"):
        root.attrib.pop(name, None)
    said = f"{words.kind(event)}: {words.sides(event)}"
    title, about = etree.Element(f"{SVG}title"), etree.Element(f"{SVG}desc")
    title.text = f"Dependencies of the sentence of {plain(event.id)}, {said}"
    about.text = plain(explanation.sentence)
    root.insert(0, title)
    root.insert(1, about)
    legend = etree.SubElement(root, f"{SVG}text", x="20", y=f"{top + height - LINE / 2:g}")
    legend.set("font-size", "0.8em")
    legend.set("fill", INK)
    legend.text = said
    return str(etree.tostring(root, encoding="unicode")) + "\n"
