"""Build the spaCy pipeline: which components, in which order."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from beritanlp.errors import ModelNotFoundError, PipelineError
from beritanlp.marking.stages import COMPONENTS
from beritanlp.settings import Settings
from beritanlp.topics.codebook import codebook_of

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "COMPONENTS",
    "RenewedPipeline",
    "build",
    "find_model",
    "load_model",
    "load_pipeline",
    "model_folder",
]

# components of a model that find its entities, in its own order; others are left out
ENTITY_COMPONENTS = ("register", "tok2vec", "transformer", "ner")


def build(settings: Settings | None = None) -> Language:
    """A new pipeline: the library's tokenizer and all components; a model before, if one is set.

    spaCy's own Indonesian tokenizer is not built: its 15,963 exceptions take about two seconds
    (measured 2026-11, shared/spec/peers.md) and it splits *PAN-RB*.

    Raises:
        ModelNotFoundError: there is no model of the name in *settings*; says where it was sought.
        PipelineError: the model has no ``ner``.
    """
    import spacy

    settings = settings or Settings()
    model = load_model(settings.model) if settings.model else None
    nlp = spacy.blank(
        (model.lang or "xx") if model else "id",
        vocab=model.vocab if model else True,
        config={"nlp": {"tokenizer": {"@tokenizers": "beritanlp.tokenizer.v1"}}},
    )
    if model:
        if "ner" not in model.pipe_names:
            raise PipelineError(
                f"model {settings.model!r} has no 'ner'; it has {', '.join(model.pipe_names)}"
            )
        for name in model.pipe_names:
            if name in ENTITY_COMPONENTS:
                nlp.add_pipe(name, source=model)
        nlp.meta["beritanlp_model"] = f"{model.lang}_{model.meta['name']} {model.meta['version']}"
    configs = {"beritanlp_topics": {"codebook": settings.codebook}}
    for name in COMPONENTS:
        nlp.add_pipe(name, config=configs.get(name, {}))
    nlp.max_length = settings.max_characters + 1
    return nlp


def load_model(name: str) -> Language:
    """The spaCy pipeline *name*, loaded from where `find_model` finds it.

    spaCy builds it with functions that installed packages have registered and no others, and its
    weights are numbers: a folder runs no code of its own. An installed package is Python, and does.

    Raises:
        ModelNotFoundError: there is none.
        PipelineError: spaCy cannot load it.
    """
    import spacy

    found = find_model(name)
    try:
        return spacy.load(found)
    except Exception as error:  # whatever a damaged file makes its reader raise
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise PipelineError(f"model {name!r}: cannot be loaded ({reason})") from None


def find_model(name: str) -> str | Path:
    """Where spaCy loads *name* from: a folder, one below ``BERITANLP_MODELS``, or a package's name.

    Raises:
        ModelNotFoundError: none of them is there.
    """
    tried = []
    folders = [Path(name)]
    if "BERITANLP_MODELS" in os.environ:
        folders.append(Path(os.environ["BERITANLP_MODELS"]) / name)
    for folder in folders:
        found = [folder, *sorted(folder.glob("*/*"))] if folder.is_dir() else []
        for candidate in found:
            if (candidate / "config.cfg").is_file():
                return candidate
        tried.append(f"no pipeline in {folder.resolve()}")
    from spacy.util import is_package

    if is_package(name):
        return name
    tried.append(f"no package {name!r} is installed")
    raise ModelNotFoundError(
        f"model {name!r}: {'; '.join(tried)}; give a folder that spaCy saved, set "
        "BERITANLP_MODELS, or install one of the repository's models/"
    )


def model_folder(name: str) -> Path:
    """The folder that holds the files of the model *name*.

    Raises:
        ModelNotFoundError: there is no such model.
    """
    from spacy.util import get_package_path

    found = find_model(name)
    return found if isinstance(found, Path) else get_package_path(found)


@cache
def load_pipeline(settings: Settings | None = None) -> Language:
    """The pipeline for *settings*, built once per process."""
    return build(settings)


class RenewedPipeline:
    """The pipeline with the model of *settings*; a new one takes over after every 1,000 articles.

    A spaCy vocabulary keeps every word that it has met: some 25 new ones an article, so that a
    million articles would fill memory. Building costs 0.2 s. Without a model there is no pipeline:
    the stages need no spaCy, and keep nothing of an article.

    Raises:
        ModelNotFoundError: there is no model of the name in *settings*.
        PipelineError: the model has no ``ner``.
        LexiconError: the codebook of *settings* cannot be read.
    """

    _ARTICLES = 1000

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings or Settings()
        codebook_of(self._settings.codebook)  # what is wrong with it is said before any article
        self.renew()

    def next(self) -> Language | None:
        """The pipeline for the next article; None where there is no model."""
        if not self._left:
            self.renew()
        self._left -= 1
        return self._nlp

    def renew(self) -> None:
        """Build a new pipeline for the articles that come."""
        self._nlp = build(self._settings) if self._settings.model else None
        self._left = self._ARTICLES
