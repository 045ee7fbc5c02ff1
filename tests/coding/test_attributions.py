"""Attributions on own-written sentences: source, cue and content, direct, indirect and mixed."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reader import Reader
from dragoman.coding.reading import KEY, Reading
from dragoman.intake.text import article_from_text, article_id
from dragoman.record import Article, Attribution, Segment, SegmentRole, Span

Triple = tuple[str, str, str]


@lru_cache(maxsize=1)
def pipeline() -> Language:
    return load_pipeline(["dragoman_attributions"])


def segmented(*parts: tuple[SegmentRole, str]) -> Article:
    """An article of given segments, a blank line apart."""
    text, segments = "", []
    for role, part in parts:
        segments.append(Segment(role=role, start=len(text), end=len(text) + len(part)))
        text += part + "\n\n"
    return Article(id=article_id(text), text=text, segments=segments)


def attributions(text: str) -> list[Attribution]:
    return attributions_of(segmented(("paragraph", text)))


def attributions_of(article: Article) -> list[Attribution]:
    nlp = pipeline()
    doc = nlp.make_doc(article.text)
    doc.user_data[KEY] = Reading(article, doc)
    return Reading.of(nlp(doc)).attributions


def shown(text: str, spans: list[Span]) -> str:
    return " … ".join(text[span.start : span.end] for span in spans)


def triple(text: str, found: Attribution) -> Triple:
    return shown(text, found.source), shown(text, found.cue), shown(text, found.content)


def triples(text: str) -> list[Triple]:
    return [triple(text, one) for one in attributions(text)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The defence ministry said on Tuesday that two frigates had left the harbour.",
            "The defence ministry",
            "said",
            "that two frigates had left the harbour",
        ),
        ("The treaty is dead, a senior diplomat told Reuters.", "a senior diplomat", "told", "The treaty is dead"),
        (
            "The bridge, officials said, will stay closed until spring.",
            "officials",
            "said",
            "The bridge … will stay closed until spring",
        ),
        (
            "According to the harbour master, three ships were turned away.",
            "the harbour master",
            "According to",
            "three ships were turned away",
        ),
        (
            "Three ships were turned away, according to the harbour master.",
            "the harbour master",
            "according to",
            "Three ships were turned away",
        ),
        ("In her view, the truce has failed.", "her", "In … view", "the truce has failed"),
        ("Marta Olsen: The truce has failed", "Marta Olsen", ":", "The truce has failed"),
        ("Lee Anders vowed to rebuild the dam.", "Lee Anders", "vowed", "to rebuild the dam"),
        (
            "The general hopes that the talks will resume in May.",
            "The general",
            "hopes",
            "that the talks will resume in May",
        ),
        (
            "The union called for a strike at the port.",
            "The union",
            "called for",
            "a strike at the port",
        ),
        (
            "Parliament was critical of the plan to lease the port.",
            "Parliament",
            "critical of",
            "the plan to lease the port",
        ),
        ("The offer was rejected by the union.", "the union", "was rejected", "The offer"),
        ("The government refused to comment on the raid.", "The government", "refused", "to comment on the raid"),
        (
            "A poll showed that most voters oppose the base.",
            "A poll",
            "showed",
            "that most voters oppose the base",
        ),
        ("The council seems divided over the budget.", "", "seems", "The council … divided over the budget"),
        ("The regime is expected to test a missile.", "", "is expected", "The regime … to test a missile"),
        (
            "The premier warned the world must act before winter.",
            "The premier",
            "warned",
            "the world must act before winter",
        ),
        (
            "The channel released footage of the general talking to pilots beside a bomber.",
            "The channel",
            "released",
            "footage of the general talking to pilots beside a bomber",
        ),
        (
            "Her claim that the base was empty surprised the envoys.",
            "Her",
            "claim",
            "that the base was empty",
        ),
    ],
)
def test_one_attribution(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in triples(text)


def test_a_relative_pronoun_is_the_source_of_its_clause() -> None:
    assert triples("The chancellor, who said the offer was fair, left early.") == [
        ("who", "said", "the offer was fair")
    ]


def test_verbs_share_a_subject() -> None:
    text = 'The envoy called the blockade "a siege by another name" and urged both sides to talk.'
    assert triples(text) == [
        ("The envoy", "called", 'the blockade "a siege by another name"'),
        ("The envoy", "urged", "both sides to talk"),
    ]


def test_state_media_highlight_and_describe() -> None:
    text = "State media praised the visit, describing the president's talks with the prince as historic."
    assert triples(text) == [
        ("State media", "praised", "the visit"),
        ("State media", "describing", "the president's talks with the prince as historic"),
    ]


def test_a_report_at_the_end_holds_the_report_before_it() -> None:
    text = "Lee Anders told Marta Olsen that the dam would hold, the agency said."
    inner, outer = attributions(text)
    assert triple(text, inner) == ("Lee Anders", "told", "that the dam would hold")
    assert triple(text, outer)[0] == "the agency"
    assert outer.content[0].start <= inner.cue[0].start
    assert inner.content[-1].end <= outer.content[-1].end


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        (
            '"We shall not sign," said Marta Olsen, the foreign minister. "The text is worse than before."',
            "direct",
            '"We shall not sign," … "The text is worse than before."',
        ),
        (
            "“We shall not sign,” Marta Olsen told reporters, “and we shall not talk.”",
            "direct",
            "“We shall not sign,” … “and we shall not talk.”",
        ),
        (
            'Marta Olsen said the text was "worse than before" and would fail.',
            "mixed",
            'the text was "worse than before" and would fail',
        ),
        ("Marta Olsen said the text was worse.", "indirect", "the text was worse"),
        ('The mayor wrote on Telegram: "Two drones were shot down."', "direct", '"Two drones were shot down."'),
    ],
)
def test_kinds(text: str, kind: str, content: str) -> None:
    found = attributions(text)[0]
    assert found.kind == kind
    assert shown(text, found.content) == content


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    article = segmented(
        ("paragraph", '"The dam will hold," Lee Anders said. "We have built it twice.'),
        ("paragraph", '"We shall build it again."'),
    )
    (found,) = attributions_of(article)
    assert shown(article.text, found.content).endswith('… "We shall build it again."')


def test_a_line_that_ends_with_a_colon_announces_the_next() -> None:
    article = segmented(
        ("paragraph", "In a letter to the council, Lee Anders wrote:"),
        ("paragraph", "“The dam is older than the city.”"),
    )
    (found,) = attributions_of(article)
    assert shown(article.text, found.source) == "Lee Anders"
    assert shown(article.text, found.content) == "“The dam is older than the city.”"


def test_a_headline_has_attributions_of_its_own() -> None:
    article = segmented(
        ("title", "Olsen calls truce ‘a farce’"),
        ("paragraph", "The truce began on Monday."),
    )
    (found,) = attributions_of(article)
    assert triple(article.text, found) == ("Olsen", "calls", "truce ‘a farce’")


def test_captions_are_worlds_of_their_own_and_credits_say_nothing() -> None:
    article = segmented(
        ("paragraph", "Marta Olsen said the truce had failed."),
        ("caption", "Smoke over the port, residents said."),
        ("credit", "Photo: Lee Anders said to have taken it"),
    )
    found = attributions_of(article)
    assert [shown(article.text, one.source) for one in found] == ["Marta Olsen", "residents"]
    assert shown(article.text, found[1].content) == "Smoke over the port"


def test_wishes_inside_reports_are_the_reporters_words() -> None:
    text = "The agency said the prime minister wants to visit the port and fears a strike."
    assert [source for source, _, _ in triples(text)] == ["The agency"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister denied that troops had crossed the river.", "deny"),
        ("The minister did not deny that troops had crossed the river.", "withhold"),
        ("Analysts do not believe that the truce will last.", "doubt"),
        ("Analysts believe that the truce will last.", "believe"),
        ("The general hopes that the talks will resume.", "hope"),
        ("The envoy threatened to leave the talks.", "threaten"),
    ],
)
def test_stances(text: str, stance: str) -> None:
    assert attributions(text)[0].stance == stance


def test_reasons_name_the_lexicon_row_and_the_rules() -> None:
    (found,) = attributions("Lee Anders vowed to rebuild the dam.")
    assert found.reasons == ["cue 'vow': promise (speech, promise)", "content: infinitive (to)", "source: subject"]


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "Rain fell on the port.", "That said, rain fell on the port.", "The ship left on Monday."],
)
def test_nothing_is_attributed(text: str) -> None:
    assert attributions(text) == []


PARTS = st.sampled_from(
    ["“", "”", '"', "'", ",", ".", ":", "\n\n", "Lee Anders", "the ministry", "said", "told", "that", "Reuters",
     "denied", "it", "was", "over", "according to", "who", "wants to", "the deal", "in her view", "(", ")", "—",
     "critical of"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, max_size=25).map(" ".join))
def test_spans_lie_in_the_text_and_no_content_is_empty(text: str) -> None:
    found = Reading.of(pipeline()(text)).attributions
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.content
        assert one.cue or one.reasons[0] == "cue: none"
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]


def contents(lines: list[str]) -> list[tuple[str, str]]:
    """Source and content of each attribution of lines."""
    article = segmented(*(("paragraph", line) for line in lines))
    return [(shown(article.text, one.source), shown(article.text, one.content)) for one in attributions_of(article)]


def test_lines_that_hold_only_quotations_go_on() -> None:
    lines = ['"We lose money," Joris Baert said.', '"We hoped for help. It did not come."', "The minister left."]
    (found,) = contents(lines)
    assert "It did not come" in found[1]


def test_a_quotation_that_is_left_open_waits_for_its_source() -> None:
    lines = ['"Eleven men are down there. We heard them.', '"We will not stop before dawn," Hernan Choque said.']
    (found,) = contents(lines)
    assert found[0] == "Hernan Choque"
    assert "Eleven men" in found[1]


def test_two_who_take_turns_are_not_one() -> None:
    lines = [
        '"You signed it," the senator said.',
        '"It is my name," the witness said.',
        '"Then who held the pen?"',
    ]
    (source,) = [source for source, content in contents(lines) if "who held the pen" in content]
    assert not source


def test_a_quotation_that_nobody_is_given_for_has_no_source_and_no_cue() -> None:
    article = segmented(("paragraph", "Rain fell on Lima."), ("paragraph", '"We have waited long enough for this."'))
    (found,) = attributions_of(article)
    assert (found.source, found.cue, found.kind) == ([], [], "direct")
    assert found.reasons[0] == "cue: none"


@pytest.mark.parametrize(
    ("lines", "source", "words"),
    [
        (["The minister of Peru was blunt: “We have run out of money and time.”"], "The minister of Peru", "run out"),
        (["Ann Lee rejected the plan.", "“Nobody asked us. Nobody ever does here.”"], "Ann Lee", "Nobody asked"),
        (["“I walked for six days with my son.” – Rosa Paz, a nurse"], "Rosa Paz, a nurse", "six days"),
        (["— The money is in the bank, said Ann Lee. — Go and count it."], "Ann Lee", "Go and count"),
        (["— Go and count it, the minister told the deputies."], "the minister", "Go and count"),
        (["“We left at two.\nThe wind came at five,” said Ann Lee."], "Ann Lee", "The wind came"),
    ],
)
def test_layouts_of_quotations(lines: list[str], source: str, words: str) -> None:
    (found,) = [one for one in contents(lines) if words in one[1]]
    assert found[0] == source


def test_a_name_in_commas_and_a_verbs_own_object_are_told_apart() -> None:
    (found,) = attributions("The port's chairman, Omar Guedi, confirmed the figure.")
    assert found.reasons[-1] == "source: subject"


def test_amounts_appeals_and_protests_are_attributed() -> None:
    text = (
        "Police put the number at 4,500. Greece appealed to Brussels on Monday for water. "
        "Peru protested to Chile over a collision."
    )
    shown_ = [shown(text, one.content) for one in attributions(text)]
    assert shown_ == ["the number at 4,500", "water", "a collision"]


def test_what_is_said_in_a_turn_is_attributed_too() -> None:
    lines = ["Q: Do you trust them?", "A: I think so. Ann Lee said that the dam is safe."]
    found = [content for _, content in contents(lines)]
    assert any(content.startswith("I think so") for content in found)
    assert "that the dam is safe" in found


def test_an_attribution_says_what_it_expresses() -> None:
    found = {one.expresses for one in attributions("Peru said it had won. Chile hopes that Peru has lost.")}
    assert found == {"speech", "attitude"}


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ('"It is unjust," Lee Anders said in a written reply to Reuters before his departure to Oslo.',
         "before his departure to Oslo"),
        ("Lee Anders said after the meeting that the dam was safe.", "after the meeting"),
        ("Lee Anders said on Monday that the dam was safe.", ""),
        ("Lee Anders said that the dam was safe before the flood.", ""),
    ],
)  # fmt: skip
def test_the_occasion_of_a_statement(reader: Reader, text: str, occasion: str) -> None:
    (found,) = reader.read(article_from_text(text)).attributions
    assert shown(text, found.occasion) == occasion
