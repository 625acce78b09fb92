"""The command ``beritanlp``: its parser and its exit codes.

Exit codes: 0 done; 1 done, but some articles failed (they are listed on stderr); 2 the call or its
input is unusable. The work is in ``commands``, which is imported when a command runs, so that
``beritanlp -h`` is quick.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from beritanlp.cli.complaints import complain

__all__ = ["app", "main"]

UNUSABLE = 2

app = typer.Typer(
    name="beritanlp",
    help="Analyse Indonesian news: quotes with their speakers, institutions, topics.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 done, but some articles failed; 2 the call or input is unusable.",
)
lexicon = typer.Typer(
    name="lexicon",
    help="The tables of words and names that the rules use.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(lexicon)


class Format(StrEnum):
    """What ``analyze`` writes."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


class SavedFormat(StrEnum):
    """What ``batch`` writes."""

    PARQUET = "parquet"
    JSONL = "jsonl"


INPUT = "Input"
Source = Annotated[
    str,
    typer.Argument(
        metavar="INPUT",
        help="An article or many: .txt, .html, .jsonl, .json, .csv, .tsv, .parquet, each also .gz "
        "or .zst; .warc, also .gz; a folder of these; or - for stdin.",
    ),
]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=1, help="Processes that analyse side by side.")
]
Model = Annotated[
    str | None,
    typer.Option(
        help="spaCy pipeline whose names the rules heed, such as id_berita. [rules alone]"
    ),
]
OwnCodebook = Annotated[
    Path | None,
    typer.Option("--codebook", help="TOML file of your own policy topics. [those of the package]"),
]
TextColumn = Annotated[
    str | None, typer.Option(help="Column of the article's text.", rich_help_panel=INPUT)
]
IdColumn = Annotated[str | None, typer.Option(help="Column of its id.", rich_help_panel=INPUT)]
TitleColumn = Annotated[
    str | None, typer.Option(help="Column of its title.", rich_help_panel=INPUT)
]
PublishedColumn = Annotated[
    str | None, typer.Option(help="Column of its date.", rich_help_panel=INPUT)
]
OutletColumn = Annotated[
    str | None, typer.Option(help="Column of its outlet.", rich_help_panel=INPUT)
]
UrlColumn = Annotated[str | None, typer.Option(help="Column of its URL.", rich_help_panel=INPUT)]
Delimiter = Annotated[
    str | None, typer.Option(help="Delimiter of a CSV file.", rich_help_panel=INPUT)
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of text files.", rich_help_panel=INPUT)
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from beritanlp.version import __version__

        typer.echo(f"beritanlp {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def analyze(
    source: Source,
    format: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.TEXT,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="File to write; for parquet, and csv with all tables, a folder."
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the HTML page, or of a single article.")
    ] = None,
    workers: Workers = 1,
    model: Model = None,
    codebook: OwnCodebook = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    title_column: TitleColumn = None,
    published_column: PublishedColumn = None,
    outlet_column: OutletColumn = None,
    url_column: UrlColumn = None,
    delimiter: Delimiter = None,
    encoding: Encoding = None,
) -> None:
    """Analyse articles and show or save what was found.

    As json, one article is an object, several are an array. As csv without --out, the table of
    quotes goes to stdout.
    """
    from beritanlp.cli import commands

    columns = commands.Input(
        source=source,
        text_column=text_column,
        id_column=id_column,
        title_column=title_column,
        published_column=published_column,
        outlet_column=outlet_column,
        url_column=url_column,
        delimiter=delimiter,
        encoding=encoding,
    )
    commands.analyze(columns, format.value, out, title, workers, model, codebook)


@app.command()
def batch(
    source: Source,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    format: Annotated[
        SavedFormat, typer.Option("--format", "-f", help="A table a file, or JSON Lines.")
    ] = SavedFormat.PARQUET,
    workers: Workers = 1,
    model: Model = None,
    codebook: OwnCodebook = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run that the folder holds, if any.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results that the folder holds.")
    ] = False,
    dask: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Work on the Dask cluster of this scheduler: tcp://host:8786."
        ),
    ] = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    title_column: TitleColumn = None,
    published_column: PublishedColumn = None,
    outlet_column: OutletColumn = None,
    url_column: UrlColumn = None,
    delimiter: Delimiter = None,
    encoding: Encoding = None,
) -> None:
    """Analyse many articles into a folder of results that Corpus.read reads.

    Results are written part by part. However a run was stopped, the same call with --resume goes
    on, and the results are the same, byte for byte, as those of a run that nobody stopped.
    """
    from beritanlp.cli import commands

    if resume and overwrite:
        raise typer.BadParameter("--resume and --overwrite exclude each other; give one")

    columns = commands.Input(
        source=source,
        text_column=text_column,
        id_column=id_column,
        title_column=title_column,
        published_column=published_column,
        outlet_column=outlet_column,
        url_column=url_column,
        delimiter=delimiter,
        encoding=encoding,
    )
    options = commands.BatchOptions(
        format=format.value, workers=workers, resume=resume, overwrite=overwrite, dask=dask
    )
    commands.batch(columns, out, options, model, codebook)


Results = Annotated[
    Path,
    typer.Argument(metavar="RESULTS", help="Folder that batch wrote, or a .jsonl of results."),
]


class ReportLanguage(StrEnum):
    """The languages of a report's own words."""

    EN = "en"
    ID = "id"


class CountPer(StrEnum):
    """What counts once: each article, or all copies of a story together."""

    ARTICLE = "article"
    STORY = "story"


@app.command()
def report(
    results: Results,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="HTML file to write; RESULTS/report.html of a folder."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    language: Annotated[
        ReportLanguage, typer.Option(help="Of the page's own words; readers can change it.")
    ] = ReportLanguage.EN,
    per: Annotated[
        CountPer, typer.Option(help="story counts the copies of one story once.")
    ] = CountPer.ARTICLE,
    quotes: Annotated[
        int | None,
        typer.Option(min=0, help="The most in its table; of more, articles are drawn."),
    ] = None,
    coded: Annotated[
        list[Path] | None,
        typer.Option(help="Coding sheet of a sample of these results; may be given again."),
    ] = None,
    articles: Annotated[
        bool, typer.Option("--articles", help="Show whole articles with their findings marked.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="With --articles: the first so many only.")
    ] = None,
) -> None:
    """Write saved results as one HTML file that needs nothing else.

    Who is quoted how much, with intervals; searchable tables of quotes in context, sources and
    institutions; topics over time; and a statement of methods and error rates for a paper.
    """
    from beritanlp.cli import commands

    if limit and not articles:
        raise typer.BadParameter("--limit is of --articles; --quotes limits the table of quotes")
    if articles:
        commands.report_articles(results, out, title, limit)
        return
    options = commands.ReportOptions(
        title=title, language=language.value, per=per.value, quotes=quotes, coded=tuple(coded or ())
    )
    commands.report(results, out, options)


class SheetKind(StrEnum):
    """What ``sample`` writes."""

    CSV = "csv"
    XLSX = "xlsx"
    LABEL_STUDIO = "label-studio"
    INCEPTION = "inception"


class Design(StrEnum):
    """What ``sample`` draws."""

    QUOTES = "quotes"
    ARTICLES = "articles"


class Allocation(StrEnum):
    """How many ``sample`` draws of each stratum."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"


@app.command()
def sample(
    results: Results,
    size: Annotated[
        int, typer.Option("--size", "-n", min=1, help="Quotes, or articles, to draw.")
    ] = 100,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="Strata; may be given several times: outlet, month, and for quotes kind, rule, "
            "resolved_by, source (the kind of speaker), confidence."
        ),
    ] = None,
    design: Annotated[
        Design,
        typer.Option(help="quotes: for precision; articles, all of their quotes: recall too."),
    ] = Design.QUOTES,
    allocation: Annotated[
        Allocation, typer.Option(help="Draw strata by their size, or of each the same.")
    ] = Allocation.PROPORTIONAL,
    label: Annotated[
        str | None,
        typer.Option(help="A column of quotes, or source_kind, that shall be coded, too."),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same.")] = 0,
    format: Annotated[
        SheetKind | None, typer.Option(help="By the name of the file, if not given.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="File to write: .csv, .xlsx, .json (Label Studio) or .zip (INCEpTION); CSV to "
            "stdout if not given.",
        ),
    ] = None,
) -> None:
    """Draw quotes at random into a sheet, for checking by hand.

    Fill the column "right" with y or n, or the columns after it, then run: beritanlp validate FILE
    """
    from beritanlp.cli import commands

    options = commands.SampleOptions(
        size=size,
        by=tuple(by or ()),
        design=design.value,
        allocation=allocation.value,
        label=label,
        seed=seed,
    )
    commands.sample(results, options, out, format.value if format else None)


@app.command()
def validate(
    coded: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Sheets that are filled in: a coder's each, of one sample."
        ),
    ],
    results: Annotated[
        Path | None,
        typer.Option(help="The results that were sampled: gives shares corrected for errors."),
    ] = None,
    share: Annotated[
        list[str] | None,
        typer.Option(help="Shares of what: kind, speaker_kind, speaker, role; may be repeated."),
    ] = None,
    label: Annotated[
        str | None, typer.Option(help="The column that was the --label of the sample.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print how good the results are by what coders found, with 95 % intervals.

    Precision, recall (of a sample of articles), confusions; of several coders their agreement; with
    --results shares of the whole corpus, corrected for the extractor's errors.
    """
    from beritanlp.cli import commands

    columns = share or ([] if label else ["speaker_kind"])
    commands.validate(coded, results, columns, label, json)


FLOORS = "Floors"


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD.jsonl|model",
            help="Labelled articles, see tests/gold; or the word model: score --model itself.",
        ),
    ],
    results: Annotated[
        Path | None,
        typer.Option(help="Score these saved results instead of analysing the articles."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(help="Folder of the labelled texts; BERITANLP_DATA if not given."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    by_article: Annotated[
        bool, typer.Option("--by-article", help="Also print the figures of each article.")
    ] = False,
    errors: Annotated[
        Path | None, typer.Option(help="Write every disagreement to this file.")
    ] = None,
    workers: Workers = 1,
    model: Model = None,
    floors: Annotated[
        Path | None,
        typer.Option(help="Compare with the figures pinned here.", rich_help_panel=FLOORS),
    ] = None,
    tolerance: Annotated[
        float, typer.Option(help="Drop in F1, in points, that is allowed.", rich_help_panel=FLOORS)
    ] = 0.0,
    update_floors: Annotated[
        bool, typer.Option("--update-floors", help="Pin these figures.", rich_help_panel=FLOORS)
    ] = False,
    allow_regression: Annotated[
        bool,
        typer.Option("--allow-regression", help="Pin them even if lower.", rich_help_panel=FLOORS),
    ] = False,
) -> None:
    """Score the analysis of hand-labelled articles, with counts and 95 % intervals.

    ``evaluate model`` scores a trained model on treebanks and entity corpora instead.
    """
    from beritanlp.cli import commands

    if str(gold) == "model":
        commands.evaluate_model(model or "id_berita", data=data, as_json=json)
        return
    commands.evaluate(
        gold,
        results=results,
        data=data,
        as_json=json,
        by_article=by_article,
        errors=errors,
        workers=workers,
        floors=floors,
        tolerance=tolerance / 100,
        update=update_floors,
        allow_regression=allow_regression,
        model=model,
    )


@lexicon.callback()
def _lexicon() -> None:
    pass


@lexicon.command()
def check() -> None:
    """Read every table and codebook, and list what is wrong with file and line."""
    from beritanlp.cli import commands

    commands.check_lexicons()


@lexicon.command()
def find(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Names or offices.")],
    on: Annotated[
        str | None, typer.Option(help="The day they are meant at, as 2019-10-23. [today]")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many bodies a name.")] = 5,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines instead of text.")] = False,
) -> None:
    """Look up institutions and office holders: Bawaslu, "Kemen PAN-RB", Kapolri."""
    from beritanlp.cli import commands

    commands.find_names(names, on=on, limit=limit, as_json=json)


class ExportFormat(StrEnum):
    """What ``export`` writes."""

    CSV = "csv"
    JSONL = "jsonl"
    STATA = "stata"
    SQLITE = "sqlite"


@app.command()
def export(
    results: Results,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", help="Folder, a file a table; for sqlite the file."),
    ],
    table: Annotated[
        list[str] | None,
        typer.Option("--table", "-t", help="A table, such as quotes; may be repeated. [all]"),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="Leave texts in CSV that spreadsheets run as formulas.")
    ] = False,
) -> None:
    """Write the tables of saved results for R, Stata, spreadsheets or Datasette."""
    from beritanlp.cli import commands

    commands.export(results, format.value, out, table or None, spreadsheet_safe=not raw)


@app.command()
def search(
    results: Results,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help='Words in any form; "very words"; OR; -without; begin*. Behind -- if it begins '
            "with a hyphen.",
        ),
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines instead of text.")] = False,
) -> None:
    """Find quotes in saved results, best first; exit code 1 if there is none."""
    from beritanlp.cli import commands

    commands.search(results, query, limit, as_json=json)


# The base of all complaints about a call. Newer typers bring a click of their own, so that
# click.UsageError may be another class.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (those of the process if None); the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # no word of an article stops the command
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _print_warning  # one line, without the source line
            code = app(
                args=None if arguments is None else list(arguments),
                prog_name="beritanlp",
                standalone_mode=False,
            )
        sys.stdout.flush()
    except _UsageError as error:
        message = error.format_message()  # type: ignore[attr-defined]
        if message:  # a call without a command has been shown the help
            message = message.replace("Value error, ", "").rstrip(".")
            hint = getattr(getattr(error, "ctx", None), "command_path", "beritanlp")
            complain(f"{message}; see {hint} -h")
        return UNUSABLE
    except (typer.Abort, KeyboardInterrupt):
        complain("stopped")
        return 130
    except BrokenPipeError:
        # the reader has gone (beritanlp ... | head): it has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def _print_warning(message: Warning | str, *details: object, **more: object) -> None:
    complain(f"warning: {message}")


if __name__ == "__main__":
    sys.exit(main())
