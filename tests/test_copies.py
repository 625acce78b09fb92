"""Copies among articles: who is one story with whom, and where it comes from."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp import Analysis, Article, SettingsError
from beritanlp.copies import credited_agency, find_copies
from beritanlp.copies.candidates import candidate_pairs
from beritanlp.copies.matching import are_copies, shared_words
from beritanlp.copies.origin import Evidence, choose_origin, credited_source, source_name
from beritanlp.copies.shingles import SAMPLE_SHARE, Fingerprinter
from beritanlp.copies.store import FingerprintStore, Stored
from beritanlp.copies.stories import group_stories

DAY = dt.date(2026, 3, 2)
SYLLABLES = ("ba", "ri", "ta", "su", "ka", "mu", "lya", "de", "wi", "han", "tor", "pel")


def sentences(seed: int, count: int = 24) -> list[str]:
    """Sentences of ten invented words; those of two seeds have nothing in common."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=3))

    return [" ".join(word() for _ in range(10)).capitalize() + "." for _ in range(count)]


def page(parts: list[str], title: str = "Jembatan Sukamulya Dibuka Lagi") -> str:
    """A page with a headline and paragraphs of three sentences."""
    paragraphs = [" ".join(parts[n : n + 3]) for n in range(0, len(parts), 3)]
    return "\n\n".join([title, *paragraphs])


def article(id: str, parts: list[str], **fields: object) -> Article:
    return replace(Article(id=id, text=page(parts)), **fields)  # type: ignore[arg-type]


def rows(articles: list[Article], threshold: float = 0.85) -> dict[str, dict[str, object]]:
    frame = find_copies(articles, threshold).set_index("article_id")
    return {str(id): dict(row) for id, row in frame.iterrows()}


def stories(articles: list[Article]) -> dict[str, str]:
    return {id: str(row["story_id"]) for id, row in rows(articles).items()}


def partition(articles: list[Article]) -> set[frozenset[str]]:
    frame = find_copies(articles)
    return {frozenset(group) for _, group in frame.groupby("story_id")["article_id"]}


# -- what is a copy --------------------------------------------------------------------------------


def test_copy_in_another_outlet_is_exact_whatever_stands_around_the_body() -> None:
    parts = sentences(1)
    copied = page(parts[:12], "Warga Sukamulya Bisa Menyeberang")
    copied = copied.replace("\n\n", "\n\nSUKAMULYA, KABARKITA.com - ", 1)
    copied += "\n\nBaca juga: Sungai Meluap di Sukakata\n\n" + "\n\n".join(
        " ".join(parts[n : n + 3]) for n in range(12, 24, 3)
    )
    copied += "\n\nPenulis: Sari Dewi"
    found = rows([article("a", parts), Article(id="b", text=copied)])
    assert found["b"]["story_id"] == "a"
    assert found["b"]["copy_kind"] == "exact"
    assert found["b"]["similarity"] == 1.0
    assert found["b"]["n_copies"] == 2


def test_changed_words_make_a_near_copy() -> None:
    parts = sentences(2)
    changed = [part.replace(part.split()[5], "berubah") for part in parts]
    row = rows([article("a", parts), article("b", changed[:6] + parts[6:])])["b"]
    assert row["copy_kind"] == "near"
    assert row["similarity"] == pytest.approx(1 - 6 / 240)


@pytest.mark.parametrize("kept", [12, 16, 19])
def test_cut_copy_is_a_part(kept: int) -> None:
    parts = sentences(3)
    found = rows([article("a", parts), article("b", parts[:kept])])
    assert found["b"]["story_id"] == "a"
    assert found["b"]["copy_kind"] == "part"
    assert found["b"]["similarity"] == 1.0


def test_similarity_is_the_share_of_the_articles_own_words() -> None:
    parts = sentences(4)
    cut = article("a", parts[:18], published=DAY)
    whole = article("b", parts, published=DAY + dt.timedelta(days=1))
    row = rows([cut, whole])["b"]
    assert row["story_id"] == "a"
    assert row["copy_kind"] == "part"
    assert row["similarity"] == pytest.approx(18 / 24)


def test_article_without_copies_is_its_own_story() -> None:
    row = rows([article("a", sentences(5)), article("b", sentences(6))])["b"]
    assert row["story_id"] == "b"
    assert row["copy_kind"] == "original"
    assert row["n_copies"] == 1
    assert pd.isna(row["origin_by"])


QUAKE = """
Gempa bumi bermagnitudo {} mengguncang {} pada {} pukul {} WIB. Pusat gempa berada di laut pada {}
Lintang Selatan dan {} Bujur Timur dengan kedalaman {} kilometer, demikian keterangan badan itu.
Gempa ini tidak berpotensi tsunami. Getaran dirasakan warga selama beberapa detik. Hingga kini belum
ada laporan kerusakan bangunan. Warga diminta tetap tenang, tidak terpengaruh isu yang tidak dapat
dipertanggungjawabkan kebenarannya, menghindari bangunan yang retak, serta memeriksa kembali tempat
tinggal sebelum masuk ke dalam rumah. Petugas terus memantau keadaan dan akan menyampaikan
perkembangan kepada masyarakat melalui saluran resmi yang tersedia.
""".replace("\n", " ")


def test_reports_of_one_template_are_no_copies() -> None:
    first = QUAKE.format("5,1", "Sukamulya", "Senin (2/3/2026)", "13.45", "7,25", "106,91", "12")
    other = QUAKE.format("4,8", "Sukakata", "Jumat (6/3/2026)", "04.10", "8,14", "110,02", "35")
    again = first.replace("Warga diminta tetap tenang", "Warga diminta tenang")
    found = stories(
        [Article(id=id, text=t) for id, t in (("a", first), ("b", other), ("c", again))]
    )
    assert found == {"a": "a", "b": "b", "c": "a"}


def test_one_long_quotation_in_common_makes_no_copy() -> None:
    quoted = sentences(7, 10)
    one, other = sentences(8, 14), sentences(9, 14)
    found = stories([article("a", one[:7] + quoted + one[7:]), article("b", other + quoted)])
    assert found == {"a": "a", "b": "b"}


@pytest.mark.parametrize("taken", [10, 12, 16])
def test_follow_up_that_ends_with_the_earlier_article_is_no_copy(taken: int) -> None:
    earlier, lead = sentences(10), sentences(11)
    found = stories([article("a", earlier), article("b", lead[: 24 - taken] + earlier[:taken])])
    assert found == {"a": "a", "b": "b"}


def test_follow_up_that_ends_with_the_whole_of_an_earlier_article_is_no_copy() -> None:
    """Its text is that of a copy which lacks the end, but for where it stands in the longer one."""
    earlier, lead = sentences(28, 12), sentences(29, 10)
    assert stories([article("a", earlier), article("b", lead + earlier)]) == {"a": "a", "b": "b"}
    assert stories([article("a", earlier), article("b", earlier + lead)]) == {"a": "b", "b": "b"}


def test_follow_up_around_the_whole_of_a_flash_is_no_copy() -> None:
    flash = sentences(12, 8)
    found = stories([article("a", flash), article("b", flash[:4] + sentences(13, 20) + flash[4:])])
    assert found == {"a": "a", "b": "b"}


@pytest.mark.parametrize(("count", "story"), [(8, "b"), (16, "a")])
def test_few_words_changed_make_another_report_of_a_short_notice(count: int, story: str) -> None:
    parts = sentences(14, count)
    changed = [part.replace(part.split()[5], "lain") for part in parts[:-2]] + parts[-2:]
    assert stories([article("a", parts), article("b", changed)])["b"] == story


def test_same_stub_makes_no_story() -> None:
    stub = "Berita ini hanya untuk pelanggan."
    assert stories([Article(id=id, text=stub) for id in "ab"]) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("text", ["", " \n", "Sukamulya", "\ud800", "\x00" * 50, "“" * 300])
def test_article_without_words_stands_alone(text: str) -> None:
    found = stories([Article(id="a", text=text), Article(id="b", text=text)])
    assert found == {"a": "a", "b": "b"}


# -- stories ---------------------------------------------------------------------------------------


def test_article_made_of_two_does_not_tie_them_together() -> None:
    """A and C are each like B, which is longer, and not like each other."""
    shared, rest = sentences(15, 18), sentences(16, 6)
    early, late = shared + rest[:3], rest[3:] + shared[9:]
    found = partition(
        [
            article("a", early, published=DAY),
            article("b", rest[3:] + shared + rest[:3], published=DAY + dt.timedelta(days=1)),
            article("c", late, published=DAY + dt.timedelta(days=2)),
        ]
    )
    assert found == {frozenset("ab"), frozenset("c")}


def test_what_is_not_like_the_origin_makes_stories_of_its_own() -> None:
    alike = {(0, 1), (0, 2), (0, 3), (2, 3)}

    def are_alike(one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) in alike

    found = list(group_stories(sorted(alike), are_alike, lambda story: 1 if 1 in story else 2))
    assert found == [[0, 1], [2, 3]]


def test_story_of_more_copies_than_are_paired_is_one() -> None:
    parts = sentences(17)
    chance = random.Random(17)
    copies = []
    for n in range(120):
        words = " ".join(parts).split()
        for place in chance.sample(range(len(words)), 4):
            words[place] = f"kata{n}"
        copies.append(Article(id=f"c{n}", text=" ".join(words)))
    assert len(set(stories(copies).values())) == 1


def test_formula_that_all_articles_have_does_not_hide_a_story() -> None:
    formula = sentences(18, 4)
    others = [article(f"o{n}", sentences(100 + n, 20) + formula) for n in range(60)]
    parts = sentences(19, 20) + formula
    found = partition([*others, article("a", parts), article("b", parts[:20])])
    assert frozenset("ab") in found
    assert len(found) == 61


def test_threshold_says_how_much_of_the_shorter_must_be_in_the_longer() -> None:
    parts, others = sentences(20, 30), sentences(21, 30)
    pair = [article("a", parts), article("b", parts[:24] + others[:6])]
    assert rows(pair, threshold=0.85)["b"]["story_id"] == "b"
    assert rows(pair, threshold=0.75)["b"]["story_id"] == "a"


@pytest.mark.parametrize("threshold", [0, -1, 1.01, float("nan")])
def test_threshold_out_of_bounds_is_an_error(threshold: float) -> None:
    with pytest.raises(SettingsError, match=r"threshold .* is not above 0 and at most 1"):
        find_copies([], threshold)


# -- the frame -------------------------------------------------------------------------------------


def test_frame_has_its_columns_and_types_even_if_empty() -> None:
    for frame in (find_copies([]), find_copies(iter([article("a", sentences(22))]))):
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
            "article_id": "string",
            "story_id": "string",
            "copy_kind": "string",
            "similarity": "float64",
            "n_copies": "Int64",
            "origin_by": "string",
        }


def test_analyses_give_what_their_articles_give(analyze: Callable[..., Analysis]) -> None:
    parts = sentences(23)
    texts = {"a": page(parts), "b": page(parts[:15]), "c": page(sentences(24))}
    analyses = [analyze(text, id) for id, text in texts.items()]
    pd.testing.assert_frame_equal(find_copies(analyses), find_copies([a.article for a in analyses]))


def test_import_loads_no_pandas() -> None:
    code = "import sys, json, beritanlp.copies; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert {"pandas", "pyarrow", "spacy", "sklearn"} & set(json.loads(done.stdout)) == set()


# -- properties ------------------------------------------------------------------------------------

# an article is made of one of four texts: whole, cut, with words changed, or in part another
EDITS = st.tuples(st.integers(0, 3), st.sampled_from(["whole", "cut", "words", "mixed"]))
COLLECTIONS = st.lists(EDITS, min_size=1, max_size=8)


def made(edits: list[tuple[int, str]]) -> list[Article]:
    """Articles with dates of their own, so that no two tie as origins."""
    found = []
    for n, (text, edit) in enumerate(edits):
        parts = sentences(200 + text)
        if edit == "cut":
            parts = parts[: 14 + n]
        elif edit == "words":
            parts = [part.replace(part.split()[3], f"kata{n}") for part in parts]
        elif edit == "mixed":
            parts = parts[:12] + sentences(201 + text)[12:]
        found.append(article(f"m{n}", parts, published=DAY + dt.timedelta(days=n)))
    return found


@settings(max_examples=60)
@given(COLLECTIONS, st.randoms(use_true_random=False))
def test_order_of_the_input_makes_no_difference(
    edits: list[tuple[int, str]], chance: random.Random
) -> None:
    articles = made(edits)
    shuffled = list(articles)
    chance.shuffle(shuffled)
    one = find_copies(articles).sort_values("article_id", ignore_index=True)
    other = find_copies(shuffled).sort_values("article_id", ignore_index=True)
    pd.testing.assert_frame_equal(one, other)


@settings(max_examples=40)
@given(COLLECTIONS, st.integers(0, 8))
def test_unrelated_article_changes_nothing(edits: list[tuple[int, str]], place: int) -> None:
    articles = made(edits)
    stranger = article("stranger", sentences(999, 40))
    frame = find_copies([*articles[:place], stranger, *articles[place:]])
    rest = frame[frame["article_id"] != "stranger"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest, find_copies(articles))


@settings(max_examples=60)
@given(COLLECTIONS)
def test_every_article_has_one_row_and_every_story_an_origin(edits: list[tuple[int, str]]) -> None:
    articles = made(edits)
    frame = find_copies(articles)
    assert frame["article_id"].tolist() == [one.id for one in articles]
    origins = frame.set_index("article_id").loc[frame["story_id"]]
    assert (origins["story_id"].array == frame["story_id"].array).all()
    assert (origins["copy_kind"] == "original").all()
    assert frame["similarity"].between(0, 1).all()
    sizes = frame.groupby("story_id")["article_id"].transform("size")
    assert (frame["n_copies"] == sizes).all()
    assert (frame["origin_by"].isna() == (sizes == 1)).all()


# -- origins ---------------------------------------------------------------------------------------


def evidence(**fields: object) -> Evidence:
    empty = Evidence(outlet=None, credit=None, dateline=None, published=None)
    return replace(empty, **fields)  # type: ignore[arg-type]


LATER = DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("story", "lengths", "expected"),
    [
        pytest.param(
            [
                evidence(outlet="kabar.com", credit="ANTARA", published=DAY),
                evidence(outlet="ANTARA", credit="ANTARA", published=LATER),
            ],
            [300, 200],
            (1, "credit"),
            id="the agency that others credit, even if later",
        ),
        pytest.param(
            [evidence(outlet="kabar.com", credit="ANTARA"), evidence(outlet="suara.com")],
            [200, 300],
            (1, "order"),
            id="an agency that has no article here tells nothing",
        ),
        pytest.param(
            [evidence(outlet="ANTARA", credit="ANTARA"), evidence(outlet="suara.com")],
            [200, 300],
            (1, "order"),
            id="an agency that only credits itself tells nothing",
        ),
        pytest.param(
            [
                evidence(outlet="suara.com", dateline="kabar.com", published=DAY),
                evidence(outlet="kabar.com", dateline="kabar.com", published=LATER),
            ],
            [200, 200],
            (1, "dateline"),
            id="the outlet that others name in their datelines",
        ),
        pytest.param(
            [evidence(credit="ANTARA"), evidence(dateline="ANTARA", credit="ANTARA")],
            [300, 200],
            (1, "credit"),
            id="where no outlet is known, its dateline's",
        ),
        pytest.param(
            [evidence(published=LATER), evidence(published=DAY), evidence()],
            [300, 200, 400],
            (1, "published"),
            id="the earliest",
        ),
        pytest.param(
            [evidence(published=DAY), evidence(published=DAY), evidence(published=LATER)],
            [200, 300, 400],
            (1, "published"),
            id="of the earliest the one with most text",
        ),
        pytest.param(
            [evidence(published=DAY), evidence()], [200, 300], (1, "order"), id="one date is none"
        ),
        pytest.param([evidence(), evidence()], [200, 200], (0, "order"), id="the first"),
    ],
)
def test_choose_origin(
    story: list[Evidence], lengths: list[int], expected: tuple[int, str]
) -> None:
    assert choose_origin(story, lengths) == expected


def test_agency_is_the_origin_of_what_others_took_over_before_it_was_collected() -> None:
    parts = sentences(25)
    taken = page([*parts[:23], parts[23] + " (Ant/Sari)"])
    wire = page(parts).replace("\n\n", "\n\nSukamulya (ANTARA) - ", 1)
    found = rows(
        [
            Article(id="copy", text=taken, outlet="kabarkita.com", published=DAY),
            Article(id="wire", text=wire, url="https://www.antaranews.com/1", published=LATER),
        ]
    )
    assert found["copy"]["story_id"] == "wire"
    assert found["copy"]["origin_by"] == "credit"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Sukamulya (ANTARA) - Jembatan itu dibuka.", "ANTARA"),
        ("Shenzhen (ANTARA/Business Wire) – Pabrik itu dibuka.", "ANTARA"),
        ("PARIS, AFP - Jembatan itu dibuka.", "AFP"),
        ("Jembatan itu dibuka, kata Sari. (Ant)", "ANTARA"),
        ("Jembatan itu dibuka, kata Sari. (Sari/ant)", "ANTARA"),
        ("Jembatan itu dibuka, kata Sari. (Reuters/Tono)\nEditor: Sari", "Reuters"),
        ("Jembatan itu dibuka, kata Sari. SUKA/Ant", "ANTARA"),
        ("Jembatan itu dibuka.\n\nSumber: Antara", "ANTARA"),
        ("Jembatan itu dibuka. Copyright © ANTARA 2026", "ANTARA"),
        ("Jembatan itu dibuka, seperti dilansir kantor berita Xinhua, Senin.", "Xinhua"),
        ("Dikutip dari Reuters, jembatan itu dibuka.", "Reuters"),
        ("Jembatan itu dibuka. (ANTARA FOTO/Tono)", None),
        ("Jembatan itu dibuka. (ANTARA/HO-Pemkab)", None),
        ("Jembatan antara dua desa itu dibuka, dikutip antara lain oleh Sari.", None),
        ("Wartawan Reuters hadir saat jembatan itu dibuka.", None),
        ("", None),
    ],
)
def test_credited_agency(text: str, agency: str | None) -> None:
    assert credited_agency(Article(id="a", text=text)) == agency


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Jembatan itu dibuka.\n\nArtikel ini bersumber dari Wartapers.", "wartapers"),
        ("Jembatan itu dibuka. Artikel ini telah tayang di Kabarkita.com dengan", "kabarkita.com"),
        ("Melansir laman Kabar Kita, jembatan itu dibuka.", "kabar kita"),
        ("Dikutip dari Reuters, jembatan itu dibuka, melansir Kabar Kita.", "Reuters"),
        ("Dana itu bersumber dari pusat, kata Sari.", None),
        ("", None),
    ],
)
def test_credited_source(text: str, source: str | None) -> None:
    assert credited_source(Article(id="a", text=text)) == source


def test_outlet_that_no_list_knows_is_the_origin_of_what_credits_it() -> None:
    parts = sentences(26)
    copy = page([*parts, "Artikel ini bersumber dari Wartapers."])
    found = rows(
        [
            Article(id="copy", text=copy, outlet="kabarkita.com", published=DAY),
            Article(id="wire", text=page(parts), outlet="Wartapers", published=DAY),
        ]
    )
    assert found["copy"]["story_id"] == "wire"
    assert found["copy"]["origin_by"] == "credit"


@pytest.mark.parametrize(
    ("outlet", "url", "name"),
    [
        ("www.antaranews.com", None, "ANTARA"),
        (None, "https://sukamulya.antaranews.com/berita/1", "ANTARA"),
        ("LKBN Antara", None, "ANTARA"),
        ("Kabarkita.com", None, "kabarkita.com"),
        ("bukanantaranews.com", None, "bukanantaranews.com"),
        (" ", "no address", None),
        (None, None, None),
    ],
)
def test_source_name(outlet: str | None, url: str | None, name: str | None) -> None:
    assert source_name(outlet, url) == name


# -- parts -----------------------------------------------------------------------------------------


def test_hashes_are_the_same_in_every_process() -> None:
    print_ = Fingerprinter().read("Warga Sukamulya menyeberang jembatan baru itu kemarin.")
    assert print_.shingles.tolist() == [2468206294, 870439049, 1954104377]
    assert print_.digest == 11178703438300091334


def test_case_marks_and_spaces_make_no_difference_to_shingles() -> None:
    reader = Fingerprinter()
    one = reader.read("Ia berkata: “Kami siap, Sari &amp; Tono.”")
    other = reader.read("ia BERKATA  kami\nsiap sari & tono")
    np.testing.assert_array_equal(one.shingles, other.shingles)
    assert one.digest == other.digest


def test_sample_is_an_eighth_of_a_long_text_and_more_of_a_short_one() -> None:
    reader = Fingerprinter()
    long = reader.read(" ".join(sentences(26, 800)))
    assert len(long.sample) == pytest.approx(SAMPLE_SHARE * len(long.shingles), rel=0.15)
    short = reader.read(" ".join(sentences(27, 6)))
    assert len(short.sample) == 24
    assert set(short.sample) <= set(short.shingles)


def test_store_gives_back_what_it_took() -> None:
    reader = Fingerprinter()
    texts = [
        "Rudi Santoso membeli 12.500 dan 13,75 di Sukamulya pada 2 Maret 2026.",
        "",
        "Satu dua",
    ]
    prints = [reader.read(text) for text in texts]
    with FingerprintStore() as store:
        for print_ in prints:
            store.add(print_)
        for n in (2, 0, 1):
            expected = Stored(prints[n].shingles, prints[n].numbers, prints[n].names)
            for got, wanted in zip(store.read(n), expected, strict=True):
                np.testing.assert_array_equal(got, wanted)
        assert store.lengths().tolist() == [len(print_.shingles) for print_ in prints]
        assert len(store) == 3


def test_shared_words_counts_runs_and_not_single_words() -> None:
    reader = Fingerprinter()
    one = reader.read("satu dua tiga empat lima enam tujuh delapan").shingles
    other = reader.read("satu dua tiga empat lima BARU tujuh delapan").shingles
    assert shared_words(one, other).tolist() == [True] * 5 + [False] * 3


def test_numbers_of_the_shorter_must_stand_in_the_longer() -> None:
    words = np.arange(200, dtype=np.uint32)
    names = np.zeros(0, np.uint32)
    one = Stored(words, np.arange(10, dtype=np.uint32), names)
    other = Stored(words, np.arange(5, 15, dtype=np.uint32), names)
    most = Stored(words, np.arange(4, 14, dtype=np.uint32), names)
    assert not are_copies(one, other, 0.85)
    assert are_copies(one, most, 0.85)


def test_candidates_of_a_frequent_shingle_are_few() -> None:
    hashes = np.full(500, 7, np.uint32)
    pairs = candidate_pairs(hashes, np.arange(500, dtype=np.int32), np.full(500, 8), 0.85)
    assert len(pairs) < 4 * 500
    assert (pairs[:, 0] < pairs[:, 1]).all()
