"""The coder's spaCy pipeline: the parsing model, then dragoman's components in their order."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from dragoman.errors import SettingsError
from dragoman.settings import settings

# Name of the factory -> module that registers it, in the order in which they run after parsing.
COMPONENTS = {
    "dragoman_materiel": "materiel",
    "dragoman_times": "times",
    "dragoman_actors": "actors",
    "dragoman_coreference": "coreference",
    "dragoman_places": "places",
    "dragoman_attributions": "attributions",
    "dragoman_chains": "chains",
    "dragoman_events": "events",
    "dragoman_activities": "activities",
    "dragoman_factuality": "factuality",
    "dragoman_contexts": "contexts",
}
# Those that find who and what a text mentions.
MENTIONING = ("dragoman_materiel", "dragoman_actors", "dragoman_coreference")
# What must run before any of them: the parsing model's own components and dragoman's two helpers to it.
PARSERS = ["dragoman_segments", "tok2vec", "tagger", "parser", "ner", "dragoman_tags"]
# The attribute ruler and the lemmatizer cost 20-40 % of the parser's time; dragoman_tags and lemmas.py stand in.
UNUSED = ("attribute_ruler", "lemmatizer", "senter")


def load_pipeline(components: Iterable[str] | None = None, model: str | None = None) -> Language:
    """Load the parsing model and add components.

    Args:
        components: names from ``COMPONENTS``; None means all. They run in the order of ``COMPONENTS``.
        model: the spaCy pipeline's package name or path; None means the setting ``model``.

    Raises:
        SettingsError: the model is not installed, or a component is unknown.
    """
    wanted = set(COMPONENTS if components is None else components)
    unknown = sorted(wanted - set(COMPONENTS))
    if unknown:
        raise SettingsError(f"no component {unknown[0]}", do=f"choose from {', '.join(COMPONENTS)}")
    # OpenBLAS instead of BLIS parses 1.3-1.9 times as fast, with identical output (measured, docs/explanation).
    set_current_ops(NumpyOps(use_blis=False))
    name = model or settings().model
    try:
        nlp = spacy.load(name, exclude=list(UNUSED))
    except OSError as error:
        raise SettingsError(f"no parsing model {name}", where="model", do="install it or name another") from error
    import_module("dragoman.coding.segments")
    import_module("dragoman.coding.tags")
    nlp.add_pipe("dragoman_segments", first=True)
    nlp.add_pipe("dragoman_tags")
    for component, module in COMPONENTS.items():
        if component in wanted:
            import_module(f"dragoman.coding.{module}")
            nlp.add_pipe(component)
    return nlp
