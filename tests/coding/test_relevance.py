"""Relevance: what is not parsed and why, before and after extraction; hostile pages cost little and raise nothing."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coding.relevance import Filters, Relevance
from dragoman.intake.parcels import Parcel, articles_of
from dragoman.intake.text import article_from_text
from dragoman.record import Article

ACT = "Police in Arlesk arrested forty protesters on Friday after the governor banned the march."
DULL = (
    "The loaf should rise under a damp cloth until it has doubled in size.",
    "A pinch of smoked paprika gives the beans their colour and the kitchen its smell.",
    "Serve it with a green salad, crusty bread and whatever the cellar still holds.",
)
SPANISH = (
    "La masa debe reposar en la nevera al menos una hora antes de estirarla con cuidado.",
    "Los garbanzos se ponen en remojo la noche anterior y se cuecen a fuego lento.",
    "Con estas cantidades salen cuatro raciones generosas para toda la familia.",
)
MENU = "<nav><ul><li>World</li><li>Rebels attack army in Mali</li><li>France accuses Iran</li></ul></nav>"


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    return Relevance()


def page(*lines: str, lang: str = "en", around: str = "", title: str = "The Paper") -> Parcel:
    text = "".join(f"<p>{line}</p>\n" for line in lines)
    markup = f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title></head><body>{around}{text}</body></html>'
    return Parcel("a page", markup.encode(), "html")


def article(*lines: str) -> Article:
    return article_from_text("\n\n".join(lines))


def test_a_page_that_tells_an_act_is_kept(relevance: Relevance) -> None:
    assert relevance.page(page(*DULL, ACT)) is None
    assert relevance.article(article(*DULL, ACT)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway and Chile signed a treaty on fishing.",
        "Rebels shelled the barracks while the army slept.",
        "The court jailed a journalist for nine years.",
        "Pensioners picketed the ministry.",
        "Lavrov told the Syrians to wait.",
        "The visit of the Kenyan minister to Seoul was put off.",
        "Residents demanded that the council close the quarry.",
    ],
)
def test_acts_between_states_and_at_home_are_kept(relevance: Relevance, sentence: str) -> None:
    assert relevance.article(article(*DULL, sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (DULL[0], "names nobody who could act"),
        ("The beans came from Peru.", "names no two who could act: only Peru"),
        ("Peru is for walkers. Chile is for dancers.", "no sentence names two who could act and an act: Peru, Chile"),
        ("The coach and a player of the side were tired.", "no sentence names two who could act and an act: coach,"),
    ],
)
def test_the_reason_says_whom_a_text_names(relevance: Relevance, sentence: str, reason: str) -> None:
    for skip in (relevance.page(page(*DULL, sentence)), relevance.article(article(*DULL, sentence))):
        assert skip is not None
        assert (skip.kind, skip.reason[: len(reason)]) == ("relevance", reason)


def test_names_in_menus_scripts_and_comments_do_not_count(relevance: Relevance) -> None:
    hidden = f"{MENU}<script>var a = '{ACT}';</script><!-- {ACT} --><style>/* {ACT} */</style>"
    skip = relevance.page(page(*DULL, around=hidden))
    assert skip is not None
    assert skip.reason == "names nobody who could act"


def test_links_to_other_pages_do_not_count(relevance: Relevance) -> None:
    links = "<a href='/x'>France accuses Iran of piracy</a><p><a href='/y'><h3>Rebels attack the army</h3></a></p>"
    skip = relevance.page(page(*DULL, around=links))
    assert skip is not None
    assert skip.reason == "names nobody who could act"


def test_what_only_teasers_tell_is_skipped_after_extraction(relevance: Relevance) -> None:
    teaser = "<div class='related'>Read also: <a href='/x'>France accuses Iran of piracy</a></div>"
    parcel = page(*DULL * 3, around=teaser)
    assert relevance.page(parcel) is None
    (found,) = articles_of(parcel)
    assert isinstance(found, Article)
    skip = relevance.article(found)
    assert skip is not None
    assert skip.kind == "relevance"


def test_other_languages_are_skipped_whatever_the_page_declares(relevance: Relevance) -> None:
    for lang in ("es", "en"):
        skip = relevance.page(page(*SPANISH, lang=lang, around=MENU))
        assert skip is not None
        assert (skip.kind, skip.reason) == ("language", "in Spanish (es), which is not read")
    skip = relevance.article(article(*SPANISH))
    assert skip is not None
    assert skip.kind == "language"


def test_the_bulk_of_the_text_decides(relevance: Relevance) -> None:
    notice = "Utilizamos cookies propias y de terceros para medir el uso del sitio."
    assert relevance.page(page(notice, *DULL, ACT, lang="es")) is None


def test_what_is_declared_decides_where_the_text_is_too_short(relevance: Relevance) -> None:
    skip = relevance.page(page("A-7", lang="fr", title="7"))
    assert skip is not None
    assert skip.reason == "in French (fr), which is not read"
    skip = relevance.page(page("A-7", lang="en", title="7"))
    assert skip is not None
    assert skip.kind == "relevance"


def test_everything_can_be_switched_off() -> None:
    off = Relevance(Filters(languages=(), relevance=False))
    assert off.page(page(*SPANISH)) is None
    assert off.article(article(*DULL)) is None
    only_language = Relevance(Filters(relevance=False))
    assert only_language.page(page(*DULL)) is None
    assert only_language.page(page(*SPANISH)) is not None
    both = Relevance(Filters(languages=("en", "es"), relevance=False))
    assert both.page(page(*SPANISH)) is None


def test_text_in_data_of_schema_org_counts(relevance: Relevance) -> None:
    body = f"{ACT} {' '.join(DULL)}"
    parcel = page(
        around=f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    )
    assert relevance.page(parcel) is None
    (found,) = articles_of(parcel)
    assert isinstance(found, Article)
    assert ACT in found.text


def test_a_wrong_charset_is_no_obstacle(relevance: Relevance) -> None:
    data = page(*DULL, ACT, "Señor Muñoz protestó.").data
    assert relevance.page(Parcel("a", data, "html", charset="utf-16")) is None
    assert relevance.page(Parcel("a", data.decode().encode("cp1252"), "html", charset="no-such-charset")) is None


def test_what_is_no_page_is_left_to_the_intake(relevance: Relevance) -> None:
    for data in (b"", b"   ", b"%PDF-1.7", gzip.compress(b"x"), b"\0\1\2"):
        assert relevance.page(Parcel("a", data, "html")) is None
    assert relevance.page(Parcel("a", "\n".join(DULL).encode(), "text")) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 400_000,
        "<b " + 'a="b" ' * 800_000 + ">",
        "<b " + 'a="b" ' * 200_000,
        "<" * 1_000_000,
        "<a" * 500_000,
        "<!--" * 1_200_000,
        "<script>" * 600_000,
        "<nav><aside>" * 100_000,
        "&amp;" * 1_000_000,
        '<script>"articleBody": "' + '\\"articleBody\\": ' * 250_000,
        "police arrest " * 70_000,
        "a. " * 300_000,
        "x" * 5_000_000,
        " " * 5_000_000 + ".",
    ],
    ids=lambda markup: markup[:14],
)
def test_hostile_pages_cost_little(relevance: Relevance, markup: str) -> None:
    begun = time.process_time()
    relevance.page(Parcel("a", f"<html><body>{markup}".encode(), "html"))
    assert time.process_time() - begun < 8


def test_no_tags_at_all(relevance: Relevance) -> None:
    assert relevance.page(Parcel("a", f"{' '.join(DULL)} {ACT}".encode(), "html")) is None
    skip = relevance.page(Parcel("a", " ".join(DULL).encode(), "html"))
    assert skip is not None


PARTS = st.sampled_from(
    ["<p>", "</p>", "<script", "</script>", "<nav>", "<!--", "-->", "&#xD800;", '"articleBody":"\\ud800"', "İ",
     "\ud83d", "<html lang=", "police ", "Iran ", "met ", ". A", "\0", "<![CDATA[", "é", "<table>", "Mr. "]
)  # fmt: skip


@given(markup=st.lists(st.one_of(PARTS, st.text(max_size=20)), max_size=60).map("".join), html=st.booleans())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_no_page_makes_it_raise(relevance: Relevance, markup: str, html: bool) -> None:
    data = markup.encode("utf-8", "surrogatepass")
    skip = relevance.page(Parcel("a", data, "html" if html else None))
    assert skip is None or skip.reason


@given(data=st.binary(max_size=400), charset=st.sampled_from([None, "utf-8", "utf-16", "koi8-r", "nonsense", "idna"]))
def test_no_bytes_make_it_raise(relevance: Relevance, data: bytes, charset: str | None) -> None:
    skip = relevance.page(Parcel("a", data, "html", charset=charset))
    assert skip is None or skip.reason


@given(text=st.text(min_size=1, max_size=300))
def test_no_article_makes_it_raise(relevance: Relevance, text: str) -> None:
    skip = relevance.article(Article(id="a", text=text, segments=[]))
    assert skip is None or skip.reason
