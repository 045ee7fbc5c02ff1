"""Translated articles: the article that a translation is, with its sentences beside those of the original.

Segments are translated one by one, so that each stands beside its own; inside a segment sentences are aligned.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.wording import TRANSLATOR
from dragoman.intake.segments import Layout, lay_out
from dragoman.language.alignment import Pair, align
from dragoman.language.translation import Rendered
from dragoman.record import Article, Segment, SentencePair, Span, Translation

BETWEEN = "\n\n"


def parts_of(article: Article) -> list[str]:
    """What is to be translated of an article: its segments in order, then a title that is none of them."""
    parts = [article.text[one.start : one.end] for one in article.segments]
    return [*parts, article.title] if apart(article) and article.title else parts


def apart(article: Article) -> bool:
    """Whether the article has a title that does not stand in its text."""
    return bool(article.title) and all(one.role != "title" for one in article.segments)


def translated_article(article: Article, rendered: Sequence[Rendered]) -> tuple[Article, Translation]:
    """The article that the translation of another is, to be coded, and what ties it to the original.

    Args:
        article: the original.
        rendered: the translations of its parts, in the order of ``parts_of``.
    """
    texts = [one.text.strip() for one in rendered]
    segments, text = joined(article, texts)
    title = texts[-1] if apart(article) else next(
        (text[one.start : one.end] for one in segments if one.role == "title"), None
    )  # fmt: skip
    known = [one for one in segments if one.role != "paragraph"]
    about = next((one for one in rendered if one.engine != "none"), rendered[0])
    pairs = sentence_pairs(article, segments, text, about)
    return tied(article, about, text, lay_out(text, known), title, pairs)


def translated_whole(article: Article, rendered: Rendered) -> tuple[Article, Translation]:
    """The same where the whole text was translated at once, as people do: its paragraphs need not be the original's.

    Args:
        article: the original.
        rendered: the translation of its text.
    """
    text = rendered.text.strip()
    layout = lay_out(text)
    pairs = [placed(one, 0, 0) for one in align(article.text, text, rendered.source, rendered.target)]
    return tied(article, rendered, text, layout, layout.title, pairs)


def tied(
    article: Article, about: Rendered, text: str, layout: Layout, title: str | None, pairs: list[SentencePair]
) -> tuple[Article, Translation]:
    """The article to be coded, which says that it is a translation, and what ties it to its original."""
    translation = Translation(
        engine=about.engine, version=about.version, source=about.source, target=about.target, text=text, title=title,
        segments=layout.segments, sentences=pairs,
    )  # fmt: skip
    made = article.model_copy(
        update={
            "text": text,
            "title": title,
            "segments": layout.segments,
            "language": about.target,
            "translated": True,
            "translated_from": about.source,
            "reasons": {**article.reasons, TRANSLATOR: f"{about.engine} {about.version}"},
            "translation": None,
        }
    )
    return made, translation


def joined(article: Article, texts: Sequence[str]) -> tuple[list[Segment], str]:
    """The translated segments put together as the original's are, with the blanks that stand between those."""
    parts: list[str] = []
    segments: list[Segment] = []
    place, last = 0, None
    for segment, text in zip(article.segments, texts, strict=False):
        if last is not None:
            between = article.text[last : segment.start]
            blank = between if between and not between.strip() else BETWEEN
            parts.append(blank)
            place += len(blank)
        segments.append(Segment(role=segment.role, start=place, end=place + len(text)))
        parts.append(text)
        place, last = place + len(text), segment.end
    return segments, "".join(parts)


def sentence_pairs(article: Article, segments: Sequence[Segment], text: str, about: Rendered) -> list[SentencePair]:
    """The sentences of both sides, segment by segment."""
    pairs: list[SentencePair] = []
    for original, made in zip(article.segments, segments, strict=True):
        ours, theirs = article.text[original.start : original.end], text[made.start : made.end]
        pairs += [placed(one, original.start, made.start) for one in align(ours, theirs, about.source, about.target)]
    return pairs


def placed(pair: Pair, original: int, translation: int) -> SentencePair:
    """A pair of a segment as one of the whole."""
    return SentencePair(original=moved(pair.original, original), translation=moved(pair.translation, translation))


def moved(spans: Sequence[Span], by: int) -> Span | None:
    """The stretch of some spans, so many characters on; None of none."""
    return Span(start=spans[0].start + by, end=spans[-1].end + by) if spans else None
