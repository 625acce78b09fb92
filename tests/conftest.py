"""Fixtures that every folder of tests may use; what only one file needs stays in that file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from spacy.language import Language

from beritanlp.assemble import analyze_article
from beritanlp.domain import Analysis, Article
from beritanlp.pipeline import load_pipeline

ROOT = Path(__file__).parents[1]

# The same examples in every run, and no time limit on one: the first of a process imports packages.
# To look for new ones: pytest --hypothesis-profile=default
hypothesis.settings.register_profile("beritanlp", deadline=None, derandomize=True)
hypothesis.settings.load_profile("beritanlp")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of the library, built once."""
    return load_pipeline()


@pytest.fixture(scope="session")
def analyze() -> Callable[..., Analysis]:
    """``analyze(text)``: the Analysis of an article of that text, with no title or date known."""

    def run(text: str, id: str = "test") -> Analysis:
        return analyze_article(Article(id=id, text=text))

    return run


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared news and corpora; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("BERITANLP_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no shared data in {folder}; set BERITANLP_DATA to the folder that holds it")
    return folder
