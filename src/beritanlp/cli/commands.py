"""What each command does: call the library, write the result, say what failed.

Results go to stdout or to ``--out``; progress and complaints go to stderr, each in one line.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import io
import itertools
import json
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Literal, NoReturn, ParamSpec, cast

import typer

from beritanlp.cli.complaints import complain
from beritanlp.compressed import cleared
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import BeritaError, ResultError
from beritanlp.report.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from beritanlp.batch import Engine, Progress
    from beritanlp.counts import Per
    from beritanlp.evaluation import Report
    from beritanlp.institutions import InstitutionRecord
    from beritanlp.labels import Language
    from beritanlp.lexicons.rows import OfficeHolder
    from beritanlp.settings import Settings
    from beritanlp.validation.files import SheetFormat
    from beritanlp.validation.sampling import Allocation
    from beritanlp.validation.sheet import Design

__all__ = [
    "BatchOptions",
    "Input",
    "ReportOptions",
    "SampleOptions",
    "analyze",
    "batch",
    "check_lexicons",
    "evaluate",
    "evaluate_model",
    "export",
    "find_names",
    "report",
    "report_articles",
    "sample",
    "search",
    "validate",
]

P = ParamSpec("P")
Result = Analysis | Failure

FAILED = 1
UNUSABLE = 2
STOPPED = 130  # what shells give for an interrupted command
LISTED = 20  # failures that are written out; more are only counted, they stand in the results


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What to read and how; the fields are the arguments of `read_articles`."""

    source: str
    text_column: str | None = None
    id_column: str | None = None
    title_column: str | None = None
    published_column: str | None = None
    outlet_column: str | None = None
    url_column: str | None = None
    delimiter: str | None = None
    encoding: str | None = None

    def read(self) -> Iterator[Article | Failure]:
        """The articles, one at a time."""
        from beritanlp.readers import read_articles

        return iter(read_articles(self.source, **self.reading()))

    def reading(self) -> dict[str, str]:
        """The options that were given, by name."""
        given = dataclasses.asdict(self)
        return {name: given[name] for name in given if name != "source" and given[name] is not None}


# --------------------------------------------------------------------------- complaints


def _refuse(message: str) -> NoReturn:
    complain(message)
    raise typer.Exit(UNUSABLE)


def _command(run: Callable[P, None]) -> Callable[P, None]:
    """*run*, of which what the library or the system refuses is one line and exit code 2."""

    @functools.wraps(run)
    def command(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            run(*arguments, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            # the reader has gone (beritanlp ... | head): it has what it wanted
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except BeritaError as error:
            _refuse(str(error))
        except OSError as error:
            _refuse(f"{error.filename}: {error.strerror}" if error.filename else str(error))

    return command


def _describe(failure: Failure) -> str:
    if failure.message.startswith(failure.article_id):
        return f"{failure.message} ({failure.stage})"
    return f"{failure.article_id}: {failure.message} ({failure.stage})"


class _Outcome:
    """Passes results on and remembers what failed."""

    def __init__(self) -> None:
        self.done = 0
        self.failures: list[Failure] = []
        self.failed = 0

    def watch(self, results: Iterable[Result]) -> Iterator[Result]:
        for result in results:
            if isinstance(result, Failure):
                self.failed += 1
                if len(self.failures) < LISTED:
                    self.failures.append(result)
            else:
                self.done += 1
            yield result

    def finish(self, source: str) -> None:
        """List what failed; exit with 1 if some did, with 2 if nothing could be done."""
        if not self.done and not self.failed:
            _refuse(f"{source}: no articles")
        _list_failures(self.failures, self.failed, self.done + self.failed)


def _list_failures(
    failures: Sequence[Failure], failed: int, articles: int, elsewhere: str = ""
) -> None:
    """List *failures*, the first of *failed*; exit with 1 if some articles did, with 2 if all did.

    *elsewhere* says where all of them stand.
    """
    if not failed:
        return
    for failure in failures:
        complain(_describe(failure))
    if failed > len(failures):
        complain(f"… and {failed - len(failures):,} more{elsewhere}")
    if articles > 1:
        complain(f"{failed:,} of {articles:,} articles failed")
    raise typer.Exit(FAILED if failed < articles else UNUSABLE)


# --------------------------------------------------------------------------- streams


def _stdout_bytes() -> BinaryIO:
    return sys.stdout.buffer


@contextlib.contextmanager
def _writing(out: Path | None) -> Iterator[BinaryIO]:
    """*out* to write, or stdout. The file gets its name only when all is written."""
    if out is None:
        sys.stdout.flush()
        yield _stdout_bytes()
        _stdout_bytes().flush()
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists() and not out.is_file():
        # a device or a pipe such as /dev/stdout or >(gzip); a folder is refused by open
        with out.open("wb") as file:
            yield file
        return
    part = out.with_name(out.name + ".part")
    try:
        with cleared(part).open("wb") as file:
            yield file
        os.replace(part, out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _progress(
    what: str, streams: bool = False
) -> Iterator[Callable[[Iterable[Result]], Iterator[Result]]]:
    """A function that passes results on; a terminal on stderr shows how many and how fast.

    Not if the results themselves stream to the terminal at the same time.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal or (streams and sys.stdout.isatty()):
        yield iter
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed:,} articles"),
        TextColumn("[dim]{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        task = shown.add_task(what, total=None, rate="")

        def count(results: Iterable[Result]) -> Iterator[Result]:
            for result in results:
                speed = shown.tasks[0].speed
                shown.update(task, advance=1, rate=f"{speed:,.0f}/s" if speed else "")
                yield result

        yield count


def _analyze_many(
    articles: Iterable[Article | Failure],
    workers: int,
    model: str | None = None,
    codebook: Path | None = None,
) -> Iterator[Result]:
    from beritanlp.batch import analyze_many

    return analyze_many(articles, workers=workers, settings=_settings(model, codebook))


def _settings(model: str | None, codebook: Path | None) -> Settings:
    """The settings of a run; what they name is looked for at once."""
    from beritanlp.settings import Settings

    if model:
        from beritanlp.pipeline import find_model

        find_model(model)
    if codebook:
        from beritanlp.topics.codebook import codebook_of

        codebook_of(str(codebook))
    return Settings(model=model or "", codebook=str(codebook or ""))


def _read_results(path: Path) -> Iterator[Result]:
    """Saved results: a folder that ``batch`` wrote, or a file of JSON Lines."""
    from beritanlp.codec import read_jsonl
    from beritanlp.corpus import Corpus

    if path.is_dir():
        return Corpus.read(path).results()
    if path.suffix == ".parquet":
        raise ResultError(f"{path}: give the folder that batch wrote, {path.parent}")
    return read_jsonl(path)


# --------------------------------------------------------------------------- analyze


@_command
def analyze(
    columns: Input,
    format: str,
    out: Path | None,
    title: str | None,
    workers: int,
    model: str | None,
    codebook: Path | None,
) -> None:
    """Analyse what *columns* reads and write it as *format*."""
    if format == "parquet" and out is None:
        _refuse("--format parquet writes a folder of tables; name it with --out")
    outcome = _Outcome()
    articles = columns.read()
    first = list(itertools.islice(articles, 2))
    if not first:
        _refuse(f"{columns.source}: no articles")
    single = len(first) == 1
    if title and single and isinstance(first[0], Article):
        first = [dataclasses.replace(first[0], title=title)]
    elif title and format != "html":
        _refuse("--title is of a single article or of the HTML page of several")
    with _progress("analysed", streams=out is None) as count:
        stream = first if single else itertools.chain(first, articles)
        results = outcome.watch(count(_analyze_many(stream, workers, model, codebook)))
        if format == "text":
            _write_text(results, out)
        elif format == "json":
            _write_json(results, out, single)
        elif format == "jsonl":
            _write_jsonl(results, out)
        elif format == "html":
            _write_html(results, out, title)
        else:
            _write_tables(results, out, format)
    outcome.finish(columns.source)


def _write_text(results: Iterable[Result], out: Path | None) -> None:
    from rich.console import Console
    from rich.rule import Rule

    from beritanlp.report.terminal import render_terminal

    def show(console: Console) -> None:
        shown = 0
        for result in results:
            if isinstance(result, Analysis):
                if shown:
                    console.print()
                    console.print(Rule(characters="═"))
                    console.print()
                render_terminal(result, console)
                shown += 1

    if out is None:
        show(_stdout_console())
        return
    with _writing(out) as file:
        text = io.StringIO()
        show(Console(file=text, width=100, color_system=None))
        file.write(text.getvalue().encode("utf-8", "replace"))


def _stdout_console() -> Console:
    """A console on stdout that tells when the reader has gone."""
    from rich.console import Console

    class StdoutConsole(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1; main knows what to do

    return StdoutConsole(highlight=False)


def _write_jsonl(results: Iterable[Result], out: Path | None) -> None:
    from beritanlp.codec import encode, write_jsonl

    if out is not None and out.suffix in {".gz", ".zst"}:
        write_jsonl(results, out)
        return
    with _writing(out) as file:
        for result in results:
            file.write(encode(result) + b"\n")


def _write_json(results: Iterable[Result], out: Path | None, single: bool) -> None:
    """One object for a single article, else an array with one object a line."""
    from beritanlp.codec import encode

    with _writing(out) as file:
        if single:
            for result in results:
                file.write(_indent(encode(result)) + b"\n")
            return
        before = b"[\n"
        for result in results:
            file.write(before + encode(result))
            before = b",\n"
        file.write(b"\n]\n" if before == b",\n" else b"[]\n")


def _indent(line: bytes) -> bytes:
    """JSON over several lines; spans stay on one."""
    value = json.loads(line)
    try:
        return json.dumps(value, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # half a surrogate pair stays an escape
        return json.dumps(value, indent=1).encode()


def _write_html(results: Iterable[Result], out: Path | None, title: str | None) -> None:
    from beritanlp.report.html import render_page

    page = render_page(results, title)
    with _writing(out) as file:
        file.write(page.encode())


def _write_tables(results: Iterable[Result], out: Path | None, format: str) -> None:
    from beritanlp.codec import to_frames, write_parquet

    if format == "parquet":
        assert out is not None
        write_parquet(results, out)
        return
    frames = to_frames(results)
    if out is None or out.suffix == ".csv":
        with _writing(out) as file:
            _write_csv(frames["quotes"], file)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        with _writing(out / f"{name}.csv") as file:
            _write_csv(frame, file)


def _write_csv(frame: Any, file: BinaryIO) -> None:
    """Write *frame* as CSV in which a spreadsheet runs no formula."""
    from beritanlp.spreadsheets import formula_free

    texts = frame.select_dtypes("string")
    safe = {name: texts[name].map(formula_free, na_action="ignore") for name in texts}
    frame = frame.assign(**safe)
    file.write(frame.to_csv(index=False, lineterminator="\n").encode("utf-8", "replace"))


# --------------------------------------------------------------------------- batch and report


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How ``batch`` goes about it; the fields are its options."""

    format: Literal["parquet", "jsonl"]
    workers: int
    resume: bool
    overwrite: bool
    dask: str | None


@_command
def batch(
    columns: Input, out: Path, options: BatchOptions, model: str | None, codebook: Path | None
) -> None:
    """Analyse what *columns* reads into the folder *out*."""
    from beritanlp.batch import analyze_into, dedicated_process

    settings = _settings(model, codebook)
    articles = columns.read()
    first = list(itertools.islice(articles, 1))
    if not first:
        _refuse(f"{columns.source}: no articles")
    here = options.workers == 1 and options.dask is None
    tally = _Tally()
    stopped = _heed_stops()
    try:
        with (
            dedicated_process(settings) if here else contextlib.nullcontext(),
            _engine(options.dask) as engine,
            _batch_progress(columns.source) as show,
        ):
            summary = analyze_into(
                itertools.chain(first, articles),
                out,
                format=options.format,
                workers=options.workers,
                settings=settings,
                resume=options.resume,
                overwrite=options.overwrite,
                engine=engine,
                source=columns.source,
                reading=columns.reading(),
                progress=tally.watch(show, stopped),
            )
    except KeyboardInterrupt:
        complain(f"stopped; what is whole stays in {out}; go on with --resume")
        raise typer.Exit(STOPPED) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _refuse(
            f"{where}{error.strerror or error}; what is whole stays in {out}; go on with --resume"
        )
    done = summary.articles - summary.failures
    before = f", {tally.reused:,} of them before" if tally.reused else ""
    complain(f"{done:,} articles analysed into {out}{before}")
    _list_failures(
        tally.failures, summary.failures, summary.articles, f"; see the failures in {out}"
    )


def _heed_stops() -> Callable[[], bool]:
    """SIGTERM ends the command as Ctrl-C does; gives whether one of them has come.

    Python drops a KeyboardInterrupt that is raised while an object is thrown away (pyarrow's
    ParquetWriter, say), so the run asks; that it was dropped need not be told.
    """
    came: list[int] = []
    tell = sys.unraisablehook

    def stop(number: int, _: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    def untold(dropped: sys.UnraisableHookArgs) -> None:
        if not isinstance(dropped.exc_value, KeyboardInterrupt):
            tell(dropped)

    sys.unraisablehook = untold
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as a shell tells what runs behind it
            signal.signal(number, stop)
    return lambda: bool(came)


class _Tally:
    """Remembers what failed, and how many articles an earlier run had done."""

    def __init__(self) -> None:
        self.reused = 0
        self.failures: list[Failure] = []

    def watch(
        self, show: Callable[[Progress], None], stopped: Callable[[], bool]
    ) -> Callable[[Progress], None]:
        """*show*, of whose news note is taken; KeyboardInterrupt where the run is *stopped*."""

        def take(news: Progress) -> None:
            if stopped():
                raise KeyboardInterrupt
            self.reused += news.articles - news.failed if news.reused else 0
            self.failures.extend(news.failures[: LISTED - len(self.failures)])
            show(news)

        return take


@contextlib.contextmanager
def _engine(dask: str | None) -> Iterator[Engine | None]:
    """The Dask cluster at the address *dask* as an engine; None without one."""
    if dask is None:
        yield None
        return
    from beritanlp.distributed.dask import connect

    with connect(dask) as engine:
        yield engine


@contextlib.contextmanager
def _batch_progress(source: str) -> Iterator[Callable[[Progress], None]]:
    """A function that takes the news of a run; a terminal on stderr shows a bar of them."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda news: None
        return
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("[dim]{task.fields[rate]}"),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        task = shown.add_task("articles", total=None, rate="")
        bar = shown.tasks[0]
        before = 0

        def count() -> None:
            from beritanlp.readers import count_articles

            total = count_articles(source)
            if total is not None:
                shown.update(task, total=max(total - before, 0))

        def show(news: Progress) -> None:
            nonlocal before
            if news.reused:  # not work of this run, whose rate is shown
                before += news.articles
                total = None if bar.total is None else max(bar.total - news.articles, 0)
                shown.update(task, total=total, description=f"articles (+ {before:,} done before)")
                return
            shown.update(task, advance=news.articles)
            if bar.speed:
                shown.update(task, rate=f"{bar.speed:,.0f}/s")

        threading.Thread(target=count, daemon=True).start()
        yield show


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What the report shows; the fields are arguments of `write_report`, None its own choice."""

    title: str | None
    language: Language
    per: Per
    quotes: int | None
    coded: tuple[Path, ...]


@_command
def report(results: Path, out: Path | None, options: ReportOptions) -> None:
    """Write saved *results* as one HTML page with tables to search."""
    from beritanlp.corpus import Corpus
    from beritanlp.report.corpus import write_report

    corpus, path = Corpus.read(results), _report_path(results, out)
    if not len(corpus):
        _refuse(f"{results}: no results")
    given = {
        name: value for name, value in dataclasses.asdict(options).items() if value is not None
    }
    shown = write_report(corpus, path, **given)
    complain(f"{shown:,} quotes in {path}")


def _report_path(results: Path, out: Path | None) -> Path:
    if out is None and not results.is_dir():
        _refuse(f"{results}: is no folder to put the report in; name a file with --out")
    return out or results / "report.html"


@_command
def report_articles(results: Path, out: Path | None, title: str | None, limit: int | None) -> None:
    """Write the articles of saved *results* as one HTML page."""
    path = _report_path(results, out)
    with _progress("read") as count:
        read = list(itertools.islice(count(_read_results(results)), limit))
        if not read:
            _refuse(f"{results}: no results")
        _write_html(read, path, title)


# --------------------------------------------------------------------------- checking by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOptions:
    """How to draw; the fields are the arguments of `draw_sample`."""

    size: int
    by: tuple[str, ...]
    design: Design
    allocation: Allocation
    label: str | None
    seed: int


@_command
def sample(results: Path, options: SampleOptions, out: Path | None, format: str | None) -> None:
    """Draw a sample of saved *results*, and write the sheet to code it."""
    from beritanlp.corpus import Corpus
    from beritanlp.validation import draw_sample, format_of, write_sheet
    from beritanlp.validation.tables import write_csv

    chosen = cast("SheetFormat", format) if format else format_of(out or Path("-"))
    if out is None and chosen != "csv":
        _refuse(f"sample: {chosen} is no text for the screen; name a file with --out")
    if out is not None and out.is_file():
        _refuse(f"{out}: is there already, and may hold what somebody coded; name another file")
    sheet = draw_sample(Corpus.read(results), **dataclasses.asdict(options))
    if out is None:
        with _writing(None) as file:
            write_csv(sheet, file)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_sheet(sheet, out, chosen)
    drawn = len(sheet.quotes if options.design == "quotes" else sheet.articles)
    if drawn < options.size:
        complain(f"{drawn:,} {options.design} are all there are")


@_command
def validate(
    coded: list[Path], results: Path | None, columns: list[str], label: str | None, as_json: bool
) -> None:
    """Print what the coders of the sheets *coded* found, and corrected shares of *results*."""
    from beritanlp.corpus import Corpus
    from beritanlp.report.validation import show_validation
    from beritanlp.validation import check_ids, corrected_shares, read_sheets, validate

    sheets = [sheet for path in coded for sheet in read_sheets(path)]
    found = validate(sheets)
    if not found.judged and not found.undecided:
        _refuse(f"{coded[0]}: nothing judged yet; fill the column 'right' with y or n")
    shares = {}
    if results is not None:
        corpus = Corpus.read(results)
        check_ids(sheets, corpus)
        shares = {column: corrected_shares(sheets, corpus, column) for column in columns}
        if label:
            shares[label] = corrected_shares(sheets, corpus, label, coded_as="label")
    if as_json:
        listed = {column: list(map(dataclasses.asdict, own)) for column, own in shares.items()}
        print(json.dumps({**found.to_dict(), "shares": listed}, ensure_ascii=False, indent=1))
        return
    show_validation(found, shares, _stdout_console())


# --------------------------------------------------------------------------- evaluate


@_command
def evaluate(
    path: Path,
    *,
    results: Path | None,
    data: Path | None,
    as_json: bool,
    by_article: bool,
    errors: Path | None,
    workers: int,
    floors: Path | None,
    tolerance: float,
    update: bool,
    allow_regression: bool,
    model: str | None,
) -> None:
    """Score the articles of the gold file *path*."""
    from beritanlp.evaluation import (
        check_floors,
        find_confusions,
        read_gold,
        score,
        update_floors,
    )

    if update and floors is None:
        _refuse("--update-floors needs the file to write; name it with --floors")
    gold = read_gold(path, data)
    if results is not None:
        analysed = list(_read_results(results))
    else:
        with _progress("analysed") as count:
            analysed = list(count(_analyze_many((item.article for item in gold), workers, model)))
    scored = score(gold, analysed)
    if errors is not None:
        listed = find_confusions(gold, analysed)
        counts = Counter(item.what for item in listed)
        lines = [f"{n:5} {what}" for what, n in counts.most_common()]
        with _writing(errors) as file:
            whole = "\n".join([*lines, "", *(f"{item}\n" for item in listed)])
            file.write(whole.encode("utf-8", "replace"))
    if as_json:
        content = scored.to_dict()
        if by_article:
            content["articles"] = _by_article(scored)
        print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        print(scored)
        if by_article:
            _print_by_article(scored, sys.stdout)
    problems: list[str] = []
    if floors is not None and update:
        update_floors(scored, floors, allow_regression, tolerance)
        complain(f"pinned in {floors}")
    elif floors is not None:
        problems = check_floors(scored, floors, tolerance)
    for problem in problems:
        complain(problem)
    for failure in scored.failures:
        complain(_describe(failure))
    if problems or scored.failures:
        raise typer.Exit(FAILED)


@_command
def evaluate_model(name: str, *, data: Path | None, as_json: bool) -> None:
    """Score the model *name* on the treebanks and entity corpora, and time it."""
    from beritanlp.evaluation.gold import data_folder
    from beritanlp.modelling.scoring import model_report, show_report

    folder = data or data_folder()
    for part in ("ud", "ner", "news"):
        if not (folder / part).is_dir():
            _refuse(f"{folder}: no folder {part!r}; name the shared data with --data")
    scored = model_report(name, folder)
    if as_json:
        print(json.dumps(scored, ensure_ascii=False, indent=1))
    else:
        show_report(scored, _stdout_console())


_ARTICLE_TASKS = ("quotes 0.8", "quotes 0.8 + speaker", "institutions", "topics")


def _by_article(scored: Report) -> dict[str, dict[str, dict[str, int]]]:
    return {
        article_id: {
            task: {"tp": c.tp, "fp": c.fp, "fn": c.fn, "n": c.n} for task, c in counts.items()
        }
        for article_id, counts in scored.by_article
    }


def _print_by_article(scored: Report, file: IO[str]) -> None:
    """The figures that are looked at first, worst articles first."""
    width = min(40, max(len(printable(article_id)) for article_id, _ in scored.by_article))

    def missed(entry: tuple[str, Any]) -> int:
        counts = entry[1].get("quotes 0.8 + speaker")
        return -(counts.fn + counts.fp) if counts else 0

    print(f"\n{'tp/fp/fn':{width}}  {'  '.join(_ARTICLE_TASKS)}", file=file)
    for article_id, counts in sorted(scored.by_article, key=missed):
        cells = (
            f"{f'{c.tp}/{c.fp}/{c.fn}' if (c := counts.get(task)) else '–':>{len(task)}}"
            for task in _ARTICLE_TASKS
        )
        print(f"{printable(article_id)[:width]:{width}}  {'  '.join(cells)}", file=file)


# --------------------------------------------------------------------------- lexicon


@_command
def check_lexicons() -> None:
    """List what is wrong with the tables; exit with 2 if anything is."""
    from beritanlp.cli.lexicon_check import check_tables

    rows, problems = check_tables()
    for problem in problems:
        complain(problem)
    for name, n in rows.items():
        print(f"{name:32} {n:6,} rows")
    if problems:
        print(f"{len(problems)} problems")
        raise typer.Exit(UNUSABLE)
    print(f"{len(rows)} tables, {sum(rows.values()):,} rows, no problems")


@_command
def find_names(names: list[str], *, on: str | None, limit: int, as_json: bool) -> None:
    """Print what the list knows of each name; exit with 1 if it knows nothing of one."""
    import msgspec

    from beritanlp import institutions
    from beritanlp.text.dates import parse_date

    day = parse_date(on) if on else dt.date.today()
    if day is None:
        _refuse(f"--on {on!r} is no date; write it as 2019-10-23")
    unknown = False
    for name in names:
        bodies = institutions.search(name, day, limit)
        person = institutions.holder(name, day)
        held = institutions.holders(name)
        unknown |= not bodies and not held
        if as_json:
            found = {
                "name": name,
                "on": day.isoformat(),
                "institutions": [dataclasses.asdict(body) for body in bodies],
                "holder": msgspec.to_builtins(person) if person else None,
                "holders": msgspec.to_builtins(held),
            }
            print(json.dumps(found, ensure_ascii=False, default=str))
        else:
            _print_found(name, day, bodies, person, held)
    if unknown:
        raise typer.Exit(FAILED)


def _print_found(
    name: str,
    day: dt.date,
    bodies: list[InstitutionRecord],
    person: OfficeHolder | None,
    held: list[OfficeHolder],
) -> None:
    """One name's answer in lines for people."""
    print(name)
    if held and person is None:
        print(f"  nobody is known for sure to have been in office on {day}")
    for row in held:
        if row.valid_to:
            term = f"{row.valid_from} to {row.valid_to}"
        else:
            term = f"{row.valid_from} on, until {row.known_until} at least"
        acting = ", acting" if row.status == "acting" else ""
        mark = "*" if row is person else " "
        print(f"{mark} {term}  {row.name}: {row.office}{acting}")
    for body in bodies:
        short = f" ({body.acronym})" if body.acronym else ""
        print(f"  {body.name}{short}  [{body.kind}, id {body.id}]")
        if body.valid_from or body.valid_to:
            line = f"    {body.valid_from or '…'} to {body.valid_to or 'today'}"
            if not body.existed(day):
                line += f": did not exist on {day}"
            if body.successors:
                line += f"; then {', '.join(body.successors)}"
            print(line)
        if body.instrument:
            print(f"    {body.instrument}")
        if len(body.names) > 1:
            shown = ", ".join(body.names[:8])
            more = len(body.names) - 8
            print(f"    also written {shown}{f' and {more} more' if more > 0 else ''}")
    if not bodies and not held:
        print("  nothing is known under this name")


# --------------------------------------------------------------------------- export and search


@_command
def export(
    results: Path, format: str, out: Path, tables: list[str] | None, *, spreadsheet_safe: bool
) -> None:
    """Write tables of saved *results* for other programs."""
    from beritanlp.corpus import Corpus

    corpus = Corpus.read(results)
    try:
        files = corpus.export(
            out,
            format,  # type: ignore[arg-type]
            tables,
            spreadsheet_safe=spreadsheet_safe,
        )
    except ValueError as error:  # a table that is not there, one file for many
        _refuse(str(error))
    complain(f"{', '.join(file.name for file in files)} written to {files[0].parent}")


@_command
def search(results: Path, query: str, limit: int, *, as_json: bool) -> None:
    """Print the quotes of saved *results* that *query* finds; exit with 1 if there is none."""
    from beritanlp.corpus import Corpus

    try:
        found = Corpus.read(results).search(query, limit)
    except ValueError as error:  # a query that means nothing
        _refuse(str(error))
    rows = json.loads(found.to_json(orient="records"))
    for row in rows:
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            said = f"{row['speaker'] or '–'}: {row['snippet']}"
            print(f"{printable(row['article_id'])}  {printable(said)}")
    if not rows:
        raise typer.Exit(FAILED)
