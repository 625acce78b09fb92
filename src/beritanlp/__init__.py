"""Indonesian news, read by rules: who says what, in which role, for which institution, on what.

>>> import beritanlp as bn
>>> analysis = bn.analyze('"Kami siap membantu," kata Bupati Rangga Wiratama di Jakarta, Senin.')
>>> quote = analysis.quotes[0]
>>> analysis.content_of(quote), quote.speaker.name, quote.speaker.role
('Kami siap membantu', 'Rangga Wiratama', 'Bupati')

``analyze`` takes one article, ``analyze_many`` any number, ``read_articles`` reads files of them,
``Corpus`` asks saved results with frames, SQL, filters, counts and search, ``measures`` makes
figures of it to publish, ``plots`` draws them, ``write_report`` makes a page to look through the
corpus, ``validation`` has results checked by hand and corrects findings for their errors,
``institutions`` looks up the list of institutions and office holders, ``topics`` finds, counts and
checks topics of a collection. Results are the frozen dataclasses of `beritanlp.domain`, errors the
tree of `beritanlp.errors`. All offsets count code points of the text as it was given.

Importing this package is cheap: names load when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beritanlp.lazy import lazy_names
from beritanlp.version import __version__

if TYPE_CHECKING:
    from beritanlp import distributed as distributed
    from beritanlp import institutions as institutions
    from beritanlp import measures as measures
    from beritanlp import plots as plots
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
    from beritanlp.report.corpus import write_report
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
    "write_report",
]

_HOMES = {
    "api": "analyze analyze_into analyze_many load read_articles",
    "corpus": "Corpus",
    "domain": "Analysis Article Failure Institution InstitutionKind KeyTerm Layout Provenance "
    "Quote QuoteKind ResolvedBy Speaker SpeakerKind TextSpan Token Topic",
    "errors": "ArticleError BeritaError LexiconError MissingExtraError ModelNotFoundError "
    "PipelineError ResultError SettingsError",
    "report.corpus": "write_report",
    "settings": "Settings",
    "text.sentences": "SentenceSplitter",
    "text.stem": "SastrawiStemmer",
    "topics.analyzer": "NewsTokenizer StemAnalyzer TermAnalyzer",
    "topics.model": "TopicModel",
}
_MODULES = ("distributed", "institutions", "measures", "plots", "topics", "validation")

__getattr__, __dir__ = lazy_names(__name__, _HOMES, _MODULES)
