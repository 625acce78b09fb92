"""What is one token in Indonesian news, and that no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.text.tokenize import TokenKind, spaced, tokenize


def tokens(text: str) -> list[str]:
    """The tokens of *text* but white space."""
    return [text[s:e] for s, e, kind in tokenize(text) if kind is not TokenKind.SPACE]


def kinds(text: str) -> list[TokenKind]:
    return [kind for _, _, kind in tokenize(text) if kind is not TokenKind.SPACE]


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("PAN-RB", id="acronym with hyphen"),
        pytest.param("berbelit-belit", id="reduplication"),
        pytest.param("undang-undangnya", id="reduplication with clitic"),
        pytest.param("Covid-19", id="name with number"),
        pytest.param("e-KTP", id="letter before hyphen"),
        pytest.param("di-PHK", id="prefix before acronym"),
        pytest.param("ke-75", id="ordinal"),
        pytest.param("1990-an", id="decade"),
        pytest.param("Jum'at", id="straight apostrophe"),
        pytest.param("Jum’at", id="curly apostrophe"),
        pytest.param("Ma'ruf", id="apostrophe in a name"),
        pytest.param("Al-Qur'an", id="hyphen and apostrophe"),
        pytest.param("1.250,50", id="decimal comma"),
        pytest.param("24/04", id="day and month"),
        pytest.param("2020-12-31", id="date with hyphens"),
        pytest.param("0812-3456-7890", id="telephone number"),
        pytest.param("34/PMK.011/2007", id="number of a decree"),
        pytest.param("LP/B/123/X/2023", id="number of a police report"),
        pytest.param("II/2007", id="term of a year"),
        pytest.param("KPK-Polri", id="two bodies"),
        pytest.param("5H2O", id="letters and digits mixed"),
        pytest.param("&nbsp;", id="HTML entity"),
        pytest.param("13/04/2020", id="date"),
        pytest.param("13.45", id="time of day"),
        pytest.param("kompas.com", id="address in lower case"),
        pytest.param("KOMPAS.com", id="address in mixed case"),
        pytest.param("Liputan6.com", id="address with a number"),
        pytest.param("republika.co.id", id="address of two parts"),
        pytest.param("https://sukamulya.id/berita?halaman=2", id="link"),
        pytest.param("redaksi@sukamulya.co.id", id="mail address"),
        pytest.param("@bawaslu_RI", id="handle"),
        pytest.param("#banjirSukamulya", id="hashtag"),
        pytest.param("S.H.", id="degree of single letters"),
        pytest.param("M.Si.", id="degree of unequal parts"),
        pytest.param("M.Pd.I", id="degree without last full stop"),
        pytest.param("Prof.", id="title"),
        pytest.param("Dr.", id="title of two letters"),
        pytest.param("No.", id="number sign"),
        pytest.param("PT.", id="company form"),
        pytest.param("a.n.", id="on behalf of"),
        pytest.param("...", id="three dots"),
        pytest.param("--", id="two dashes"),
        pytest.param("''", id="two single marks are one"),
        pytest.param("’’", id="two curly marks are one"),
    ],
)
def test_tokenize_keeps_whole(word: str) -> None:
    assert tokens(word) == [word]
    assert tokens(f"({word})") == ["(", word, ")"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rp 1.250,50", ["Rp", "1.250,50"], id="rupiah with a space"),
        pytest.param("13.45 WIB.", ["13.45", "WIB", "."], id="time zone ends a sentence"),
        pytest.param(
            "JAKARTA, KOMPAS.com - Ia",
            ["JAKARTA", ",", "KOMPAS.com", "-", "Ia"],
            id="dateline with a dash",
        ),
        pytest.param("KOMPAS.com— Ia", ["KOMPAS.com", "—", "Ia"], id="dateline, dash not spaced"),
        pytest.param(
            "Budi, S.H., M.Si., hadir",
            ["Budi", ",", "S.H.", ",", "M.Si.", ",", "hadir"],
            id="degrees behind a name",
        ),
        pytest.param("Prof. Dr. H. Budi", ["Prof.", "Dr.", "H.", "Budi"], id="titles before one"),
        pytest.param("No. 5 Tahun", ["No.", "5", "Tahun"], id="number of a law"),
        pytest.param("PT. Sari", ["PT.", "Sari"], id="company"),
        pytest.param("dan/atau", ["dan", "/", "atau"], id="slash between words"),
        pytest.param(
            "2019).Berdasarkan", ["2019", ")", ".", "Berdasarkan"], id="lost space after bracket"
        ),
        pytest.param("WIB.Ia", ["WIB", ".", "Ia"], id="lost space after acronym"),
        pytest.param("datang.Ia", ["datang", ".", "Ia"], id="lost space after word"),
        pytest.param("datang,kata", ["datang", ",", "kata"], id="lost space after comma"),
        pytest.param("M. Iqbal", ["M.", "Iqbal"], id="initial"),
        pytest.param("vitamin A. Ia", ["vitamin", "A.", "Ia"], id="lone capital reads as initial"),
        pytest.param("golongan A", ["golongan", "A"], id="lone capital at the end"),
        pytest.param("Rp1.250,50", ["Rp", "1.250,50"], id="rupiah written together"),
        pytest.param("Rp.5.000", ["Rp.", "5.000"], id="rupiah with a full stop"),
        pytest.param("US$5", ["US$", "5"], id="dollars"),
        pytest.param("50%", ["50", "%"], id="per cent"),
        pytest.param("2020-2024", ["2020", "-", "2024"], id="range of years"),
        pytest.param("5–10", ["5", "–", "10"], id="range with a dash"),
        pytest.param("9.100/9.105", ["9.100", "/", "9.105"], id="two rates"),
        pytest.param("Januari-September", ["Januari", "-", "September"], id="range of months"),
        pytest.param("RT 03/RW 05", ["RT", "03", "/", "RW", "05"], id="numbers of wards"),
        pytest.param("TNI/Polri", ["TNI", "/", "Polri"], id="two bodies with a slash"),
        pytest.param("Rp5.000,-", ["Rp", "5.000", ",", "-"], id="price with dash"),
        pytest.param("2.500.", ["2.500", "."], id="number at the sentence's end"),
        pytest.param("“Ya,” kata", ["“", "Ya", ",", "”", "kata"], id="curly marks"),
        pytest.param("'kata'", ["'", "kata", "'"], id="single marks"),
        pytest.param("‘Jum’at’", ["‘", "Jum’at", "’"], id="apostrophe inside single marks"),
        pytest.param("''ya''", ["''", "ya", "''"], id="doubled single marks"),
        pytest.param(
            "lihat https://sukamulya.id/a, lalu",
            ["lihat", "https://sukamulya.id/a", ",", "lalu"],
            id="comma behind a link",
        ),
        pytest.param(
            "di www.sukamulya.id.", ["di", "www.sukamulya.id", "."], id="full stop behind a link"
        ),
        pytest.param("siap😀 ya", ["siap", "😀", "ya"], id="emoji"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_tokenize_splits(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("warga", TokenKind.WORD, id="word"),
        pytest.param("PAN-RB", TokenKind.WORD, id="acronym"),
        pytest.param("@bawaslu_RI", TokenKind.WORD, id="handle"),
        pytest.param("kompas.com", TokenKind.WORD, id="address"),
        pytest.param("S.H.", TokenKind.WORD, id="degree"),
        pytest.param("13/04/2020", TokenKind.NUMBER, id="date"),
        pytest.param("34/PMK.011/2007", TokenKind.NUMBER, id="number of a decree"),
        pytest.param("&nbsp;", TokenKind.PUNCT, id="HTML entity"),
        pytest.param("”", TokenKind.MARK, id="curly mark"),
        pytest.param("‘’", TokenKind.MARK, id="pair of single marks"),
        pytest.param("—", TokenKind.PUNCT, id="dash"),
        pytest.param("👍", TokenKind.PUNCT, id="emoji"),
    ],
)
def test_tokenize_tells_kind(text: str, expected: TokenKind) -> None:
    assert kinds(text) == [expected]


def test_tokenize_marks_white_space_as_space() -> None:
    assert [kind for _, _, kind in tokenize("a \n\t\u00a0b")] == [
        TokenKind.WORD,
        TokenKind.SPACE,
        TokenKind.WORD,
    ]


_FRAGMENTS = st.sampled_from(
    ["Rp", "1.250", ",50", "PAN", "-", "RB", " ", "\n", "“", "”", "'", "’", ".", "..", "S", "H",
     "kompas", "com", "@", "_", "/", "😀", "e\u0301", "\x00", "\ud800", "http://", "www.", "#", "$"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_FRAGMENTS, max_size=20).map("".join)))
def test_tokenize_covers_any_string_without_gaps(text: str) -> None:
    found = list(tokenize(text))
    assert "".join(text[start:end] for start, end, _ in found) == text
    at = 0
    for start, end, _ in found:
        assert start == at
        assert end > start
        at = end
    assert at == len(text)


@given(st.lists(_FRAGMENTS, max_size=20).map("".join))
def test_tokenize_calls_space_what_is_space(text: str) -> None:
    for start, end, kind in tokenize(text):
        assert text[start:end].isspace() == (kind is TokenKind.SPACE)


@pytest.mark.parametrize("unit", ["a", "A.", "'", "-", "1.", "a-", "@", "Rp", "“", "http://a."])
def test_tokenize_is_quick_on_long_runs(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert sum(end - start for start, end, _ in tokenize(text)) == len(text)


def test_tokens_are_a_sequence_and_columns() -> None:
    found = tokenize("Rapat di Jakarta.")
    assert list(found) == [found[i] for i in range(len(found))]
    assert found[-1] == (16, 17, TokenKind.PUNCT)
    assert found[:2] == [(0, 5, TokenKind.WORD), (5, 6, TokenKind.SPACE)]
    assert (found.starts[0], found.ends[-1]) == (0, 17)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Z. Budi", ["Z.", "Budi"], id="a capital follows"),
        pytest.param("vitamin Z. baik", ["vitamin", "Z", ".", "baik"], id="none follows"),
        pytest.param("Z.\nBudi", ["Z", ".", "Budi"], id="a line break between"),
        pytest.param("Z.", ["Z", "."], id="the text ends"),
    ],
)
def test_tokenize_asks_what_follows_an_initial_each_time(text: str, expected: list[str]) -> None:
    for _ in range(2):  # the second time from memory
        assert tokens(text) == expected


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["H.", " ", "Budi", "M.Iqbal,", "\n"])).map("".join)
)
def test_words_are_what_stands_at_the_offsets(text: str) -> None:
    found = tokenize(text)
    assert found.words == [text[start:end] for start, end, _ in found]
    assert len(found.words) == len(found.kinds) == len(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("ada air", ["ada", "air"], id="a single space belongs to the word before"),
        pytest.param("ada  air", ["ada", " ", "air"], id="a second one is a token"),
        pytest.param("ada \n air", ["ada", "\n ", "air"], id="less the first space"),
        pytest.param("ada\n air", ["ada", "\n ", "air"], id="which begins with another"),
        pytest.param(" ada ", [" ", "ada"], id="nothing before the first"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_spaced_gives_the_tokens_of_spacy(text: str, words: list[str]) -> None:
    found, starts = spaced(tokenize(text))
    assert found == words
    assert [text[start : start + len(word)] for word, start in zip(words, starts, strict=True)] == (
        words
    )


def test_between_has_the_tokens_that_lie_there() -> None:
    text = "Ada air. Ia pulang."
    part = tokenize(text).between(4, 8)
    assert [text[start:end] for start, end, _ in part] == part.words == ["air", "."]
