"""Whatever a corpus holds: measures, copies, topics, people and report, or documented errors."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import beritanlp as bn
from beritanlp import measures
from beritanlp.copies import find_copies
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Article, QuoteKind, SpeakerKind
from beritanlp.errors import BeritaError, SettingsError
from beritanlp.topics import choose_k, topic_shares
from beritanlp.validation import draw_sample, read_sheets, validate, write_sheet
from made_results import Said, made_analysis

ODD = st.sampled_from(
    [
        *("\0", "\u202e", "e\u0301", "\u200d", "\x1b[2J", "\r\n", "\u2028", "\ud83d", "İ", "ß"),
        *("'", '"', "=1+1", "<b>", "&amp;", "%s", "{}", "\\", "/", "../x", "漢字", "👩\u200d👧"),
        *("Rudi", "Rudi Hartanta", "Bupati", "KPK", "air", "Menurut", "NULL", "nan", "1e9", ""),
    ]
)
TEXTS = st.lists(ODD | st.characters(), min_size=1, max_size=6).map(" ".join)
QUOTES = st.builds(
    Said,
    content=TEXTS.filter(lambda text: bool(text)),
    name=st.none() | TEXTS,
    role=st.none() | TEXTS,
    affiliation=st.none() | TEXTS,
    kind=st.sampled_from(SpeakerKind),
    how=st.sampled_from(QuoteKind),
    cue=st.none() | st.sampled_from(["kata", "kata\0nya", "\u202e", "menegaskan"]),
    topics=st.lists(st.tuples(ODD, ODD), max_size=1).map(tuple),
)
DATES = st.none() | st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))


def whole(text: str) -> str:
    """*text* as tables hold it: halves of pairs are U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@st.composite
def results(draw: st.DrawFn) -> list[Analysis]:
    """Up to six articles whose every text is odd; ids differ."""
    return [
        made_analysis(
            f"{n}{draw(ODD)}",
            draw(st.lists(QUOTES, max_size=3)),
            published=draw(DATES),
            outlet=draw(st.none() | TEXTS),
            place=draw(st.none() | TEXTS),
            title=draw(st.none() | TEXTS),
            topics=draw(st.lists(st.tuples(ODD, ODD), max_size=1)),
            institutions=draw(st.lists(st.tuples(st.none(), TEXTS), max_size=2)),
        )
        for n in range(draw(st.integers(0, 6)))
    ]


# what fails is not made smaller: that takes minutes here
FEW_EXAMPLES = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
FEW = measures.Intervals(n_boot=20)
MEASURES: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "share_of_voice": lambda c: pd.concat(
        [measures.share_of_voice(c, by, intervals=FEW) for by in measures.DIMENSIONS]
    ),
    "quoted_words": lambda c: measures.quoted_words(c, "outlet", intervals=FEW),
    "position": lambda c: measures.position(c, "speaker", intervals=FEW),
    "directness": lambda c: measures.directness(c, "stance", intervals=FEW),
    "reporting_verbs": lambda c: measures.reporting_verbs(c, "speaker", of="cue", intervals=FEW),
    "diversity": lambda c: measures.diversity(c, "speaker", "outlet", intervals=FEW),
    "co_quotation": lambda c: measures.co_quotation(c, min_articles=1),
    "source_kinds": lambda c: measures.source_kinds(c),
    "collocations": lambda c: measures.collocations(c, min_count=1, part="quotes"),
    "concordance": lambda c: measures.concordance(c, "air"),
}


@pytest.mark.parametrize("name", MEASURES)
@given(made=results())
@example(made=[])
@example(made=[made_analysis("a", [Said("\0", "\ud83d", "", cue="kata")], outlet="")])
@settings(FEW_EXAMPLES, max_examples=15)
def test_a_measure_of_any_corpus_is_a_frame_with_finite_shares(
    name: str, made: list[Analysis]
) -> None:
    frame = MEASURES[name](Corpus.from_results(made))
    for column in {"share", "low", "high"} & set(frame.columns):
        known = frame[column].dropna()
        assert np.isfinite(known).all()
        assert known.between(0, 1).all()


@given(results(), st.randoms(use_true_random=False))
@settings(FEW_EXAMPLES, max_examples=15)
def test_counts_do_not_depend_on_the_order_of_the_articles(made: list[Analysis], draw: Any) -> None:
    shuffled = list(made)
    draw.shuffle(shuffled)

    def counts(of: list[Analysis]) -> pd.DataFrame:
        shares = measures.share_of_voice(Corpus.from_results(of), "speaker", intervals=FEW)
        return shares[["speaker", "n", "total"]].sort_values(["n", "speaker"], ignore_index=True)

    pd.testing.assert_frame_equal(counts(made), counts(shuffled))


@given(results())
@settings(FEW_EXAMPLES, max_examples=10)
def test_any_corpus_has_a_report_people_and_exports(made: list[Analysis]) -> None:
    corpus = Corpus.from_results(made)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bn.write_report(corpus, folder / "report.html")
        page = (folder / "report.html").read_text(encoding="utf-8")
        assert "<b>" not in page.partition("<main")[2].partition("<script")[0]
        corpus.write_people(folder / "people.csv")
        corpus.read_people(folder / "people.csv")
        for format in ("csv", "jsonl", "stata", "sqlite"):
            with contextlib.suppress(BeritaError):
                corpus.export(folder / format, format)  # type: ignore[arg-type]
        assert {path.name for path in folder.iterdir()} <= {
            "report.html", "people.csv", "csv", "jsonl", "stata", "sqlite",
            "metadata.json",
        }  # fmt: skip


@given(results())
@settings(FEW_EXAMPLES, max_examples=10)
def test_a_sheet_of_any_corpus_comes_back_whole(made: list[Analysis]) -> None:
    corpus = Corpus.from_results(made)
    if not any(analysis.quotes for analysis in made):
        return
    sheet = draw_sample(corpus, 5)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "sheet.csv"
        write_sheet(sheet, path)
        (again,) = read_sheets(path)
        assert [(q.article_id, q.quote) for q in again.quotes] == [
            (whole(q.article_id), q.quote) for q in sheet.quotes
        ]
        with contextlib.suppress(BeritaError):  # nothing is coded
            validate([again])


@given(st.lists(TEXTS, max_size=8))
@example(["air surut " * 60] * 3)
@example(["\0" * 200] * 3)
@settings(FEW_EXAMPLES, max_examples=20)
def test_copies_of_any_articles_are_one_row_an_article(texts: list[str]) -> None:
    articles = [Article(id=f"{n}", text=f"{text}. " * 30) for n, text in enumerate(texts)]
    rows = find_copies(articles)
    assert rows["article_id"].tolist() == [article.id for article in articles]
    assert set(rows["story_id"]) <= set(rows["article_id"])
    assert rows["similarity"].between(0, 1).all()


@given(st.lists(TEXTS, max_size=12), st.sampled_from(["nmf", "lda"]))
@example(["air surut pasar"] * 12, "nmf")
@example(["air surut pasar", "jalan rusak berat"] * 6, "lda")
@settings(FEW_EXAMPLES, max_examples=15)
def test_topics_of_any_texts_or_one_error(texts: list[str], method: str) -> None:
    model = bn.TopicModel(2, method=method, min_articles=1)
    with contextlib.suppress(SettingsError):
        choose_k(texts, [2], seeds=[0])
    try:
        shares = model.fit_transform(texts)
    except SettingsError:
        return
    assert shares.shape == (len(texts), 2)
    assert np.isfinite(shares).all()
    assert ((shares.sum(axis=1) < 1e-9) | (abs(shares.sum(axis=1) - 1) < 1e-9)).all()
    with tempfile.TemporaryDirectory() as name:
        model.save(Path(name) / "model")
        again = bn.TopicModel.load(Path(name) / "model")
        assert np.array_equal(again.transform(texts), model.transform(texts))
        made = [made_analysis(f"{n}", [Said(text)]) for n, text in enumerate(texts)]
        corpus = Corpus.from_results(made)
        topic_shares(model, corpus, by="outlet", draws=10)
