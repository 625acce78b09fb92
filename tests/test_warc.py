"""Pages of a web archive, and how many articles a source holds."""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path

import pytest

from beritanlp.domain import Article, Failure
from beritanlp.errors import ArticleError, MissingExtraError
from beritanlp.readers import articles, count_articles, read_articles

PAGE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>SUKAMULYA, Kabar Kita - Camat Sari Wulandari meresmikan pasar baru di Sukamulya pada Senin.</p>
<p>“Pedagang boleh masuk mulai besok pagi,” kata Sari di hadapan para pedagang dan warga.</p>
<p>Pasar itu dibangun selama dua tahun dengan dana desa dan gotong royong warga setempat.</p>
</article></body></html>"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pytest.importorskip("warcio", reason="WARC NOT TESTED: warcio is not installed")
    path = tmp_path / "crawl.warc.gz"
    pages: list[tuple[str, str, str, bytes]] = [
        ("https://kabar.example/pasar", "200 OK", "text/html; charset=utf-8", page("Pasar baru")),
        ("https://kabar.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://kabar.example/hilang", "404 Not Found", "text/html", page("Hilang")),
        ("https://kabar.example/kosong", "200 OK", "text/html", b"<html><body></body></html>"),
        ("https://kabar.example/jalan", "200 OK", "text/html", page("Jalan mulus")),
    ]
    with path.open("wb") as file:
        for one in pages:
            file.write(gzip.compress(record(*one)))
    return path


def record(url: str, status: str, kind: str, body: bytes) -> bytes:
    """A response as the standard has it (WARC 1.0, section 4 and appendix B)."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-10-05T08:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def page(title: str) -> bytes:
    return PAGE.format(title=title).encode()


def test_pages_of_an_archive_are_articles(archive: Path) -> None:
    first, empty, last = read_articles(archive)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert first.id == first.url == "https://kabar.example/pasar"
    assert first.title == "Pasar baru"
    assert "“Pedagang boleh masuk mulai besok pagi,” kata Sari" in first.text
    assert last.title == "Jalan mulus"
    assert isinstance(empty, Failure)
    assert empty.article_id == "https://kabar.example/kosong"
    assert "no main text found" in empty.message


def test_plain_archive_is_read_too(archive: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(archive.read_bytes()))
    assert list(read_articles(plain)) == list(read_articles(archive))


def test_archive_that_is_cut_off_gives_what_comes_before(archive: Path, tmp_path: Path) -> None:
    whole = list(read_articles(archive))
    cut = tmp_path / "cut.warc"
    data = gzip.decompress(archive.read_bytes())
    cut.write_bytes(data[: data.index(b"kabar.example/kosong")])
    assert list(read_articles(cut)) == whole[:1]


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"bukan arsip sama sekali\n" * 9)
    with pytest.raises(ArticleError, match=r"x\.warc: not a readable WARC file"):
        list(read_articles(path))


def test_page_that_is_too_large_is_a_failure(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_PAGE_BYTES", 200)
    first, *_ = read_articles(archive)
    assert isinstance(first, Failure)
    assert first.message.startswith("https://kabar.example/pasar: more than")


def test_missing_warcio_says_how_to_get_it(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(MissingExtraError, match=r"pip install \"beritanlp\[warc\]\""):
        list(read_articles(archive))


ROWS = [("id", "text"), ("a", "Satu, dua.\nTiga."), ("b", "“Empat,” kata Sari."), ("c", "Lima")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    with (news / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(ROWS)
    (news / "b.jsonl").write_text('{"text": "Satu"}\n\n{"text": "Dua"}\n', encoding="utf-8")
    (news / "c.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Tiga"}\n'))
    (news / "d.txt").write_text("Empat", encoding="utf-8")
    (news / "e.html").write_bytes(page("Lima"))
    (news / "f.pdf").write_bytes(b"%PDF")
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["Enam", "Tujuh"]}), news / "g.parquet")
    return news


def test_count_is_that_of_the_reader(folder: Path) -> None:
    for source in (folder, *(path for path in folder.iterdir() if path.suffix != ".pdf")):
        assert count_articles(source) == len(list(read_articles(source))), source


def test_count_is_none_where_only_reading_tells(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source in ("-", tmp_path / "missing.csv", tmp_path / "empty"):
        assert count_articles(source) is None
    (folder / "h.json").write_text('[{"text": "Satu"}]', encoding="utf-8")
    assert count_articles(folder) is None
    (folder / "h.json").unlink()
    (folder / "c.jsonl.gz").write_bytes(b"not gzip")
    assert count_articles(folder) is None
