"""Scores of hand-built cases whose figures can be counted on the fingers."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from beritanlp.domain import (
    Analysis,
    Article,
    Failure,
    Institution,
    InstitutionKind,
    Provenance,
    Quote,
    QuoteKind,
    ResolvedBy,
    Speaker,
    TextSpan,
    Topic,
)
from beritanlp.errors import ArticleError
from beritanlp.evaluation import (
    Counts,
    Report,
    check_floors,
    evaluate_gold,
    find_confusions,
    read_gold,
    score,
    update_floors,
)
from beritanlp.evaluation.matching import fold_institution, fold_name, match_quotes

MADE_WITH = Provenance(schema=1, beritanlp="0", spacy="0", pipeline=(), lexicons="0")
TEXT = (
    "Kepala Dinas Kesehatan Kota Sukamulya Budi Santoso mengatakan stok vaksin cukup. "
    "“Kami siap sampai akhir tahun,” katanya. Menurut KPU, pemilu berjalan aman."
)


def span(words: str, text: str = TEXT) -> TextSpan:
    start = text.index(words)
    return TextSpan(start=start, end=start + len(words))


def pair(words: str, text: str = TEXT) -> list[int]:
    found = span(words, text)
    return [found.start, found.end]


BUDI = {"speaker": "Budi Santoso", "role": "Kepala", "affiliation": "Dinas Kesehatan"}
RECORD: dict[str, Any] = {
    "id": "a1",
    "text": TEXT,
    "quotes": [
        {
            "kind": "indirect",
            "content": [pair("stok vaksin cukup")],
            "cue": pair("mengatakan"),
            "mention": pair("Budi Santoso"),
            **BUDI,
        },
        {
            "kind": "direct",
            "content": [pair("Kami siap sampai akhir tahun")],
            "cue": pair("kata"),
            "mention": [TEXT.index("katanya") + 4, TEXT.index("katanya") + 7],
            **BUDI,
        },
        {
            "kind": "indirect",
            "content": [pair("pemilu berjalan aman")],
            "cue": pair("Menurut"),
            "mention": pair("KPU"),
            "speaker": "KPU",
        },
    ],
    "institutions": [
        {
            "name": "Komisi Pemilihan Umum",
            "kind": "state_body",
            "mentions": [pair("KPU")],
        },
        {
            "name": "Dinas Kesehatan Kota Sukamulya",
            "kind": "local_government",
            "mentions": [pair("Dinas Kesehatan Kota Sukamulya")],
        },
    ],
    "topics": ["health", "government_operations"],
}


def write_gold(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


@pytest.fixture
def gold_path(tmp_path: Path) -> Path:
    return write_gold(tmp_path, RECORD)


def budi(way: ResolvedBy = ResolvedBy.NAMED, name: str = "Dr. Budi Santoso, M.Kes.") -> Speaker:
    return Speaker(
        id="s0", name=name, role="kepala", affiliation="Dinas Kesehatan", resolved_by=way
    )


def right_quotes() -> tuple[Quote, ...]:
    clitic = TEXT.index("katanya") + 4
    return (
        Quote(
            kind=QuoteKind.INDIRECT,
            content=(span("stok vaksin cukup"),),
            cue=span("mengatakan"),
            mention=span("Budi Santoso"),
            speaker=budi(),
            rule="x",
        ),
        Quote(
            kind=QuoteKind.DIRECT,
            content=(span("Kami siap sampai akhir tahun"),),
            cue=span("kata"),
            mention=TextSpan(start=clitic, end=clitic + 3),
            speaker=budi(ResolvedBy.CLITIC),
            rule="x",
        ),
        Quote(
            kind=QuoteKind.INDIRECT,
            content=(span("pemilu berjalan aman"),),
            cue=span("Menurut"),
            mention=span("KPU"),
            speaker=Speaker(id="s1", name="KPU", resolved_by=ResolvedBy.INSTITUTION),
            rule="x",
        ),
    )


def right_analysis(article: Article) -> Analysis:
    return Analysis(
        article=article,
        quotes=right_quotes(),
        institutions=(
            Institution(
                id="kpu",
                name="Komisi Pemilihan Umum Republik Indonesia",
                kind=InstitutionKind.STATE_BODY,
                mentions=(span("KPU"),),
            ),
            Institution(
                id=None,
                name="Dinas Kesehatan Kota Sukamulya",
                kind=InstitutionKind.LOCAL_GOVERNMENT,
                mentions=(span("Dinas Kesehatan Kota Sukamulya"),),
            ),
        ),
        topics=(
            Topic(code="3", label="Kesehatan", weight=0.6),
            Topic(code="20", label="Pemerintahan", weight=0.4),
        ),
        made_with=MADE_WITH,
    )


def score_with(path: Path, **changes: Any) -> Report:
    return evaluate_gold(path, lambda a: dataclasses.replace(right_analysis(a), **changes))


def counted(report: Report, task: str) -> tuple[int, int, int, int]:
    c = report.counts[task]
    return c.tp, c.fp, c.fn, c.n


# --------------------------------------------------------------------------- scores


def test_evaluate_gold_scores_a_right_analysis_as_right_in_all_tasks(gold_path: Path) -> None:
    report = score_with(gold_path)
    assert {task for task, c in report.counts.items() if c.n and c.f1 != 1.0} == set()
    assert counted(report, "quotes exact") == (3, 0, 0, 3)
    assert counted(report, "speaker / clitic") == (1, 0, 0, 1)
    assert counted(report, "speaker / institution") == (1, 0, 0, 1)
    assert counted(report, "role") == (2, 0, 0, 2)
    assert counted(report, "institution name") == (2, 0, 0, 2)
    assert counted(report, "top topic") == (1, 0, 0, 1)


def test_evaluate_gold_counts_missed_and_invented_quotes(gold_path: Path) -> None:
    invented = Quote(kind=QuoteKind.DIRECT, content=(span("Kota Sukamulya"),), rule="x")
    report = score_with(gold_path, quotes=(invented, *right_quotes()[:2]))
    assert counted(report, "quotes 0.8") == (2, 1, 1, 3)
    assert counted(report, "quotes 0.8 / direct") == (1, 1, 0, 1)
    assert counted(report, "quotes 0.8 / indirect") == (1, 0, 1, 2)
    assert report.scores["quotes 0.8"].precision is not None
    assert report.scores["quotes 0.8"].precision.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Kami siap sampai akhir tahun", (1, 1)),
        ("Kami siap sampai akhir t", (0, 1)),  # 24 of 28 code points: 0.857
        ("Kami siap sampai akhir", (0, 0)),  # 22 of 28: 0.786
        ("Kami siap sampai akhir tahun,” katanya", (0, 0)),  # 28 of 38
    ],
    ids=["exact", "above 0.8", "below 0.8", "too long"],
)
def test_quotes_are_found_at_overlap(gold_path: Path, words: str, found: tuple[int, int]) -> None:
    quote = Quote(kind=QuoteKind.DIRECT, content=(span(words),), rule="x")
    report = score_with(gold_path, quotes=(quote,))
    assert (report.counts["quotes exact"].tp, report.counts["quotes 0.8"].tp) == found


def test_kinds_that_differ_count_for_recall_of_one_and_precision_of_the_other(
    gold_path: Path,
) -> None:
    first = dataclasses.replace(right_quotes()[0], kind=QuoteKind.MIXED)
    report = score_with(gold_path, quotes=(first, *right_quotes()[1:]))
    assert report.counts["quotes 0.8 / mixed"] == Counts(found=0, n=0, right=1, said=1)
    assert report.counts["quotes 0.8 / indirect"] == Counts(found=2, n=2, right=1, said=1)
    assert counted(report, "kind") == (2, 1, 1, 3)


@pytest.mark.parametrize(
    ("speaker", "counts"),
    [
        (budi(name="Budi"), (2, 1, 1, 3)),
        (budi(name="Budi Santoso Wijaya"), (2, 1, 1, 3)),
        (budi(name="budi santoso"), (3, 0, 0, 3)),
        (None, (2, 0, 1, 3)),
    ],
    ids=["part of the name", "more than the name", "case", "none"],
)
def test_speakers_are_compared_by_whole_names(
    gold_path: Path, speaker: Speaker | None, counts: tuple[int, int, int, int]
) -> None:
    first = dataclasses.replace(right_quotes()[0], speaker=speaker)
    report = score_with(gold_path, quotes=(first, *right_quotes()[1:]))
    assert counted(report, "speaker") == counts
    assert report.counts["quotes 0.8 + speaker"].tp == counts[0]


def test_a_speaker_where_the_gold_has_none_is_wrong(tmp_path: Path) -> None:
    first = {**RECORD["quotes"][0], "speaker": None}
    path = write_gold(tmp_path, {**RECORD, "quotes": [first]})
    report = score_with(path, quotes=right_quotes()[:1])
    assert counted(report, "speaker") == (0, 1, 0, 0)
    assert counted(report, "quotes 0.8 + speaker") == (0, 1, 1, 1)
    nobody = dataclasses.replace(right_quotes()[0], speaker=None)
    assert counted(score_with(path, quotes=(nobody,)), "quotes 0.8 + speaker") == (1, 0, 0, 1)


def test_institutions_are_compared_by_span_name_and_kind(gold_path: Path) -> None:
    report = score_with(
        gold_path,
        institutions=(
            Institution(
                id="kpi",
                name="Komisi Penyiaran Indonesia",
                kind=InstitutionKind.STATE_BODY,
                mentions=(span("KPU"),),
            ),
            Institution(id=None, name="Kota", mentions=(span("Kota Sukamulya"),)),
        ),
    )
    assert counted(report, "institutions") == (1, 1, 1, 2)
    assert counted(report, "institution name") == (0, 1, 1, 1)
    assert counted(report, "institution kind") == (1, 0, 0, 1)
    assert counted(report, "institutions / state_body") == (1, 0, 0, 1)
    assert counted(report, "institutions / other") == (0, 1, 0, 0)


def test_subtopics_count_as_their_major_topic(gold_path: Path) -> None:
    topics = (
        Topic(code="2004", label="Aparatur sipil negara", weight=0.5),
        Topic(code="20", label="Pemerintahan", weight=0.3),
        Topic(code="10", label="Perhubungan", weight=0.2),
    )
    report = score_with(gold_path, topics=topics)
    assert counted(report, "topics") == (1, 1, 1, 2)
    assert counted(report, "top topic") == (1, 0, 0, 1)


def test_parts_without_labels_are_not_scored(tmp_path: Path) -> None:
    path = write_gold(tmp_path, {"id": "a1", "text": TEXT, "topics": []})
    report = score_with(path)
    assert set(report.counts) == {"topics"}
    assert counted(report, "topics") == (0, 2, 0, 0)


def test_articles_that_fail_found_nothing_and_are_listed(gold_path: Path) -> None:
    def analyze(article: Article) -> Analysis:
        raise ArticleError("text is no text")

    report = evaluate_gold(gold_path, analyze)
    assert counted(report, "quotes 0.8") == (0, 0, 3, 3)
    assert [failure.message for failure in report.failures] == ["text is no text"]


def test_score_refuses_an_analysis_of_another_text(gold_path: Path) -> None:
    gold = read_gold(gold_path)
    other = Analysis(article=Article(id="a1", text="Lain."), made_with=MADE_WITH)
    with pytest.raises(ArticleError, match="'a1': analysed text is not the labelled text"):
        score(gold, [other])


def test_score_lists_articles_without_a_result(gold_path: Path) -> None:
    failure = Failure(article_id="a1", stage="analyze", error="ArticleError", message="too long")
    assert score(read_gold(gold_path), [failure]).failures == (failure,)
    assert score(read_gold(gold_path), []).failures[0].message == "no analysis given"


def test_intervals_are_repeatable_and_hold_the_value(tmp_path: Path) -> None:
    records = [{**RECORD, "id": f"a{n}"} for n in range(12)]
    path = write_gold(tmp_path, *records)

    def analyze(article: Article) -> Analysis:
        kept = right_quotes()[: 1 + int(article.id[1:]) % 3]
        return dataclasses.replace(right_analysis(article), quotes=kept)

    first, second = evaluate_gold(path, analyze), evaluate_gold(path, analyze)
    recall = first.scores["quotes 0.8"].recall
    assert recall == second.scores["quotes 0.8"].recall
    assert recall is not None
    assert recall.value == pytest.approx(24 / 36)
    assert recall.low < recall.value < recall.high
    assert first.scores["quotes 0.8"].precision is not None
    assert first.scores["quotes 0.8"].precision.low == 1.0


def test_report_reads_as_a_table_and_as_json(gold_path: Path) -> None:
    report = score_with(gold_path)
    assert "quotes 0.8 + speaker" in str(report)
    content = json.loads(json.dumps(report.to_dict()))
    assert content["gold"]["articles"] == 1
    assert content["tasks"]["quotes 0.8"]["tp"] == 3
    assert content["tasks"]["quotes 0.8"]["f1"]["value"] == 1.0


# --------------------------------------------------------------------------- comparing


@pytest.mark.parametrize(
    "name",
    ["Budi Santoso", "BUDI SANTOSO", "Dr. H. Budi Santoso, M.Kes.", "Budi Santoso (45)"],
)
def test_fold_name_drops_titles_degrees_case_and_brackets(name: str) -> None:
    assert fold_name(name) == "budi santoso"


def test_fold_name_leaves_a_name_that_is_all_title() -> None:
    assert fold_name("H.") == "h"


def test_fold_institution_drops_republik_indonesia_at_the_end() -> None:
    assert fold_institution("Bank Indonesia") == "bank indonesia"
    assert fold_institution("DPR RI") == "dpr"


def test_match_quotes_pairs_one_to_one_best_first(gold_path: Path) -> None:
    gold = read_gold(gold_path).articles[0].quotes
    assert gold is not None
    exact = Quote(kind=QuoteKind.DIRECT, content=gold[1].content, rule="x")
    shorter = Quote(kind=QuoteKind.DIRECT, content=(span("Kami siap sampai akhir tahu"),), rule="x")
    assert match_quotes(gold, [shorter, exact], 0.8) == [(1, 1)]


# --------------------------------------------------------------------------- the gold file


def test_read_gold_finds_the_text_at_its_origin(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    source = {"id": 7, "text": TEXT, "title": "Stok vaksin", "date": "2025-03-01"}
    (data / "news.jsonl").write_text(json.dumps(source), encoding="utf-8")
    record = {
        **RECORD,
        "id": "7",
        "origin": "news.jsonl",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }
    del record["text"]
    article = read_gold(write_gold(tmp_path, record), data).articles[0].article
    assert (article.text, article.title, str(article.published)) == (
        TEXT,
        "Stok vaksin",
        "2025-03-01",
    )


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in RECORD.items() if k != key}


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (without("id"), "gold.jsonl:1: no 'id'"),
        (without("text"), "gold.jsonl:1: article 'a1' has neither 'text' nor 'origin'"),
        ({**without("text"), "origin": "none.jsonl"}, "set BERITANLP_DATA"),
        ({**RECORD, "sha256": "0" * 64}, "has changed since it was labelled"),
        ({**RECORD, "topics": ["sport"]}, "topic 'sport' is no major topic"),
        ({**RECORD, "quotes": [{"kind": "dirct", "content": [[0, 4]]}]}, r"quotes\[0\].*dirct"),
        ({**RECORD, "quotes": [{"kind": "direct", "content": [[5, 5]]}]}, "0 <= start < end"),
        ({**RECORD, "quotes": [{"kind": "direct", "content": [[0, 9999]]}]}, "beyond the text"),
        ({**RECORD, "quotes": [{"kind": "direct"}]}, "not a gold quote"),
        ({**RECORD, "quotes": [{"kind": "direct", "content": []}]}, "content is empty"),
        ({**RECORD, "institutions": [{"name": "KPU"}]}, r"institutions\[0\]: not a gold"),
    ],
)
def test_read_gold_refuses_what_is_not_of_the_format(
    tmp_path: Path, record: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArticleError, match=message):
        read_gold(write_gold(tmp_path, record), tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "no gold records"), ("{", "gold.jsonl:1: not JSON"), ("[]", "is a JSON object")],
)
def test_read_gold_refuses_what_is_no_json_lines(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArticleError, match=message):
        read_gold(path)


def test_read_gold_refuses_an_id_twice(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"gold.jsonl:2: article 'a1' is already in this file"):
        read_gold(write_gold(tmp_path, RECORD, RECORD))


# --------------------------------------------------------------------------- error analysis


def test_find_confusions_lists_each_disagreement_with_its_words(gold_path: Path) -> None:
    gold = read_gold(gold_path)
    analysis = right_analysis(gold.articles[0].article)
    quotes = (
        dataclasses.replace(right_quotes()[0], speaker=budi(name="Budi"), cue=None),
        dataclasses.replace(right_quotes()[1], content=(span("Kami siap"),)),
        right_quotes()[2],
    )
    listed = find_confusions(gold, [dataclasses.replace(analysis, quotes=quotes, topics=())])
    assert [item.what for item in listed] == [
        "topics differ",
        "cue differs",
        "speaker differs",
        "quote missed (direct)",
        "quote invented (direct)",
    ]
    assert listed[3].gold == "[Kami siap sampai akhir tahun]"
    assert listed[3].found == "[Kami siap]"
    assert "a1:" in str(listed[3])


def test_find_confusions_is_empty_for_a_right_analysis(gold_path: Path) -> None:
    gold = read_gold(gold_path)
    assert find_confusions(gold, [right_analysis(gold.articles[0].article)]) == []


# --------------------------------------------------------------------------- floors


def test_floors_hold_until_a_figure_falls(tmp_path: Path, gold_path: Path) -> None:
    floors = tmp_path / "floors.json"
    update_floors(score_with(gold_path), floors)
    pinned = json.loads(floors.read_text(encoding="utf-8"))["gold.jsonl"]
    assert pinned["tasks"]["quotes 0.8"] == {"tp": 3, "fp": 0, "fn": 0, "n": 3, "said": 3}
    assert check_floors(score_with(gold_path), floors) == []
    worse = score_with(gold_path, quotes=right_quotes()[:2])
    problems = check_floors(worse, floors)
    assert any(problem.startswith("quotes 0.8: F1 80.00 is below") for problem in problems)
    assert check_floors(worse, floors, tolerance=1.0) == []


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000])
def test_floors_that_are_no_json_are_refused(
    tmp_path: Path, gold_path: Path, content: bytes
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_bytes(content)
    with pytest.raises(ArticleError, match=r"floors\.json: not JSON"):
        check_floors(score_with(gold_path), floors)


def test_update_floors_refuses_to_lower_without_leave(tmp_path: Path, gold_path: Path) -> None:
    floors = tmp_path / "floors.json"
    update_floors(score_with(gold_path), floors)
    before = floors.read_text(encoding="utf-8")
    worse = score_with(gold_path, quotes=right_quotes()[:2])
    with pytest.raises(ArticleError, match=r"refusing to lower floors without --allow-regression"):
        update_floors(worse, floors)
    assert floors.read_text(encoding="utf-8") == before
    update_floors(worse, floors, allow_regression=True)
    assert check_floors(worse, floors) == []


def test_check_floors_tells_when_the_gold_file_has_changed(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    update_floors(score_with(write_gold(tmp_path, RECORD)), floors)
    changed = score_with(write_gold(tmp_path, {**RECORD, "topics": ["health"]}), topics=())
    problems = check_floors(changed, floors)
    assert problems[0].startswith("gold.jsonl: the gold file is not the one that was pinned")


def test_check_floors_tells_when_a_gold_file_is_not_pinned(tmp_path: Path, gold_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text("{}", encoding="utf-8")
    assert "no floors for gold.jsonl" in check_floors(score_with(gold_path), floors)[0]
