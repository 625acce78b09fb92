"""Indonesian news for spaCy: ``spacy.load("id_berita")``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py

__all__ = ["__version__", "load"]

__version__: str = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """The pipeline; *overrides* are those of ``spacy.load``, such as ``exclude``."""
    return load_model_from_init_py(Path(__file__), **overrides)
