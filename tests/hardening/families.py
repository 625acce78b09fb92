"""Texts and pages that nobody meant to be read, of any length: the families of `bench_linear`.

Each family is a function of a number of characters. What it makes depends on that number alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

__all__ = ["PAGES", "TEXTS", "Family"]

Family = Callable[[int], str]

_ARTICLE = """Wabup: Sumur baru selesai sebelum kemarau

SUKAMULYA, Kabar Kita - Kepala Dinas Kesehatan Kabupaten Jember, dr. Sari Wulandari, M.Kes., \
mengatakan stok obat cukup sampai akhir tahun.

“Warga tidak perlu cemas,” katanya, Senin (5/10/2026).

Wakil Bupati Jember Rudi Hartanta berharap Kemenkes menambah dokter. Menurut mantan Camat Ambulu \
itu, Kementerian Kesehatan sudah menyanggupinya.

"""

# one unit of each family, which is written again and again
_UNITS = {
    # news
    "articles": _ARTICLE,
    "articles without line breaks": " ".join(_ARTICLE.split()) + " ",
    "quotes": "“Kami siap,” kata Budi. ",
    "quotes of nobody": "“Air surut,” katanya. ",
    "indirect quotes": "Budi mengatakan bahwa jalan itu rusak. ",
    "clauses of one sentence": "Budi mengatakan bahwa ",
    "answers of an interview": "Budi: Jalan itu rusak.\n",
    "headlines": "Jalan Desa Rusak\n\n",
    "datelines": "JAKARTA, KOMPAS.com - ",
    "chrome": "Baca juga: Jalan Rusak\n\n",
    "lists": "1. Buka pintu\n",
    # quotation marks
    "opening marks": "“ ",
    "straight marks": '" ',
    "marks around words": "“air” ",
    "marks without spaces": "”’\"'",
    "double apostrophes": "''",
    "apostrophes": "'",
    "apostrophes in words": "jum'at ",
    "nested quotes": "“Ia bilang ‘“ya”’,” kata Budi. ",
    "quotes that never close": "“Air surut.\n\n",
    "quotes that close only": "Air surut.” kata Budi. ",
    # other marks
    "dashes": "-",
    "long dashes": "— ",
    "brackets": "(((",
    "brackets around names": "(Budi Santosa) ",
    "brackets around acronyms": "Komisi Air (KA) ",
    "full stops": ".",
    "full stops between spaces": ". ",
    "ellipses": "… ",
    "commas": ", ",
    "colons": "a: ",
    "semicolons": "a; ",
    "slashes": "a/",
    "bars": "a | ",
    # capitals and names
    "capitals": "A",
    "capitals between spaces": "A B ",
    "words of capitals": "WANASARI ",
    "capitalised words": "Budi ",
    "initials": "B. ",
    "initials without spaces": "B.",
    "acronyms": "KPK ",
    "names and degrees": "Budi Santosa, S.H., M.Si., ",
    "degrees": "S.H., M.H., ",
    "titles": "Prof. Dr. H. ",
    "names between commas": "Budi, ",
    "names with bin": "Budi bin ",
    "offices": "Kepala Dinas ",
    "former offices": "mantan Bupati ",
    "offices of places": "Ketua KPU Papua ",
    "institutions": "Kementerian Kesehatan ",
    "heads of institutions": "Kementerian ",
    "joined institutions": "Kementerian Dalam Negeri dan ",
    "last words of names": "Melati Foundation ",
    "places": "Kabupaten Jember ",
    "legal forms": "PT Bank Central Asia Tbk Tbk Tbk Tbk Tbk Tbk Tbk Tbk ",
    "shares": "BBCA, ",
    "joined by serta": "Nokia serta ",
    "heads in capitals": "Ketua Koperasi Mitra Arga ",
    "local agencies": "Dinas Kesehatan tutup. Kabupaten Jember. Kabupaten Banyuwangi. ",
    "companies": "PT Tirta Wanasari (Persero) ",
    # words of attribution
    "cues": "kata ",
    "cues and names": "kata Budi ",
    "cues with clitics": "katanya, ",
    "cues without end": "mengatakan ",
    "menurut": "menurut ",
    "menurut and names": "menurut Budi, ",
    "pronouns and clitics": "ia katanya ",
    "bahwa": "bahwa ",
    "passives": "dikatakan oleh ",
    # lines and spaces
    "one-word lines": "air\n",
    "one-word lines of capitals": "Air\n",
    "one-word paragraphs": "Air\n\n",
    "empty lines": "\n",
    "mixed line ends": "air\r\nair\rair\n\r\u2028\u0085",
    "tabs": "\t",
    "spaces": " ",
    "spaces of every kind": " \t\u00a0\u2009\u3000",
    # words
    "one word": "a",
    "hyphens": "air-",
    "reduplication": "air-air ",
    "prefixes": "memper",
    "suffixes": "kannya",
    "no spaces": "airsurut",
    "words of one letter": "a ",
    # numbers and addresses
    "digits": "9",
    "numbers": "1.234,5 ",
    "sums of money": "Rp 1.250,50 juta ",
    "dates": "Senin (3/2/2025), ",
    "dates without spaces": "3/2/2025/",
    "times": "13.45 WIB ",
    "addresses": "https://a.id/ ",
    "one long address": "https://a.id/?a=b&",
    "bare addresses": "www.",
    "dots in words": "a.id.",
    "mail": "a.b@",
    "accounts": "@a ",
    "hashtags": "#air ",
    # what scraping leaves
    "character references": "&quot;",
    "nested character references": "&amp;",
    "tags": "<div class='x'>",
    "tags that never close": "<p ",
    "JSON": '{"a": [',
    "mojibake": "â€œair",
    "mojibake of mojibake": "Ã¢â‚¬Å“",
    # Unicode
    "combining marks": "e\u0301",
    "one letter with marks": "\u0301",
    "emoji": "😀",
    "joined emoji": "👩\u200d👩\u200d👧\u200d",
    "flags": "🇮🇩",
    "zero width": "a\u200b\u200d\ufeff",
    "soft hyphens": "a\u00ad",
    "NUL": "\0",
    "controls": "\x01\x07\x1b[",
    "bidi": "\u202eair\u202c \u2067",
    "Arabic": "\u0645\u0631\u062d\u0628\u0627 ",
    "no spaces between words": "漢字",
    "halves of pairs": "\ud83d",
    "full width": "“ａｉｒ”",
}


def _again(unit: str) -> Family:
    return lambda n: (unit * (n // len(unit) + 1))[:n]


def _numbered(*units: str) -> Family:
    """Each unit with another made word in the place of ``{}``."""

    def make(n: int) -> str:
        parts: list[str] = []
        length = 0
        while length < n:
            part = units[len(parts) % len(units)].format(_word(len(parts)))
            parts.append(part)
            length += len(part)
        return "".join(parts)[:n]

    return make


def _word(number: int) -> str:
    """A capitalised word that no list knows, another one for each *number*."""
    syllables = ["ka", "lu", "mi", "no", "pe", "ra", "su", "ti", "wo", "ye"]
    return ("Z" + "".join(syllables[int(digit)] for digit in str(number))).capitalize()


def _mixed(n: int) -> str:
    """Units of all families, in an order that a generator with a fixed seed draws."""
    draw = random.Random(n)
    units = [unit for unit in _UNITS.values() if len(unit) < 40]
    parts: list[str] = []
    length = 0
    while length < n:
        parts.append(draw.choice(units))
        length += len(parts[-1])
    return "".join(parts)[:n]


def _pairs(n: int) -> str:
    """All pairs of so few people as the length allows."""
    few = int((n / 55) ** 0.5) + 1
    return "".join(
        f"Rudi {_word(i)} dan Sari {_word(j)} mengatakan air surut. "
        for i in range(few) for j in range(few)
    )[:n]  # fmt: skip


def _names_of_few_words(n: int) -> str:
    """Names of three words out of so few as the length allows."""
    few = int((n / 36) ** (1 / 3)) + 1
    words = [_word(k) for k in range(few)]
    return "".join(f"“Air,” kata Budi {a} {b} {c}. " for a in words for b in words for c in words)[
        :n
    ]


def _around(opening: str, closing: str, middle: str = "air") -> Family:
    """As many *opening* before as *closing* behind *middle*."""

    def make(n: int) -> str:
        depth = n // (len(opening) + len(closing))
        return opening * depth + middle + closing * depth

    return make


def _within(head: str, unit: str, tail: str) -> Family:
    again = _again(unit)
    return lambda n: head + again(n) + tail


TEXTS: Mapping[str, Family] = {
    **{name: _again(unit) for name, unit in _UNITS.items()},
    "other names each time": _numbered("“Air surut,” kata Rudi {}. "),
    "other speakers in one sentence": _numbered("kata Rudi {}, "),
    "other people without quotes": _numbered("Rudi {} datang. "),
    "other companies each time": _numbered("PT Melati {0} Tbk. Melati {0} untung. "),
    "other companies told by a noun": _numbered("maskapai Melati {} terbang. "),
    "other institutions each time": _numbered("Dinas {} tutup. "),
    "other acronyms each time": _numbered("Komisi {0} Air (K{0}A) tutup. "),
    "other offices each time": _numbered("Camat {0} Rudi {0} mengatakan air surut. "),
    "other quotes and pronouns": _numbered("Rudi {} pergi. ", "“Air {} surut,” katanya. "),
    "other people of one first name": _numbered("Rudi {} pergi. ", "“Air surut,” kata Rudi. "),
    "other holders of one office": _numbered("Camat {0} Rudi {0} pergi. ", "“Air,” ujar Camat. "),
    "others and those of before": _numbered("Rudi {} pergi. ", "“Air surut,” kata mereka. "),
    "others and both of them": _numbered("Rudi {} pergi. ", "“Air surut,” kata keduanya. "),
    "others and a teller": _numbered("Warga {} pergi. ", "“Air surut,” kata pria itu. "),
    "others and one without office": _numbered("“Air,” kata {}. ", "“Air,” ujar Camat. "),
    "other holders and who tells": _numbered("Camat {0} Rudi {0} datang. “Air,” kata pria itu. "),
    "other holders of like offices": _numbered(
        "Kepala Dinas Air {0} Rudi {0} datang. “Air,” ujar Kepala Dinas Air {0}a. "
    ),
    "other people called by a nickname": _numbered("Rudi {0} yang akrab disapa {0} datang. "),
    "other people by one nickname each": _numbered("Perempuan yang disapa {} datang. "),
    "other people misspelt": _numbered("Rudi {0} datang. “Air,” kata Rudy {0}. "),
    "other people by surname": _numbered("“Air,” kata Rudi {0}. “Air,” kata {0}. "),
    "other people behind who speaks": lambda n: (
        _again("“Air surut,” katanya. ")(n // 2) + _numbered("Rudi {} datang. ")(n // 2)
    ),
    "pairs of few": _pairs,
    "names of few words": _names_of_few_words,
    "heads of one office": _numbered("Kepala Dinas Kesehatan Jember Rudi {} datang. "),
    "directors of other firms": _numbered("Direktur PT Melati {0} Rudi {0} berkata air surut. "),
    "analysts of other firms": _numbered("analis Melati {0} Rudi {0} mengatakan air surut. "),
    "other precincts": _numbered("Polres {0} tutup. Kasat Reskrim Rudi {0} datang. "),
    "other companies and that one": _numbered(
        "PT Melati {} Tbk untung. “Air surut,” kata perusahaan itu. "
    ),
    "other campuses and that side": _numbered(
        "Universitas {} tutup. “Air surut,” kata pihak kampus. "
    ),
    "other bodies with brackets and places": _numbered(
        "Forum Sopir {0} (FS{0}) Wilayah Bali tutup. "
    ),
    "dated quotes of a president": _numbered("(1/2/2021) “Air {},” kata Presiden. "),
    "marks nested as deep as long": _around("“", "”"),
    "brackets nested as deep as long": _around("(", ")"),
    "one quote": _within("“", "air surut ", ",” kata Rudi."),
    "one quote of many sentences": _within("“", "Air surut. ", "” kata Rudi."),
    "one quote of many paragraphs": _within("“", "Air surut.\n\n“", "” kata Rudi."),
    "one legal form": _within("PT Bank Central Asia ", "Tbk ", "untung."),
    "one apposition": _within("Rudi, ", "warga desa ", ", mengatakan air surut."),
    "one bracket": _within("Rudi (", "warga desa ", ") mengatakan air surut."),
    "everything": _mixed,
}
"""Name -> a text of about so many characters."""


def _page(family: Family) -> Family:
    """The text in the paragraph of a page."""
    head = "<html><head><title>Air</title></head><body><article><p>"
    return lambda n: f"{head}{family(n)}</p></article></body></html>"


PAGES: Mapping[str, Family] = {
    "paragraphs": _page(_again("Air sungai surut sejak Senin pagi.</p>\n<p>")),
    "one paragraph": _page(_again("Air sungai surut sejak Senin pagi. ")),
    "lines": _page(_again("Air surut<br>")),
    "links": _page(_again("<a href='/air'>Air surut</a> ")),
    "list items": _page(_again("<li>Air surut</li>")),
    "table cells": _page(_again("<tr><td>Air surut</td></tr>")),
    "pictures": _page(_again("<img src='a.png' alt='air'>")),
    "blocks that never close": _page(_again("<div>air ")),
    "spans that never close": _page(_again("<span>air ")),
    "bold that never closes": _page(_again("<b>air ")),
    "lists that never close": _page(_again("<ul><li>air ")),
    "tables that never close": _page(_again("<table><tr><td>air ")),
    "quotes that never close": _page(_again("<blockquote>air ")),
    "tags that never end": _page(_again("<p ")),
    "closing tags": _page(_again("</div>")),
    "blocks nested as deep as long": _page(_around("<div>", "</div>")),
    "attributes": lambda n: "<p " + "".join(f"a{k}='b' " for k in range(n // 10)) + ">air</p>",
    "one attribute": lambda n: f"<p class='{'a ' * (n // 2)}'>Air surut.</p>",
    "comments": _page(_again("<!-- air -->")),
    "comments that never end": _page(_again("<!-- air ")),
    "scripts": _page(_again("<script>air()</script>")),
    "one script": lambda n: _page(_again("Air surut. "))(100) + f"<script>{'a();' * (n // 4)}",
    "styles": _page(_again("<style>a{}</style>")),
    "words in italics": _page(_again("<em>Air surut</em> ")),
    "figures": _page(_again("<figure>Air surut</figure> ")),
    "asides": _page(_again("<aside>Air surut</aside> ")),
    "headings": _page(_again("<h2>Air surut</h2>")),
    "meta": lambda n: "<head>" + "<meta name='author' content='Budi'>" * (n // 35) + "<p>air",
    "one JSON-LD": lambda n: (
        '<script type="application/ld+json">' + '{"author": [' * (n // 12) + "</script><p>air"
    ),
    "one title": lambda n: f"<title>{'Air - ' * (n // 6)}</title><p>Air surut.</p>",
    "dates": _page(_again("<time>2025-11-03</time> ")),
    "character references": _page(_again("&quot;")),
    "numbers of characters": _page(_again("&#8220;")),
    "entities that are none": _page(_again("&a")),
    "declarations": _again("<!ENTITY a 'b'>"),
    "CDATA": _page(_again("<![CDATA[air]]>")),
    "instructions": _page(_again("<?air ")),
    "less than": _page(_again("<")),
    "more than": _page(_again(">")),
    "one word": _page(_again("a")),
    "spaces": _page(_again(" ")),
    "empty lines": _page(_again("\n")),
    "dashes": _page(_again("— ")),
    "NUL": _page(_again("\0")),
    "combining marks": _page(_again("e\u0301")),
    "no tags": _again("Air surut. "),
    "comment form": _page(_again("<div class='comment'><p>Air surut.</p></div>")),
}
"""Name -> an HTML page of about so many characters."""
