from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import pickle
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp import codec
from beritanlp.codec import (
    TABLES,
    decode,
    encode,
    read_frame,
    read_jsonl,
    read_parquet,
    to_builtins,
    to_frames,
    write_jsonl,
    write_parquet,
)
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
from beritanlp.errors import ResultError
from beritanlp.version import SCHEMA

TEXT = (
    "Pasar Lestari Dibuka Lagi\n"
    "LEMBAYUNG, Harian Fiksi - “Kami siap menata pasar,” kata Camat Lembayung Sari Wulandari, "
    "“asal warga setuju.”\n"
    "Menurut dia, biaya ditanggung Dinas Pasar. 🐟"
)
MADE_WITH = Provenance(
    schema=SCHEMA,
    beritanlp="0.1.0",
    spacy="3.8",
    pipeline=("beritanlp_layout", "beritanlp_quotes"),
    lexicons="0123456789abcdef",
)


def span(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan(start=start, end=start + len(words))


def analysis() -> Analysis:
    speaker = Speaker(
        id="s0",
        name="Sari Wulandari",
        role="Camat Lembayung",
        mentions=(span("Sari Wulandari"), span("dia")),
    )
    return Analysis(
        article=Article(
            id="fiksi-1", text=TEXT, published=dt.date(2021, 5, 3), url="https://fiksi.example/1"
        ),
        layout=Layout(
            title=span("Pasar Lestari Dibuka Lagi"),
            dateline=span("LEMBAYUNG, Harian Fiksi"),
            place="Lembayung",
            outlet="Harian Fiksi",
            published=dt.date(2021, 5, 4),
            body=(TextSpan(start=26, end=len(TEXT)),),
        ),
        sentences=(TextSpan(start=0, end=25), TextSpan(start=26, end=len(TEXT))),
        tokens=(
            Token(span=span("Pasar"), text="Pasar", stem="pasar", is_word=True, sentence=0),
            Token(span=span("🐟"), text="🐟", stem="🐟", is_word=False, sentence=1),
        ),
        quotes=(
            Quote(
                kind=QuoteKind.DIRECT,
                content=(span("Kami siap menata pasar"), span("asal warga setuju")),
                cue=span("kata"),
                mention=span("Camat Lembayung Sari Wulandari"),
                speaker=speaker,
                rule="middle",
                confidence=0.97,
            ),
            Quote(
                kind=QuoteKind.INDIRECT,
                content=(span("biaya ditanggung Dinas Pasar"),),
                rule="according",
            ),
        ),
        speakers=(speaker,),
        institutions=(
            Institution(
                id=None,
                name="Dinas Pasar",
                kind=InstitutionKind.LOCAL_GOVERNMENT,
                mentions=(span("Dinas Pasar"),),
            ),
        ),
        topics=(Topic(code="15", label="Perdagangan", weight=0.75, terms=("pasar", "warga")),),
        key_terms=(KeyTerm(text="pasar", weight=1.0, count=3),),
        made_with=MADE_WITH,
    )


def failure() -> Failure:
    return Failure(article_id="fiksi-2", stage="read", error="ArticleError", message="empty")


# any code point, halves of surrogate pairs included, but no two halves side by side
words = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\ud83d\x00\u2028"), max_size=8
).filter(lambda text: "\ud83d\ud83d" not in text)
spans = st.builds(
    lambda start, length: TextSpan(start=start, end=start + length),
    st.integers(0, 2**40),
    st.integers(1, 2**40),
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
span_tuples = st.lists(spans, max_size=3).map(tuple)
speakers = st.builds(
    Speaker,
    id=words,
    name=words,
    kind=st.sampled_from(SpeakerKind),
    role=st.none() | words,
    affiliation=st.none() | words,
    former=st.booleans(),
    institution_id=st.none() | words,
    mentions=span_tuples,
    resolved_by=st.sampled_from(ResolvedBy),
)
topics = st.builds(
    Topic, code=words, label=words, weight=numbers, terms=st.lists(words, max_size=2).map(tuple)
)
quotes = st.builds(
    Quote,
    kind=st.sampled_from(QuoteKind),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    cue=st.none(),
    mention=st.none() | spans,
    speaker=st.none() | speakers,
    rule=words,
    confidence=numbers,
    topics=st.lists(topics, max_size=2).map(tuple),
)
analyses = st.builds(
    Analysis,
    article=st.builds(
        Article,
        id=words,
        text=words,
        title=st.none() | words,
        published=st.none() | st.dates(),
        outlet=st.none() | words,
        url=st.none() | words,
    ),
    layout=st.builds(
        Layout,
        title=st.none() | spans,
        dateline=st.none() | spans,
        place=st.none() | words,
        outlet=st.none() | words,
        byline=st.none() | spans,
        published=st.none() | st.dates(),
        body=span_tuples,
        boilerplate=span_tuples,
    ),
    sentences=span_tuples,
    tokens=st.lists(
        st.builds(
            Token,
            span=spans,
            text=words,
            stem=words,
            is_word=st.booleans(),
            sentence=st.integers(0, 9999),
        ),
        max_size=2,
    ).map(tuple),
    quotes=st.lists(quotes, max_size=2).map(tuple),
    speakers=st.lists(speakers, max_size=2).map(tuple),
    institutions=st.lists(
        st.builds(
            Institution,
            id=st.none() | words,
            name=words,
            acronym=st.none() | words,
            kind=st.sampled_from(InstitutionKind),
            parent_id=st.none() | words,
            mentions=span_tuples,
        ),
        max_size=2,
    ).map(tuple),
    topics=st.lists(topics, max_size=2).map(tuple),
    key_terms=st.lists(
        st.builds(KeyTerm, text=words, weight=numbers, count=st.integers(0, 99)), max_size=2
    ).map(tuple),
    made_with=st.builds(
        Provenance,
        schema=st.just(SCHEMA),
        beritanlp=words,
        spacy=words,
        pipeline=st.lists(words, max_size=2).map(tuple),
        lexicons=words,
        model=st.none() | words,
    ),
)
failures = st.builds(Failure, article_id=words, stage=words, error=words, message=words)


@given(analyses | failures)
@settings(max_examples=150, deadline=None)
def test_decode_gives_back_what_was_encoded(result: Analysis | Failure) -> None:
    line = encode(result)
    assert b"\n" not in line
    assert decode(line) == result
    assert decode(line.decode()) == result


@given(st.lists(analyses | failures, max_size=4))
@settings(max_examples=25, deadline=None)
def test_parquet_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, results: list[Analysis | Failure]
) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    assert write_parquet(results, folder) == len(results)
    assert list(read_parquet(folder)) == results
    frames = to_frames(results)
    for name in TABLES:
        pd.testing.assert_frame_equal(read_frame(folder, name), frames[name])


def test_encode_keeps_half_a_surrogate_pair_and_offsets_of_two() -> None:
    def article(text: str) -> Analysis:
        return Analysis(article=Article(id="a", text=text), made_with=MADE_WITH)

    half = article("ikan \ud83d segar")
    assert decode(encode(half)) == half
    assert decode(encode(article("a\ud83d\udc1fb"))) == article("a\ufffd\ufffdb")
    assert decode(encode(article("a🐟b"))) == article("a🐟b")


def test_encode_states_type_and_schema_first() -> None:
    assert encode(analysis()).startswith(b'{"type":"analysis","schema":2,"article":{"id":"fiksi-1"')
    assert encode(failure()) == (
        b'{"type":"failure","schema":2,"article_id":"fiksi-2","stage":"read",'
        b'"error":"ArticleError","message":"empty"}'
    )


def test_decode_ignores_fields_that_later_versions_add() -> None:
    plain = to_builtins(analysis())
    plain["mood"] = "cerah"
    plain["quotes"][0]["tone"] = 1
    assert decode(json.dumps(plain)) == analysis()


def test_decoded_and_pickled_results_have_the_domain_types() -> None:
    for back in (decode(encode(analysis())), pickle.loads(pickle.dumps(analysis()))):
        assert back == analysis()
        assert isinstance(back, Analysis)
        assert back.quotes[0].kind is QuoteKind.DIRECT
        assert isinstance(back.quotes, tuple)
        assert hash(back) == hash(analysis())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"schema": 3},
            "schema 3 is newer than 2 that this version reads; upgrade beritanlp",
        ),
        ({"type": "opinion"}, "type 'opinion' is not one of analysis, failure"),
        ({"schema": "1"}, "not a result of beritanlp: Expected `int`, got `str` - at `$.schema`"),
        (
            {"quotes": [{"kind": "dirct", "content": [{"start": 0, "end": 1}], "rule": "x"}]},
            "analysis: Invalid enum value 'dirct' - at `$.quotes[0].kind`",
        ),
        (
            {"sentences": [{"start": 5, "end": 5}]},
            "analysis: TextSpan needs 0 <= start < end; got [5, 5) - at `$.sentences[0]`",
        ),
        (
            {"article": {"text": "x"}},
            "analysis: Object missing required field `id` - at `$.article`",
        ),
    ],
    ids=["newer schema", "type", "schema as text", "enum value", "empty span", "missing field"],
)
def test_decode_refuses_what_it_cannot_read(change: dict[str, object], message: str) -> None:
    with pytest.raises(ResultError) as error:
        decode(json.dumps(to_builtins(analysis()) | change))
    assert str(error.value) == message


def _quote_of(**fields: object) -> dict[str, object]:
    return {"kind": "direct", "content": [{"start": 0, "end": 1}], "rule": "x", **fields}


TOO_MUCH = {"code": "2", "label": "Ekonomi", "weight": math.inf}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"topics": [TOO_MUCH]}, "topics[0].weight"),
        ({"key_terms": [{"text": "a", "count": 1, "weight": math.inf}]}, "key_terms[0].weight"),
        ({"quotes": [_quote_of(confidence=math.inf)]}, "quotes[0].confidence"),
        ({"quotes": [_quote_of(), _quote_of(topics=[TOO_MUCH])]}, "quotes[1].topics[0].weight"),
    ],
    ids=["topic", "key term", "quote", "topic of a quote"],
)
def test_decode_refuses_numbers_that_json_cannot_write(
    change: dict[str, object], place: str
) -> None:
    line = json.dumps(to_builtins(analysis()) | change)
    with pytest.raises(ResultError, match="out of range"):
        decode(line.replace("Infinity", "1e999"))
    # beside half a surrogate pair, which json reads, and infinite numbers with it
    line = json.dumps(json.loads(line) | {"later": "\ud83d"})
    for number, read in (("Infinity", "inf"), ("-1e999", "-inf"), ("NaN", "nan")):
        with pytest.raises(ResultError) as error:
            decode(line.replace("Infinity", number))
        expected = f"analysis: Expected a finite number, got {read} - at `$.{place}`"
        assert str(error.value) == expected


@pytest.mark.parametrize(
    "line", [json.dumps("\ud800"), '"\ud800"', json.dumps({"type": "\ud800", "schema": 1})]
)
def test_half_a_surrogate_pair_where_no_text_may_stand_is_one_error(line: str) -> None:
    with pytest.raises(ResultError, match=r"^not a result of|^type .* is not one of"):
        decode(line)


@pytest.mark.parametrize("line", [b"", b"halo", b'{"type":"analysis"', b"[1]", b'{"a": "\\ud83d"}'])
def test_decode_refuses_other_json(line: bytes) -> None:
    with pytest.raises(ResultError, match="not a"):
        decode(line)


def test_decode_refuses_newer_schema_also_beside_half_a_pair() -> None:
    line = encode(failure()).replace(b'"schema":2', b'"schema":9').replace(b"empty", b"\\ud83d")
    with pytest.raises(ResultError, match="schema 9 is newer than 2"):
        decode(line)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (b'"kind":"direct"', b'"kind":"\\ud83d"'),
        (b'"published":"2021-05-03"', b'"published":"\\ud83d"'),
        (b'"type":"analysis"', b'"type":"analysis","\\ud83d":1'),
    ],
)
def test_decode_refuses_half_a_pair_where_one_of_a_few_words_must_stand(
    given: bytes, kind: bytes
) -> None:
    line = encode(analysis())
    assert given in line
    with pytest.raises(ResultError):
        decode(line.replace(given, kind, 1))


def test_to_builtins_is_what_the_json_says() -> None:
    plain = to_builtins(analysis())
    assert plain == json.loads(encode(analysis()))
    assert plain["article"]["published"] == "2021-05-03"
    assert plain["quotes"][0]["content"][0] == {"start": 53, "end": 75}
    assert analysis().to_dict() == plain


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_read_jsonl_gives_back_what_was_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "new" / f"results.jsonl{suffix}"
    results: list[Analysis | Failure] = [analysis(), failure(), analysis()]
    assert write_jsonl(iter(results), path) == 3
    assert list(read_jsonl(path)) == results
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_read_jsonl_skips_empty_lines_and_names_the_bad_one(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(encode(failure()) + b"\n\n" + encode(failure()) + b"\n{}\n")
    results = read_jsonl(path)
    assert next(results) == failure()
    assert next(results) == failure()
    with pytest.raises(ResultError, match=r"r\.jsonl:4: not a result of beritanlp: Object missing"):
        next(results)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_read_jsonl_names_a_file_that_was_cut_off(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r.jsonl{suffix}"
    write_jsonl([analysis()] * 50, path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ResultError, match=rf"r\.jsonl{suffix}"):
        list(read_jsonl(path))


def test_read_jsonl_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"nope\.jsonl: no such file"):
        list(read_jsonl(tmp_path / "nope.jsonl"))


def test_write_jsonl_leaves_what_it_has_when_interrupted(tmp_path: Path) -> None:
    def stopped() -> Iterator[Failure]:
        yield failure()
        raise KeyboardInterrupt

    path = tmp_path / "r.jsonl"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_jsonl(stopped(), path)
    assert path.read_text() == "old"
    assert decode((tmp_path / "r.jsonl.part").read_bytes()) == failure()


def test_write_jsonl_gz_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write_jsonl([analysis()], tmp_path / name)
    first, second = ((tmp_path / f"{name}.jsonl.gz").read_bytes() for name in "ab")
    assert first == second
    assert decode(gzip.decompress(first)) == analysis()


DTYPES = {
    "string": "string",
    "int": "Int64",
    "bool": "boolean",
    "float": "float64",
    "date": "datetime64[s]",
}


@pytest.mark.parametrize("results", [[], [failure()], [analysis(), failure()]])
def test_to_frames_has_all_columns_and_types(results: list[Analysis | Failure]) -> None:
    frames = to_frames(results)
    assert list(frames) == list(TABLES)
    for name, frame in frames.items():
        assert {column: str(kind) for column, kind in frame.dtypes.items()} == {
            column: DTYPES[kind] for column, kind in TABLES[name].items()
        }


def test_rows_have_the_columns_that_tables_lists() -> None:
    from beritanlp.frames import _rows

    for name, rows in _rows([analysis(), failure()]).items():
        assert rows
        assert all(list(row) == list(TABLES[name]) for row in rows)


def test_to_frames_cuts_the_words_that_offsets_say() -> None:
    frames = to_frames([analysis()])
    text = str(frames["articles"].loc[0, "text"])
    for name, prefix in (
        ("quotes", "cue"),
        ("quotes", "mention"),
        ("speakers", ""),
        ("institutions", ""),
    ):
        frame = frames[name]
        start, end = (f"{prefix}_start", f"{prefix}_end") if prefix else ("start", "end")
        rows = frame[frame[start].notna()]
        assert len(rows)
        for row in rows.to_dict("records"):
            assert row[prefix or "mention"] == text[row[start] : row[end]]


def test_to_frames_describes_a_quote_in_one_row() -> None:
    quotes = to_frames([analysis()])["quotes"]
    row = quotes.astype(object).where(quotes.notna(), None).loc[0]
    assert row.to_dict() | {"cue_start": 0, "cue_end": 0} == {
        "article_id": "fiksi-1",
        "quote": 0,
        "kind": "direct",
        "content": "Kami siap menata pasar asal warga setuju",
        "start": 53,
        "end": 133,
        "n_spans": 2,
        "content_spans": "[[53, 75], [116, 133]]",
        "cue": "kata",
        "cue_start": 0,
        "cue_end": 0,
        "mention": "Camat Lembayung Sari Wulandari",
        "mention_start": 83,
        "mention_end": 113,
        "speaker_id": "s0",
        "speaker": "Sari Wulandari",
        "speaker_kind": "person",
        "role": "Camat Lembayung",
        "affiliation": None,
        "former": False,
        "institution_id": None,
        "resolved_by": "named",
        "rule": "middle",
        "confidence": 0.97,
        "topics": None,
    }
    unknown = quotes.loc[1]
    assert unknown["quote"] == 1
    assert unknown[["cue", "speaker", "former", "resolved_by"]].isna().all()


def test_to_frames_takes_title_outlet_and_date_of_the_page_where_none_is_given() -> None:
    row = to_frames([analysis()])["articles"].loc[0]
    assert row["title"] == "Pasar Lestari Dibuka Lagi"
    assert row["outlet"] == "Harian Fiksi"
    assert row["published"] == pd.Timestamp("2021-05-03")
    assert (row["n_words"], row["n_sentences"], row["n_quotes"]) == (1, 2, 2)


def test_to_frames_has_a_row_for_a_speaker_without_mention() -> None:
    speaker = Speaker(id="s0", name="Menteri Pasar", resolved_by=ResolvedBy.REGISTRY)
    result = Analysis(article=Article(id="a", text="x"), speakers=(speaker,), made_with=MADE_WITH)
    speakers = to_frames([result])["speakers"]
    assert len(speakers) == 1
    assert speakers[["mention", "start", "end"]].isna().all(axis=None)


def test_frames_and_parquet_have_a_replacement_for_half_a_surrogate_pair(tmp_path: Path) -> None:
    result = Analysis(article=Article(id="a", text="ikan \ud83d!"), made_with=MADE_WITH)
    write_parquet([result], tmp_path)
    assert list(read_parquet(tmp_path)) == [result]
    assert read_frame(tmp_path, "articles").loc[0, "text"] == "ikan \ufffd!"


def test_write_parquet_writes_large_results_in_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "_BATCH", 3)
    results: list[Analysis | Failure] = [analysis(), failure()] * 5
    write_parquet(iter(results), tmp_path)
    assert pq.ParquetFile(tmp_path / "results.parquet").num_row_groups == 4
    assert list(read_parquet(tmp_path)) == results
    assert len(read_frame(tmp_path, "failures")) == 5


def test_write_parquet_leaves_what_it_has_when_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> Iterator[Failure]:
        yield from [failure()] * 5
        raise KeyboardInterrupt

    monkeypatch.setattr(codec, "_BATCH", 2)

    write_parquet([analysis()], tmp_path)
    with pytest.raises(KeyboardInterrupt):
        write_parquet(stopped(), tmp_path)
    assert list(read_parquet(tmp_path)) == [analysis()]
    for part in tmp_path.glob("*.part"):
        part.rename(part.with_suffix(""))
    assert list(read_parquet(tmp_path)) == [failure()] * 4


def test_parquet_files_state_the_schema(tmp_path: Path) -> None:
    write_parquet([analysis()], tmp_path)
    files = sorted(path.stem for path in tmp_path.iterdir())
    assert files == sorted(["results", *TABLES])
    for path in tmp_path.iterdir():
        assert pq.read_schema(path).metadata[b"beritanlp.schema"] == b"2"


@pytest.mark.parametrize("name", ["results", "quotes"])
@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.unlink(), "no such file"),
        (lambda path: path.write_bytes(b""), "not a readable Parquet file"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "not a readable Parquet file"),
        (lambda path: path.write_bytes(path.read_bytes()[9:]), "not a readable Parquet file"),
        (
            lambda path: pq.write_table(pa.table({"a": [1]}), path),
            "not written by beritanlp; its schema version is missing",
        ),
        (
            lambda path: pq.write_table(
                pq.read_table(path).replace_schema_metadata({"beritanlp.schema": "3"}), path
            ),
            "schema 3 is newer than 2 that this version reads; upgrade beritanlp",
        ),
        (
            lambda path: pq.write_table(
                pa.table({"a": [1]}).replace_schema_metadata({"beritanlp.schema": "1"}), path
            ),
            "no column",
        ),
    ],
    ids=["missing", "empty", "cut off", "no start", "another's", "newer", "no columns"],
)
def test_reading_parquet_names_the_broken_file(
    tmp_path: Path, name: str, damage: object, message: str
) -> None:
    write_parquet([analysis()] * 3, tmp_path)
    damage(tmp_path / f"{name}.parquet")  # type: ignore[operator]
    with pytest.raises(ResultError, match=rf"{name}\.parquet: {message}"):
        list(read_parquet(tmp_path)) if name == "results" else read_frame(tmp_path, name)


def test_read_parquet_names_the_row_of_a_bad_result(tmp_path: Path) -> None:
    write_parquet([failure(), failure()], tmp_path)
    path = tmp_path / "results.parquet"
    table = pq.read_table(path)
    bad = table.set_column(2, "result", pa.array([table["result"][0].as_py(), "{"]))
    pq.write_table(bad, path)
    with pytest.raises(ResultError, match=r"results\.parquet: row 2: not a JSON object"):
        list(read_parquet(tmp_path))
