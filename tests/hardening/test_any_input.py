"""Whatever is given to a public function: its result, or one of the errors that it documents."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import re
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import beritanlp as bn
from beritanlp.batch import analyze_chunk, analyze_into, analyze_many
from beritanlp.codec import (
    decode,
    encode,
    read_jsonl,
    read_parquet,
    to_frames,
    write_jsonl,
    write_parquet,
)
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import ArticleError, BeritaError, LexiconError, ResultError, SettingsError
from beritanlp.readers import count_articles, parse_date, read_articles
from beritanlp.readers.html import read_html
from beritanlp.settings import Settings
from beritanlp.topics.codebook import Codebook
from beritanlp.validation import read_sheets
from made_results import Said, made_analysis
from wellformed import check_analysis

# what breaks readers of text: halves of pairs, marks that combine, right to left, nothing at all,
# every line end, emoji of several characters, marks that are never closed
ODD = st.sampled_from(
    [
        *("\ud800", "\udfff", "e\u0301", "\u0301\u0301", "\u202e", "\u2067", "\u0627\u0644"),
        *("\0", "\u200b", "\u200d", "\ufeff", "\r", "\r\n", "\n", "\u2028", "\x85", "\x0b"),
        *(
            "👩\u200d👩\u200d👧",
            "🇮🇩",
            "1\ufe0f\u20e3",
            "\U0010ffff",
            "\ufffe",
            "漢字",
            "ß",
            "İ",
            "ǅ",
        ),
        *(
            "ﬁ",
            "½",
            "٣",
            "“",
            "”",
            '"',
            "'",
            "‘",
            "’",
            "«",
            "„",
            "''",
            "(",
            ")",
            "[",
            "—",
            ".",
            ",",
        ),
        *("&quot;", "&#0;", "<p>", "kata", "katanya", "Menurut", "Rudi Hartanta, S.H.", "KPK"),
        *("Bupati", "dia"),
    ]
)
TEXTS = st.lists(ODD | st.characters(), max_size=25).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda joint: joint.join(parts))
)
LONE = (
    "“Air \ud83d surut,” kata Rudi Hartanta.\r\n\r“Ia\u0301 \u202epulang,\0” katanya, “👩\u200d👧."
)


def whole(text: str) -> str:
    """*text* as tables hold it: halves of pairs are U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@given(TEXTS, TEXTS)
@example(LONE, LONE)
@settings(max_examples=80, deadline=None)
def test_any_text_and_title_give_a_sound_analysis(text: str, title: str) -> None:
    analysis = bn.analyze(text, id=title, title=title, outlet=title, url=title)
    assert analysis.article.text == text
    check_analysis(analysis)
    for part in (*analysis.quotes, *analysis.speakers, *analysis.institutions):
        assert isinstance(repr(part), str)
    analysis._repr_html_()


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(1, 4), st.randoms())
@example([LONE, "", LONE], 2, None)
@settings(max_examples=25, deadline=None)
def test_results_do_not_depend_on_order_or_chunks(texts: list[str], size: int, draw: Any) -> None:
    articles = [Article(id=str(n), text=text) for n, text in enumerate(texts)]
    results = {result.article.id: result for result in analyze_many(articles)}  # type: ignore[union-attr]
    shuffled = list(articles)
    if draw:
        draw.shuffle(shuffled)
    again = []
    for start in range(0, len(shuffled), size):
        again += map(decode, analyze_chunk(shuffled[start : start + size]))
    assert [encode(results[article.id]) for article in shuffled] == list(map(encode, again))


@given(st.lists(TEXTS, max_size=4))
@example([LONE])
@example(["\ud83d\ude00", "\ud83d\ude00 \ud83d"])
@settings(max_examples=25, deadline=None)
def test_results_are_saved_and_read_back(texts: list[str]) -> None:
    results = list(analyze_many([(f"a{n}", text) for n, text in enumerate(texts)]))
    lines = [encode(result) for result in results]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in (folder / "x.jsonl", folder / "x.jsonl.gz"):
            assert write_jsonl(results, path) == len(results)
            assert [encode(result) for result in read_jsonl(path)] == lines
        write_parquet(results, folder / "x")
        assert [encode(result) for result in read_parquet(folder / "x")] == lines
        frames = to_frames(results)
        assert frames["articles"]["text"].tolist() == [whole(text) for text in texts]
        assert len(frames["quotes"]) == sum(len(r.quotes) for r in results)  # type: ignore[union-attr]


def test_a_batch_of_odd_texts_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    articles = [(f"a{n}", LONE[n:] * 2) for n in range(12)]
    runs = [
        analyze_into(articles, tmp_path / str(workers), workers=workers, part_size=5)
        for workers in (1, 2)
    ]
    assert runs[0].digest == runs[1].digest
    assert runs[0].failures == 0


# --------------------------------------------------------------------------- words


@given(TEXTS)
@example(LONE)
@settings(max_examples=80, deadline=None)
def test_tokens_and_sentences_of_any_text_are_in_order_and_whole(text: str) -> None:
    for spans in (
        bn.NewsTokenizer().span_tokenize(text),
        bn.SentenceSplitter().span_tokenize(text),
    ):
        found = list(spans)
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
        assert all(text[start:end].strip() for start, end in found)
    assert all(isinstance(stem, str) for stem in bn.SastrawiStemmer().stem_words(text.split()))
    assert isinstance(bn.SastrawiStemmer().stem(text), str)
    assert all(
        0 <= span[0] < span[1] <= len(text) for span in bn.SastrawiStemmer().stem_spans(text)
    )
    for analyzer in (bn.TermAnalyzer(), bn.StemAnalyzer()):
        assert all(isinstance(term, str) and term for term in analyzer(text))


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_any_name_or_date_can_be_looked_up(text: str) -> None:
    bn.institutions.find(text)
    bn.institutions.search(text)
    bn.institutions.holders(text)
    date = parse_date(text)
    assert date is None or 1000 <= date.year <= 9999


# --------------------------------------------------------------------------- files


@given(
    st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        ["txt", "html", "json", "jsonl", "csv", "tsv", "parquet", "warc", "txt.gz", "csv.zst"]
    ),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_articles_or_one_error(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # ids that come again
        path = Path(folder) / f"x.{suffix}"
        path.write_bytes(gzip.compress(data) if suffix.endswith(".gz") else data)
        count_articles(path)
        with contextlib.suppress(ArticleError):
            assert all(isinstance(found, Article | Failure) for found in read_articles(path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["text", "id", "type", "schema", "article", "quotes", "data", "article_id", "published",
             "annotations", "result", "value", "labels", "%FEATURE_STRUCTURES", "%ID", "%TYPE"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON)
@example([{"text": 1, "id": {}}, {"text": None}, {"text": "a", "published": [1]}])
@example([{"data": {"article_id": "a", "text": "a", "quotes": [{"quote": "1e9"}]}}])
@settings(max_examples=60, deadline=None)
def test_any_json_is_read_or_one_error(value: Any) -> None:
    line = json.dumps(value)
    with pytest.raises(ResultError):
        decode(line)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        path = Path(folder) / "x.json"
        path.write_text(line, encoding="utf-8")
        for read in (lambda: list(read_articles(path)), lambda: read_sheets(path)):
            with contextlib.suppress(ArticleError):
                read()


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_page_a_codebook_or_one_error(text: str) -> None:
    for page in (text, f"<p>{text}</p><title>{text}</title><link rel=canonical href='{text}'>"):
        with contextlib.suppress(ArticleError):
            read_html(page)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        readers: list[tuple[Callable[[Path], object], type[BeritaError]]] = [
            (Codebook.read, LexiconError),
            (Settings.from_toml, SettingsError),
        ]
        for read, error in readers:
            with contextlib.suppress(error):
                read(path)


# --------------------------------------------------------------------------- questions


@cache
def corpus() -> Corpus:
    said = [Said("Gudang beras penuh", "Rudi Hartanta", "Bupati"), Said("Air \0 surut 👩\u200d👧")]
    return Corpus.from_results([made_analysis("a", said, outlet="Kabar Kita")])


@given(TEXTS)
@example("air* -beras OR")
@example('"air')
@settings(max_examples=80, deadline=None)
def test_any_question_has_an_answer_or_one_error(text: str) -> None:
    questions: list[tuple[Callable[[], object], type[Exception]]] = [
        (lambda: corpus().search(text), ValueError),
        (lambda: corpus().sql(text), ResultError),
        (lambda: corpus().count("quotes", by=text), ValueError),
    ]
    for ask, error in questions:
        with contextlib.suppress(error):
            ask()
    for name in ("outlet", "place", "topic", "institution", "speaker", "ids"):
        assert len(corpus().filter(**{name: text})) <= 1  # type: ignore[arg-type]


def test_analyses_of_the_same_text_are_equal() -> None:
    one, other = bn.analyze(LONE), bn.analyze(LONE)
    assert isinstance(one, Analysis)
    assert one == other
