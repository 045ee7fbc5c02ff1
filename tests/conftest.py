"""Parts that many tests share: pipelines and the reader, loaded once a session."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reader import Reader


@pytest.fixture(scope="session")
def parser() -> Language:
    """The parsing model with none of dragoman's own components."""
    return load_pipeline([])


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole reader."""
    return Reader()
