"""Runs: however one is stopped or its files are damaged, the resumed one makes the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beritanlp.batch import Progress, RunSummary, analyze_into, analyze_many, chunks
from beritanlp.batch.workers import map_chunks
from beritanlp.codec import encode, read_jsonl, read_parquet
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import ArticleError, ResultError
from beritanlp.parts import read_journal, table_files
from beritanlp.settings import Settings

NAMES = ["Sari Wulandari", "Rangga Wiratama", "Melati Kusumawati"]
BAD = Failure(article_id="rusak", stage="read", error="ArticleError", message="not text")
ARTICLES: list[Article | Failure] = [
    Article(id=f"fiksi-{n}", text=f"“Kami siap {n} hari,” kata Camat {NAMES[n % 3]}, Senin (3/5).")
    for n in range(20)
]
ARTICLES[7] = BAD
PART = 6  # articles: three whole parts and one of two
FORMATS = ["parquet", "jsonl"]


class Stopped(BaseException):
    """What ends a run from outside."""


class Engine:
    """Works in this process, counts the articles, and stops the run after so many chunks."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.articles = 0
        self._left = stop_after

    def __call__(self, work: Any, chunks: Any, settings: Any, /) -> Iterator[Any]:
        for chunk in chunks:
            if self._left == 0:
                raise Stopped
            self.articles += len(chunk)
            yield work(chunk, settings)
            if self._left is not None:
                self._left -= 1


def go(folder: Path, **options: Any) -> RunSummary:
    return analyze_into(options.pop("articles", ARTICLES), folder, part_size=PART, **options)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module", params=FORMATS)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that nobody stopped."""
    folder = tmp_path_factory.mktemp("whole") / request.param
    summary = go(folder, format=request.param)
    assert (summary.articles, summary.failures, summary.parts, summary.reused) == (20, 1, 4, 0)
    return folder


def results_of(folder: Path) -> list[Analysis | Failure]:
    path = folder / "results.jsonl"
    return list(read_jsonl(path) if path.exists() else read_parquet(folder))


def test_run_holds_what_analyze_many_gives(whole: Path) -> None:
    assert results_of(whole) == list(analyze_many(ARTICLES))
    corpus = Corpus.read(whole)
    assert len(corpus) == 20
    assert list(corpus.failures["article_id"]) == ["rusak"]
    assert list(corpus.articles["article_id"]) == [
        article.id for article in ARTICLES if isinstance(article, Article)
    ]


def test_tables_of_a_run_are_those_of_one_piece(tmp_path: Path) -> None:
    go(tmp_path, format="parquet")
    frames = Corpus.from_results(analyze_many(ARTICLES))
    corpus = Corpus.read(tmp_path)
    for name in ("articles", "quotes", "speakers", "institutions", "topics", "key_terms"):
        assert getattr(corpus, name).equals(getattr(frames, name)), name


@pytest.mark.parametrize("form", FORMATS)
def test_two_workers_make_the_same_bytes(form: str, tmp_path: Path) -> None:
    go(tmp_path / "1", format=form)
    go(tmp_path / "2", format=form, workers=2)
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")


def test_chunks_do_not_show_in_the_bytes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beritanlp.batch.run._CHUNK_SIZE", 4)
    go(tmp_path, format=whole.name)
    assert files_of(tmp_path) == files_of(whole)


@pytest.mark.parametrize("stop_after", range(4))
def test_stopped_run_goes_on_and_ends_as_if_never_stopped(
    whole: Path, tmp_path: Path, stop_after: int
) -> None:
    with pytest.raises(Stopped):
        go(tmp_path, format=whole.name, engine=Engine(stop_after))
    engine = Engine()
    summary = go(tmp_path, format=whole.name, engine=engine, resume=True)
    assert summary.reused == stop_after
    assert engine.articles == 20 - stop_after * PART
    assert files_of(tmp_path) == files_of(whole)


def test_part_that_was_begun_leaves_nothing(whole: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("beritanlp.batch.run._CHUNK_SIZE", 2)
    with pytest.raises(Stopped):
        go(tmp_path, format=whole.name, engine=Engine(4))
    assert len(read_journal(tmp_path)) == 1
    assert [path for path in tmp_path.glob("*/*") if "00001" in path.name] == []
    assert go(tmp_path, format=whole.name, resume=True).reused == 1
    assert files_of(tmp_path) == files_of(whole)


def test_complete_run_is_done_when_resumed(whole: Path) -> None:
    before = files_of(whole)
    engine = Engine()
    assert go(whole, format=whole.name, engine=engine, resume=True).reused == 4
    assert engine.articles == 0
    assert files_of(whole) == before


def test_run_goes_on_with_articles_added_behind_whole_parts(whole: Path, tmp_path: Path) -> None:
    go(tmp_path, articles=ARTICLES[: 2 * PART], format=whole.name)
    assert go(tmp_path, format=whole.name, resume=True).reused == 2
    assert files_of(tmp_path) == files_of(whole)


DAMAGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "flip", "remove", "grow"]), st.floats(0, 1)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(damages=DAMAGES)
def test_damaged_files_are_made_again(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, damages: list[tuple[float, str, float]]
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / "r"
    shutil.copytree(whole, folder)
    for which, damage, where in damages:
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        path = paths[min(int(which * len(paths)), len(paths) - 1)]
        # a changed setup is one, whoever changed it; and one of the two must say it was a run
        _hurt(path, "cut" if path.name == "manifest.json" else damage, where)
    go(folder, format=whole.name, resume=True)
    assert files_of(folder) == files_of(whole)


def _hurt(path: Path, damage: str, where: float) -> None:
    data = bytearray(path.read_bytes())
    at = min(int(where * len(data)), len(data) - 1)
    if damage == "remove":
        path.unlink()
    elif damage == "cut" or not data:
        path.write_bytes(data[:at])
    elif damage == "grow":
        path.write_bytes(data + b"x")
    else:
        data[at] ^= 1
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"settings": Settings(max_topics=2)},
            r"cannot resume: settings\.max_topics 5 is now 2",
        ),
        ({"reading": {"text_column": "isi"}}, r"reading\.text_column none is now isi"),
    ],
)
def test_another_setup_is_refused(whole: Path, options: dict[str, Any], message: str) -> None:
    before = files_of(whole)
    with pytest.raises(ResultError, match=message):
        go(whole, format=whole.name, resume=True, **options)
    assert files_of(whole) == before


def test_another_codebook_is_refused(tmp_path: Path) -> None:
    from importlib.resources import files

    text = (files("beritanlp.lexicons") / "topics.toml").read_text(encoding="utf-8")
    codebook = tmp_path / "own.toml"
    codebook.write_text(text, encoding="utf-8")
    own = Settings(codebook=str(codebook))
    go(tmp_path / "r", articles=ARTICLES[:2], settings=own)
    codebook.write_text(text + "\n# changed\n", encoding="utf-8")
    with pytest.raises(ResultError, match=r"cannot resume: codebook [0-9a-f]{12}… is now"):
        go(tmp_path / "r", articles=ARTICLES[:2], settings=own, resume=True)


def test_another_format_and_part_size_are_refused(whole: Path) -> None:
    other = FORMATS[1 - FORMATS.index(whole.name)]
    with pytest.raises(ResultError, match=f"format {whole.name} is now {other}"):
        go(whole, format=other, resume=True)
    with pytest.raises(ResultError, match="part_size 6 is now 5"):
        analyze_into(ARTICLES, whole, format=whole.name, resume=True, part_size=5)  # type: ignore[arg-type]


def test_another_setup_is_refused_without_a_manifest(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    shutil.copytree(whole, folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(ResultError, match=r"manifest\.json is missing or broken, and parts\.jsonl"):
        go(folder, format=whole.name, resume=True, settings=Settings(max_topics=2))


def test_other_articles_are_refused(whole: Path) -> None:
    before = files_of(whole)
    changed = [*ARTICLES]
    changed[13] = Article(id="fiksi-13", text="Teks lain.")
    with pytest.raises(ResultError, match="articles 13 to 18 are not those that were analysed"):
        go(whole, articles=changed, format=whole.name, resume=True)
    with pytest.raises(ResultError, match="articles 19 to 20 are not those"):
        go(whole, articles=ARTICLES[:18], format=whole.name, resume=True)
    with pytest.raises(ResultError, match="articles 19 to 20 are not those"):
        go(whole, articles=[*ARTICLES, "Satu lagi."], format=whole.name, resume=True)
    assert files_of(whole) == before


def test_held_results_are_not_replaced_unasked(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="already holds results; go on with --resume, or replace"):
        go(whole, format=whole.name)
    folder = tmp_path / "r"
    shutil.copytree(whole, folder)
    other = FORMATS[1 - FORMATS.index(whole.name)]
    assert go(folder, articles=ARTICLES[:3], format=other, overwrite=True).articles == 3
    assert len(Corpus.read(folder)) == 3
    assert len(table_files(folder, "results") if other == "parquet" else ["one"]) == 1


def test_results_of_no_run_are_not_resumed(tmp_path: Path) -> None:
    Corpus.from_results(analyze_many(ARTICLES[:2])).write(tmp_path)
    with pytest.raises(ResultError, match="not of a run that could be resumed"):
        go(tmp_path, resume=True)
    go(tmp_path, articles=ARTICLES[:3], overwrite=True)
    assert len(Corpus.read(tmp_path)) == 3
    with pytest.raises(ResultError, match="holds the results of a batch; write to another folder"):
        Corpus.from_results(analyze_many(ARTICLES[:2])).write(tmp_path)


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")

    def meddling() -> Iterator[Article | Failure]:
        with pytest.raises(ResultError, match="another run is at work there"):
            go(tmp_path, resume=True)
        yield from ARTICLES[:2]

    assert go(tmp_path, articles=meddling()).articles == 2


def test_unfinished_run_is_read_as_far_as_it_is_whole(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        go(tmp_path, engine=Engine(2))
    # as if it had been killed between the tables of the third part
    shutil.copy(
        tmp_path / "quotes.parquet/part-00001.parquet",
        tmp_path / "quotes.parquet/part-00002.parquet",
    )
    with pytest.warns(UserWarning, match="the batch is not finished; 12 articles so far are read"):
        corpus = Corpus.read(tmp_path)
    assert len(corpus) == 2 * PART
    assert set(corpus.quotes["article_id"]) <= {f"fiksi-{n}" for n in range(2 * PART)}
    assert len(list(corpus.results())) == 2 * PART


def test_error_of_the_input_keeps_the_parts_before_it(whole: Path, tmp_path: Path) -> None:
    def broken() -> Iterator[Article | Failure]:
        yield from ARTICLES[:15]
        raise ArticleError("news.csv: cut off")

    with pytest.raises(ArticleError, match="cut off"):
        go(tmp_path, articles=broken(), format=whole.name)
    assert len(read_journal(tmp_path)) == 2
    assert go(tmp_path, format=whole.name, resume=True).reused == 2
    assert files_of(tmp_path) == files_of(whole)


@pytest.mark.parametrize("form", FORMATS)
def test_no_articles_make_an_empty_run(form: str, tmp_path: Path) -> None:
    for resume in (False, True):
        summary = go(tmp_path, articles=[], format=form, resume=resume)
        assert (summary.articles, summary.parts, summary.reused) == (0, 1, int(resume))
        assert len(Corpus.read(tmp_path).quotes) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_run_without_a_whole_part_says_so(form: str, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        go(tmp_path, format=form, engine=Engine(0))
    with pytest.raises(ResultError, match="not finished, and nothing of it can be read yet; go on"):
        Corpus.read(tmp_path)


def test_id_that_comes_again_is_told_apart(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="1 articles had an id that came before, such as 'a'"):
        go(tmp_path, articles=[("a", "Satu."), ("a", "Dua.")], format="jsonl")
    assert [r.article.id for r in results_of(tmp_path) if isinstance(r, Analysis)] == ["a", "a#2"]


def test_article_that_no_table_takes_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode_tables = chunks.encode_tables

    def picky(results: Any) -> Any:
        if any(isinstance(r, Analysis) and r.article.id == "fiksi-2" for r in results):
            raise OverflowError("too large")
        return encode_tables(results)

    monkeypatch.setattr(chunks, "encode_tables", picky)
    go(tmp_path, articles=ARTICLES[:4])
    found = results_of(tmp_path)
    assert found[2] == Failure(
        article_id="fiksi-2", stage="write", error="OverflowError", message="too large"
    )
    assert [type(result) for result in found] == [Analysis, Analysis, Failure, Analysis]


def test_progress_tells_of_new_and_reused_articles(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        go(tmp_path, engine=Engine(2))
    news: list[Progress] = []
    go(tmp_path, resume=True, progress=news.append)
    assert [(n.articles, n.failed, n.reused) for n in news] == [
        (6, 0, True),
        (6, 1, True),
        (6, 0, False),
        (2, 0, False),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "csv"}, "format must be 'parquet' or 'jsonl'; got 'csv'"),
        ({"workers": 0}, "workers must be a whole number above 0; got 0"),
        ({"resume": True, "overwrite": True}, "resume and overwrite exclude each other"),
    ],
)
def test_bad_arguments_are_refused(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        analyze_into(ARTICLES, tmp_path, **options)


def test_manifest_says_what_the_run_was_made_with(whole: Path) -> None:
    manifest = msgspec.json.decode((whole / "manifest.json").read_bytes())
    assert manifest["complete"] is True
    assert (manifest["articles"], manifest["failures"], manifest["parts"]) == (20, 1, 4)
    assert manifest["setup"]["packages"]["spacy"].startswith("3.")
    for record in read_journal(whole):
        for name, file in record.files.items():
            if whole.name == "parquet":
                data = (whole / f"{name}.parquet/part-{record.part:05}.parquet").read_bytes()
                assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)


# ------------------------------------------------------------- the command, killed and out of space


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path / "news.jsonl", 60)


def write_news(path: Path, count: int) -> Path:
    records = [
        {"id": f"fiksi-{n}", "text": f"“Kami siap {n} hari,” kata Camat {NAMES[n % 3]}.\n\n" * 20}
        for n in range(count)
    ]
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    return path


SMALL_PARTS = (
    "import sys, beritanlp.batch.run as run; run.analyze_into.__kwdefaults__['part_size'] = 10; "
    "from beritanlp.cli.main import main; sys.exit(main(sys.argv[1:]))"
)


def start(news: Path, out: Path, *options: str, **process: Any) -> subprocess.Popen[str]:
    call = [sys.executable, "-c", SMALL_PARTS, "batch", str(news), "--out", str(out), *options]
    return subprocess.Popen(call, stderr=subprocess.PIPE, text=True, **process)


def heed_signals() -> None:
    """What runs the tests may have told them to heed no SIGINT, or to put it off."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and stderr."""
    _, err = process.communicate()
    return process.returncode, err


def wait_for(found: Callable[[], object], process: subprocess.Popen[str]) -> None:
    while process.poll() is None and not found():
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_killed_command_goes_on(news: Path, tmp_path: Path, form: str) -> None:
    assert finish(start(news, tmp_path / "whole", "--format", form))[0] == 0
    out = tmp_path / "killed"
    for parts in (1, 3):
        process = start(news, out, "--format", form, "--resume", "--workers", "2")
        wait_for(lambda parts=parts: len(read_journal(out)) >= parts, process)
        process.kill()
        process.communicate()
    assert 1 <= len(read_journal(out)) < 6
    code, err = finish(start(news, out, "--format", form, "--resume"))
    assert (code, "60 articles analysed" in err) == (0, True)
    assert files_of(out) == files_of(tmp_path / "whole")


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_command_says_how_to_go_on(tmp_path: Path, sent: int) -> None:
    news = write_news(tmp_path / "news.jsonl", 2000)  # not done before the signal comes
    out = tmp_path / "r"
    process = start(news, out, "--workers", "2", preexec_fn=heed_signals)
    wait_for(lambda: read_journal(out), process)
    process.send_signal(sent)
    said = f"beritanlp: stopped; what is whole stays in {out}; go on with --resume\n"
    assert finish(process) == (130, said), f"{len(read_journal(out))} parts were made"


@pytest.mark.slow
def test_interrupt_that_python_drops_stops_the_command_all_the_same(tmp_path: Path) -> None:
    dropping = (
        "import signal\n"
        "from beritanlp.batch.run import _Run\n"
        "class Thrown:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "append = _Run._make_part\n"
        "def make(self, *given): append(self, *given); Thrown()\n"
        "_Run._make_part = make\n"
    )
    out = tmp_path / "r"
    news = write_news(tmp_path / "news.jsonl", 60)
    call = [sys.executable, "-c", dropping + SMALL_PARTS, "batch", str(news), "--out", str(out)]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, preexec_fn=heed_signals)
    said = f"beritanlp: stopped; what is whole stays in {out}; go on with --resume\n"
    assert finish(process) == (130, said)
    assert len(read_journal(out)) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="file sizes are not limited there")
@pytest.mark.parametrize("form", FORMATS)
def test_full_disk_is_one_line_and_costs_nothing(news: Path, tmp_path: Path, form: str) -> None:
    import resource

    assert finish(start(news, tmp_path / "whole", "--format", form))[0] == 0
    out = tmp_path / "full"
    # a file may not grow past this: what a full disk is to a writer
    limit = max(map(len, files_of(tmp_path / "whole").values())) - 1

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code, err = finish(start(news, out, "--format", form, preexec_fn=limited))
    assert (code, err.count("\n")) == (2, 1)
    assert "what is whole stays in" in err
    assert finish(start(news, out, "--format", form, "--resume"))[0] == 0
    assert files_of(out) == files_of(tmp_path / "whole")


@pytest.mark.slow
def test_workers_end_with_a_killed_parent(news: Path, tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil")
    process = start(news, tmp_path / "r", "--workers", "2")
    wait_for(lambda: read_journal(tmp_path / "r"), process)
    workers = psutil.Process(process.pid).children(recursive=True)
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []


@pytest.mark.slow
def test_article_that_kills_its_worker_is_a_failure(tmp_path: Path) -> None:
    from test_stream import DeadlyArticle

    items = [*ARTICLES[:3], DeadlyArticle(id="besar", text="x"), *ARTICLES[3:]]
    summary = analyze_into(items, tmp_path, workers=2, part_size=PART)
    assert (summary.articles, summary.failures) == (21, 2)
    found = results_of(tmp_path)
    assert isinstance(found[3], Failure)
    assert (found[3].article_id, found[3].stage) == ("besar", "worker")
    assert [encode(r) for r in found[:3] + found[4:]] == [encode(r) for r in analyze_many(ARTICLES)]


def test_map_chunks_starts_no_process_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beritanlp.batch.workers._Pool", None)
    assert list(map_chunks(chunks.analyze_chunk, iter([]), None, 2)) == []
