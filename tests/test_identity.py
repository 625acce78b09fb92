"""Who is one person over several articles, on what evidence, and who stays two."""

from __future__ import annotations

import csv
import datetime as dt
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis
from beritanlp.errors import ResultError
from beritanlp.identity import REVIEW_COLUMNS
from beritanlp.identity.grouping import compare_name, is_shorter_form
from beritanlp.identity.offices import Office, Strength, read_office, relate
from made_results import Said, made_analysis

DAY = dt.date(2025, 11, 1)
LATER = dt.date(2026, 6, 1)
Named = tuple[str, str | None, str | None, str | None]


def article(id: str, *named: Named, on: dt.date | None = DAY) -> Analysis:
    said = [Said(f"ucapan {n}", *person) for n, person in enumerate(named)]
    return made_analysis(id, said, published=on)


def corpus_of(*people: Named | tuple[Named, dt.date | None]) -> Corpus:
    """A corpus in which each person speaks in an article of its own, on `DAY` if none is given."""
    articles = []
    for n, entry in enumerate(people):
        person, day = entry if isinstance(entry[0], tuple) else (entry, DAY)
        articles.append(article(f"a{n}", person, on=day))  # type: ignore[arg-type]
    return Corpus.from_results(articles)


def groups(corpus: Corpus) -> set[frozenset[str]]:
    """The articles of each person, by the last character of their ids."""
    people = corpus.people()
    return {
        frozenset(id_[1:] for id_ in rows["article_id"]) for _, rows in people.groupby("person_id")
    }


def are_one(*people: Named | tuple[Named, dt.date | None]) -> bool:
    return len(groups(corpus_of(*people))) == 1


RUDI = ("Rudi Hartanta", None, None, None)
CHIEF = ("Rudi Hartanta", "Kepala Desa Sukamulya", None, None)
ACTOR = ("Rudi Hartanta", "aktor", None, None)


# --------------------------------------------------------------------------- one person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same office, however it is written
        (("Rudi Hartanta", "Kapolri", "Polri", "polri"),
         ("Jenderal Rudi Hartanta, S.I.K.", "Kepala Kepolisian RI", None, "polri")),
        (("Rudi Hartanta", "Gubernur Jateng", None, None),
         ("rudi hartanta", "Gubernur Jawa Tengah", None, None)),
        (("Rudi Hartanta", "Kabid Humas", "Dinas Sosial Jember", None),
         ("Rudi Hartanta", "Kepala Bidang Humas", "Dinas Sosial Jember", None)),
        (("Rudi Hartanta", "Plt Bupati Jember", None, None),
         ("Rudi Hartanta", "Bupati Kabupaten Jember", None, None)),
        (("Rudi Hartanta", "Presiden AS", None, None),
         ("Rudi Hartanta", "Presiden Amerika Serikat", None, None)),
        # the same institution
        (("Rudi Hartanta", "juru bicara", "KPK", "kpk"),
         ("Rudi Hartanta", "Wakil Ketua", "Komisi Pemberantasan Korupsi", "kpk")),
        (("Rudi Hartanta", "Direktur", "PT HPM", None),
         ("Rudi Hartanta", "Direktur Penjualan", "PT Harapan Pangan Makmur", None)),
        # one of them in short
        (("Rudi Hartanta", "Gubernur", None, None),
         ("Rudi Hartanta", "Gubernur Jawa Tengah", None, None)),
        (("Rudi Hartanta", "Analis", "Asia Tradepoint Maju", None),
         ("Rudi Hartanta", "analis", "Asia Trade Point Maju", None)),
        # offices that go together
        (("Rudi Hartanta", "Ketua Umum", "Partai Golkar", "golkar"),
         ("Rudi Hartanta", "Wakil Ketua", "DPR", "dpr")),
        # the name alone, in the news of a month
        (RUDI, RUDI),
        (RUDI, CHIEF),
        # shorter forms in one post
        (("Rudi Hartanta Wijaya", "Kabid Humas", "Polda Bali", "polda-bali"),
         ("Rudi", "Kabid Humas", "Polda Bali", "polda-bali")),
        (("Muhammad Rudi Hartanta", "Bupati Jember", None, None),
         ("M. Rudi Hartanta", "Bupati Jember", None, None)),
        # one word, with office and institution
        (("Hartanta", "Ketua", "KPU", "kpu"), ("Hartanta", "Ketua", "KPU RI", "kpu")),
        (("Hartanta", "Kapolsek Sukamulya", "Polsek Sukamulya", None),
         ("Hartanta", "Kapolsek Sukamulya", "Polsek Sukamulya", None)),
    ],
)  # fmt: skip
def test_one_person(one: Named, other: Named) -> None:
    assert are_one(one, other)


def test_offices_that_the_table_gives_to_one_person_are_one() -> None:
    """A public figure who leads a party and a ministry, as the table of holders has it."""
    minister = ("Bahlil Lahadalia", "Menteri ESDM", None, "kemen-esdm")
    leader = ("Bahlil Lahadalia", "Ketua Umum", "Partai Golkar", "golkar")
    corpus = corpus_of(minister, (leader, LATER))
    assert len(groups(corpus)) == 1
    assert "table of office holders" in corpus.people()["evidence"][0]


def test_holder_found_in_the_registry_is_the_one_named_elsewhere() -> None:
    """The registry gives the full name; articles write a shorter one."""
    registry = ("Muhammad Tito Karnavian", "Kapolri", None, "polri")
    assert are_one(registry, (("Tito Karnavian", "Kapolri", "Polri", "polri"), LATER))


def test_shorter_name_of_another_year_may_be_a_successors() -> None:
    long = ("Rudi Hartanta", "Kabid Humas", "Polda Bali", "polda-bali")
    short = ("Rudi", "Kabid Humas", "Polda Bali", "polda-bali")
    assert are_one(long, (short, LATER))
    assert are_one(long, (short, None))
    assert not are_one(long, (short, DAY + dt.timedelta(days=400)))


def test_nickname_of_the_table_is_the_full_name() -> None:
    assert compare_name("Zulhas") == compare_name("Zulkifli Hasan") == "zulkifli hasan"
    assert compare_name("Rudi 'Acong' Hartanta") == "rudi hartanta"


def test_police_officer_may_move_on_but_not_be_in_two_places() -> None:
    first = ("Rudi Hartanta", "Kapolres Jember", "Polres Jember", "kepolisian-resor:35.09")
    then = ("Rudi Hartanta", "Kapolres Malang", "Polres Malang", "kepolisian-resor:35.07")
    assert are_one(first, (then, LATER))
    assert not are_one(first, then)
    assert not are_one(first, (then, None))


# --------------------------------------------------------------------------- two persons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ACTOR, CHIEF),
        (("Rudi Hartanta", "warga", None, None), CHIEF),
        (("Rudi Hartanta", "Bupati Jember", None, None),
         ("Rudi Hartanta", "Bupati Malang", None, None)),
        (("Rudi Hartanta", "Kepala", "Dinas Kesehatan", "dinas-kesehatan:35.09"),
         ("Rudi Hartanta", "Kepala", "Dinas Kesehatan", "dinas-kesehatan:33.01")),
        (("Rudi Hartanta", "Direktur Utama", "PT Padi Emas", None),
         ("Rudi Hartanta", "Direktur Utama", "CV Laut Biru Sentosa", None)),
        (("Rudi Hartanta", "Ketua", "KPU", "kpu"), ("Sari Hartanta", "Ketua", "KPU", "kpu")),
        # one word says too little
        (("Rudi", None, None, None), ("Rudi", None, None, None)),
        (("Rudi", "Ketua", None, None), ("Rudi", "Ketua", None, None)),
        (("Rudi", "Ketua", "KPU", "kpu"), ("Rudi", "Anggota", "KPU", "kpu")),
        (("Rudi", "Ketua", "KPU", "kpu"), ("Rudi", None, None, None)),
        # one of many members
        (("Rudi", "Anggota", "DPR", "dpr"), ("Rudi Hartanta", "Anggota", "DPR", "dpr")),
        # spelt otherwise
        (("Rudi Hartanta", "Ketua", "KPU", "kpu"), ("Rudy Hartanto", "Ketua", "KPU", "kpu")),
    ],
)  # fmt: skip
def test_two_persons(one: Named, other: Named) -> None:
    assert not are_one(one, other)


def test_name_of_two_words_alone_is_one_person_for_a_month_at_most() -> None:
    assert are_one(RUDI, (RUDI, DAY + dt.timedelta(days=30)))
    assert not are_one(RUDI, (RUDI, DAY + dt.timedelta(days=31)))
    assert not are_one((RUDI, None), (RUDI, None))


def test_name_of_common_given_names_alone_is_one_person_for_a_story() -> None:
    common = ("Budi Agus", None, None, None)
    assert are_one(common, (common, DAY + dt.timedelta(days=3)))
    assert not are_one(common, (common, DAY + dt.timedelta(days=4)))


def test_long_name_is_one_persons_unless_made_of_given_names_alone() -> None:
    long = ("Rudi Hartanta Wirasakti", None, None, None)
    common = ("Muhammad Rizki Budi", None, None, None)
    assert are_one((long, None), (long, LATER))
    assert not are_one((common, None), (common, LATER))


def test_name_alone_joins_nobody_where_two_bear_it() -> None:
    """The village head and the actor stay two, whom the bare name would tie together."""
    assert groups(corpus_of(CHIEF, ACTOR, RUDI)) == {
        frozenset("0"), frozenset("1"), frozenset("2"),
    }  # fmt: skip


def test_union_stops_where_two_of_it_are_apart() -> None:
    """The one in the middle shares an institution with one and a role with the other."""
    jember = ("Rudi Hartanta", "Camat Ambulu Jember", "Forum Padi", None)
    middle = ("Rudi Hartanta", "penasihat", "Forum Padi", None)
    malang = ("Rudi Hartanta", "penasihat", "Forum Padi Malang", None)
    found = groups(corpus_of(jember, middle, malang))
    assert frozenset("01") in found
    assert frozenset("012") not in found


def test_two_speakers_of_one_article_are_not_joined_by_a_short_name() -> None:
    long = ("Rudi Hartanta", "Kabid Humas", "Polda Bali", "polda-bali")
    short = ("Rudi", "Kabid Humas", "Polda Bali", "polda-bali")
    people = Corpus.from_results([article("a", long, short)]).people()
    assert people["person_id"].nunique() == 2


def test_short_name_of_either_of_two_is_nobodys() -> None:
    post = ("Kabid Humas", "Polda Bali", "polda-bali")
    corpus = corpus_of(("Rudi Hartanta", *post), ("Rudi Wijaya", *post), ("Rudi", *post))
    assert len(groups(corpus)) == 3


@pytest.mark.parametrize(
    ("short", "long", "is_short"),
    [
        ("rudi", "rudi hartanta", True),
        ("r hartanta", "rudi hartanta", True),
        ("rudi wijaya", "rudi hartanta wijaya", True),
        ("rudi hartanta", "rudi hartanta", False),
        ("hartanta rudi", "rudi hartanta", False),
        ("ru hartanta", "rudi hartanta", False),
    ],
)
def test_shorter_forms(short: str, long: str, is_short: bool) -> None:
    assert is_shorter_form(short, long) is is_short


def test_offices_relate_alike_in_both_directions() -> None:
    offices = [
        read_office(role, body, id_)
        for _, role, body, id_ in (
            CHIEF, ACTOR, RUDI, ("", "Kapolri", None, "polri"), ("", "Gubernur", None, None),
            ("", "Gubernur Jateng", None, None), ("", "Ketua", "Partai Golkar", "golkar"),
            ("", "Menteri ESDM", None, "kemen-esdm"),
        )
    ]  # fmt: skip
    for one in offices:
        for other in offices:
            there = relate(one, other, ((DAY, DAY), None))
            assert there == relate(other, one, (None, (DAY, DAY)))
    assert Office().tells_nothing
    assert relate(offices[1], offices[0], (None, None)).strength is Strength.APART


# --------------------------------------------------------------------------- the table


def test_people_are_the_persons_of_all_articles() -> None:
    corpus = corpus_of(CHIEF, ("Dr. H. Rudi Hartanta, M.Si.", None, None, None))
    people = corpus.people()
    assert list(people) == [
        "article_id", "speaker_id", "person_id", "person", "evidence", "office", "institution_id",
    ]  # fmt: skip
    assert people["article_id"].to_list() == ["a0", "a1"]
    assert people["evidence"].to_list() == ["", "same name within 30 days"]
    assert people["office"].to_list() == ["Kepala Desa Sukamulya", ""]
    assert people["person_id"][0].startswith("p-rudi-hartanta-")
    joined = corpus.sql("SELECT person, count(*) AS n FROM quotes JOIN people "
                        "USING (article_id, speaker_id) GROUP BY person")  # fmt: skip
    assert joined["n"].to_list() == [2]
    person = people["person_id"][0]
    assert len(corpus.filter(speaker=person)) == 2
    assert Corpus.from_results([]).people().empty


NAMES = [CHIEF, ACTOR, RUDI, ("Rudi", "Ketua", "KPU", "kpu"), ("Sari Wulandari", None, None, None)]


@settings(max_examples=30)  # each makes two corpora
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([DAY, LATER, None])), max_size=8),
       st.randoms(use_true_random=False))  # fmt: skip
def test_persons_do_not_depend_on_the_order_of_articles(
    people: list[tuple[Named, dt.date | None]], chance: object
) -> None:
    number = count()
    articles = [article(f"a{next(number)}", name, on=day) for name, day in people]
    shuffled = articles.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    columns = ["article_id", "person_id", "evidence"]
    one = Corpus.from_results(articles).people()[columns].sort_values("article_id")
    other = Corpus.from_results(shuffled).people()[columns].sort_values("article_id")
    assert one.to_numpy().tolist() == other.to_numpy().tolist()
    assert len(one) == len(articles)


def test_person_id_stays_when_others_come() -> None:
    before = corpus_of(CHIEF, RUDI).people()
    after = corpus_of(CHIEF, RUDI, ACTOR, ("Sari Wulandari", None, None, None)).people()
    assert after["person_id"][0] == before["person_id"][0]


# --------------------------------------------------------------------------- review


@pytest.fixture
def review(tmp_path: Path) -> tuple[Corpus, Path]:
    corpus = corpus_of(CHIEF, CHIEF, ACTOR, ("=Rudi()", "+1", "-2", None))
    path = tmp_path / "people.csv"
    assert corpus.write_people(path) == 3
    return corpus, path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, REVIEW_COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_review_has_a_row_a_name_and_office(review: tuple[Corpus, Path]) -> None:
    corpus, path = review
    rows = rows_of(path)
    assert tuple(rows[0]) == REVIEW_COLUMNS == tuple(corpus.people_table())
    first, odd = rows[0], next(row for row in rows if "1" in row["role"])
    assert (first["role"], first["articles"], first["quotes"]) == (
        "Kepala Desa Sukamulya",
        "2",
        "2",
    )
    assert (first["first_day"], first["last_day"]) == ("2025-11-01", "2025-11-01")
    assert first["evidence"] == "same name and office"
    assert first["other_person"] == "Rudi Hartanta"
    assert first["why_apart"] == "roles of different kinds"
    assert first["decision"] == ""
    assert (odd["name"], odd["role"], odd["affiliation"]) == ("'=Rudi()", "'+1", "'-2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_decision_joins_rows_to_a_person(review: tuple[Corpus, Path], delimiter: str) -> None:
    corpus, path = review
    rows = rows_of(path)
    chief = rows[0]["person_id"]
    for row in rows[1:]:
        row["decision"] = chief
    write_rows(path, rows, delimiter)
    assert corpus.read_people(path) == 2
    people = corpus.people()
    assert set(people["person_id"]) == {chief}
    assert people["evidence"].to_list() == ["same name and office"] * 2 + ["decided"] * 2
    assert corpus.count_speakers(by="person")["quotes"].to_list() == [4]
    assert corpus.sql("SELECT DISTINCT person_id FROM people").shape == (1, 1)


def test_decision_splits_a_row_off(review: tuple[Corpus, Path]) -> None:
    corpus, path = review
    whole = corpus.filter(ids=["a0", "a2"])
    assert whole.people()["person_id"].nunique() == 2
    rows = rows_of(path)
    for row in rows:
        if row["name"] == "Rudi Hartanta":
            row["decision"] = "Rudi dari Sukamulya"
    write_rows(path, rows)
    assert whole.read_people(path) == 2
    people = corpus.people()
    assert people["person"].to_list()[:3] == ["Rudi dari Sukamulya"] * 3
    assert people["person_id"].nunique() == 2
    assert people["person_id"][0].startswith("p-rudi-dari-sukamulya-")
    again = corpus_of(CHIEF, CHIEF, ACTOR, ("=Rudi()", "+1", "-2", None))
    again.read_people(path)
    assert again.people()["person_id"].to_list() == people["person_id"].to_list()


def test_file_without_decisions_undoes_them(review: tuple[Corpus, Path], tmp_path: Path) -> None:
    corpus, path = review
    rows = rows_of(path)
    before = corpus.people()["person_id"].to_list()
    write_rows(tmp_path / "decided.csv", [{**rows[0], "decision": "Orang lain"}])
    assert corpus.read_people(tmp_path / "decided.csv") == 1
    assert corpus.people()["person_id"].to_list() != before
    assert corpus.read_people(path) == 0
    assert corpus.people()["person_id"].to_list() == before


def test_bad_review_names_file_and_line(review: tuple[Corpus, Path], tmp_path: Path) -> None:
    corpus, path = review
    rows = rows_of(path)
    write_rows(path, [rows[0], {**rows[1], "decision": "p-nobody-000000"}])
    with pytest.raises(ResultError, match=r"people\.csv:3: decision 'p-nobody-000000' is no"):
        corpus.read_people(path)
    write_rows(path, [{**rows[0], "role": "raja", "decision": "x"}])
    with pytest.raises(ResultError, match=r"people\.csv:2: no such person here: .*raja"):
        corpus.read_people(path)
    path.write_text("person_id,name\n")
    with pytest.raises(ResultError, match=r"people\.csv:1: no column affiliation, decision"):
        corpus.read_people(path)
    with pytest.raises(ResultError, match=r"nowhere\.csv: cannot be read \(No such file"):
        corpus.read_people(tmp_path / "nowhere.csv")
    path.write_bytes("person_id,é\n".encode("cp1252"))
    with pytest.raises(ResultError, match="not UTF-8"):
        corpus.read_people(path)
