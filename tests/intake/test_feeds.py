"""Feeds and sitemaps on a real server: their items with what they say, and documents that mean harm."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake import refusals
from dragoman.intake.feeds import items_of
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.inputs import parcels_from
from dragoman.intake.parcels import Finished, Found, NoMemory, Parcel, Refusal, articles_of
from dragoman.record import Article

SetSetting = Callable[[str, object], None]
CONTENT = "http://purl.org/rss/1.0/modules/content/"
LONG = (
    "<p>The ministers of both states met in Port Anders on Monday and agreed to open the strait to all ships again, "
    "the ministry of transport said.</p><p>The first ferries will sail on Friday, it added &amp; lorries follow.</p>"
)
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="{CONTENT}"><channel><title>Port News</title>
<item><title>One</title><link>/one#top</link><source url="http://wire.example">Strait Wire</source>
<author>desk@wire.org (Ada Example)</author><pubDate>Mon, 06 Sep 2021 23:45:00 -0500</pubDate></item>
<item><title>Two</title><link>/two</link></item>
<item><title>Again</title><link>/one</link></item>
<item><title>Ferries &amp; lorries</title><guid isPermaLink="false">g-4</guid><pubDate>Tue, 07 Sep 2021</pubDate>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Nothing</title><guid>n-5</guid></item>
</channel></rss>"""
BARE = "<html><body><article><h1>Strait opens</h1>" + LONG + "</article></body></html>"
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Port</title></channel>
<item><title>One</title><link>{url}/one</link><dc:creator>Bo Example</dc:creator>
<dc:date>2021-01-01T10:00:00+09:00</dc:date></item></rdf:RDF>"""
ATOM = """<!-- saved --><feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title>
<entry><title>One</title><id>i</id><link href="one"/><link rel="enclosure" href="/sound"/>
<author><name>Ada Example</name></author><published>2021-01-01T10:00:00Z</published>
<updated>2021-02-01T10:00:00Z</updated><source><title>Strait Wire</title></source></entry>
<entry><title>Two</title><id>j</id><link href="/two"/><updated>2021-02-01T10:00:00Z</updated></entry></feed>"""


class Memory:
    """Remembers what is finished."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}

    def mark(self, locator: str) -> str | None:
        return self.marks.get(locator)


def run(source: str, memory: Memory | None = None) -> list[Found]:
    """Everything that a source gives; what is finished is remembered."""
    found = list(parcels_from(source, memory=memory or NoMemory(), fetcher=Fetcher()))
    if memory is not None:
        memory.marks |= {one.locator: one.mark for one in found if isinstance(one, Finished)}
    return found


def parcels(found: list[Found]) -> list[Parcel]:
    return [one for one in found if isinstance(one, Parcel)]


def errors(found: list[Found]) -> dict[str, str]:
    return {one.locator: one.error.message for one in found if isinstance(one, Refusal)}


def finished(found: list[Found]) -> list[str]:
    return [one.locator for one in found if isinstance(one, Finished)]


@pytest.fixture
def paper(site: Any, page: str) -> Any:
    """A site with a feed and two pages, the first of which says nothing about itself."""
    site.pages |= {
        "/feed": ("application/rss+xml", RSS.encode()),
        "/one": ("text/html", BARE.encode()),
        "/two": ("text/html; charset=utf-8", page.encode()),
    }
    return site


class TestFeeds:
    def test_items(self, paper: Any) -> None:
        found = run(f"{paper.url}/feed")
        one, two, content = parcels(found)
        assert (one.locator, one.title, one.publisher) == (f"{paper.url}/one", "One", "Strait Wire")
        assert (one.byline, one.published) == (("Ada Example",), "2021-09-06T23:45-05:00")
        assert (two.data, two.charset, two.publisher) == (paper.pages["/two"][1], "utf-8", None)
        assert (content.locator, content.form, content.url) == (f"{paper.url}/feed, item g-4", "html", None)
        assert errors(found) == {
            f"{paper.url}/feed, item n-5": f"[D215] an item without link and text ({paper.url}/feed, item n-5): "
            "ask the publisher"
        }
        assert finished(found) == [one.locator, two.locator, content.locator, f"{paper.url}/feed"]

    def test_hints_fill_what_is_null(self, paper: Any) -> None:
        articles = [article for parcel in parcels(run(f"{paper.url}/feed")) for article in articles_of(parcel)]
        one, two, content = (article for article in articles if isinstance(article, Article))
        assert (one.title, one.publisher, one.byline) == ("Strait opens", "Strait Wire", ["Ada Example"])
        assert (one.published, one.url) == ("2021-09-06T23:45-05:00", f"{paper.url}/one")
        assert one.reasons["publisher"] == one.reasons["published"] == "the feed says so"
        assert (two.title, two.published) == ("Strait opens", None)
        assert content.title == "Ferries & lorries"
        assert content.published == "2021-09-07"
        assert content.text.endswith("it added & lorries follow.")

    def test_a_given_date_wins(self, paper: Any) -> None:
        found = parcels_from(f"{paper.url}/feed", memory=NoMemory(), fetcher=Fetcher(), published="3 May 2020")
        for parcel in parcels(list(found)):
            for article in articles_of(parcel):
                assert isinstance(article, Article)
                assert article.published == "2020-05-03"

    def test_the_second_time_nothing_is_asked_again(self, paper: Any) -> None:
        memory = Memory()
        run(f"{paper.url}/feed", memory)
        paper.asked.clear()
        assert run(f"{paper.url}/feed", memory) == []
        assert paper.paths == ["/robots.txt", "/feed"]
        paper.pages["/feed"] = ("text/xml", RSS.replace("/two", "/new").encode())
        paper.pages["/new"] = paper.pages["/two"]
        found = run(f"{paper.url}/feed", memory)
        assert [parcel.locator for parcel in parcels(found)] == [f"{paper.url}/new"]

    def test_a_failed_item_leaves_the_others(self, paper: Any) -> None:
        del paper.pages["/one"]
        memory = Memory()
        found = run(f"{paper.url}/feed", memory)
        assert "the server answers 404" in errors(found)[f"{paper.url}/one"]
        assert len(parcels(found)) == 2
        assert f"{paper.url}/one" not in memory.marks

    @pytest.mark.parametrize("kind", ["application/atom+xml", "text/xml", "text/html", "text/plain"])
    def test_atom(self, paper: Any, kind: str) -> None:
        paper.pages["/feed"] = (kind, ATOM.encode())
        one, two = parcels(run(f"{paper.url}/feed"))
        assert (one.url, one.publisher, one.byline) == (f"{paper.url}/one", "Strait Wire", ("Ada Example",))
        assert one.published == "2021-01-01T10:00Z"
        assert two.published is None, "an update is no publication"

    def test_rdf(self, paper: Any) -> None:
        paper.pages["/feed"] = ("application/rdf+xml", RDF.format(url=paper.url).encode())
        (one,) = parcels(run(f"{paper.url}/feed"))
        assert (one.byline, one.published) == (("Bo Example",), "2021-01-01T10:00+09:00")

    def test_saved(self, paper: Any, tmp_path: Path) -> None:
        path = tmp_path / "saved.rss"
        path.write_text(RSS.replace("<link>/", f"<link>{paper.url}/"), "utf-8")
        memory = Memory()
        found = run(str(path), memory)
        assert [parcel.locator for parcel in parcels(found)][:2] == [f"{paper.url}/one", f"{paper.url}/two"]
        assert finished(found)[-1] == str(path)
        assert run(str(path), memory) == []

    @pytest.mark.parametrize("encoding", ["utf-16", "koi8-r"])
    def test_encodings(self, paper: Any, encoding: str) -> None:
        feed = RSS.replace("<title>Two", "<title>Пролив").replace(
            ' version="1.0"', f' version="1.0" encoding="{encoding}"'
        )
        paper.pages["/feed"] = ("application/xml", feed.encode(encoding))
        assert parcels(run(f"{paper.url}/feed"))[1].title == "Пролив"

    @pytest.mark.parametrize(
        "broken",
        [
            RSS.replace("</channel></rss>", ""),
            RSS.replace("<title>Two</title>", "<title>Two &nbsp; & a half</title>"),
            RSS.replace("Two", "Two\x03\x0b"),
            '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">' + RSS[21:],
            RSS + "<rss>and more</rss>",
        ],
    )
    def test_broken_feeds_are_mended(self, paper: Any, broken: str) -> None:
        paper.pages["/feed"] = ("application/rss+xml", broken.encode())
        found = parcels(run(f"{paper.url}/feed"))
        assert [parcel.locator for parcel in found][:2] == [f"{paper.url}/one", f"{paper.url}/two"]

    def test_an_empty_feed_is_finished(self, paper: Any) -> None:
        paper.pages["/feed"] = ("text/xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>")
        assert finished(run(f"{paper.url}/feed")) == [f"{paper.url}/feed"]


def bomb(handler: Any) -> None:
    handler.send(200, "text/xml", gzip.compress(b"<rss>" + bytes(30_000_000)), Content_Encoding="gzip")


def slow(handler: Any) -> None:
    handler.begin("text/xml")
    handler.drip(b"<", 0.05)


def endless(handler: Any) -> None:
    handler.begin("application/rss+xml")
    handler.drip(b"<item><title>more</title></item>" * 2_000, 0)


def to(address: str) -> Callable[[Any], None]:
    return lambda handler: handler.send(302, None, b"", Location=address)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>'
)
EXTERNAL = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss').replace("Two", "&x;")
HOSTILE: dict[str, tuple[Any, str]] = {
    "laughs": (("text/xml", LAUGHS.encode()), "[D215] XML that declares entities"),
    "laughs in UTF-16": (("text/xml", LAUGHS.encode("utf-16")), "[D215] XML that declares entities"),
    "external": (("text/xml", EXTERNAL.encode()), "[D215] XML that declares entities"),
    "parameters": (
        ("text/xml", b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]><rss/>'),
        "[D215] XML that declares entities",
    ),
    "items": (
        ("text/xml", b"<rss version='2.0'><channel>" + b"<item><link>/a</link></item>" * 100_000 + b"</channel></rss>"),
        "[D215] 100000 items, more than 2000",
    ),
    "elements": (("text/xml", b"<rss><channel><item>" + b"<link>a</link>" * 200_001), "elements"),
    "bomb": (bomb, "[D206] more than 5000000 bytes"),
    "packed bomb": (("application/gzip", gzip.compress(b"<rss>" + bytes(30_000_000))), "[D206] more than 5000000"),
    "huge": (("text/xml", b"<rss>" + b" " * 6_000_000), "[D206] more than 5000000 bytes"),
    "slow": (slow, "[D218] no page within 0.7 seconds"),
    "endless": (endless, "[D206] more than 5000000 bytes"),
    "redirects": (to("/feed"), "[D212] more than 5 redirects"),
    "private": (to("http://192.168.0.1:1/"), "[D212] '192.168.0.1' is the private address"),
    "500": (lambda handler: handler.send(500, "text/xml", b"<rss/>"), "[D218] the server answers 500"),
    "image": (("image/gif", b"GIF89a"), "[D211] the address holds image/gif"),
    "other": (("text/xml", b"<?xml version='1.0'?><note>hi</note>"), "[D215] XML that is no feed, sitemap or page"),
    "no feed after all": (("text/xml", b"<rdf><about>nothing</about></rdf>"), "[D215] no feed of a known kind"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_harm_no_other(
    new_site: Callable[[], Any],
    page: str,
    set_setting: SetSetting,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    answer, message = HOSTILE[name]
    set_setting("fetch_timeout", 0.7)
    set_setting("max_bytes", 5_000_000)
    set_setting("fetch_private", False)
    monkeypatch.setattr("dragoman.intake.url.is_public", lambda address: address == "127.0.0.1")
    bad, good = new_site(), new_site()
    bad.pages["/feed"] = answer
    good.pages |= {"/feed": ("text/xml", RSS.encode()), "/one": ("text/html", page.encode())}
    start = time.monotonic()
    fetcher = Fetcher()
    found = [list(parcels_from(f"{one.url}/feed", memory=NoMemory(), fetcher=fetcher)) for one in (good, bad, good)]
    assert time.monotonic() - start < 5
    assert message in " ".join(errors(found[1]).values())
    assert list(errors(found[1])) == [f"{bad.url}/feed"]
    assert parcels(found[1]) == []
    assert finished(found[1]) == []
    assert [parcel.locator for parcel in parcels(found[2])] == [f"{good.url}/one", f"{good.url}/feed, item g-4"]
    assert parcels(found[0]) == parcels(found[2])


@given(st.text(st.sampled_from("<>/![]&;\"' aitemlnkrsedf?-=CDATA"), max_size=300), st.booleans())
def test_any_bytes_give_items_or_a_refusal(text: str, head: bool) -> None:
    data = ("<rss version='2.0'><channel><item>" if head else "<feed>") + text
    with suppress(refusals.FeedError):
        assert all(item.name for item in items_of(data.encode(), "feed"))


def sitemap(*addresses: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(f"<{inner}><loc> {a} </loc><lastmod>2024-01-01</lastmod></{inner}>" for a in addresses)
    return (
        f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{outer}>'.encode()
    )


NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}/one</loc><lastmod>2024-02-02</lastmod>
<news:news><news:publication><news:name>Port News</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-01-31T08:00:00Z</news:publication_date><news:title>Strait</news:title></news:news></url>
</urlset>"""


class TestSitemaps:
    def test_index_of_packed_sitemaps(self, paper: Any) -> None:
        paper.pages |= {
            "/map": ("application/xml", sitemap(f"{paper.url}/a.xml.gz", f"{paper.url}/b.xml", index=True)),
            "/a.xml.gz": ("application/gzip", gzip.compress(sitemap(f"{paper.url}/one", f"{paper.url}/none"))),
            "/b.xml": ("text/xml", sitemap(f"{paper.url}/two", f"{paper.url}/one", f"{paper.url}/map")),
        }
        memory = Memory()
        found = run(f"{paper.url}/map", memory)
        assert [parcel.locator for parcel in parcels(found)] == [f"{paper.url}/one", f"{paper.url}/two"]
        assert all(parcel.published is None for parcel in parcels(found)), "lastmod is no date of publication"
        assert list(errors(found)) == [f"{paper.url}/none"]
        ends = ["/one", "/a.xml.gz", "/two", "/b.xml", "/map"]
        assert finished(found) == [f"{paper.url}{end}" for end in ends]
        assert run(f"{paper.url}/map", memory) == []

    def test_news(self, paper: Any) -> None:
        paper.pages["/map"] = ("text/xml", NEWS.format(url=paper.url).encode())
        (parcel,) = parcels(run(f"{paper.url}/map"))
        assert (parcel.title, parcel.publisher, parcel.published) == ("Strait", "Port News", "2024-01-31T08:00:00Z")
        (article,) = articles_of(parcel)
        assert isinstance(article, Article)
        assert (article.publisher, article.reasons["publisher"]) == ("Port News", "the sitemap says so")

    def test_depth(self, paper: Any, set_setting: SetSetting) -> None:
        set_setting("sitemap_depth", 2)
        for level in range(5):
            paper.pages[f"/{level}"] = ("text/xml", sitemap(f"{paper.url}/{level + 1}", index=True))
        found = run(f"{paper.url}/0")
        assert "too deep" in errors(found)[f"{paper.url}/3"]
        assert "/3" not in paper.paths

    def test_number(self, paper: Any, set_setting: SetSetting) -> None:
        set_setting("sitemap_addresses", 3)
        many = [f"{paper.url}/page-{number}" for number in range(100_000)]
        paper.pages["/map"] = ("text/xml", sitemap(f"{paper.url}/inner", index=True))
        paper.pages["/inner"] = ("text/xml", sitemap(f"{paper.url}/one", *many))
        found = run(f"{paper.url}/map")
        assert "more than 3 addresses" in errors(found)[f"{paper.url}/map"]
        assert len(paper.paths) < 8
        assert f"{paper.url}/inner" not in finished(found)

    def test_hostile_parts(self, paper: Any) -> None:
        parts = [f"{paper.url}/laughs", f"{paper.url}/two", f"{paper.url}/good"]
        paper.pages |= {
            "/map": ("text/xml", sitemap(*parts, index=True)),
            "/laughs": ("text/xml", LAUGHS.replace("rss", "urlset").encode()),
            "/good": ("text/xml", sitemap(f"{paper.url}/one", "file:///etc/passwd")),
        }
        found = run(f"{paper.url}/map")
        assert [parcel.locator for parcel in parcels(found)] == [f"{paper.url}/one"]
        assert list(errors(found)) == [*parts[:2], "file:///etc/passwd"]


def test_characters_survive_mending() -> None:
    broken = RSS.replace("Two", "Two & a half &nbsp;&eacute; &lt;b&gt; &#8364; &nosuch;").replace(
        "/two", "<![CDATA[/two?a=1&b=2&amp;c=3]]>"
    )
    items = {item.title: item for item in items_of(broken.encode(), "feed")}
    assert "Ferries & lorries" in items
    assert any((item.link or "").startswith("/two?a=1&b=2&") for item in items.values())
    (title,) = (title for title in items if title and title.startswith("Two"))
    assert title == "Two & a half é <b> € &nosuch;"


@pytest.mark.parametrize("part", ["<![CDATA[", "<!doctype ", " ", "<!--", "&", "<?xml ", "<item>", "]]>"])
def test_long_nonsense_takes_little_time(part: str) -> None:
    start = time.process_time()
    with suppress(refusals.FeedError):
        list(items_of(b"<rss><channel>" + (part * (4_000_000 // len(part))).encode(), "feed"))
    assert time.process_time() - start < 4


class TestPages:
    def test_page(self, paper: Any) -> None:
        memory = Memory()
        found = run(f"{paper.url}/two", memory)
        (parcel,) = parcels(found)
        assert (parcel.data, parcel.form) == (paper.pages["/two"][1], "html")
        assert finished(found) == [f"{paper.url}/two"]
        assert run(f"{paper.url}/two", memory) == []

    def test_plain(self, paper: Any) -> None:
        (found, _) = parcels_from(f"{paper.url}/two", memory=NoMemory(), fetcher=Fetcher(), plain=True)
        assert isinstance(found, Parcel)
        (article,) = articles_of(found)
        assert isinstance(article, Article)
        assert article.text.encode() == found.data

    def test_xhtml(self, paper: Any, page: str) -> None:
        paper.pages["/x"] = ("application/xml", b'<?xml version="1.0"?>' + page.encode())
        (parcel,) = parcels(run(f"{paper.url}/x"))
        (article,) = articles_of(parcel)
        assert isinstance(article, Article)
        assert article.title == "Strait opens"
