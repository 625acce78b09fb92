"""Quotation marks of every shape, lost ones, nested ones, and apostrophes that are none."""

from __future__ import annotations

import pytest

from beritanlp.text.marks import Quotation
from beritanlp.text.page import Page, read_page


def quoted(page: Page) -> list[str]:
    return [page.slice(q.first, q.last + 1) for q in page.quotations]


def lonely(page: Page) -> list[str]:
    return [page.words[i] for i in page.lonely_marks]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        pytest.param("“", "”", id="curly"),
        pytest.param('"', '"', id="straight"),
        pytest.param("”", "”", id="closing mark on both sides"),
        pytest.param("“", '"', id="curly then straight"),
        pytest.param('"', "”", id="straight then curly"),
        pytest.param("''", "''", id="two straight singles"),
        pytest.param("’’", "’’", id="two closing singles"),
        pytest.param("‘‘", "’’", id="two curly singles"),
        pytest.param("‘’", "‘’", id="open and close singles as one mark"),
        pytest.param("‘’", "’’", id="mixed pairs of singles"),
        pytest.param("``", "''", id="TeX"),
        pytest.param(",,", "''", id="two commas"),
        pytest.param("„", "“", id="low and high"),
        pytest.param("«", "»", id="guillemets"),
    ],
)
def test_pair_marks_of_every_double_shape(opening: str, closing: str) -> None:
    page = read_page(f"{opening}Kami siap membantu,{closing} kata Budi. Ia lalu pulang.")
    assert quoted(page) == ["Kami siap membantu,"]
    assert not page.quotations[0].single
    assert lonely(page) == []


@pytest.mark.parametrize(
    ("opening", "closing"), [("‘", "’"), ("'", "'")], ids=["curly", "straight"]
)
def test_pair_marks_single_marks_are_told_apart(opening: str, closing: str) -> None:
    page = read_page(f"{opening}Kami siap membantu,{closing} kata Budi. Ia lalu pulang.")
    assert quoted(page) == ["Kami siap membantu,"]
    assert page.quotations[0].single


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ia berkata:“Siap.”Lalu pergi.", ["Siap."], id="no spaces outside"),
        pytest.param('Ia berkata,"Siap."Lalu pergi.', ["Siap."], id="straight, no spaces outside"),
        pytest.param("“ Kami siap, ” kata Budi.", ["Kami siap,"], id="spaces inside"),
        pytest.param("(“Halo,” katanya)", ["Halo,"], id="in brackets"),
        pytest.param("“A b c,” kata Sari, “d e f.”", ["A b c,", "d e f."], id="cue in the middle"),
        pytest.param("“Satu”“Dua”", ["Satu", "Dua"], id="side by side"),
        pytest.param(
            "”A b c,” kata Budi. ”D e f,” ujar Sari.", ["A b c,", "D e f,"], id="” twice each"
        ),
        pytest.param("“Kami siap” .", ["Kami siap"], id="space before the full stop"),
    ],
)
def test_pair_marks_whatever_the_spacing(text: str, expected: list[str]) -> None:
    assert quoted(read_page(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        pytest.param("“Kami siap, kata Budi.", [], ["“"], id="closing lost"),
        pytest.param("Kami siap,” kata Budi.", [], ["”"], id="opening lost"),
        pytest.param(
            "“Kami siap, kata Budi. “Besok mulai,” ujar Sari.",
            ["Besok mulai,"],
            ["“"],
            id="closing lost before a whole quotation",
        ),
        pytest.param(
            "“Satu,” kata Ani. Dua,” kata Budi. “Tiga,” kata Citra.",
            ["Satu,", "Tiga,"],
            ["”"],
            id="opening lost between whole quotations",
        ),
        pytest.param(
            "“Kami siap.\n\nBudi mengatakan jalan rusak.\n\n“Kami pulang,” kata Sari.",
            ["Kami pulang,"],
            ["“"],
            id="closing lost two paragraphs before",
        ),
        pytest.param('Layar 17" dan 21" dijual.', [], ['"', '"'], id="inches"),
    ],
)
def test_pair_marks_leaves_an_unpaired_mark_out(
    text: str, expected: list[str], left: list[str]
) -> None:
    page = read_page(text)
    assert quoted(page) == expected
    assert lonely(page) == left


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“Dia bilang “siap” kepada saya,” kata Budi.", id="curly in curly"),
        pytest.param('"Dia bilang "siap" kepada saya," kata Budi.', id="straight in straight"),
        pytest.param('“Dia bilang "siap" kepada saya,” kata Budi.', id="straight in curly"),
        pytest.param("“Dia bilang ‘siap’ kepada saya,” kata Budi.", id="single in double"),
        pytest.param("“Dia bilang 'siap' kepada saya,” kata Budi.", id="straight single in double"),
    ],
)
def test_pair_marks_nested_marks_belong_to_the_outer_quotation(text: str) -> None:
    page = read_page(text)
    assert len(page.quotations) == 1
    inside = quoted(page)[0]
    assert inside.startswith("Dia bilang")
    assert inside.endswith("kepada saya,")


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("”", "”")])
def test_pair_marks_speech_reopened_at_each_paragraph_continues(opening: str, closing: str) -> None:
    page = read_page(
        f"{opening}Alinea satu cukup panjang.\n\n{opening}Alinea dua juga panjang.\n\n"
        f"{opening}Alinea tiga selesai,{closing} kata Budi."
    )
    assert quoted(page) == [
        "Alinea satu cukup panjang.",
        "Alinea dua juga panjang.",
        "Alinea tiga selesai,",
    ]
    assert [q.continues for q in page.quotations] == [False, True, True]
    assert [q.closing is None for q in page.quotations] == [True, True, False]


def test_pair_marks_one_pair_over_several_paragraphs_is_one_quotation() -> None:
    page = read_page("“Alinea satu cukup panjang.\n\nAlinea dua selesai,” kata Budi.")
    assert quoted(page) == ["Alinea satu cukup panjang.\n\nAlinea dua selesai,"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Jum'at lalu Ma'ruf dan Mu'ti membaca Al-Qur'an.", id="straight"),
        pytest.param("Jum’at lalu Ma’ruf dan Mu’ti membaca Al-Qur’an.", id="curly"),
        pytest.param("Angkatan '98 dan '65 berkumpul lagi.", id="years"),
        pytest.param("Lebarnya 5'' dan tingginya 6'' saja.", id="inches as singles"),
    ],
)
def test_pair_marks_apostrophes_are_no_quotation(text: str) -> None:
    assert quoted(read_page(text)) == []


def test_pair_marks_apostrophe_inside_single_marks_does_not_close_them() -> None:
    page = read_page("'Siapa bilang Jum'at libur?' kata Budi.")
    assert quoted(page) == ["Siapa bilang Jum'at libur?"]


def test_pair_marks_two_titles_in_single_marks_stay_two() -> None:
    page = read_page("Buku 'Laut Biru' dan 'Laut Merah' terbit.")
    assert quoted(page) == ["Laut Biru", "Laut Merah"]


@pytest.mark.parametrize("text", ['""', '" "', "“”", "''''", '"" kosong ""'])
def test_pair_marks_nothing_between_is_no_quotation(text: str) -> None:
    assert read_page(text).quotations == []


def test_quotation_at_covers_words_and_marks() -> None:
    page = read_page("Kata Budi, “Kami siap.” Ia pulang.")
    covered = [word for word, n in zip(page.words, page.quotation_at, strict=True) if n == 0]
    assert covered == ["“", "Kami", "siap", ".", "”"]


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "’", "''", "‘’", "«"])
def test_pair_marks_long_runs_of_marks_are_read(mark: str) -> None:
    page = read_page(f"{mark} " * 20_000)
    assert all(isinstance(q, Quotation) and q.first <= q.last for q in page.quotations)


# words, opening mark, closing mark, whether single, whether the paragraph re-opens the speech
PAIRED = [
    ("“A b,” kata Rudi, “c d.”", [("A b,", 0, 4, 0, 0), ("c d.", 8, 12, 0, 0)], []),
    ("“A “b c” d,” kata Rudi.", [("A “b c” d,", 0, 8, 0, 0)], []),
    ('"A "b c" d," kata Rudi.', [('A "b c" d,', 0, 8, 0, 0)], []),
    ("”A ”b c” d,” kata Rudi.", [("A ”b c” d,", 0, 8, 0, 0)], []),
    ("“A b, kata Rudi. “C d,” kata Sari.", [("C d,", 7, 11, 0, 0)], [0]),
    ("“A “b c d,” kata Rudi.", [("b c d,", 2, 7, 0, 0)], [0]),
    ("“A “b” “c” d,” kata Rudi.", [("b", 2, 4, 0, 0), ("c", 5, 7, 0, 0)], [0, 10]),
    ("A b,” kata Rudi.", [], [3]),
    ("“A b", [], [0]),
    ("“” “A b”", [("A b", 2, 5, 0, 0)], []),
    ("``A b”, kata Rudi. “C d.”", [("C d.", 8, 12, 0, 0)], [0, 3]),
    ("A » b « c d »", [("c d", 3, 6, 0, 0)], [1]),
    ("Rudi (“A b”) dan “c”.", [("A b", 2, 5, 0, 0), ("c", 8, 10, 0, 0)], []),
    ("A-“b”-c “d e”", [("b", 2, 4, 0, 0), ("d e", 7, 10, 0, 0)], []),
    ("“A ‘b c’ d,” kata Rudi.", [("A ‘b c’ d,", 0, 8, 0, 0)], []),
    ("‘A “b c” d’", [("A “b c” d", 0, 7, 1, 0), ("b c", 2, 5, 0, 0)], []),
    ("‘A’ ‘b c’", [("A", 0, 2, 1, 0), ("b c", 3, 6, 1, 0)], []),
    ("‘A b.¶C d,’ kata Rudi.", [], []),
    ("“A b.¶C d,” kata Rudi.", [("A b.¶C d,", 0, 7, 0, 0)], []),
    (
        "“A b.¶“C d.¶“E f,” kata Rudi.",
        [("A b.", 0, None, 0, 0), ("C d.", 4, None, 0, 1), ("E f,", 8, 12, 0, 1)],
        [],
    ),
    ('"A b.¶"C d," kata Rudi.', [("A b.", 0, None, 0, 0), ("C d,", 4, 8, 0, 1)], []),
    ("“A b,”¶“C d,” kata Rudi.", [("A b,", 0, 4, 0, 0), ("C d,", 5, 9, 0, 0)], []),
    ("“A b.¶“", [("A b.", 0, None, 0, 0)], [4]),
    ("“A b.¶Ia lalu “c d” pergi.", [("c d", 6, 9, 0, 0)], [0]),
    ("“A “b c”.¶” D e”", [("b c", 2, 5, 0, 0), ("D e", 7, 10, 0, 0)], [0]),
    # an opening mark is kept for three paragraphs, then it was lost
    ("“A b.¶C.¶E.¶G h,” kata Rudi.", [("A b.¶C.¶E.¶G h,", 0, 11, 0, 0)], []),
    ("“A b.¶C.¶E.¶G.¶I j,” kata Rudi.", [], [0, 13]),
]


@pytest.mark.parametrize(("text", "pairs", "alone"), PAIRED, ids=[text for text, _, _ in PAIRED])
def test_pair_marks_says_which_marks_are_a_pair(
    text: str, pairs: list[tuple[str, int, int | None, int, int]], alone: list[int]
) -> None:
    page = read_page(text.replace("¶", "\n\n"))
    found = [
        (page.slice(q.first, q.last + 1).replace("\n\n", "¶"), q.opening, q.closing, q.single,
         q.continues)
        for q in page.quotations
    ]  # fmt: skip
    assert found == pairs
    assert page.lonely_marks == alone


@pytest.mark.parametrize(("words", "paired"), [(299, True), (300, False), (301, False)])
def test_pair_marks_further_apart_than_any_quotation_are_no_pair(words: int, paired: bool) -> None:
    page = read_page(f"“{'kata ' * (words - 1)}itu” sekali.")
    assert bool(page.quotations) is paired
    assert len(page.lonely_marks) == 2 * (not paired)
