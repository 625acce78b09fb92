"""Words in their surroundings: collocations by NLTK, and concordances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from beritanlp.domain import Token
from beritanlp.measures.words import Part, chosen_corpus, runs_of, tokens_of
from beritanlp.text.stem import stem_word
from beritanlp.text.terms import word_term
from beritanlp.text.tokenize import TokenKind, tokenize

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["collocations", "concordance"]

Measure = Literal["log_likelihood", "pmi", "t_score", "chi_square", "dice"]
_MEASURES: Final[dict[Measure, str]] = {  # by their names in NLTK
    "log_likelihood": "likelihood_ratio",
    "pmi": "pmi",
    "t_score": "student_t",
    "chi_square": "chi_sq",
    "dice": "dice",
}
_PAIRS: Final = {
    "first": "string", "second": "string", "n": "int64", "n_first": "int64", "n_second": "int64",
    "score": "float64",
}  # fmt: skip
_LINES: Final = {
    "article_id": "string", "start": "int64", "end": "int64", "left": "string", "node": "string",
    "right": "string",
}  # fmt: skip


def collocations(
    source: Corpus | Iterable[str],
    node: str | None = None,
    *,
    window: int = 2,
    measure: Measure = "log_likelihood",
    min_count: int = 3,
    part: Part = "articles",
    per: Per = "article",
) -> pd.DataFrame:
    """Which terms stand together oftener than by chance, by NLTK's finder and measures.

    Args:
        source: a Corpus, or texts.
        node: only pairs with the term of this word; all if None.
        window: words in which the two stand, 2 for neighbours. Stop words, numbers and marks take
            a place in it, but are in no pair; no pair goes over the end of a sentence.
        measure: NLTK's ``likelihood_ratio``, ``pmi``, ``student_t``, ``chi_sq`` or ``dice``.
        min_count: leave out rarer pairs.
        part: of a corpus: headline and body of the ``articles``, or the words of their ``quotes``.
        per: of a corpus: ``story`` counts the copies of a story once.

    Returns:
        One row a pair in the order in which it stands, the highest score first: ``first``,
        ``second``, ``n``, ``n_first``, ``n_second`` (how often each stands at all), ``score``.

    Raises:
        ValueError: an unknown *measure*, *part* or *per*, or a *window* below 2.
    """
    import pandas as pd
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    if measure not in _MEASURES:
        raise ValueError(f"measure must be one of {', '.join(_MEASURES)}; got {measure!r}")
    if window < 2:
        raise ValueError(f"window must be 2 words or more; got {window!r}")
    apart = [None] * (window - 1)  # between articles
    words = chain.from_iterable([*run, *apart] for run in runs_of(source, part, per))
    finder = BigramCollocationFinder.from_words(words, window_size=window)
    finder.apply_freq_filter(min_count)
    if node is not None:
        wanted = _forms(node)
        finder.apply_ngram_filter(lambda *pair: not any(term.lower() in wanted for term in pair))
    counts = finder.word_fd
    rows = [
        (first, second, finder.ngram_fd[first, second], counts[first], counts[second], score)
        for (first, second), score in finder.score_ngrams(
            getattr(BigramAssocMeasures, _MEASURES[measure])
        )
    ]
    pairs = pd.DataFrame(rows, columns=list(_PAIRS)).astype(_PAIRS)
    return pairs.sort_values(
        ["score", "first", "second"], ascending=[False, True, True], ignore_index=True
    )


def _forms(word: str) -> set[str]:
    """What the term of *word* may be, lower case: its root, or as written in a name."""
    return {word.lower(), word_term(word).lower()}


def concordance(
    corpus: Corpus,
    word: str,
    *,
    exact: bool = False,
    width: int = 60,
    limit: int | None = None,
    part: Part = "articles",
    per: Per = "article",
) -> pd.DataFrame:
    """Every place where *word* stands, with what stands around it (key word in context).

    Args:
        corpus: analysed articles.
        word: a word, or several that stand in a row. It finds all words of the same stem or term
            (*membangun*: *pembangunan*).
        exact: find only the very words, in any case.
        width: characters of ``left`` and of ``right``.
        limit: lines at most; all if None.
        part: headline and body of the ``articles``, or the words of their ``quotes``.
        per: ``story`` leaves out the copies of a story.

    Returns:
        One row a place, in the order of the corpus: ``article_id``, ``start`` and ``end`` (code
        points of the article's text), ``left``, ``node``, ``right``, white space as one space.

    Raises:
        ValueError: *word* has no word, or an unknown *part* or *per*.
    """
    import pandas as pd

    words = [word[s:e].lower() for s, e, kind in tokenize(word) if kind is TokenKind.WORD]
    if not words:
        raise ValueError(f"word must have a word; got {word!r}")
    wanted = [_Wanted(one, word_term(one).lower(), stem_word(one)) for one in words]
    found = (
        (analysis, tokens[at : at + len(wanted)])
        for analysis in chosen_corpus(corpus, per).analyses()
        for tokens in tokens_of(analysis, part)
        for at in range(len(tokens) - len(wanted) + 1)
        if _matches(tokens[at : at + len(wanted)], wanted, exact=exact)
    )
    lines: list[tuple[str, int, int, str, str, str]] = []
    for analysis, tokens in found:
        if limit is not None and len(lines) >= limit:
            break
        start, end = tokens[0].span.start, tokens[-1].span.end
        text = analysis.article.text
        left, right = text[max(0, start - width) : start], text[end : end + width]
        parts = (" ".join(piece.split()) for piece in (left, text[start:end], right))
        lines.append((analysis.article.id, start, end, *parts))  # type: ignore[arg-type]
    return pd.DataFrame(lines, columns=list(_LINES)).astype(_LINES)


class _Wanted(NamedTuple):
    """A word that is looked for, in small letters, with its term and stem."""

    word: str
    term: str
    stem: str


def _matches(tokens: Sequence[Token], wanted: Sequence[_Wanted], *, exact: bool) -> bool:
    return all(
        token.text.lower() == one.word
        or (
            not exact
            and token.is_word
            and (token.term.lower() == one.term or token.stem == one.stem)
        )
        for token, one in zip(tokens, wanted, strict=True)
    )
