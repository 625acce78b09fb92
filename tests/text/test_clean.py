"""Repairs of scraped text, and the way back to the original's offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.text.clean import CleanText, clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("â€œKami siap,â€\x9d kata Budi", "“Kami siap,” kata Budi", id="curly marks"),
        pytest.param("â€œKami siap,â€ kata Budi", "“Kami siap,” kata Budi", id="cut closing mark"),
        pytest.param("Jumâ€™at", "Jum’at", id="apostrophe"),
        pytest.param("â€˜Yaâ€™", "‘Ya’", id="single marks"),
        pytest.param("JAKARTA â€“ Ia", "JAKARTA – Ia", id="dash"),
        pytest.param("laluâ€¦", "lalu…", id="ellipsis"),
        pytest.param("CafÃ© di SÃ£o Paulo", "Café di São Paulo", id="accents"),
        pytest.param("ðŸ˜€ halo", "😀 halo", id="emoji"),
    ],
)
def test_clean_mends_mojibake(text: str, expected: str) -> None:
    assert clean(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("&quot;Kami&quot; kata dia", '"Kami" kata dia', id="quot"),
        pytest.param("kata&nbsp;Budi", "kata\u00a0Budi", id="nbsp"),
        pytest.param("&#8220;Kami&#8221;", "“Kami”", id="decimal"),
        pytest.param("&#x201c;Kami&#x201D;", "“Kami”", id="hexadecimal"),
        pytest.param("&ldquo;Kami&rdquo;", "“Kami”", id="named marks"),
        pytest.param("Ali &amp; Budi", "Ali & Budi", id="amp"),
        pytest.param("Jum&#39;at", "Jum'at", id="apostrophe"),
        pytest.param("AT&T; R&D dan B&B", "AT&T; R&D dan B&B", id="ampersands that are none"),
        pytest.param("nilai &notanentity; ini", "nilai &notanentity; ini", id="unknown name"),
    ],
)
def test_clean_resolves_character_references(text: str, expected: str) -> None:
    assert clean(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rene\u0301 Cafe\u0301", "René Café", id="combining marks"),
        pytest.param("ber\u200bita ko\u00adta", "berita kota", id="zero width and soft hyphen"),
        pytest.param("\ufeffJakarta", "Jakarta", id="byte order mark"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates"),
        pytest.param("a\x00b\x07c", "abc", id="control characters"),
        pytest.param("\u202aBudi\u202c", "Budi", id="directional marks"),
        pytest.param("\u200b", "", id="nothing left"),
    ],
)
def test_clean_takes_out_what_cannot_be_seen(text: str, expected: str) -> None:
    assert clean(text).text == expected


@pytest.mark.parametrize(
    "text", ["a\tb", "a\nb", "a\r\nb", "a\u2028b", "a\u00a0b", "😀", "é", "नमस्ते"]
)
def test_clean_keeps_line_ends_spaces_and_other_scripts(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('"Kami siap," kata Budi.', id="ASCII"),
        pytest.param("“Kami siap,” kata Budi — René.\n\nJum’at 😀", id="typographic"),
        pytest.param("Ali & Budi", id="bare ampersand"),
        pytest.param("Ôm Ángel", id="accents that only look suspect"),
    ],
)
def test_clean_returns_the_same_string_where_nothing_is_wrong(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned == CleanText(text)
    assert cleaned.to_original(0, len(text)) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "words", "original"),
    [
        pytest.param("&quot;Kami siap,&quot; kata", "Kami siap", "Kami siap", id="between"),
        pytest.param("&quot;Kami&quot; kata", '"Kami"', "&quot;Kami&quot;", id="with references"),
        pytest.param("Pak Jumâ€™at pergi", "Jum’at", "Jumâ€™at", id="mojibake inside"),
        pytest.param("ber\u200bita baru", "berita", "ber\u200bita", id="zero width inside"),
        pytest.param("lalu \u200bberita\u200b baru", "berita", "berita", id="zero width around"),
        pytest.param("Rene\u0301 pergi", "René", "Rene\u0301", id="combining mark"),
        pytest.param("\ufeffJakarta", "Jakarta", "Jakarta", id="byte order mark before"),
        pytest.param("a &quot;\u200bb", '"', "&quot;", id="removed behind a repaired one"),
    ],
)
def test_to_original_cuts_the_very_words(text: str, words: str, original: str) -> None:
    cleaned = clean(text)
    start = cleaned.text.index(words)
    low, high = cleaned.to_original(start, start + len(words))
    assert text[low:high] == original


@pytest.mark.parametrize("words", ["Kami siap", "kata", "Budi"])
def test_from_original_leads_back(words: str) -> None:
    text = "&quot;Kami siap,&quot; \u200bkata Jumâ€™at Budi"
    cleaned = clean(text)
    start = text.index(words)
    low, high = cleaned.from_original(start, start + len(words))
    assert cleaned.text[low:high] == words


_DIRT = st.sampled_from(
    ["&quot;", "&nbsp;", "&#8220;", "â€œ", "â€\x9d", "â€™", "Ã©", "e\u0301", "\u200b", "\ufeff",
     "\x00", "\ud800", "&", ";", "&amp;", "\u00ad", "Kami", " ", "\n", "“", "é", "😀", "&;", "&#x;"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_DIRT, max_size=20).map("".join))


@given(_TEXTS)
def test_clean_spans_map_into_the_original_in_order(text: str) -> None:
    cleaned = clean(text)
    before = (0, 0)
    for at in range(len(cleaned.text)):
        start, end = cleaned.to_original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= before[0]
        assert end >= before[1]
        before = (start, end)


@given(_TEXTS, st.data())
def test_clean_longer_spans_hold_their_parts(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    if not cleaned.text:
        return
    i = data.draw(st.integers(0, len(cleaned.text) - 1))
    j = data.draw(st.integers(i + 1, len(cleaned.text)))
    start, end = cleaned.to_original(i, j)
    assert start == cleaned.to_original(i, i + 1)[0]
    assert end == cleaned.to_original(j - 1, j)[1]


@given(_TEXTS)
def test_clean_leaves_nothing_that_breaks_utf8(text: str) -> None:
    cleaned = clean(text).text
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned


@given(
    st.text(
        alphabet=st.characters(codec="ascii", exclude_categories=["Cc"], exclude_characters="&")
    )
)
def test_clean_never_touches_plain_text(text: str) -> None:
    assert clean(text).text is text
