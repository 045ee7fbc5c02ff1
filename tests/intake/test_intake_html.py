"""HTML to article, on own-written pages."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.html import article_from_html
from dragoman.intake.refusals import DateError, NoArticleError
from dragoman.record import Article

FIRST = "The ministers of both states met in Port Anders on Monday and agreed to open the strait to all ships again."
SECOND = "The first ferries will sail on Friday, the ministry of transport said, and lorries will follow a week later."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
LINKED = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle"],
    "headline": "Strait opens again",
    "datePublished": "2024-03-04T08:00:00+02:00",
    "dateModified": "2024-03-05T10:30:00Z",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "Reuters"},
    "image": [{"@type": "ImageObject", "caption": "The strait at dawn", "creditText": "Jo Poe"}],
}


def page(body: str = BODY, head: str = "", title: str = "<h1>Strait opens again</h1>") -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body><article>{title}{body}</article></body></html>"


def linked(**changes: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(LINKED | changes)}</script>"


def roles(article: Article) -> list[tuple[str, str]]:
    return [(segment.role, article.text[segment.start : segment.end]) for segment in article.segments]


def test_whole_page() -> None:
    article = article_from_html(
        "<!doctype html><html><head>" + linked() + "</head><body><header><h1>The Port Gazette</h1></header>"
        "<nav><a href='/'>Home</a><a href='/world'>World</a></nav>"
        "<article><h1>Strait opens again</h1><p class='article-standfirst'>Ferries sail on Friday after two years</p>"
        "<p>By Jane Doe and John Roe</p><time datetime='2024-03-04'>4 March</time>"
        "<figure><img src='a.jpg'><figcaption>Ministers, left, at the port. "
        "<span class='credit'>Jo Poe / AP</span></figcaption></figure>"
        f"<p>PORT ANDERS (Reuters) - {FIRST}</p><p>{SECOND}</p><p>Advertisement</p>"
        "<p>Powered by automated translation</p></article>"
        "<aside><figure><figcaption>Another report's picture</figcaption></figure></aside>"
        "<script>document.write('evil words')</script><footer>All rights reserved.</footer></body></html>",
        url="https://www.example.org/strait",
    )
    assert roles(article) == [
        ("title", "Strait opens again"),
        ("standfirst", "Ferries sail on Friday after two years"),
        ("byline", "By Jane Doe and John Roe"),
        ("dateline", "PORT ANDERS (Reuters) -"),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("notice", "Advertisement"),
        ("notice", "Powered by automated translation"),
        ("caption", "Ministers, left, at the port."),
        ("credit", "Jo Poe / AP"),
        ("caption", "The strait at dawn"),
        ("credit", "Jo Poe"),
    ]
    assert "evil" not in article.text
    assert article.byline == ["Jane Doe", "John Roe"]
    assert (article.publisher, article.publisher_id) == ("Reuters", "publisher:reuters")
    assert (article.published, article.updated) == ("2024-03-04T08:00+02:00", "2024-03-05T10:30Z")
    assert article.reasons["published"] == "JSON-LD datePublished"
    assert article.reasons["updated"] == "JSON-LD dateModified"
    assert article.translated


META = "<meta property='article:{}_time' content='{}'>"


@pytest.mark.parametrize(
    ("head", "body", "published", "reason"),
    [
        (META.format("published", "2024-03-04"), "", "2024-03-04", "meta element article:published_time"),
        ("", "<time pubdate datetime='2024-03-04T09:00Z'></time>", "2024-03-04T09:00Z", "time element marked as"),
        ("", "<p>Published: 4 March 2024</p>", "2024-03-04", "a stamp in the text"),
        (META.format("published", "soon"), "", None, "meta element article:published_time: 'soon' is no full date"),
        (META.format("modified", "2024-03-04"), "", None, "the page gives none"),
        ("", "<p>Updated: 4 March 2024</p>", None, "the page gives none"),
    ],
)
def test_published(head: str, body: str, published: str | None, reason: str) -> None:
    article = article_from_html(page(BODY + body, head))
    assert article.published == published
    assert article.reasons["published"].startswith(reason)


def test_given_date_wins() -> None:
    article = article_from_html(page(head=linked()), published="3 March 2024")
    assert article.published == "2024-03-03"
    with pytest.raises(DateError):
        article_from_html(page(), published="once")


def test_title_without_heading() -> None:
    article = article_from_html(page(title="", head="<title>Strait opens again | The Port Gazette</title>"))
    assert article.title == "Strait opens again"
    assert article.reasons["title"] == "the title element of the page"


def test_heading_of_the_site_is_no_title() -> None:
    article = article_from_html(page(title="<h1>The Port Gazette</h1><h1>Strait opens again</h1>", head=linked()))
    assert article.title == "Strait opens again"


def test_description_is_a_standfirst_only_where_the_page_shows_it() -> None:
    head = "<meta name='description' content='Ferries sail on Friday after two years of waiting'>"
    assert "standfirst" not in dict(roles(article_from_html(page(head=head))))
    shown = page("<h2>Ferries sail on Friday after two years of waiting</h2>" + BODY, head)
    assert ("standfirst", "Ferries sail on Friday after two years of waiting") in roles(article_from_html(shown))


def test_description_that_repeats_the_first_paragraph_is_no_standfirst() -> None:
    assert "standfirst" not in dict(roles(article_from_html(page(head=f"<meta name='description' content='{FIRST}'>"))))


def test_credit_beside_a_caption() -> None:
    figure = "<figure><figcaption>Ministers at the port</figcaption><p class='copyright'>Jo Poe</p></figure>"
    assert roles(article_from_html(page(figure + BODY)))[-2:] == [
        ("caption", "Ministers at the port"),
        ("credit", "Jo Poe"),
    ]


def test_publisher_by_address_and_own_address() -> None:
    head = "<link rel='canonical' href='https://www.tass.com/strait'>"
    article = article_from_html(page(head=head))
    assert article.url == "https://www.tass.com/strait"
    assert article.publisher_id == "publisher:tass"
    assert article.reasons["publisher"] == "by the host of the address"


def test_unknown_publisher_keeps_its_name() -> None:
    article = article_from_html(page(head="<meta property='og:site_name' content='The Port Gazette'>"))
    assert (article.publisher, article.publisher_id) == ("The Port Gazette", None)


def test_lists_and_quotes_are_paragraphs() -> None:
    body = BODY + "<ul><li>Six ferries sail a day.</li></ul><blockquote>We waited long, he said.</blockquote>"
    words = [words for _, words in roles(article_from_html(page(body)))]
    assert "Six ferries sail a day." in words
    assert "We waited long, he said." in words


def test_encodings() -> None:
    text = page().replace("Strait opens again", "Détroit rouvert")
    assert article_from_html(text.encode("utf-8")).title == "Détroit rouvert"
    assert article_from_html(text.encode("latin-1"), charset="iso-8859-1").title == "Détroit rouvert"
    broken = article_from_html(text.encode("utf-8") + b"<p>\xff</p>")
    assert "text" in broken.reasons


@pytest.mark.parametrize(
    "markup",
    [
        "", "<", "<html></html>", "just words", "<!-- " + "x" * 1_000, "<html><frameset><frame src=x></frameset>",
        "<html><body><h1>Log in</h1><form><input><button>Go</button></form></body></html>",
        "<html><body>" + "<a href=/>Home</a> " * 50, "<html><body><script>" + FIRST * 5 + "</script></body></html>",
    ],
)  # fmt: skip
def test_pages_without_article(markup: str) -> None:
    with pytest.raises(NoArticleError, match=r"\[D208\]") as caught:
        article_from_html(markup, url="https://example.org/")
    assert "\n" not in str(caught.value)


WEBLOG = f"""<!doctype html><html lang="en-GB"><head><title>Strait opens again &#8211; The Port Gazette</title>
<link rel="canonical" href="https://gazette.example/2024/03/strait/">
<meta property="og:title" content="Strait opens again">
<meta property="og:site_name" content="The Port Gazette"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-03-04T08:00:00+00:00"></head><body>
<header><h1 class="site-title"><a href="/">The Port Gazette</a></h1></header><main><article class="post"><header>
<h1 class="entry-title">Strait opens again</h1><span class="byline">by <a>Jane Doe</a></span>
<time class="entry-date published" datetime="2024-03-04T08:00:00+00:00">March 4, 2024</time></header>
<div class="entry-content"><figure class="wp-caption"><img src="x"><figcaption class="wp-caption-text">Ministers at the
port. (Photo: Jo Poe/AFP)</figcaption></figure>{BODY}<div class="sharing"><h3>Share this:</h3></div></div></article>
<section><h2>Related</h2><article><figure><figcaption>An older picture</figcaption></figure><p>A teaser of an older
report.</p></article></section></main></body></html>"""

BLOCKS = f"""<!doctype html><html lang="en"><head><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "Strait opens again", "author": {{"name": "BBC News"}}, "publisher": {{"name": "BBC News"}},
"datePublished": "2024-03-04T08:00:00.000Z"}}</script></head><body><main><article>
<div data-component="headline-block"><h1 class="sc-1">Strait opens again</h1></div>
<div data-component="byline-block"><span class="sc-2">By Jane Doe</span><span>Europe correspondent</span></div>
<div data-component="subheadline-block"><p>Ferries sail on Friday after two years</p></div>
<figure><img src="x"><div><span class="sc-3">Image source, Reuters</span></div><figcaption><span>Image caption, </span>
Ministers shook hands at the port</figcaption></figure>
<div data-component="text-block">{BODY}</div></article></main></body></html>"""


@pytest.mark.parametrize(
    ("markup", "standfirst", "caption", "credit"),
    [
        (WEBLOG, None, "Ministers at the port.", "(Photo: Jo Poe/AFP)"),
        (BLOCKS, "Ferries sail on Friday after two years", "Ministers shook hands at the port", "Reuters"),
    ],
    ids=["weblog", "blocks"],
)
def test_layouts_of_sites(markup: str, standfirst: str | None, caption: str, credit: str) -> None:
    article = article_from_html(markup)
    found = dict(roles(article))
    assert article.title == "Strait opens again"
    assert article.byline == ["Jane Doe"]
    assert article.published == "2024-03-04T08:00Z"
    assert found.get("standfirst") == standfirst
    assert (found["caption"], found["credit"]) == (caption, credit)
    assert [words for role, words in roles(article) if role == "paragraph"] == [FIRST, SECOND]


HOSTILE = {
    "deep": "<html><body>" + "<div>" * 100_000 + BODY,
    "deep and closed": "<html><body>" + "<b><i>" * 20_000 + BODY + "</i></b>" * 20_000,
    "huge attribute": "<html><body><div class='" + "x " * 2_000_000 + "'>" + BODY,
    "many attributes": "<html><body><div " + " ".join(f"a{number}" for number in range(200_000)) + ">" + BODY,
    "many elements": "<html><body>" + "<p>a</p>" * 120_000 + BODY,
    "many captions": "<html><body><article>" + BODY + "<figure><figcaption>x y</figcaption></figure>" * 5_000,
    "entities": "<html><body>" + "&amp;&#0;&#xD800;&#x110000;&nosuch;" * 20_000 + BODY,
    "controls": "<html><body>\0\x01\ufffe\ud800" + BODY,
    "declaration": "<?xml version='1.0' encoding='utf-16'?><html><body>" + BODY,
    "nested JSON": "<html><head><script type='application/ld+json'>" + "[" * 100_000 + "</script></head><body>" + BODY,
    "odd JSON": "<html><head>"
    + linked(headline={"a": 1}, author=[None, {"name": [3]}], image=["x", {"caption": 7}], publisher=5, dateModified=9)
    + "</head><body>" + BODY,
    "nested captions": "<html><body><article>" + "<figure>" * 350 + "<span class=caption>x</span>" * 2_000 + BODY,
    "nested bylines": "<html><body><h1>a</h1>" + "<div class=byline>" * 350 + "<p>a</p>" * 20_000 + BODY,
    "svg": "<html><body><svg>" + "<g>" * 3_000 + "</svg>" + BODY,
}  # fmt: skip


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_or_refused(markup: str) -> None:
    start = time.process_time()
    with suppress(NoArticleError):
        assert FIRST in article_from_html(markup).text
    assert time.process_time() - start < 10


PIECES = [
    "<p>", "</p>", "<div class='dek credit'>", "</div>", "<figure>", "<figcaption>", "</figure>", "<h1>", "&lt;", "\0",
    "<time datetime=", "<!--", "-->", "<![CDATA[", "<a href='x'>", "<table><tr><td>", "'", '"', ">", "<script>",
    "<span class=byline>By ", FIRST, SECOND,
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))))
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    try:
        article = article_from_html("<html><body>" + "".join(parts))
    except NoArticleError:
        return
    places = [place for segment in article.segments for place in (segment.start, segment.end)]
    assert places == sorted(places)
    assert places[-1] <= len(article.text)
