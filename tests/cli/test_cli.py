"""The command as its users meet it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from beritanlp.cli.main import main
from beritanlp.validation import format_of, read_sheets, write_sheet

pytest.importorskip("beritanlp.pipeline")

ARTICLE = """Stok beras di Sukamulya dipastikan aman

SUKAMULYA, Kabar Kita - Kepala Dinas Pertanian Kabupaten Sukamulya Budi Santoso mengatakan stok \
beras cukup sampai akhir tahun.

“Kami sudah menambah dua gudang,” kata Budi di Sukamulya, Senin.

Menurut dia, harga beras akan turun bulan depan. Komisi Pemilihan Umum tidak ikut rapat itu.
"""
RUN = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> RUN:
    """Runs the command in this process: exit code, stdout, stderr."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "beras.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two articles and a record that is none."""
    path = tmp_path / "news.jsonl"
    records = [{"id": "a", "text": ARTICLE}, {"id": "b", "text": ARTICLE}, {"id": "c", "text": 3}]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


@pytest.fixture
def results(tmp_path: Path, run: RUN, article: Path) -> Path:
    folder = tmp_path / "results"
    assert run("batch", article, "--out", folder)[0] == 0
    return folder


# --------------------------------------------------------------------------- the call


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("analyze",),
        ("batch",),
        ("report",),
        ("sample",),
        ("validate",),
        ("evaluate",),
        ("lexicon",),
        ("lexicon", "check"),
        ("export",),
        ("search",),
    ],
    ids=lambda command: " ".join(command) or "beritanlp",
)
def test_help_is_given_by_h(run: RUN, command: tuple[str, ...]) -> None:
    code, out, err = run(*command, "-h")
    assert code == 0
    assert "Usage: beritanlp" in out
    assert err == ""


def test_version_is_shown(run: RUN) -> None:
    assert run("--version")[1].startswith("beritanlp ")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("analyze",), "beritanlp: Missing argument 'INPUT'; see beritanlp analyze -h\n"),
        (("analyze", "nowhere.txt"), "nowhere.txt: no such file"),
        (("analyze", "x", "--format", "xml"), "'xml' is not one of 'text', 'json'"),
        (("analyze", "x", "--workers", "0"), "Invalid value for '--workers'"),
        (("analyze", "x", "--format", "parquet"), "name it with --out"),
        (("analyse", "x"), "No such command 'analyse'"),
        (("report", "nowhere", "--out", "x.html"), "nowhere: no such file"),
        (("validate", "nowhere.csv"), "nowhere.csv: No such file"),
        (("evaluate", "nowhere.jsonl"), "nowhere.jsonl: No such file"),
        (("evaluate", "x.jsonl", "--update-floors"), "name it with --floors"),
        (("export", "nowhere", "--format", "csv", "--out", "x"), "nowhere: no such file"),
        (("export", "x", "--format", "xlsx", "--out", "x"), "'xlsx' is not one of 'csv'"),
        (("search", "nowhere", "beras"), "nowhere: no such file"),
    ],
)
def test_an_unusable_call_is_one_line_on_stderr(
    run: RUN, call: tuple[str, ...], message: str
) -> None:
    code, out, err = run(*call)
    assert code == 2
    assert out == ""
    assert message in err
    assert err.startswith("beritanlp: ")
    assert err.count("\n") == 1


def test_no_command_shows_the_help(run: RUN) -> None:
    code, out, err = run()
    assert code == 2
    assert "Usage: beritanlp" in out + err


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from beritanlp.cli.main import main; main(['-h'])\n"
        "print([m for m in ('spacy', 'sklearn', 'pandas', 'pyarrow', 'nltk', 'numpy') "
        "if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


# --------------------------------------------------------------------------- analyze


def test_analyze_shows_a_plain_summary_when_piped(run: RUN, article: Path) -> None:
    code, out, err = run("analyze", article)
    assert (code, err) == (0, "")
    assert "Budi Santoso" in out
    assert "direct" in out
    assert "Komisi Pemilihan Umum" in out
    assert "\x1b" not in out


def test_analyze_json_prints_one_object_and_nothing_else(run: RUN, article: Path) -> None:
    code, out, err = run("analyze", article, "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["article"]["text"] == ARTICLE
    assert {quote["kind"] for quote in found["quotes"]} == {"direct", "indirect"}


def test_analyze_json_of_several_is_an_array_with_the_failures(run: RUN, news: Path) -> None:
    code, out, err = run("analyze", news, "--format", "json")
    assert code == 1
    assert [item["type"] for item in json.loads(out)] == ["analysis", "analysis", "failure"]
    assert "1 of 3 articles failed" in err


def test_analyze_jsonl_is_one_object_a_line(run: RUN, news: Path) -> None:
    code, out, _ = run("analyze", news, "--format", "jsonl")
    assert code == 1
    assert [json.loads(line)["type"] for line in out.splitlines()] == [
        "analysis",
        "analysis",
        "failure",
    ]


def test_analyze_csv_prints_the_quotes(run: RUN, article: Path) -> None:
    code, out, _ = run("analyze", article, "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert "Kami sudah menambah dua gudang" in [row["content"] for row in rows]
    for row in rows:
        spans = json.loads(row["content_spans"])
        assert [ARTICLE[start:end] for start, end in spans] == [row["content"]]


def test_analyze_csv_with_a_folder_writes_all_tables(
    run: RUN, article: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    assert run("analyze", article, "--format", "csv", "--out", folder) == (0, "", "")
    names = {path.name for path in folder.iterdir()}
    assert {"articles.csv", "quotes.csv", "speakers.csv", "institutions.csv"} <= names


@pytest.mark.parametrize("name", ["out.html", "new/out.html"])
def test_analyze_html_writes_a_page(run: RUN, article: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    call = ("analyze", article, "--format", "html", "--out", out, "--title", "Berita <A>")
    assert run(*call) == (0, "", "")
    page = out.read_text(encoding="utf-8")
    assert "<title>Berita &lt;A&gt;</title>" in page
    assert list(out.parent.glob("*.part")) == []


def test_analyze_parquet_writes_tables_that_read_back(
    run: RUN, article: Path, tmp_path: Path
) -> None:
    from beritanlp.codec import read_parquet

    folder = tmp_path / "tables"
    assert run("analyze", article, "--format", "parquet", "--out", folder)[0] == 0
    (analysis,) = read_parquet(folder)
    assert analysis.article.text == ARTICLE  # type: ignore[union-attr]


def test_analyze_text_goes_to_a_file_without_colour(
    run: RUN, article: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.txt"
    assert run("analyze", article, "--out", out) == (0, "", "")
    assert "Kami sudah menambah dua gudang" in out.read_text(encoding="utf-8")


def test_analyze_with_workers_gives_the_same(run: RUN, news: Path) -> None:
    alone = run("analyze", news, "--format", "jsonl")
    assert run("analyze", news, "--format", "jsonl", "--workers", "2") == alone


def test_analyze_reads_named_columns(run: RUN, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text('kode;naskah\nx1;"Menurut Budi Santoso, harga turun."\n', encoding="utf-8")
    code, out, err = run("analyze", path, "--format", "json")
    assert code == 2
    assert "columns are kode, naskah" in err
    call = ("--text-column", "naskah", "--id-column", "kode", "--format", "json")
    code, out, err = run("analyze", path, *call)
    assert code == 0
    assert json.loads(out)["article"]["id"] == "x1"


def test_analyze_of_nothing_but_failures_is_unusable(run: RUN, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a", "text": 3}\n', encoding="utf-8")
    assert run("analyze", path)[0] == 2


def test_analyze_refuses_a_title_for_several(run: RUN, news: Path) -> None:
    assert run("analyze", news, "--title", "X")[0] == 2


def test_analyze_reads_stdin_and_stops_quietly_when_the_reader_goes() -> None:
    command = [sys.executable, "-m", "beritanlp", "analyze", "-", "--format", "jsonl"]
    lines = "\n".join(json.dumps({"id": str(n), "text": ARTICLE}) for n in range(60))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(lines.encode())
        process.stdin.close()
        assert process.stdout.read(10) == b'{"type":"a'
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_colour_is_off_with_no_color(article: Path) -> None:
    def output(**environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "beritanlp", "analyze", str(article)],
            capture_output=True,
            env={**os.environ, "FORCE_COLOR": "1", **environment},
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0
        return done.stdout

    assert "\x1b[36m" in output()
    assert "\x1b[36m" not in output(NO_COLOR="1")


# --------------------------------------------------------------------------- saved results


def test_batch_refuses_to_replace_results_unasked(run: RUN, results: Path, article: Path) -> None:
    code, _, err = run("batch", article, "--out", results)
    assert code == 2
    assert "already holds results; go on with --resume, or replace them with --overwrite" in err
    call = ("batch", article, "--out", results, "--overwrite", "--format", "jsonl")
    assert run(*call)[0] == 0
    names = sorted(path.name for path in results.iterdir())
    assert names == ["manifest.json", "parts.jsonl", "results.jsonl"]


def test_batch_goes_on_and_tells_what_was_done(run: RUN, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "r"
    assert run("batch", news, "--out", out, "--resume")[0] == 1
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    code, _, err = run("batch", news, "--out", out, "--resume")
    assert code == 1
    assert "2 articles analysed into" in err
    assert "2 of them before" in err
    assert "1 of 3 articles failed" in err
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    code, _, err = run("batch", news, "--out", out, "--resume", "--format", "jsonl")
    assert code == 2
    assert "cannot resume: format parquet is now jsonl" in err


def test_batch_refuses_options_that_exclude_each_other(
    run: RUN, news: Path, tmp_path: Path
) -> None:
    code, _, err = run("batch", news, "--out", tmp_path / "r", "--resume", "--overwrite")
    assert (code, err.count("\n")) == (2, 1)
    assert "--resume and --overwrite exclude each other" in err


def test_batch_without_a_scheduler_is_one_line(
    run: RUN, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask = pytest.importorskip("beritanlp.distributed.dask")
    monkeypatch.setattr(dask, "_SECONDS_TO_CONNECT", 0.2)
    call = ("batch", news, "--out", tmp_path / "r", "--dask", "tcp://127.0.0.1:9")
    code, _, err = run(*call)
    assert (code, err.count("\n")) == (2, 1)
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in err


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_batch_writes_what_corpus_reads(run: RUN, news: Path, tmp_path: Path, form: str) -> None:
    from beritanlp.corpus import Corpus

    code, out, err = run("batch", news, "--out", tmp_path / "r", "--format", form)
    assert (code, out) == (1, "")
    assert "2 articles analysed" in err
    corpus = Corpus.read(tmp_path / "r")
    assert len(corpus.quotes) > 2
    assert list(corpus.failures["article_id"]) == ["c"]


def test_report_writes_saved_results_as_a_page(run: RUN, results: Path, tmp_path: Path) -> None:
    code, out, err = run(
        "report", results, "--language", "id", "--title", "Gudang", "--per", "story"
    )
    assert (code, out) == (0, "")
    path = results / "report.html"
    assert err == f"beritanlp: 3 quotes in {path}\n"
    page = path.read_text(encoding="utf-8")
    assert "<title>Gudang</title>" in page
    assert "Kami sudah menambah dua gudang" in page
    assert run("report", results, "--out", tmp_path / "x.html", "--quotes", "0")[0] == 0
    assert "menambah dua gudang" not in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_report_shows_whole_articles_if_asked(run: RUN, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "articles.html"
    assert run("report", results, "--articles", "--out", out, "--limit", "1") == (0, "", "")
    assert "Kami sudah menambah dua gudang" in out.read_text(encoding="utf-8")
    code, _, err = run("report", results, "--limit", "1")
    assert code == 2
    assert "--limit is of --articles" in err


def test_report_of_a_file_needs_a_name(run: RUN, news: Path, tmp_path: Path) -> None:
    results = tmp_path / "r.jsonl"
    assert run("analyze", news, "--format", "jsonl", "--out", results)[0] in (0, 1)
    code, _, err = run("report", results)
    assert code == 2
    assert "name a file with --out" in err
    assert run("report", results, "--out", tmp_path / "r.html")[0] == 0


def test_sample_is_filled_in_and_validated(run: RUN, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "sample.csv"
    code, _, err = run("sample", results, "--size", "3", "--seed", "7", "--out", out)
    assert code == 0
    first = out.read_text(encoding="utf-8")
    assert run("sample", results, "--size", "3", "--seed", "7")[1] == first
    code, _, err = run("validate", out)
    assert code == 2
    assert "nothing judged yet" in err
    rows = list(csv.DictReader(io.StringIO(first)))
    for row, right in zip(rows, "yyn", strict=True):
        row["right"] = right
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    code, shown, _ = run("validate", out)
    assert code == 0
    assert re.search(r"^right +2 +3 +66\.7 % +20\.8–93\.9$", shown, re.MULTILINE)
    assert json.loads(run("validate", out, "--json")[1])["judged"] == 3


@pytest.mark.parametrize("name", ["sari.csv", "sari.xlsx", "sari.json", "sari.zip"])
def test_sheets_of_coders_give_agreement_and_corrected_shares(
    run: RUN, results: Path, tmp_path: Path, name: str
) -> None:
    first, second = tmp_path / name, tmp_path / "rudi.csv"
    options = ("--by", "kind", "--design", "quotes", "--allocation", "equal", "-n", "4")
    assert run("sample", results, *options, "--label", "role", "--out", first)[0] == 0
    (sheet,) = read_sheets(first)
    coded = [dataclasses.replace(quote, right=n > 0) for n, quote in enumerate(sheet.quotes)]
    for path in (first, second):
        write_sheet(dataclasses.replace(sheet, quotes=tuple(coded)), path, format_of(path))
    code, shown, err = run("validate", first, second, "--results", results, "--label", "role")
    assert (code, err) == (0, "")
    assert "agreement of 2 coders (Krippendorff)" in shown
    assert "share of quotes by role" in shown
    found = json.loads(run("validate", first, "--results", results, "--share", "kind", "--json")[1])
    assert found["precision"]["hits"] == len(coded) - 1
    assert {share["n"] for share in found["shares"]["kind"]} == {len(coded) - 1}


def test_sheets_that_no_screen_shows_need_a_file(run: RUN, results: Path) -> None:
    code, _, err = run("sample", results, "--format", "xlsx")
    assert code == 2
    assert "name a file with --out" in err


def test_a_sheet_that_is_there_is_not_overwritten(run: RUN, results: Path, tmp_path: Path) -> None:
    path = tmp_path / "sari.csv"
    path.write_text("right\ny\n", encoding="utf-8")
    code, _, err = run("sample", results, "--out", path)
    assert (code, path.read_text(encoding="utf-8")) == (2, "right\ny\n")
    assert "sari.csv: is there already" in err


def test_codes_of_other_results_are_refused(run: RUN, results: Path, tmp_path: Path) -> None:
    path = tmp_path / "sari.csv"
    path.write_text("right,article_id,quote\ny,bukan,0\n", encoding="utf-8")
    code, _, err = run("validate", path, "--results", results)
    assert code == 2
    assert "sari.csv:2: quote 0 of article 'bukan' is not in the results" in err


def test_sample_of_results_without_quotes_is_unusable(run: RUN, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Hujan turun di Sukamulya.", encoding="utf-8")
    assert run("batch", path, "--out", tmp_path / "r")[0] == 0
    code, _, err = run("sample", tmp_path / "r")
    assert code == 2
    assert "no quotes to draw from" in err


def test_broken_results_are_one_line(run: RUN, results: Path) -> None:
    for path in results.glob("quotes.*/*"):
        path.write_bytes(path.read_bytes()[:100])
    code, _, err = run("report", results, "--out", results / "x.html")
    assert code == 2
    assert err.count("\n") == 1
    assert not (results / "x.html").exists()


# --------------------------------------------------------------------------- evaluate, lexicon


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    def pair(words: str) -> list[int]:
        start = ARTICLE.index(words)
        return [start, start + len(words)]

    record: dict[str, Any] = {
        "id": "a",
        "text": ARTICLE,
        "quotes": [
            {
                "kind": "direct",
                "content": [pair("Kami sudah menambah dua gudang")],
                "cue": pair("kata"),
                "mention": [ARTICLE.index("kata Budi") + 5, ARTICLE.index("kata Budi") + 9],
                "speaker": "Budi Santoso",
            }
        ],
        "topics": ["agriculture"],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_evaluate_prints_a_table(run: RUN, gold: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.txt"
    code, out, err = run("evaluate", gold, "--by-article", "--errors", errors)
    assert (code, err) == (0, "")
    assert "quotes 0.8 / direct" in out
    assert "institutions" not in out.split("tp/fp/fn")[0]
    assert "quote invented (indirect)" in errors.read_text(encoding="utf-8")


def test_evaluate_json_holds_counts(run: RUN, gold: Path) -> None:
    code, out, _ = run("evaluate", gold, "--json", "--by-article")
    assert code == 0
    found = json.loads(out)
    assert found["tasks"]["quotes 0.8"]["tp"] == 1
    assert found["articles"]["a"]["speaker"]["tp"] == 1


def test_evaluate_scores_saved_results(run: RUN, gold: Path, tmp_path: Path) -> None:
    assert run("analyze", gold, "--format", "jsonl", "--out", tmp_path / "r.jsonl")[0] == 0
    code, out, _ = run("evaluate", gold, "--results", tmp_path / "r.jsonl", "--json")
    assert code == 0
    assert json.loads(out)["tasks"]["quotes 0.8"]["tp"] == 1


def test_evaluate_pins_floors_and_tells_when_they_fall(
    run: RUN, gold: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    assert run("evaluate", gold, "--floors", floors, "--update-floors")[0] == 0
    assert run("evaluate", gold, "--floors", floors)[0] == 0
    pinned = json.loads(floors.read_text(encoding="utf-8"))
    pinned["gold.jsonl"]["tasks"]["quotes 0.8"].update(fp=0, said=1)
    floors.write_text(json.dumps(pinned), encoding="utf-8")
    code, _, err = run("evaluate", gold, "--floors", floors)
    assert code == 1
    assert "quotes 0.8: F1" in err
    code, _, err = run("evaluate", gold, "--floors", floors, "--update-floors")
    assert code == 2
    assert "--allow-regression" in err


def test_lexicon_check_reads_every_table(run: RUN) -> None:
    from beritanlp.lexicons.tables import table_names

    _, out, _ = run("lexicon", "check")
    assert [line.split()[0] for line in out.splitlines()[:-1]] == list(table_names())


def test_lexicon_check_finds_no_problem(run: RUN) -> None:
    code, _, err = run("lexicon", "check")
    assert (code, err) == (0, "")


def test_lexicon_find(run: RUN) -> None:
    code, out, _ = run("lexicon", "find", "bawaslu", "Kapolri", "--on", "2018-05-01")
    assert code == 0
    assert "Badan Pengawas Pemilihan Umum (Bawaslu)" in out
    assert "* 2016-07-13 to 2019-10-22  Muhammad Tito Karnavian" in out


def test_lexicon_find_as_json(run: RUN) -> None:
    code, out, _ = run("lexicon", "find", "Kementerian Kehutanan", "--on", "2012-01-01", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["institutions"][0]["id"] == "kemenhut-2009"
    assert found["institutions"][0]["valid_to"] == "2014-10-26"


def test_lexicon_find_of_what_nobody_knows(run: RUN) -> None:
    code, out, _ = run("lexicon", "find", "xyzzy")
    assert code == 1
    assert "nothing is known" in out
    code, _, err = run("lexicon", "find", "kpk", "--on", "kemarin")
    assert code == 2
    assert "kemarin" in err


def test_evaluate_model_says_which_data_it_lacks(run: RUN, tmp_path: Path) -> None:
    code, out, err = run("evaluate", "model", "--data", tmp_path)
    assert (code, out) == (2, "")
    assert "no folder 'ud'" in err
    assert "--data" in err


def test_evaluate_model_says_where_it_looked(run: RUN, shared_data: Path) -> None:
    code, _, err = run("evaluate", "model", "--model", "no_such_model", "--data", shared_data)
    assert code == 2
    assert "no package 'no_such_model' is installed" in err


CODEBOOK = 'schema = 1\n[[topic]]\ncode = "1"\nkey = "rice"\nlabel = "Beras"\nterms = ["beras"]\n'


def test_analyze_with_a_codebook_of_ones_own(run: RUN, article: Path, tmp_path: Path) -> None:
    book = tmp_path / "mine.toml"
    book.write_text(CODEBOOK, encoding="utf-8")
    code, out, err = run("analyze", article, "--codebook", book, "--format", "json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert [topic["label"] for topic in said["topics"]] == ["Beras"]
    assert "+codebook:" in said["made_with"]["lexicons"]


def test_a_bad_codebook_is_refused_at_once_with_its_line(
    run: RUN, article: Path, tmp_path: Path
) -> None:
    book = tmp_path / "mine.toml"
    book.write_text(CODEBOOK.replace("terms", "trems"), encoding="utf-8")
    code, out, err = run("analyze", article, "--codebook", book)
    assert (code, out) == (2, "")
    assert "mine.toml:2: " in err
    code, out, err = run("analyze", article, "--codebook", tmp_path / "none.toml")
    assert code == 2
    assert "none.toml: No such file" in err


def test_analyze_with_an_unknown_model_is_refused_at_once(run: RUN, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Rudi mengatakan jalan itu aman.", encoding="utf-8")
    code, out, err = run("analyze", article, "--model", "no_such_model")
    assert (code, out) == (2, "")
    assert "'no_such_model'" in err


# --------------------------------------------------------------------------- export and search


def test_export_writes_tables(run: RUN, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    code, stdout, err = run("export", results, "--format", "csv", "--out", out)
    assert (code, stdout) == (0, "")
    assert "quotes.csv, speakers.csv, institutions.csv, topics.csv, key_terms.csv" in err
    assert err.rstrip().endswith(f"written to {out}")
    with (out / "quotes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["speaker"] for row in csv.DictReader(file)} == {"Budi Santoso"}
    code, _, err = run("export", results, "-f", "sqlite", "-o", out / "b.sqlite", "-t", "quotes")
    assert code == 0
    assert "b.sqlite, metadata.json written" in err


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--table", "tokens"), "tables must be of articles"),
        (("--out", "q.csv"), "q.csv: one file for 7 tables"),
    ],
)
def test_export_refuses_in_one_line(
    run: RUN, results: Path, tmp_path: Path, more: tuple[str, ...], message: str
) -> None:
    code, _, err = run("export", results, "-f", "csv", "--out", tmp_path / "x", *more)
    assert code == 2
    assert message in err
    assert err.count("\n") == 1


def test_search_prints_quotes(run: RUN, results: Path) -> None:
    code, out, err = run("search", results, "menambah gudang")
    assert (code, err) == (0, "")
    assert out.endswith("Budi Santoso: Kami sudah **menambah** dua **gudang**\n")
    code, out, _ = run("search", results, "beras", "--limit", "1", "--json")
    hit = json.loads(out)
    assert (code, hit["speaker"], hit["quote"]) == (0, "Budi Santoso", 0)
    assert run("search", results, "lumbung")[:2] == (1, "")
    code, _, err = run("search", results, "beras OR")
    assert (code, err) == (2, "beritanlp: query 'beras OR': OR needs a word on both sides\n")
