"""The verbs: analyze, analyze_many and the like. Heavy packages load in the call."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from beritanlp.batch import analyze_into, analyze_many
from beritanlp.domain import Analysis, Article
from beritanlp.errors import ArticleError
from beritanlp.readers import content_id, parse_date, read_articles
from beritanlp.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["analyze", "analyze_into", "analyze_many", "load", "read_articles"]


def load(settings: Settings | None = None, *, model: str | None = None) -> Language:
    """The stages of `analyze` as a spaCy pipeline; ``load().pipe_names`` shows them.

    Its Docs hold what `analyze` finds, as span groups. `analyze` itself runs it only with a model;
    without, it runs the same stages and spaCy is not loaded. The pipeline works by rules alone
    unless *model*, or ``settings.model``, names a spaCy pipeline that finds people (``PER`` or
    ``PERSON``), such as ``id_berita``: then the rules heed their names.

    It is built once per process and settings, and shared: add your own components to a copy, such
    as ``spacy.blank("id")`` with ``add_pipe("beritanlp_quotes")``.
    """
    from beritanlp.pipeline import load_pipeline

    if model is not None:
        settings = replace(settings or Settings(), model=model)
    return load_pipeline(settings)


def analyze(
    text: str,
    id: str | None = None,
    title: str | None = None,
    published: dt.date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    *,
    settings: Settings | None = None,
) -> Analysis:
    """All that is found in one article.

    Args:
        text: the article, or the whole page as scraped; never changed, all offsets count its code
            points.
        id: a name for it; without one, 16 hexadecimal digits made of the text.
        title: the headline, where it is known; otherwise it is looked for in the text.
        published: the day, as a date or as a text such as ``2021-07-12`` or ``12 Juli 2021``.
        outlet: the medium.
        url: the address.
        settings: limits of the pipeline, and its model if it has one.

    Raises:
        TypeError: an argument is not of the type above.
        ArticleError: *published* is no date, or the text is longer than
            ``settings.max_characters``.
        ModelNotFoundError: there is no model of the name in ``settings.model``.
    """
    from beritanlp.assemble import analyze_article

    if not isinstance(text, str):
        advice = (
            "analyze article.text, or use analyze_many"
            if isinstance(text, Article)
            else ("decode it, or use read_articles for files")
        )
        raise TypeError(f"text must be str; got {type(text).__name__}; {advice}")
    for name, value in (("id", id), ("title", title), ("outlet", outlet), ("url", url)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be str or None; got {type(value).__name__}")
    article = Article(
        id=content_id(text) if id is None else id,
        text=text,
        title=title,
        published=_as_date(published),
        outlet=outlet,
        url=url,
    )
    nlp = load(settings) if settings and settings.model else None
    return analyze_article(article, settings, nlp)


def _as_date(value: dt.date | str | None) -> dt.date | None:
    if value is None:
        return None
    if not isinstance(value, dt.date | str):
        raise TypeError(f"published must be a date, a str or None; got {type(value).__name__}")
    found = parse_date(value)
    if found is None:
        raise ArticleError(f"published must be a full date such as 2021-07-12; got {value!r}")
    return found
