"""Codebooks: finding terms, weighing topics, and refusing bad files."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.errors import LexiconError
from beritanlp.topics.codebook import Codebook, default_codebook
from beritanlp.topics.decision import FEATURES, Decision, TopicHit, describe

CONTENT: dict[str, Any] = {
    "schema": 1,
    "topic": [
        {
            "code": "6",
            "key": "education",
            "label": "Pendidikan",
            "terms": ["sekolah dasar", "kurikulum", "ujian nasional"],
            "weak": ["guru", "siswa", "kelas", "sekolah"],
            "subtopic": [
                {"code": "601", "key": "university", "label": "Perguruan tinggi",
                 "terms": ["universitas", "UKT"]}
            ],
        },
        {
            "code": "10",
            "key": "transport",
            "label": "Perhubungan",
            "terms": ["jalan tol", "PAN-RB", "tol laut/udara"],
            "weak": ["jalan", "kelas"],
        },
    ],
}  # fmt: skip


@pytest.fixture
def book() -> Codebook:
    return Codebook(CONTENT, "test.toml")


def found(book: Codebook, text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[hit.start : hit.end]), hit.code) for hit in book.find_terms(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kurikulum baru", [("Kurikulum", "6")], id="any case"),
        pytest.param("kurikulumnya baru", [("kurikulumnya", "6")], id="with -nya"),
        pytest.param("di sekolah dasar itu", [("sekolah dasar", "6")], id="the longest term"),
        pytest.param("sekolah dasarnya", [("sekolah dasarnya", "6")], id="phrase with -nya"),
        pytest.param("jalan tol , jalan", [("jalan tol", "10"), ("jalan", "10")], id="both"),
        pytest.param("kelas", [("kelas", "6"), ("kelas", "10")], id="term of two topics"),
        pytest.param("UKT naik", [("UKT", "601")], id="capitals as written"),
        pytest.param("ukt naik", [], id="capitals do not match lower case"),
        pytest.param("PAN-RB", [("PAN-RB", "10")], id="hyphen"),
        pytest.param("PAN RB", [("PAN RB", "10")], id="space for hyphen"),
        pytest.param("tol laut / udara", [("tol laut / udara", "10")], id="slash as its own token"),
        pytest.param("bersekolah", [], id="not inside a word"),
        pytest.param("ujian-nasional", [("ujian-nasional", "6")], id="hyphen for space"),
        pytest.param("kurikulum-kurikulum", [], id="half of a reduplication"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_find_terms(book: Codebook, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(book, text) == expected


WORDS = (
    "sekolah",
    "dasar",
    "dasarnya",
    "jalan",
    "tol",
    "laut",
    "/",
    "udara",
    "tolnya",
    "sekolahnya",
)
TERMS = st.lists(st.sampled_from(WORDS[:8]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(TERMS, max_size=6, unique=True), st.lists(st.sampled_from(WORDS), max_size=8))
def test_find_terms_finds_the_longest_of_all_terms_at_each_place(
    terms: list[str], words: list[str]
) -> None:
    topic = {"code": "1", "key": "k", "label": "L", "terms": terms}
    hits = Codebook({"schema": 1, "topic": [topic]}, "test").find_terms(words)
    expected: list[tuple[int, int, str]] = []
    at = 0
    while at < len(words):
        fits = [
            (at, at + size, term)
            for term in terms
            if (size := len(term.split())) <= len(words) - at
            and words[at : at + size]
            in (term.split(), [*term.split()[:-1], term.split()[-1] + "nya"])
        ]
        longest = max((end for _, end, _ in fits), default=at + 1)
        expected += [fit for fit in fits if fit[1] == longest]
        at = longest
    assert sorted((hit.start, hit.end, hit.term) for hit in hits) == sorted(expected)


Said = tuple[str, str, float, bool]


def as_hits(said: Iterable[Said]) -> list[TopicHit]:
    return [
        TopicHit(code, term, term, strength, in_title, -1 if in_title else n, n / 100)
        for n, (code, term, strength, in_title) in enumerate(said)
    ]


def weigh(book: Codebook, *hits: Said, **limits: float) -> dict[str, float]:
    settings = {"max_topics": 5, "min_weight": 0.05, **limits}
    topics = book.weigh(
        as_hits(hits), len(hits), int(settings["max_topics"]), settings["min_weight"]
    )
    return {topic.code: topic.weight for topic in topics}


def test_weigh_one_strong_term_shows_its_topic(book: Codebook) -> None:
    assert weigh(book, ("6", "kurikulum", 1.0, False)) == {"6": 1.0}


def test_weigh_few_weak_terms_show_nothing(book: Codebook) -> None:
    assert weigh(book, ("6", "guru", 0.3, False), ("6", "siswa", 0.3, False)) == {}


def test_weigh_many_weak_terms_together_show_their_topic(book: Codebook) -> None:
    hits = [("6", term, 0.3, False) for term in ("guru", "siswa", "kelas", "sekolah")]
    assert weigh(book, *hits) == {"6": 1.0}


def test_weigh_one_weak_term_many_times_shows_nothing(book: Codebook) -> None:
    assert weigh(book, *[("6", "guru", 0.3, False)] * 20) == {}


def test_weigh_major_carries_the_evidence_of_its_subtopics(book: Codebook) -> None:
    assert weigh(book, ("601", "universitas", 1.0, False)) == {"6": 1.0, "601": 1.0}


def test_weigh_majors_share_the_evidence(book: Codebook) -> None:
    weights = weigh(book, ("6", "kurikulum", 1.0, False), ("10", "tol", 1.0, False))
    assert weights == {"10": 0.5, "6": 0.5}


def test_weigh_headline_counts_more_than_text(book: Codebook) -> None:
    weights = weigh(book, ("6", "kurikulum", 1.0, True), ("10", "tol", 1.0, False))
    assert weights["6"] > weights["10"]
    assert math.isclose(sum(weights.values()), 1, abs_tol=1e-3)


def test_weigh_repetition_counts_less_each_time(book: Codebook) -> None:
    hits = [("6", "kurikulum", 1.0, False)] * 8 + [("10", "tol", 1.0, False)]
    weights = weigh(book, *hits)
    assert 0.5 < weights["6"] < 8 / 9


def test_weigh_leaves_out_what_weighs_too_little(book: Codebook) -> None:
    hits = [("6", "kurikulum", 1.0, False)] * 8 + [("10", "tol", 1.0, False)]
    assert list(weigh(book, *hits, min_weight=0.4)) == ["6"]


def test_weigh_lists_no_more_majors_than_asked(book: Codebook) -> None:
    hits = [("6", "kurikulum", 1.0, False), ("10", "tol", 1.0, True)]
    assert list(weigh(book, *hits, max_topics=1)) == ["10"]


def test_weigh_nothing_is_nothing(book: Codebook) -> None:
    assert book.weigh([], 0, 5, 0.1) == ()


def test_weigh_tells_the_terms_as_found_heaviest_first(book: Codebook) -> None:
    hits = [
        ("6", "Guru", 0.3, False),
        ("6", "Kurikulum", 1.0, False),
        ("6", "kurikulum", 1.0, False),
    ]
    (topic,) = book.weigh(as_hits(hits), 3, 5, 0.05)
    assert topic.terms == ("Kurikulum", "Guru")
    assert topic.label == "Pendidikan"


def test_weigh_does_not_depend_on_the_order_of_hits(book: Codebook) -> None:
    hits = [("6", "kurikulum", 1.0, False), ("10", "tol", 1.0, True), ("601", "UKT", 1.0, False)]
    both = as_hits(hits)
    assert book.weigh(both, 3, 5, 0.05) == book.weigh(both[::-1], 3, 5, 0.05)


def test_codebook_refuses_a_code_twice() -> None:
    content = {"schema": 1, "topic": [CONTENT["topic"][0], CONTENT["topic"][0]]}
    with pytest.raises(LexiconError, match=r"test.toml: code '6' stands twice"):
        Codebook(content, "test.toml")


def test_codebook_refuses_an_empty_term() -> None:
    content = {"schema": 1, "topic": [{"code": "1", "key": "a", "label": "A", "terms": [" "]}]}
    with pytest.raises(LexiconError, match=r"test.toml: topic 1: an empty term"):
        Codebook(content, "test.toml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param({"schema": 1}, "missing required field `topic`", id="no topics"),
        pytest.param(
            {"schema": 1, "topic": [{"code": "1", "key": "a", "label": "A", "trems": []}]},
            "unknown field `trems`",
            id="misspelt field",
        ),
        pytest.param(
            {"schema": 1, "topic": [{"code": 1, "key": "a", "label": "A"}]},
            r"Expected `str`, got `int` - at `\$.topic\[0\].code`",
            id="code is a number",
        ),
    ],
)
def test_codebook_says_what_is_wrong_and_where(content: dict[str, Any], words: str) -> None:
    with pytest.raises(LexiconError, match=f"test.toml: .*{words}.*lexicons/README.md"):
        Codebook(content, "test.toml")


def test_read_takes_a_users_own_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'schema = 1\n[[topic]]\ncode = "1"\nkey = "rice"\nlabel = "Beras"\nterms = ["gabah"]\n',
        encoding="utf-8",
    )
    assert found(Codebook.read(path), "harga gabah") == [("gabah", "1")]


def test_read_names_the_file_and_line_of_a_syntax_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("schema = 1\n[[topic\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.toml:2: "):
        Codebook.read(path)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Inflasi bulan ini naik dibanding bulan lalu", "1"),
        ("Kurikulum baru berlaku di sekolah dasar", "6"),
        ("KPU menetapkan jadwal kampanye pemilu", "20"),
        ("Puskesmas kekurangan vaksin campak", "3"),
        ("Petani menanti pupuk bersubsidi dan harga gabah", "4"),
    ],
)
def test_default_codebook_finds_the_major_topic(text: str, code: str) -> None:
    book = default_codebook()
    hits = as_hits(
        (hit.code, hit.term, hit.strength, False) for hit in book.find_terms(text.split())
    )
    assert book.weigh(hits, 1, 3, 0.05)[0].code == code


@pytest.mark.parametrize(
    ("content", "at"),
    [
        ('[[topic]]\ncode = "1"\nkey = "a"\nlabel = "A"\ntrems = []\n', 3),
        (
            '[[topic]]\ncode = "1"\nkey = "a"\nlabel = "A"\n\n'
            '[[topic.subtopic]]\ncode = 101\nkey = "b"\nlabel = "B"\n',
            8,
        ),
        ('[[topic]]\ncode = "1"\nkey = "a"\nlabel = "A"\n' * 2, 7),
        ('[[topic]]\ncode = "1"\nkey = "a"\nlabel = "A"\nterms = [" "]\n', 3),
    ],
    ids=["unknown field", "code of a subtopic is a number", "a code twice", "an empty term"],
)
def test_read_names_the_line_on_which_the_bad_topic_begins(
    tmp_path: Path, content: str, at: int
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f"# mine\nschema = 1\n{content}", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"mine\.toml:{at}: "):
        Codebook.read(path)


def test_read_says_what_is_wrong_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.toml: No such file"):
        Codebook.read(tmp_path / "none.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes(b"schema = 1\n# caf\xe9\n")
    with pytest.raises(LexiconError, match=r"latin\.toml:2: not UTF-8"):
        Codebook.read(path)


def test_a_codebook_without_counts_needs_a_strong_term_or_four_weak_ones(book: Codebook) -> None:
    assert book.decision is None
    assert default_codebook().decision is not None


def test_weigh_quote_takes_the_topics_that_its_terms_make_probable(book: Codebook) -> None:
    hits = as_hits([("6", "kurikulum", 1.0, False), ("10", "jalan", 0.3, False)])
    (topic,) = book.weigh_quote(hits)
    assert (topic.code, topic.terms, topic.weight) == ("6", ("kurikulum",), 0.9)


def test_weigh_quote_adds_up_witnesses_but_not_the_same_one_twice(book: Codebook) -> None:
    once = as_hits([("6", "guru", 0.3, False)] * 5)
    assert book.weigh_quote(once) == ()
    several = as_hits([("6", term, 0.3, False) for term in ("guru", "siswa", "kelas")])
    (topic,) = book.weigh_quote(several)
    assert topic.weight == pytest.approx(1 - 0.7**3, abs=1e-3)


def test_weigh_quote_counts_subtopics_for_their_major(book: Codebook) -> None:
    assert [t.code for t in book.weigh_quote(as_hits([("601", "UKT", 1.0, False)]))] == ["6"]


def decision(**changes: Any) -> Decision:
    weights = {name: (0.0, 0.0, 1.0) for name in FEATURES} | {"share": (10.0, 0.5, 1.0)}
    values = {
        "counts": {("6", "kurikulum"): (40, 40), ("10", "jalan"): (1, 90)},
        "strengths": {1.0: 0.6, 0.0: 0.2}, "weights": weights, "biases": {"": 0.0},
        "threshold": 0.5,
    }  # fmt: skip
    return Decision(**(values | changes))


def test_reliability_follows_the_counts_and_few_are_drawn_to_the_usual() -> None:
    learnt = decision()
    assert learnt.reliability("6", "Kurikulum", 1.0) == pytest.approx((40 + 6) / 50)
    assert learnt.reliability("10", "jalan", 0.3) == pytest.approx((1 + 2) / 100)
    assert learnt.reliability("10", "never seen", 1.0) == pytest.approx(0.6)


def test_a_learnt_decision_leaves_out_topics_that_readers_would_not_give() -> None:
    book = Codebook(CONTENT, "test.toml", decision())
    hits = as_hits([("6", "kurikulum", 1.0, False), ("10", "jalan", 0.3, False)])
    assert [topic.code for topic in book.weigh(hits, 2, 5, 0.01)] == ["6"]
    eager = Codebook(CONTENT, "test.toml", decision(threshold=0.001))
    assert [topic.code for topic in eager.weigh(hits, 2, 5, 0.01)] == ["6", "10"]


def test_a_bias_moves_its_own_topic_only() -> None:
    learnt = decision(biases={"": 0.0, "10": 5.0})
    features = [0.0] * len(FEATURES)
    assert learnt.probability("10", features) > learnt.probability("6", features)


def test_describe_gives_features_of_each_major() -> None:
    hits = [
        TopicHit("601", "UKT", "UKT", 1.0, True, -1, 0.0),
        TopicHit("6", "guru", "guru", 0.3, False, 0, 0.25),
        TopicHit("10", "jalan", "jalan", 0.3, False, 3, 0.75),
    ]
    book = Codebook(CONTENT, "test.toml")
    found = describe(hits, book.parents, 4, decision())
    assert set(found) == {"6", "10"}
    six = dict(zip(FEATURES, found["6"], strict=True))
    ten = dict(zip(FEATURES, found["10"], strict=True))
    assert six["share"] + ten["share"] == pytest.approx(1)
    assert (six["to_heaviest"], six["in_title"], ten["in_title"]) == (1.0, 1.0, 0.0)
    assert (six["paragraphs"], ten["paragraphs"]) == (0.25, 0.25)
    assert (six["first"], ten["first"]) == (0.0, 0.75)
    assert describe([], book.parents, 4, decision()) == {}
