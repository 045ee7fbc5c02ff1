"""Stories of a parallel gold, and the scores of alignment and of untranslated names on them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dragoman.errors import EvaluationError
from dragoman.evaluation import alignment, untranslated
from dragoman.evaluation.parallel import Story, load_stories, load_story
from dragoman.language.alignment import Pair
from dragoman.record import Span

STORY = """
story: 1
meta: {author: own-written}
versions:
  en:
    outlet: Example
    published: '2024-06-04'
    title: {id: en-t, text: Serbia and Russia meet}
    paragraphs:
    - - {id: en-1, text: Ministers of Serbia and Russia met in Oslo on Tuesday.}
      - {id: en-2, text: They signed an agreement on 1200 trucks.}
    - - {id: en-3, text: Ministers of Norway were there.}
  ru:
    outlet: Пример
    title: {id: ru-t, renders: [en-t], text: Сербия и Россия встречаются}
    paragraphs:
    - - {id: ru-1, renders: [en-1], text: Министры Сербии и России встретились в Осло во вторник.}
      - {id: ru-2, renders: [en-2], text: Они подписали соглашение о 1200 грузовиках.}
    - - {id: ru-3, renders: [], text: Погода была хорошей.}
events:
- {id: e1, what: they meet, type: CONSULT, actors: [SRB], factuality: happened, words: {en: {en-1: met}}}
named:
  ru:
  - {words: Сербия, is: Serbia, kind: state, state: SRB}
  - {words: Россия, is: Russia, kind: state, state: RUS}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    path = tmp_path / "story-01.yaml"
    path.write_text(STORY, encoding="utf-8")
    return load_stories(tmp_path)[0]


def test_the_text_holds_every_sentence_where_its_span_says(story: Story) -> None:
    version = story.versions["ru"]
    assert version.text.startswith("Сербия и Россия встречаются\n\nМинистры")
    assert "вторник. Они" in version.text
    for sentence in version.sentences:
        span = version.spans[sentence.id]
        assert version.text[span.start : span.end] == sentence.text
    article = story.versions["en"].article("en")
    assert (article.language, article.published, article.title) == ("en", "2024-06-04", "Serbia and Russia meet")


def test_links_are_counted(story: Story) -> None:
    def every(original: str, translation: str, source: str, target: str) -> list[Pair]:
        return [Pair((Span(start=0, end=len(original)),), (Span(start=0, end=len(translation)),))]

    figures = alignment.evaluate([story], every).figures
    # Four sentences of the original with four of the translation: sixteen links, three of them right.
    assert figures["links_precision"] == pytest.approx(3 / 16)
    assert figures["links_recall_ru"] == 1.0
    assert figures["sentences_right"] == 0.0


def test_alignment_itself(story: Story) -> None:
    result = alignment.evaluate([story])
    assert result.figures["links_recall"] == 1.0
    assert any(line.startswith("ru ") for line in result.lines())


def test_states_of_untranslated_text(story: Story) -> None:
    figures = untranslated.evaluate([story], ["ru"]).figures
    assert figures["states_recall_ru"] == 1.0
    # Norway's capital is named besides.
    assert figures["states_precision"] == pytest.approx(2 / 3)
    assert untranslated.evaluate([story], ["fa"]).figures["states_recall"] == 0.0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"renders: [en-2]": "renders: [en-9]"}, "en-9, which is no sentence"),
        ({"en-1: met": "en-1: quarrelled"}, "'quarrelled', which is not in en-1"),
        ({"words: Сербия": "words: Франция"}, "'Франция' is not in the version in ru"),
        ({"  en:\n    outlet": "  de:\n    outlet"}, "no version in 'en'"),
        ({"story: 1": "story: 1\nmore: 2"}, "no story"),
    ],
)
def test_what_a_story_lacks_is_named(tmp_path: Path, change: dict[str, str], said: str) -> None:
    text = STORY
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "story-02.yaml"
    path.write_text(text, encoding="utf-8")
    assert yaml.safe_load(text)
    with pytest.raises(EvaluationError, match=said):
        load_story(path)


def test_a_folder_without_stories_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no stories"):
        load_stories(tmp_path)
