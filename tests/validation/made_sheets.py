"""Corpora and coding sheets made by hand, with invented people and words."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from beritanlp.corpus import Corpus
from beritanlp.domain import QuoteKind, SpeakerKind, TextSpan
from beritanlp.validation import CodedQuote, Marks, SampledArticle, Sheet
from made_results import Said, made_analysis

__all__ = ["made_corpus", "sheets"]

OUTLETS = ("Kabar Kita", "Suara Sukamulya", None)


def made_corpus(n_articles: int, n_quotes: int = 3) -> Corpus:
    """Articles of *n_quotes* each, by outlets and months in turn, and one without quotes."""
    results = [
        made_analysis(
            f"a{n:03}",
            [
                Said(
                    f"Lumbung {k} sudah penuh 🌾 di {n}",
                    "Sari Wulandari" if k % 2 else "Dinas Pangan",
                    kind=SpeakerKind.PERSON if k % 2 else SpeakerKind.INSTITUTION,
                )
                for k in range(n_quotes)
            ],
            outlet=OUTLETS[n % len(OUTLETS)],
            published=dt.date(2025, 1 + n % 2, 1),
        )
        for n in range(n_articles)
    ]
    return Corpus.from_results([*results, made_analysis("kosong", outlet="Kabar Kita")])


# what breaks formats: astral and control characters, marks, right-to-left, formulas, lines
CHARACTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "🌾😀𝔄\n\r\t\"';,=+-@|<>&\u200f\u0627\u0644\ufeff\x00␛⟦"
)
TEXTS = st.text(CHARACTERS, max_size=12)
ANSWERS = st.sampled_from([True, False, None])


@st.composite
def spans(draw: st.DrawFn, length: int) -> TextSpan:
    start = draw(st.integers(0, length - 1))
    return TextSpan(start=start, end=draw(st.integers(start + 1, length)))


@st.composite
def marks(draw: st.DrawFn, length: int) -> Marks:
    own = spans(length)
    content = draw(st.lists(own, min_size=1, max_size=3, unique=True))
    return Marks(
        content=tuple(sorted(content, key=lambda span: (span.start, span.end))),
        cue=draw(st.none() | own),
        mention=draw(st.none() | own),
    )


@st.composite
def coded_quotes(draw: st.DrawFn, article: SampledArticle, number: int | None) -> CodedQuote:
    """A quote with codes that do not contradict each other."""
    length = len(article.text)
    found = draw(marks(length))
    marked = draw(st.none() | marks(length)) if number is not None else found
    right = draw(ANSWERS)
    parts = [True if right else draw(ANSWERS) for _ in range(3)]
    speaker = draw(TEXTS)
    confirmed = right or parts[2]
    codes = {
        "right": right,
        "content_right": parts[0],
        "cue_right": parts[1],
        "speaker_right": parts[2],
        "true_kind": draw(st.sampled_from(["", *QuoteKind])),
        "true_speaker": "" if confirmed else draw(TEXTS),
        "true_role": draw(TEXTS),
        "true_speaker_kind": draw(st.sampled_from(["", *SpeakerKind])),
        "true_label": draw(TEXTS),
        "note": draw(TEXTS),
    }
    words = " ".join(article.text[span.start : span.end] for span in found.content)
    if number is None:
        return CodedQuote(
            article_id=article.id, quote=None, words=words, marked=found,
            **{**codes, "true_speaker": "" if confirmed else codes["true_speaker"]},
        )  # fmt: skip
    return CodedQuote(
        article_id=article.id,
        quote=number,
        kind=draw(st.sampled_from(QuoteKind)),
        speaker=speaker,
        role=draw(TEXTS),
        affiliation=draw(TEXTS),
        speaker_kind=draw(st.sampled_from(SpeakerKind)),
        label=draw(TEXTS),
        words=words,
        resolved_by="named",
        rule=draw(TEXTS),
        confidence=draw(st.none() | st.floats(0, 1)),
        stratum=article.stratum or draw(TEXTS),
        probability=article.probability or draw(st.none() | st.floats(0.01, 1)),
        content_spans=found.content,
        cue_span=found.cue,
        mention_span=found.mention,
        marked=None if marked == found else marked,
        **codes,
    )


@st.composite
def sheets(draw: st.DrawFn, n_quotes: int = 4, coder: str = "sari") -> Sheet:
    """A sheet of two articles with *n_quotes* quotes in all, coded; one of them was missed."""
    whole = draw(st.booleans())
    chance = draw(st.floats(0.01, 1)) if whole else None
    articles = tuple(
        SampledArticle(
            id=id,
            text=draw(st.text(CHARACTERS, min_size=1, max_size=60)),
            stratum="dalam, 2025" if whole else "",
            probability=chance,
        )
        for id in ("a/1", "a 2")
    )
    numbers = [n for n in range((n_quotes - 1) // 2)]
    quotes = [draw(coded_quotes(article, n)) for article in articles for n in numbers]
    quotes.append(draw(coded_quotes(articles[1], None)))
    return Sheet(
        design="articles" if whole else "quotes",
        articles=articles,
        quotes=tuple(quotes),
        coder=coder,
    )
