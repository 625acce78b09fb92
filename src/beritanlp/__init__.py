"""Indonesian news, read by rules: who says what, in which role, for which institution, on what.

>>> import beritanlp as bn
>>> analysis = bn.analyze('"Kami siap membantu," kata Bupati Rangga Wiratama di Jakarta, Senin.')
>>> quote = analysis.quotes[0]
>>> analysis.content_of(quote), quote.speaker.name, quote.speaker.role
('Kami siap membantu', 'Rangga Wiratama', 'Bupati')

``analyze`` takes one article, ``analyze_many`` any number, ``read_articles`` reads files of them,
``Corpus`` asks saved results with frames, SQL, filters, counts and search, ``measures`` makes
figures of it to publish, ``validation`` has results checked by hand and corrects findings for their
errors, ``institutions`` looks up the list of institutions and office holders, ``topics`` finds,
counts and checks topics of a collection. Results are the frozen dataclasses of `beritanlp.domain`,
errors the tree of `beritanlp.errors`. All offsets count code points of the text as it was given.

Importing this package is cheap: names load when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from beritanlp.version import __version__

if TYPE_CHECKING:
    from beritanlp import distributed as distributed
    from beritanlp import institutions as institutions
    from beritanlp import measures as measures
    from beritanlp import topics as topics
    from beritanlp import validation as validation
    from beritanlp.api import analyze, analyze_into, analyze_many, load, read_articles
    from beritanlp.corpus import Corpus
    from beritanlp.domain import (
        Analysis,
        Article,
        Failure,
        Institution,
        InstitutionKind,
        KeyTerm,
        Layout,
        Provenance,
        Quote,
        QuoteKind,
        ResolvedBy,
        Speaker,
        SpeakerKind,
        TextSpan,
        Token,
        Topic,
    )
    from beritanlp.errors import (
        ArticleError,
        BeritaError,
        LexiconError,
        MissingExtraError,
        ModelNotFoundError,
        PipelineError,
        ResultError,
        SettingsError,
    )
    from beritanlp.settings import Settings
    from beritanlp.text.sentences import SentenceSplitter
    from beritanlp.text.stem import SastrawiStemmer
    from beritanlp.topics.analyzer import NewsTokenizer, StemAnalyzer, TermAnalyzer
    from beritanlp.topics.model import TopicModel

__all__ = [
    "Analysis",
    "Article",
    "ArticleError",
    "BeritaError",
    "Corpus",
    "Failure",
    "Institution",
    "InstitutionKind",
    "KeyTerm",
    "Layout",
    "LexiconError",
    "MissingExtraError",
    "ModelNotFoundError",
    "NewsTokenizer",
    "PipelineError",
    "Provenance",
    "Quote",
    "QuoteKind",
    "ResolvedBy",
    "ResultError",
    "SastrawiStemmer",
    "SentenceSplitter",
    "Settings",
    "SettingsError",
    "Speaker",
    "SpeakerKind",
    "StemAnalyzer",
    "TermAnalyzer",
    "TextSpan",
    "Token",
    "Topic",
    "TopicModel",
    "__version__",
    "analyze",
    "analyze_into",
    "analyze_many",
    "load",
    "read_articles",
]

_HOMES = {
    "api": "analyze analyze_into analyze_many load read_articles",
    "corpus": "Corpus",
    "domain": "Analysis Article Failure Institution InstitutionKind KeyTerm Layout Provenance "
    "Quote QuoteKind ResolvedBy Speaker SpeakerKind TextSpan Token Topic",
    "errors": "ArticleError BeritaError LexiconError MissingExtraError ModelNotFoundError "
    "PipelineError ResultError SettingsError",
    "settings": "Settings",
    "text.sentences": "SentenceSplitter",
    "text.stem": "SastrawiStemmer",
    "topics.analyzer": "NewsTokenizer StemAnalyzer TermAnalyzer",
    "topics.model": "TopicModel",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


# modules that are reached as attributes, too
_MODULES = frozenset({"distributed", "institutions", "measures", "topics", "validation"})


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"beritanlp.{name}")
    try:
        home = _HOME_OF[name]
    except KeyError:
        raise AttributeError(f"module 'beritanlp' has no attribute {name!r}") from None
    value = getattr(importlib.import_module(f"beritanlp.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
