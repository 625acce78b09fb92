"""What a fuzzer starts from: inputs in order, one of each kind, written for it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from beritanlp.codec import encode, write_parquet
from beritanlp.corpus import Corpus
from beritanlp.domain import Failure
from beritanlp.parts import PartRecord
from beritanlp.topics.classifier import train
from beritanlp.topics.model import TopicModel
from beritanlp.validation import draw_sample, write_sheet
from made_results import Said, made_analysis

__all__ = ["seeds"]

NEWS = """JAKARTA, KABAR KITA - Bupati Sukamulya Rudi Hartanta mengatakan gudang beras sudah penuh.

“Warga tidak perlu cemas,” kata Rudi di Bogor, Senin (3/2/2025). “Stok cukup,” ujarnya.

Menurut Kepala Dinas Pangan Dr. Sari Wulandari, M.Si., harga turun. Ia menyebut Badan Pengawas
Pemilu (Bawaslu) sudah diberi tahu.

Baca juga: Harga Cabai Naik

Penulis: Sekar
"""
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Gudang Penuh - Kabar Kita</title>
<meta property="og:site_name" content="Kabar Kita"><link rel="canonical" href="https://kabar.example/1">
<meta property="article:published_time" content="2025-02-03T10:00:00+07:00"></head><body>
<nav><a href="/">Beranda</a></nav><article><h1>Gudang Penuh</h1>
<p>Jakarta, Kabar Kita - Bupati Rudi Hartanta mengatakan gudang beras penuh sejak pekan lalu.</p>
<p>&ldquo;Warga tidak perlu cemas, stok cukup sampai panen raya,&rdquo; kata Rudi di Bogor.</p>
<p>Menurut Kepala Dinas Pangan Sari Wulandari, harga turun perlahan di semua pasar itu.</p>
</article><footer>Hak cipta Kabar Kita</footer></body></html>"""
WARC = """WARC/1.0
WARC-Type: response
WARC-Target-URI: https://kabar.example/1
WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>
WARC-Date: 2025-02-03T10:00:00Z
Content-Type: application/http; msgtype=response
Content-Length: ?

HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<html><body>
<p>Bupati Rudi Hartanta mengatakan gudang beras sudah penuh sejak pekan lalu di Bogor.</p>
</body></html>"""
CODEBOOK = """schema = 1
[[topic]]
code = "4"
key = "pertanian"
label = "Pertanian"
terms = ["beras", "harga pupuk", "PUPR"]
weak = ["gudang"]
[[topic.subtopic]]
code = "401"
key = "pangan"
label = "Pangan"
terms = ["lumbung"]
"""
SETTINGS = """max_characters = 1000
max_seconds = 2.5
max_topics = 3
min_topic_weight = 0.1
codebook = "x.toml"
"""
_FAILURE = Failure(article_id="b", stage="read", error="ArticleError", message="kosong")
_TYPES = {"int64": "int", "int32": "int", "double": "float", "bool": "bool"}
_TYPES |= {"date32[day]": "date", "large_string": "large"}
TEXTS = ["beras gudang petani"] * 6 + ["banjir sungai tanggul"] * 6


def seeds(target: str) -> list[bytes]:
    """The inputs from which the fuzzing of *target* starts."""
    made = {"text": _texts, "page": _pages, "files": _files, "saved": _saved}[target]
    return [seed if isinstance(seed, bytes) else seed.encode() for seed in made()]


def _texts() -> Iterator[str]:
    yield NEWS
    yield f"=== title\nBupati: Gudang Penuh\n=== published\n12 Juli 2021\n=== \n{NEWS}"
    yield "=== name\nDinas Pangan Sukamulya"
    yield from NEWS.split("\n\n")
    yield "Sari (41) menanyakan, 'kapan air surut?' \"Belum tahu,\" jawab petugas PT Tirta."


def _pages() -> Iterator[str]:
    yield PAGE
    yield PAGE.replace("<p>", "<div>").replace("</p>", "</div>")
    said = {"@type": "NewsArticle", "headline": "Gudang Penuh", "datePublished": "2025-02-03"}
    yield PAGE.replace("<nav>", f'<script type="application/ld+json">{json.dumps(said)}</script>')
    yield "<p>Air surut.</p>"


def _files() -> Iterator[str]:
    row = {"id": "a", "judul": "Gudang Penuh", "isi": "Gudang penuh, kata Rudi.",
           "tanggal": "3/2/2025", "media": "Kabar Kita", "url": "kabar.example/1"}  # fmt: skip
    other = {**row, "id": "b", "tanggal": "13/2/2025"}
    head, *lines = (";".join(values) for values in (row.keys(), row.values(), other.values()))
    table = "\n".join([head, *lines, '"rusak;x', ""])
    for suffix in ("csv", "tsv", "csv.gz"):
        yield f"=== x.{suffix}\n{table}"
    options = json.dumps({"text_column": "isi", "encoding": "utf-8"})
    yield f"=== x.csv\n{table.replace(';', ',')}\n=== options\n{options}"
    records = [row, other, {"text": None}, {"id": 7, "text": "Air surut.", "date": 1738540800}]
    yield f"=== x.json\n{json.dumps(records)}"
    yield f"=== x.json\n{json.dumps({'data': records, 'n': 4})}"
    for suffix in ("jsonl", "jsonl.zst", "jsonl.gz"):
        yield f"=== x.{suffix}\n" + "\n".join(map(json.dumps, records))
    columns = {
        "id": ["int", [1, 2]],
        "text": ["string", ["Air surut.", None]],
        "published": ["date", ["2025-02-03", None]],
        "outlet": ["words", ["Kabar Kita", "Kabar Kita"]],
        "url": ["list", [["a"], None]],
    }
    for suffix in ("parquet", "parquet.gz"):
        yield f"=== x.{suffix}\n{json.dumps({'columns': columns, 'metadata': {}, 'flips': []})}"
    yield f"=== x.txt\n{NEWS[:200]}"
    yield f"=== x\n{NEWS[:200]}"
    yield f"=== x\n{json.dumps(row)}\n"
    yield f"=== x.html\n{PAGE[-600:]}"
    yield f"=== x.warc\n{WARC}"
    yield f"=== x.warc.gz\n{WARC}\n{WARC}"
    yield f"=== a.txt\nAir surut.\n=== b/a.csv\n{table}\n=== c.json\n[]"


def _saved() -> Iterator[bytes]:
    results = [
        _analysis(),
        _FAILURE,
    ]
    lines = b"\n".join(map(encode, results))
    for result in results:
        yield b"=== result.json\n" + encode(result)
    yield b"=== results.jsonl\n" + lines
    yield b"=== corpus/results.jsonl.gz\n" + lines
    yield from _tables(results)
    yield b"=== codebook.toml\n" + CODEBOOK.encode()
    yield b"=== settings.toml\n" + SETTINGS.encode()
    yield from _sheets()
    yield from _models()
    yield _people()


@cache
def _analysis() -> Any:
    on = ("4", "Pertanian")
    mayor = ("Rudi Hartanta", "Bupati", "Kabupaten Sukamulya")
    return made_analysis(
        "a",
        [Said("Gudang beras penuh", *mayor, cue="kata", topics=(on,)), Said("Air surut")],
        published=dt.date(2025, 2, 3),
        outlet="Kabar Kita",
        place="Bogor",
        title="Gudang Penuh",
        topics=[on],
        institutions=[(None, "Dinas Pangan")],
    )


def _tables(results: list[Any]) -> Iterator[bytes]:
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory() as name:
        write_parquet(results, name)
        tables = {path.name: pq.read_table(path) for path in sorted(Path(name).iterdir())}
    parts = [(name, _described(table)) for name, table in tables.items()]
    yield "\n".join(f"=== corpus/{name}\n{part}" for name, part in parts).encode()
    record = PartRecord(part=0, articles=1, failures=1, setup="", input="", files={}).sealed()
    journal = msgspec.json.encode(record).decode()
    in_parts = [f"=== corpus/{name}/part-00000.parquet\n{part}" for name, part in parts]
    yield "\n".join(in_parts).encode()
    in_parts += ['=== corpus/manifest.json\n{"complete": false}']
    yield "\n".join([*in_parts, f"=== corpus/parts.jsonl\n{journal}\n"]).encode()
    for name, part in parts[:3]:
        yield f"=== corpus/{name}\n{part}".encode()


def _described(table: Any) -> str:
    """The JSON of which a file like that of *table* is built."""
    metadata = table.schema.metadata or {}
    columns = {
        field.name: [
            _TYPES.get(str(field.type), "string"),
            json.loads(json.dumps(table[field.name].to_pylist(), default=str)),
        ]
        for field in table.schema
    }
    said = {key.decode(): value.decode() for key, value in metadata.items()}
    return json.dumps({"columns": columns, "metadata": said, "flips": []}, ensure_ascii=False)


def _sheets() -> Iterator[bytes]:
    corpus = Corpus.from_results([_analysis()])
    with tempfile.TemporaryDirectory() as name:
        for design in ("quotes", "articles"):
            sample = draw_sample(corpus, 2, design=design)  # type: ignore[arg-type]
            for suffix, format in (
                (".csv", "csv"),
                (".json", "label-studio"),
                (".zip", "inception"),
            ):
                path = Path(name) / f"sheet{suffix}"
                write_sheet(sample, path, format)  # type: ignore[arg-type]
                content = path.read_bytes()
                if suffix == ".zip":
                    content = _unzipped(content, "layers.json")
                yield f"=== sheet{suffix}\n".encode() + content
            table = (Path(name) / "sheet.csv").read_text(encoding="utf-8")
            yield _workbook(csv.reader(io.StringIO(table)))


def _workbook(rows: Iterable[list[str]]) -> bytes:
    """A workbook of *rows* with no more in it than Excel must have."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    lines = ["".join(cell.format(escape(text)) for text in row) for row in rows]
    table = "".join(f"<row>{line}</row>" for line in lines)
    office = "http://schemas.openxmlformats.org"
    main, rels = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    rows_in_xml = f'<worksheet xmlns="{main}"><sheetData>{table}</sheetData></worksheet>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
        '<sheet name="quotes" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="a" Type="{rels}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": rows_in_xml,
    }
    said = "\n".join(f"--- {name}\n{part}" for name, part in parts.items())
    return b"=== sheet.xlsx\n" + said.encode()


def _models() -> Iterator[bytes]:
    coded = [(text, "pangan" if "beras" in text else "bencana") for text in TEXTS]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "x.zip"
        for model in (TopicModel(2), TopicModel(2, method="lda", phrases=False)):
            model.fit(TEXTS).save(path)
            yield b"=== model.zip\n" + _unzipped(path.read_bytes())
        train(coded).save(path)
        yield b"=== classifier.zip\n" + _unzipped(path.read_bytes())


def _people() -> bytes:
    from fuzz_targets import _people_corpus

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "people.csv"
        _people_corpus().write_people(path)
        return b"=== people.csv\n" + path.read_bytes()


def _unzipped(content: bytes, *without: str) -> bytes:
    """The files of a zip, each behind a line ``--- NAME``, arrays of numbers as JSON."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(
            b"--- %s\n%s" % (name.encode(), _plain(name, archive.read(name)))
            for name in archive.namelist()
            if name not in without
        )


def _plain(name: str, content: bytes) -> bytes:
    if not name.endswith(".npy"):
        return content
    array = np.load(io.BytesIO(content))
    said = {
        "type": array.dtype.str,
        "shape": array.shape,
        "data": array.ravel().tolist(),
        "flips": [],
    }
    return json.dumps(said).encode()
