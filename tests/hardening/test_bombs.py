"""Small files that would fill memory or disk: each is refused with one clear error."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from beritanlp import codec, compressed
from beritanlp.batch.manifest import read_manifest
from beritanlp.codec import decode, read_jsonl
from beritanlp.corpus import Corpus
from beritanlp.domain import Article, Failure
from beritanlp.errors import ArticleError, LexiconError, ResultError, SettingsError
from beritanlp.evaluation.gold import read_gold
from beritanlp.parts import is_unfinished, read_journal
from beritanlp.readers import count_articles, read_articles, records
from beritanlp.readers.html import read_html
from beritanlp.settings import Settings
from beritanlp.topics import storage
from beritanlp.topics.classifier import TopicClassifier
from beritanlp.topics.codebook import Codebook
from beritanlp.topics.model import TopicModel
from beritanlp.validation import inception, read_sheets, tables
from made_results import made_analysis, write_parts

MB = 1 << 20
PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}
DEEP = "[" * 200_000  # Python's own limit is some 1,000


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte where 64 are allowed, so that the bombs of a test need not be large."""
    monkeypatch.setattr(compressed, "MAX_SMALL_PACKED_BYTES", MB)


def refused(path: Path) -> str:
    """What reading *path* says: its error, or that of its only Failure."""
    try:
        (result,) = read_articles(path)
    except ArticleError as error:
        return str(error)
    assert isinstance(result, Failure)
    return result.message


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("kind", [".jsonl", ".csv", ".json", ".txt", ".html", ".parquet"])
def test_what_unpacks_to_far_more_than_text_does_is_refused(
    tmp_path: Path, kind: str, packing: str
) -> None:
    path = tmp_path / f"bom{kind}{packing}"
    path.write_bytes(PACKERS[packing](b"text\n" + b"a" * (8 * MB)))
    assert "unpacks to more than 200 times its size; if that is right, unpack it" in refused(path)
    assert count_articles(path) in (None, 1)


@pytest.mark.usefixtures("small_limits")
def test_a_bomb_in_a_web_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"a" * (8 * MB)))
    assert "unpacks to more than 200 times its size" in refused(path)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("packing", PACKERS)
def test_articles_before_a_bomb_are_read_and_an_honest_file_is_read_whole(
    tmp_path: Path, packing: str
) -> None:
    lines = [json.dumps({"text": f"Air surut {n}.", "id": str(n)}) for n in range(4_000)]
    honest = "\n".join(lines).encode()
    path = tmp_path / f"berita.jsonl{packing}"
    path.write_bytes(PACKERS[packing](honest))
    assert len(list(read_articles(path))) == 4_000
    path.write_bytes(PACKERS[packing](honest) + PACKERS[packing](b"\n" * (16 * MB)))
    with pytest.raises(ArticleError, match="unpacks to more than"):
        list(read_articles(path))
    results = iter(read_articles(path))
    assert isinstance(next(results), Article)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("packing", PACKERS)
def test_saved_results_that_are_a_bomb_are_refused(tmp_path: Path, packing: str) -> None:
    path = tmp_path / f"results.jsonl{packing}"
    path.write_bytes(PACKERS[packing](b" " * (8 * MB)))
    with pytest.raises(ResultError, match="unpacks to more than 200 times"):
        list(read_jsonl(path))
    with pytest.raises(ResultError, match="unpacks to more than 200 times"):
        len(Corpus.read(path))


def test_a_line_of_results_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "MAX_RESULT_BYTES", MB)
    path = tmp_path / "results.jsonl"
    path.write_bytes(b"a" * (2 * MB))
    with pytest.raises(ResultError, match=r"results\.jsonl:1: larger than 1 MB"):
        list(read_jsonl(path))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("a" * (2 * MB), id="one line"),
        pytest.param('"' + "a\n" * MB, id="a mark that is never closed"),
        pytest.param('"a\n",' * MB, id="a row of a million fields"),
    ],
)
def test_a_row_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    monkeypatch.setattr(records, "MAX_ROW_CHARACTERS", MB)
    path = tmp_path / "berita.csv"
    path.write_text(f"text\n{rows}", encoding="utf-8")
    assert refused(path).startswith(f"{path}: a row is longer than 1,048,576 characters")


def zip_of(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return path


@pytest.mark.parametrize(
    ("module", "limit", "name", "read", "error"),
    [
        (inception, "MAX_SHEET_BYTES", "x.zip", read_sheets, ArticleError),
        (tables, "MAX_SHEET_BYTES", "x.xlsx", read_sheets, ArticleError),
        (storage, "MAX_MODEL_BYTES", "model__json", TopicModel.load, ResultError),
        (storage, "MAX_MODEL_BYTES", "classifier__json", TopicClassifier.load, ResultError),
    ],
)
def test_a_zip_that_unpacks_to_too_much_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    limit: str,
    name: str,
    read: Callable[[Path], object],
    error: type[Exception],
) -> None:
    monkeypatch.setattr(module, limit, MB)
    path = tmp_path / (name if name.startswith("x.") else "x.model")
    zip_of(path, **{name: b"0" * (2 * MB)})
    with pytest.raises(error, match="unpacks to more than the 1,04"):
        read(path)


def test_zips_in_zips_share_one_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inception, "MAX_SHEET_BYTES", MB)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b" " * (600 << 10))
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(2):
            archive.writestr(f"{n}.zip", inner.getvalue())
    with pytest.raises(ArticleError):
        read_sheets(path)


def test_a_workbook_whose_cell_claims_to_be_the_trillionth_is_read_as_far_as_excel_goes(
    tmp_path: Path,
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path, far = tmp_path / "x.xlsx", tmp_path / "jauh.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["right", "article_id", "quote", "design"])
    book.active.append(["y", "a", "0", "quotes"])
    book.save(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(far, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", cell)
            new.writestr(name, content)
    (sheet,) = read_sheets(far)
    assert [quote.right for quote in sheet.quotes] == [True]


# --------------------------------------------------------------------------- depth


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", DEEP),
        ("x.jsonl", f'{{"text": {DEEP}\n'),
        ("x.jsonl", f'{{"text": "a", "x": {DEEP}{"]" * 200_000}}}\n'),
        ("x.json", '{"a":' * 100_000),
    ],
)
def test_deep_json_is_a_failure_of_its_record(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert "not JSON" in refused(path)


@pytest.mark.parametrize("kind", ["analysis", "failure", DEEP])
def test_a_deep_result_is_refused(kind: str) -> None:
    for line in (f'{{"type":"{kind}","schema":1,"x":{DEEP}', DEEP, '{"article":' * 100_000):
        with pytest.raises(ResultError, match=r"not a (JSON object|result)"):
            decode(line)


@pytest.mark.parametrize("name", ["x.json", "x.zip"])
def test_a_deep_sheet_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "x.zip":
        zip_of(path, a__json=DEEP.encode())
    else:
        path.write_text(DEEP)
    with pytest.raises(ArticleError, match=r"x\.(json|zip)"):
        read_sheets(path)


def test_a_deep_model_codebook_gold_and_settings_are_refused(tmp_path: Path) -> None:
    model = zip_of(tmp_path / "x.model", model__json=DEEP.encode())
    with pytest.raises(ResultError, match="no model written by beritanlp"):
        TopicModel.load(model)
    toml = tmp_path / "x.toml"
    toml.write_text(f"model = {DEEP}")
    with pytest.raises(LexiconError, match="lists in lists"):
        Codebook.read(toml)
    with pytest.raises(SettingsError, match="not TOML"):
        Settings.from_toml(toml)
    gold = tmp_path / "gold.jsonl"
    gold.write_text(DEEP)
    with pytest.raises(ArticleError, match="not JSON"):
        read_gold(gold)


def test_a_number_without_end_in_a_codebook_is_refused(tmp_path: Path) -> None:
    toml = tmp_path / "x.toml"
    toml.write_text(f"schema = {'1' * 5_000}")  # Python converts 4,300 digits
    with pytest.raises(LexiconError, match=r"x\.toml: not TOML: .*4300 digits"):
        Codebook.read(toml)


@pytest.mark.parametrize("line", [DEEP, f'{{"complete": false, "other": {DEEP}}}'])
def test_a_deep_manifest_or_journal_is_as_none(tmp_path: Path, line: str) -> None:
    write_parts([made_analysis("a")], tmp_path, 1)
    for name in ("manifest.json", "parts.jsonl"):
        (tmp_path / name).write_text(f"{line}\n")
    assert not is_unfinished(tmp_path)
    assert read_manifest(tmp_path) is None
    assert read_journal(tmp_path) == []
    Corpus.read(tmp_path)


def test_a_folder_where_manifest_and_journal_should_be_is_as_none(tmp_path: Path) -> None:
    write_parts([made_analysis("a")], tmp_path, 1)
    for name in ("manifest.json", "parts.jsonl"):
        (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / name).mkdir()
    assert not is_unfinished(tmp_path)
    assert read_journal(tmp_path) == []
    assert read_manifest(tmp_path) is None
    assert len(Corpus.read(tmp_path)) == 1


def test_a_large_codebook_and_large_settings_are_refused(tmp_path: Path) -> None:
    toml = tmp_path / "x.toml"
    toml.write_text("a.b" + ".a" * (3 * MB) + " = 1")
    with pytest.raises(LexiconError, match="larger than 4 MB"):
        Codebook.read(toml)
    with pytest.raises(SettingsError, match="larger than 4 MB"):
        Settings.from_toml(toml)


# --------------------------------------------------------------------------- pages and tables


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<p " + " ".join(f"a{n}" for n in range(20_000)) + ">air", "a tag of"),
        ("<p x='>' " + " ".join(f"a{n}='<'" for n in range(10_000)) + ">air", "a tag of"),
        ("<li>air" * 60_000, "more than 16,000 tags"),
        ("<em>air</em> " * 3_000, "more than 2,000 words in bold or italics"),
    ],
)
def test_a_page_that_would_take_minutes_is_refused(page: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read_html(page)


def test_a_picture_in_a_tag_is_no_reason_to_refuse_a_page() -> None:
    words = "Air sungai di Sukamulya surut sejak Senin pagi, kata warga yang tinggal di tepinya. "
    picture = "data:image/png;base64," + "A/b+" * 50_000
    script = "<script>if (a<b) x = 'it' + \"" + "=' " * 20_000 + '"</script>'
    page = f"<body>{script}<article><p>{words * 5}</p><img src='{picture}'></article></body>"
    found = read_html(page)
    assert found is not None
    assert words.strip() in found.text


@pytest.mark.parametrize(
    "page", ["<div>" * 15_000 + "air", f"<p>{'<b>' * 1_500}{'<span>' * 10_000}air"]
)
def test_deep_pages_have_no_text(page: str) -> None:
    assert read_html(page) is None


def test_deep_json_in_a_page_is_passed_over() -> None:
    found = read_html(f'<script type="application/ld+json">{DEEP}</script><p>air')
    assert found is not None
    assert found.text == "air"


def test_a_table_of_very_many_columns_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({f"k{n}" * 20: [n] for n in range(5_000)}), path)
    message = refused(path)
    assert "no column for the article text" in message
    assert len(message) < 2_000


@pytest.mark.skipif(sys.platform != "linux", reason="NO LIMIT OF MEMORY: only Linux counts it")
def test_pages_that_claim_to_be_huge_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": ["Gudang penuh, kata Rudi."] * 3}), path)
    whole = path.read_bytes()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    huge = bytes.fromhex("feffffff0f")  # 2,147,483,647 as Thrift writes it
    refusals = []
    for place in range(4, footer):
        path.write_bytes(whole[:place] + huge + whole[place + 1 :])
        try:
            list(read_articles(path))
        except ArticleError as error:
            refusals.append(str(error))
    # 34 GB for the values of a dictionary
    assert any("malloc of size 34359738368 failed" in refusal for refusal in refusals)
