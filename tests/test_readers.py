from __future__ import annotations

import codecs
import csv
import datetime as dt
import gzip
import io
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from beritanlp.codec import write_parquet
from beritanlp.domain import Article, Failure
from beritanlp.errors import ArticleError
from beritanlp.readers import articles as articles_module
from beritanlp.readers import content_id, parse_date, read_articles
from beritanlp.readers import records as records_module
from beritanlp.readers.encoding import decode_bytes, decode_html
from beritanlp.readers.html import read_html
from beritanlp.text.dates import guess_date_order

TEXT = "LEMBAYUNG – “Kami siap,” kata Camat Lembayung Sari Wulandari.\r\nWarga setuju – semua."
OTHER = "Bupati Rangga Wiratama mengatakan bahwa jembatan dibuka pekan depan."
RECORD = {
    "id": "fiksi-1",
    "text": TEXT,
    "title": "Pasar Dibuka",
    "date": "2021-05-03",
    "source": "Harian Fiksi",
    "url": "https://fiksi.example/1",
}
ARTICLE = Article(
    id="fiksi-1",
    text=TEXT,
    title="Pasar Dibuka",
    published=dt.date(2021, 5, 3),
    outlet="Harian Fiksi",
    url="https://fiksi.example/1",
)


def read(source: Path | str, **options: Any) -> list[Article | Failure]:
    return list(read_articles(source, **options))


def read_or_fail(path: Path) -> list[Article | Failure]:
    """Like `read`, with a Failure for the ArticleError of a file that cannot be used."""
    try:
        return read(path)
    except ArticleError as error:
        return [Failure(article_id=path.name, stage="", error="ArticleError", message=str(error))]


def texts(results: list[Article | Failure]) -> list[str]:
    return [r.text if isinstance(r, Article) else r.message for r in results]


def csv_bytes(rows: list[list[str]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def parquet_bytes(columns: dict[str, list[Any]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


FILES: dict[str, bytes] = {
    "news.jsonl": json.dumps(RECORD, ensure_ascii=False).encode() + b"\n",
    "news.ndjson": json.dumps(RECORD).encode(),
    "news.json": json.dumps([RECORD], indent=2).encode(),
    "news.csv": csv_bytes([list(RECORD), list(RECORD.values())]),
    "news.tsv": csv_bytes([list(RECORD), list(RECORD.values())], "\t"),
    "news.parquet": parquet_bytes({key: [value] for key, value in RECORD.items()}),
}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
}


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize("name", FILES)
def test_read_articles_reads_every_format(tmp_path: Path, name: str, packed: str) -> None:
    path = tmp_path / (name + packed)
    path.write_bytes(PACKERS[packed](FILES[name]))
    assert read(path) == [ARTICLE]


@pytest.mark.parametrize("packed", PACKERS)
def test_read_articles_reads_text_unchanged(tmp_path: Path, packed: str) -> None:
    path = tmp_path / f"pasar.v2.txt{packed}"
    path.write_bytes(PACKERS[packed](TEXT.encode()))
    assert read(path) == [Article(id="pasar.v2", text=TEXT)]


def test_read_articles_reads_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.TXT", ".hidden.txt", ".git/c.txt", "notes.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "news.jsonl").write_bytes(FILES["news.jsonl"])
    assert [r.id for r in read(tmp_path) if isinstance(r, Article)] == [
        "a/y",
        "a/z",
        "b",
        "fiksi-1",
    ]


def test_read_articles_goes_on_behind_a_bad_file_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "b.csv").write_bytes(csv_bytes([["nama", "umur"], ["Sari", "40"]]))
    (tmp_path / "c.jsonl.gz").write_bytes(b"not gzip")
    (tmp_path / "d.txt").write_text(OTHER)
    assert read(tmp_path) == [
        Failure(
            article_id="a.txt",
            stage="read",
            error="ArticleError",
            message="a.txt: an image, not text",
        ),
        Failure(
            article_id="b.csv",
            stage="read",
            error="ArticleError",
            message="b.csv: no column for the article text; columns are nama, umur; "
            "name it with text_column=...",
        ),
        Failure(
            article_id="c.jsonl.gz",
            stage="read",
            error="ArticleError",
            message="c.jsonl.gz: cannot be read (Not a gzipped file (b'no'))",
        ),
        Article(id="d", text=OTHER),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.docx", b"x", r"x\.docx: unknown kind of file; known are \.txt, \.html"),
        ("x.txt", b"abc\x00\x01\x02def", r"x\.txt: not text: it holds NUL bytes"),
        ("x.txt", b"%PDF-1.7 abc", r"x\.txt: a PDF file, not text"),
        ("x.txt", bytes(range(1, 32)) * 9, r"x\.txt: not text: \d+ of its bytes are control"),
        ("x.csv", b"", r"x\.csv: empty; the first line must name the columns"),
        ("x.csv", b"PK\x03\x04\x00", r"x\.csv: a ZIP archive or office document, not text"),
        ("x.csv", b'"a"b,text\n1,2\n', r"x\.csv: the first line, .*, is no row of CSV"),
        ("x.csv", b"a,b\n1,2\n", r"columns are a, b; name it with text_column=\.\.\."),
        ("x.jsonl", b'{"a": 1}\n{"b": 2}\n', r"no column for the article text; columns are a, b;"),
        ("x.json", b"[{]", r"x\.json: not JSON: .* at line 1, column 3"),
        ("x", b'{"a":' + b"[" * 1_000_000 + b"\n", r"x: not JSON: maximum recursion depth"),
        ("x.json", b"17", r"x\.json: JSON must be an array of articles; got int"),
        ("x.parquet", b"", r"x\.parquet: not a readable Parquet file"),
        ("x.parquet", FILES["news.parquet"][:-20], r"x\.parquet: not a readable Parquet file"),
        ("x.parquet", parquet_bytes({"a": [1]}), r"no column for the article text; columns are a;"),
        ("x.jsonl.gz", gzip.compress(FILES["news.jsonl"] * 99)[:-30], r"x\.jsonl\.gz: cannot be"),
        ("x.txt.zst", zstandard.compress(TEXT.encode() * 99)[:-9], r"x\.txt\.zst: cannot be read"),
        ("x.txt.zst", b"nonsense", r"x\.txt\.zst: cannot be read"),
        ("x.parquet.gz", gzip.compress(b"nonsense"), r"x\.parquet\.gz: not a readable Parquet"),
    ],
)
def test_read_articles_refuses_an_unusable_file(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleError, match=message):
        read(tmp_path / name)


def test_read_articles_says_at_once_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"nope\.csv: no such file or folder"):
        read_articles(tmp_path / "nope.csv")
    with pytest.raises(TypeError, match="source must be a path or '-'; got list"):
        read_articles([TEXT])  # type: ignore[arg-type]
    with pytest.raises(ArticleError, match="no files of articles; known are"):
        read(tmp_path)


def test_read_articles_refuses_folders_and_files_of_results(tmp_path: Path) -> None:
    failure = Failure(article_id="a", stage="read", error="E", message="m")
    write_parquet([failure], tmp_path / "results")
    for path in (tmp_path / "results" / "articles.parquet", tmp_path / "r.jsonl"):
        if path.suffix == ".jsonl":
            path.write_text('{"type":"failure","schema":1,"article_id":"a"}\n')
        with pytest.raises(ArticleError, match="holds results of beritanlp, not articles"):
            read(path)


# records


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Judul", "Isi Berita", "Tanggal", "Sumber", "Link"], ["Pasar", OTHER]),
        (["headline", "content", "pubdate", "media", "url"], ["Pasar", OTHER]),
    ],
)
def test_read_articles_guesses_columns(
    tmp_path: Path, names: list[str], expected: list[str]
) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(csv_bytes([names, ["Pasar", OTHER, "3 Mei 2021", "Fiksi", "x"]]))
    assert read(path) == [
        Article(
            id=content_id(OTHER),
            text=OTHER,
            title="Pasar",
            published=dt.date(2021, 5, 3),
            outlet="Fiksi",
            url="x",
        )
    ]


def test_read_articles_takes_the_columns_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(csv_bytes([["kode", "text", "naskah"], ["7", "cuplikan", OTHER]]))
    assert read(path, text_column="naskah", id_column="kode") == [Article(id="7", text=OTHER)]
    with pytest.raises(ArticleError, match="no column 'naskah2'; columns are kode, text, naskah"):
        read(path, text_column="naskah2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_articles_finds_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "news.csv"
    rows = [["title", "text"], ["Satu, dua; tiga", f"{OTHER}\n“a”, b; c | d\te"]]
    path.write_bytes(b"\xef\xbb\xbf" + csv_bytes(rows, delimiter))
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.text) == (rows[1][0], rows[1][1])


def test_read_articles_goes_on_behind_bad_rows_of_csv(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(
        b"id,text\n"
        b"1,satu\n"
        b"2,dua,tiga\n"
        b'"Kami siap," kata Sari,x\n'
        b'5,"lima\nbaris"\n'
        b"6,\n"
        b"\n"
        b"8\n"
        b"9,sembilan\n"
    )
    assert [(r.id if isinstance(r, Article) else r.message) for r in read(path)] == [
        "1",
        f"{path.name}:3: 3 fields for 2 columns; texts need quotation marks",
        f"{path.name}:4: not a row of CSV (',' expected after '\"')",
        "5",
        f"{path.name}:7: the text is empty",
        f"{path.name}:9: 1 fields for 2 columns; texts need quotation marks",
        "9",
    ]


def test_read_articles_goes_on_behind_bad_lines_of_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [
        '{"id": 1, "text": "satu"}',
        '{"id": 2, "text": "dua"',
        "",
        '["tiga"]',
        '{"id": "e", "text": null}',
        '{"id": "f", "text": ["enam"]}',
        '{"id": 7.0, "text": "tujuh", "date": 12, "source": {"a": 1}, "title": " "}',
        '{"text": "delapan \\ud83d", "extra": 1}',
    ]
    path.write_text("\n".join(lines))
    assert read(path) == [
        Article(id="1", text="satu"),
        Failure(
            article_id="news.jsonl:2",
            stage="read",
            error="ArticleError",
            message="news.jsonl:2: not JSON: Expecting ',' delimiter at column 24",
        ),
        Failure(
            article_id="news.jsonl:4",
            stage="read",
            error="ArticleError",
            message="news.jsonl:4: a record must be an object; got list",
        ),
        Failure(
            article_id="e",
            stage="read",
            error="ArticleError",
            message="news.jsonl:5: the text is empty",
        ),
        Failure(
            article_id="f",
            stage="read",
            error="ArticleError",
            message="news.jsonl:6: the text must be a string; got list",
        ),
        Article(id="7", text="tujuh"),
        Article(id=content_id("delapan \ufffd"), text="delapan \ufffd"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"status": "ok", "articles": [RECORD]}),
        json.dumps(RECORD),
        json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"id": "fiksi-2"}),
    ],
    ids=["array inside", "one article", "JSON Lines"],
)
def test_read_articles_reads_other_shapes_of_json(tmp_path: Path, content: str) -> None:
    path = tmp_path / "news.json"
    path.write_text(content)
    assert read(path)[0] == ARTICLE


def test_read_articles_takes_keys_of_json_from_the_first_records(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "a", "text": null}\n{"id": "b"}\n{"id": "c", "text": "tiga"}\n')
    assert [type(r).__name__ for r in read(path)] == ["Failure", "Failure", "Article"]


def test_read_articles_reads_parquet_types(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    table = pa.table(
        {
            "id": pa.array([1, 2]),
            "text": pa.array(["satu", None]),
            "published": pa.array([dt.datetime(2021, 5, 3, 23), None], pa.timestamp("us", "UTC")),
            "title": pa.array(["Judul", "Judul"]).dictionary_encode(),
            "vector": pa.array([[1.0], [2.0]]),
        }
    )
    pq.write_table(table, path)
    first, second = read(path)
    assert first == Article(id="1", text="satu", title="Judul", published=dt.date(2021, 5, 3))
    assert isinstance(second, Failure)
    assert second.message == "news.parquet: row 2: the text is empty"


def test_read_articles_numbers_ids_that_come_again_and_warns_once(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    ids = ["a", "a", "b", "a#2", "a"]
    path.write_text("\n".join(json.dumps({"id": i, "text": "x"}) for i in ids))
    message = "3 articles had an id that came before, such as 'a'; now #2 and so on"
    with pytest.warns(UserWarning, match=message) as caught:
        found = [r.id for r in read(path) if isinstance(r, Article)]
    assert len(caught) == 1
    assert len(set(found)) == 5
    assert found == ["a", "a#2", "b", "a#2#2", "a#3"]


def test_read_articles_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    with path.open("w") as file:
        file.write("id,text\n")
        file.writelines(f"{n},teks {n}\n" for n in range(1000))
        file.write('x,"never closed\n')
    results = read_articles(path)
    assert next(results) == Article(id="0", text="teks 0")
    assert isinstance(list(results)[-1], Failure)


def test_read_articles_bounds_what_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles_module, "MAX_ARTICLE_BYTES", 1 << 20)
    monkeypatch.setattr(records_module, "MAX_ARTICLE_BYTES", 1 << 20)
    bomb = b"a" * (32 << 20)
    (tmp_path / "a.txt.zst").write_bytes(zstandard.compress(bomb))
    (tmp_path / "b.txt").write_bytes(bomb[: 2 << 20])
    lines = b'{"text": "satu"}\n{"text": "' + bomb + b'"}\n{"text": "tiga"}\n'
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(lines))
    assert texts(read(tmp_path)) == [
        "a.txt.zst: larger than 1 MB; this is more than one article",
        "b.txt: 2 MB is more than the 1 MB of one article",
        "satu",
        "c.jsonl.gz:2: the line is larger than 1 MB",
        "tiga",
    ]


@pytest.mark.parametrize("name", ["x.txt", "x.csv", "x.jsonl", "x.json", "x.html"])
def test_read_articles_says_that_there_is_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b" \n")
    assert all(isinstance(r, Failure) for r in read_or_fail(path))


@pytest.mark.parametrize("seed", range(30))
def test_read_articles_survives_random_bytes(tmp_path: Path, seed: int) -> None:
    random_ = random.Random(seed)
    name, content = random_.choice([*FILES.items(), ("a.txt", TEXT.encode())])
    damaged = bytearray(content)
    for _ in range(random_.randint(1, 30)):
        damaged[random_.randrange(len(damaged))] = random_.randrange(256)
    path = tmp_path / (name + random_.choice(["", ".gz"]))
    path.write_bytes(bytes(damaged) if path.suffix != ".gz" else gzip.compress(bytes(damaged)))
    for result in read_or_fail(path):
        assert isinstance(result, Article | Failure)
        repr(result).encode()


# standard input


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TEXT.encode(), [Article(id="stdin", text=TEXT)]),
        (TEXT.encode("utf-16"), [Article(id="stdin", text=TEXT)]),
        (FILES["news.jsonl"], [ARTICLE]),
        (b"\n \n" + FILES["news.ndjson"], [ARTICLE]),
        (FILES["news.json"], [ARTICLE]),
        (json.dumps(RECORD, indent=1).encode(), [ARTICLE]),
        (b"{kurung} di awal teks", None),
        (b"[Foto] di awal teks", [Article(id="stdin", text="[Foto] di awal teks")]),
    ],
    ids=["text", "UTF-16", "lines", "blank first", "array", "object", "brace", "bracket"],
)
def test_read_articles_sees_the_kind_of_stdin(
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    expected: list[Article] | None,
    packed: str,
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(PACKERS[packed](content)))
    monkeypatch.setattr(sys, "stdin", stdin)
    if expected is None:
        with pytest.raises(ArticleError, match="standard input: not JSON"):
            read("-")
    else:
        assert read("-") == expected


def test_read_articles_reads_a_file_without_suffix(tmp_path: Path) -> None:
    (tmp_path / "pasar").write_bytes(TEXT.encode())
    assert read(tmp_path / "pasar") == [Article(id="pasar", text=TEXT)]


# encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_read_articles_finds_the_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    content = {
        "a.txt": TEXT,
        "a.csv": csv_bytes([["id", "text"], ["a", TEXT]]).decode(),
        "a.jsonl": json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False) + "\n",
    }[name]
    data = content.encode(encoding)
    if name == "a.jsonl" and encoding.startswith("utf-16-"):
        data = getattr(codecs, f"BOM_UTF16_{encoding[-2:].upper()}") + data
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name) == [Article(id="a", text=TEXT)]


def test_read_articles_finds_one_byte_text_far_into_a_csv(tmp_path: Path) -> None:
    rows = [
        ["id", "text"],
        *([str(n), OTHER * 20] for n in range(1700)),
        ["akhir", "caf\u00e9 “x”"],
    ]
    data = csv_bytes(rows).decode().encode("cp1252")
    assert len(data) > 2 << 20
    (tmp_path / "a.csv").write_bytes(data)
    last = read(tmp_path / "a.csv")[-1]
    assert last == Article(id="akhir", text="caf\u00e9 “x”")


def test_decode_bytes_keeps_utf8_with_a_few_damaged_bytes() -> None:
    assert decode_bytes("“Ya,” kata Sari – café".encode() + b" \xe2\x80") == (
        "“Ya,” kata Sari – café \ufffd"
    )


def test_decode_bytes_takes_the_encoding_it_is_given() -> None:
    assert decode_bytes("é".encode("cp850"), "cp850") == "é"
    assert decode_bytes(b"\xef\xbb\xbfya", "utf-8") == "ya"
    with pytest.raises(ArticleError, match="not ascii at byte 0; leave encoding out"):
        decode_bytes("é".encode(), "ascii")
    with pytest.raises(ArticleError, match="unknown encoding 'utf-99'"):
        decode_bytes(b"a", "utf-99")


@pytest.mark.parametrize("encoding", ["a\0b", "rot13", "undefined", "idna", ""])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_what_is_no_encoding_of_texts_is_refused(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(csv_bytes([["text"], ["Air surut."]]))
    with pytest.raises(ArticleError) as caught:
        read(path, encoding=encoding)
    assert str(caught.value) == f"{path}: unknown encoding {encoding!r}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_utf_16_and_32_without_a_mark_are_little_endian(tmp_path: Path, encoding: str) -> None:
    for name, content in (("a.csv", "text\nAir surut.\n"), ("a.txt", "Air surut.")):
        (tmp_path / name).write_bytes(content.encode(f"{encoding}-le"))
        (article,) = read(tmp_path / name, encoding=encoding)
        assert isinstance(article, Article)
        assert article.text == "Air surut."


def test_a_csv_in_no_encoding_of_host_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_bytes([["text"], ["pasar-!!"]]))
    with pytest.raises(ArticleError, match=r"a\.csv: .*leave encoding out"):
        read(tmp_path / "a.csv", encoding="punycode")


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "undefined", "utf-7", "unicode_escape", "utf-16", "cp037"]
)
def test_decode_html_passes_over_a_charset_that_no_page_can_have(charset: str) -> None:
    page = f"<meta charset={charset}><p>caf\u00e9 \\u0041 +AEE-"
    assert decode_html(page.encode("cp1252")) == page


def test_read_articles_names_the_file_with_another_encoding_than_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_bytes([["text"], ["caf\u00e9"]]))
    with pytest.raises(ArticleError, match=r"a\.csv: not ascii"):
        read(tmp_path / "a.csv", encoding="ascii")
    with pytest.raises(ArticleError, match=r"a\.csv: unknown encoding 'utf-99'"):
        read(tmp_path / "a.csv", encoding="utf-99")


def test_decode_html_believes_the_charset_that_a_page_states() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>“Ya” café</body></html>'
    assert decode_html(page.encode("cp1252")) == page
    assert decode_html(page.encode()) == page
    greek = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-7">αβγδ'
    assert decode_html(greek.encode("iso-8859-7")) == greek


# HTML

BODY = [
    "LEMBAYUNG, Harian Fiksi – Pasar Lestari di Kecamatan Lembayung dibuka lagi pada Senin pagi "
    "setelah dua tahun ditutup untuk perbaikan atap, saluran air, dan tempat parkir kendaraan.",
    "“Kami siap menata pedagang kaki lima bersama warga sekitar pasar,” kata Camat Lembayung "
    "Sari Wulandari di depan gerbang pasar, didampingi para pedagang dan petugas kebersihan.",
    "Menurut dia, biaya perbaikan ditanggung bersama oleh pemerintah kecamatan dan koperasi "
    "pedagang, sehingga sewa kios tidak naik sampai akhir tahun depan.",
]


def page(body: str, head: str = "") -> str:
    return (
        "<!DOCTYPE html><html lang='id'><head><title>Pasar Lestari Dibuka Lagi - Harian Fiksi"
        f"</title><meta property='og:site_name' content='Harian Fiksi'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Beranda</a></li><li><a href='/p'>Politik</a></li></ul></nav>"
        f"<h1>Pasar Lestari Dibuka Lagi</h1><article>{body}</article>"
        "<footer>Hak cipta 2021 Harian Fiksi</footer></body></html>"
    )


def test_read_articles_takes_the_article_out_of_a_page(tmp_path: Path) -> None:
    head = (
        "<meta property='article:published_time' content='2021-05-03T08:00:00+07:00'>"
        "<link rel='canonical' href='https://www.fiksi.example/pasar-lestari'>"
    )
    html = page("".join(f"<p>{p}</p>" for p in BODY), head)
    (tmp_path / "pasar.html").write_text(html)
    (article,) = read(tmp_path / "pasar.html")
    assert article == Article(
        id="pasar",
        text="\n".join(BODY),
        title="Pasar Lestari Dibuka Lagi",
        published=dt.date(2021, 5, 3),
        outlet="Harian Fiksi",
        url="https://www.fiksi.example/pasar-lestari",
    )


def test_read_articles_fails_on_a_page_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>x()</script></body></html>")
    (failure,) = read(tmp_path / "a.html")
    assert isinstance(failure, Failure)
    assert failure.message == "no main text found in the HTML page; save its text as .txt"


def test_read_articles_sees_html_on_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page("".join(f"<p>{p}</p>" for p in BODY))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n" + html.encode())))
    (article,) = read("-")
    assert isinstance(article, Article)
    assert article.text == "\n".join(BODY)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pasar Dibuka - Harian Fiksi", "Pasar Dibuka"),
        ("Pasar Dibuka | Ekonomi Harian Fiksi", "Pasar Dibuka"),
        ("Harian Fiksi: Pasar Dibuka: Warga Senang", "Pasar Dibuka: Warga Senang"),
        ("Pasar Dibuka - Warga Senang", "Pasar Dibuka - Warga Senang"),
    ],
)
def test_read_html_leaves_the_site_out_of_the_title(title: str, expected: str) -> None:
    html = page("".join(f"<p>{p}</p>" for p in BODY))
    html = html.replace("Pasar Lestari Dibuka Lagi - Harian Fiksi", title)
    html = html.replace("<h1>Pasar Lestari Dibuka Lagi</h1>", "")
    html = html.replace("<head>", f"<head><meta property='og:title' content='{title}'>")
    found = read_html(html)
    assert found is not None
    assert found.title == expected


def test_read_articles_finishes_on_a_huge_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>x</p>" * (3 << 20))
    with pytest.raises(ArticleError, match=r"a\.html: 24 MB is more than the 16 MB"):
        read(tmp_path / "a.html")


DATA = Path(os.environ.get("BERITANLP_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.mark.skipif(not (DATA / "html").is_dir(), reason=f"no saved pages in {DATA / 'html'}")
def test_read_articles_agrees_with_the_saved_pages() -> None:
    expected = json.loads((DATA / "html" / "expected.json").read_text(encoding="utf-8"))
    assert len(expected) == 13
    found = {f"{r.id}.html": r for r in read(DATA / "html") if isinstance(r, Article)}
    recalls = []
    for name, page in expected.items():
        assert found[name].title == page["title"]
        assert found[name].published == parse_date(page["date"])
        words = Counter(page["content"].split())
        recalls.append((words & Counter(found[name].text.split())).total() / words.total())
    # two pages have their first paragraphs outside of the element that holds the others
    assert sum(recall > 0.97 for recall in recalls) >= 11
    assert min(recalls) > 0.7


# dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-05-03", "2021-05-03"),
        ("2021-05-03T23:30:00Z", "2021-05-03"),
        ("20210503", "2021-05-03"),
        ("Senin, 3 Mei 2021 14:30 WIB", "2021-05-03"),
        ("Minggu, 4 Agustus 2019", "2019-08-04"),
        ("Rabu (5/5/2021)", "2021-05-05"),
        ("03/05/2021 08:00", "2021-05-03"),
        ("3.5.2021", "2021-05-03"),
        ("Harian Fiksi, 01 Okt 2020, 10:00 WIB", "2020-10-01"),
        ("May 3, 2021", "2021-05-03"),
        ("Mon, 03 May 2021 09:00:00 +0700", "2021-05-03"),
        ("21+January+2019", "2019-01-21"),
        ("5/13/2021", "2021-05-13"),
        (dt.date(2021, 5, 3), "2021-05-03"),
        (dt.datetime(2021, 5, 3, 23, 59), "2021-05-03"),
        (1620000000, "2021-05-03"),
        (1619974800.0, "2021-05-03"),  # midnight in Jakarta, the day before in London
        (1620000000000, "2021-05-03"),
    ],
)
def test_parse_date_reads_the_day(value: Any, expected: str) -> None:
    assert parse_date(value) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "value",
    [
        *("", "halo", "kemarin", "2 hari yang lalu", "2021-05", "Mei 2021", "12 Mei 10:30"),
        *("30/2/2021", "31 Juni 2021", None, True, 12, float("nan"), float("inf"), ["2021-05-03"]),
    ],
)
def test_parse_date_never_completes_or_invents(value: Any) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["10/21/2025", "10/11/2025"], "MDY"),
        (["21/10/2025", "10/11/2025"], "DMY"),
        (["21/10/2025", "10/21/2025"], "DMY"),
        (["10/11/2025", None, 3], "DMY"),
        ([], "DMY"),
    ],
)
def test_guess_date_order_needs_proof(values: list[Any], order: str) -> None:
    assert guess_date_order(values) == order


def test_read_articles_reads_american_dates_where_a_file_has_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes([["text", "date"], ["a", "10/11/2025 20:43"], ["b", "10/21/2025"]]))
    found = [r.published for r in read(path) if isinstance(r, Article)]
    assert found == [dt.date(2025, 10, 11), dt.date(2025, 10, 21)]
