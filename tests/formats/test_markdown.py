"""Records as Markdown: complete, and safe from the article's own characters."""

from __future__ import annotations

from dragoman.formats.markdown import escaped, markdown
from dragoman.record import Record


def test_a_record_as_a_document(record: Record) -> None:
    page = markdown(record)
    for line in (
        "# Navies clash off the cape",
        "- Published: not known (the text has no stamp of publication)",
        "- Updated: 2024-02-07",
        "## Events (2)",
        "### 1. ASSAULT artillery: Argentina (ARG) → Chile (CHL)",
        "- When: 2024-02-05",
        "- Materiel: warship \\[VI\\]",
        "- Who says so: the article",
        "> Warships of Argentina shelled a port in Chile on Monday.",
        "- When: undated (the sentence names no time)",
        "**Rosa Paz (PER)**, envoy",
        "| the cape |  | no point (not in the gazetteer) | 1 |",
        "Note: one sentence was too long to parse",
    ):
        assert line in page.splitlines()


def test_text_cannot_become_markup() -> None:
    assert escaped("a*b<i>&amp;|c|") == "a\\*b\\<i\\>&amp;amp;\\|c\\|"
    assert escaped("[x](http://e)") == "\\[x\\](http://e)"
    assert escaped("# one\n- two") == "\\# one - two"
    assert escaped("- one") == "\\- one"
    assert escaped("12. one") == "12\\. one"


def test_hostile_text_stays_text(record: Record) -> None:
    words = "<script>alert(1)</script>\n\n# not a heading"
    hostile = record.model_copy(update={"article": record.article.model_copy(update={"title": words})})
    page = markdown(hostile)
    assert "<script>" not in page
    assert "\n# not" not in page
