"""Coding sheets as tables: CSV and XLSX, a row a quote, the codes in the first columns.

In a sample of articles the first row of an article shows all of its text; a coder adds a row for
each quote that was missed: its ``article_id`` and its words, ``quote`` left empty.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from beritanlp.compressed import open_zip
from beritanlp.errors import ArticleError, MissingExtraError
from beritanlp.limits import MAX_SHEET_BYTES
from beritanlp.spreadsheets import formula_free, formula_of
from beritanlp.validation.sheet import (
    CHOICES,
    CODES,
    FACTS,
    CodedQuote,
    Design,
    SampledArticle,
    Sheet,
    quote_of,
    row_of,
    shown_context,
)

__all__ = ["COLUMNS", "MEANINGS", "read_csv", "read_xlsx", "write_csv", "write_xlsx"]

_SHOWN = ("cue", "mention", "context")  # for the coder's eyes; not read back
_AFTER = FACTS.index("words") + 1
COLUMNS = (*CODES, *FACTS[:_AFTER], *_SHOWN, *FACTS[_AFTER:], "marked", "design")

MEANINGS: Mapping[str, str] = {
    "right": "content, cue and speaker are all right: y or n; enough for precision",
    "content_right": "the words between ⟦ and ⟧ are a quote, and all of it",
    "cue_right": "the cue is the word that reports it",
    "speaker_right": "the speaker is who the words come from",
    "true_kind": "if wrong: direct, indirect or mixed",
    "true_speaker": "if wrong: the fullest name in the article",
    "true_role": "if wrong: the office in the article's words",
    "true_speaker_kind": "if wrong: person, institution, group or anonymous",
    "true_label": "if wrong: the category, by your own scheme",
    "note": "anything",
}
"""What a coder fills in, for the sheet and for labelling tools."""

_LONGEST = 32_767  # code points that a cell of a spreadsheet holds; Python's csv reads no 131,073
_MAX_ROWS = 1_048_576  # of a sheet of Excel
_MAX_COLUMNS = 256  # that are read; a sample has some 30, a coder may add others
_WIDE = {"words": 60, "context": 80, "note": 30}  # widths of columns, in characters
_WIDTH = 14


def _rows(sheet: Sheet) -> Iterator[dict[str, str]]:
    quotes: dict[str, list[CodedQuote]] = {article.id: [] for article in sheet.articles}
    for quote in sheet.quotes:
        quotes.setdefault(quote.article_id, []).append(quote)
    whole = sheet.design == "articles"
    texts = {article.id: article.text for article in sheet.articles}
    if whole:
        for article in sheet.articles:
            context = shown_context(article.text, tuple(quotes[article.id]), whole=True)
            if not quotes[article.id]:
                yield {"design": sheet.design, "context": context, **_article_row(article)}
            for n, quote in enumerate(quotes[article.id]):
                yield _row(quote, article.text, sheet.design) | {"context": "" if n else context}
        return
    for quote in sheet.quotes:
        yield _row(quote, texts.get(quote.article_id, ""), sheet.design)


def _row(quote: CodedQuote, text: str, design: Design) -> dict[str, str]:
    cue, mention = quote.cue_span, quote.mention_span
    return row_of(quote) | {
        "cue": text[cue.start : cue.end] if cue else "",
        "mention": text[mention.start : mention.end] if mention else "",
        "context": shown_context(text, (quote,)),
        "design": design,
    }


def _article_row(article: SampledArticle) -> dict[str, str]:
    blank = CodedQuote(
        article_id=article.id, quote=None, stratum=article.stratum, probability=article.probability
    )
    return row_of(blank)


def _sheet(rows: Iterable[tuple[str, Mapping[str, str]]], coder: str) -> Sheet:
    """The sheet of *rows*, each with the place where it was read."""
    articles: dict[str, SampledArticle] = {}
    quotes: list[CodedQuote] = []
    places: list[str] = []
    design: Design = "quotes"
    for number, (place, row) in enumerate(rows):
        if row.get("design") == "articles":
            design = "articles"
        quote = quote_of(row, place)
        if "article_id" not in row:
            quote = quote_of({**row, "article_id": str(number), "quote": "0"}, place)
        known = quote.quote is not None or row.get("design")
        if known and quote.article_id not in articles:
            articles[quote.article_id] = _article(quote, design)
        if quote.quote is None and _is_blank(quote):
            continue
        if quote.article_id not in articles:
            raise ArticleError(
                f"{place}: article_id {quote.article_id!r} is not in the sample; a quote that was "
                "missed has the article_id of the row that shows its article"
            )
        quotes.append(quote)
        places.append(place)
    return Sheet(
        design=design,
        articles=tuple(articles.values()),
        quotes=tuple(quotes),
        coder=coder,
        places=tuple(places),
    )


def _article(quote: CodedQuote, design: Design) -> SampledArticle:
    if design == "quotes":
        return SampledArticle(id=quote.article_id)
    return SampledArticle(id=quote.article_id, stratum=quote.stratum, probability=quote.probability)


def _is_blank(quote: CodedQuote) -> bool:
    row = row_of(quote)
    return not any(row[name] for name in (*CODES, "words", "marked"))


def _cell(text: str) -> str:
    return formula_free(text)[:_LONGEST]


# --------------------------------------------------------------------------- CSV


def write_csv(sheet: Sheet, file: BinaryIO) -> None:
    """Write *sheet* as CSV in UTF-8; no cell is a spreadsheet's formula."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in _rows(sheet):
        writer.writerow([_cell(row.get(name, "")) for name in COLUMNS])
    file.write(table.getvalue().encode("utf-8", "replace"))


def read_csv(path: Path) -> Sheet:
    """What a coder made of the sheet in *path*; commas, semicolons or tabs between its columns.

    Raises:
        ArticleError: it cannot be read, has no column to fill in, or a wrong value, with its line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            # spreadsheets of Indonesian locale save with semicolons
            head = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(",;\t", key=head.count))
            _check_columns(path, reader.fieldnames or ())
            rows = [(f"{path}:{reader.line_num}", _cells(row)) for row in reader]
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except csv.Error as error:
        raise ArticleError(f"{path}: not a CSV file: {error}") from None
    return _sheet(rows, path.stem)


def _cells(row: Mapping[Any, Any]) -> dict[str, str]:
    return {name: formula_of(value or "") for name, value in row.items() if isinstance(name, str)}


def _check_columns(path: Path, columns: Iterable[str]) -> None:
    columns = list(columns)
    if not {"right", "content_right"} & set(columns):
        raise ArticleError(
            f"{path}: no column 'right'; columns are {', '.join(columns) or 'none'}; "
            "a sample to fill in is made by: beritanlp sample"
        )


# --------------------------------------------------------------------------- XLSX


def write_xlsx(sheet: Sheet, file: BinaryIO) -> None:
    """Write *sheet* as an Excel workbook with lists to choose from, and what its columns mean.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    table = book.active
    table.title = "quotes"
    table.append(COLUMNS)
    for row in _rows(sheet):
        table.append([_cell_of(row.get(name, "")) for name in COLUMNS])
    _dress(table, table.max_row)
    meanings = book.create_sheet("columns")
    for pair in MEANINGS.items():
        meanings.append(pair)
    book.save(file)


def _dress(table: Any, last_row: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    table.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        table.column_dimensions[letter].width = _WIDE.get(name, _WIDTH)
        table[f"{letter}1"].font = Font(bold=True)
        if name in CHOICES:
            choice = DataValidation(type="list", formula1=f'"{",".join(CHOICES[name])}"')
            choice.add(f"{letter}2:{letter}{last_row}")
            table.add_data_validation(choice)
        if name in _WIDE:
            for cell in table[letter]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")


def read_xlsx(path: Path) -> Sheet:
    """What a coder made of the first sheet of the workbook *path*.

    Raises:
        ArticleError: it is no workbook, has no column to fill in, or a wrong value, with its row.
        MissingExtraError: openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    with path.open("rb") as file:
        try:
            with open_zip(file, MAX_SHEET_BYTES):
                book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        except (zipfile.BadZipFile, ValueError) as error:
            raise ArticleError(
                f"{path}: not an Excel workbook: {error.__cause__ or error}"
            ) from None
        try:
            rows = list(_rows_of(book.worksheets[0], path))
        finally:
            book.close()
    return _sheet(rows, path.stem)


def _rows_of(table: Any, path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a worksheet that are not empty, with their places.

    Without bounds, a cell that claims to be the trillionth would make a trillion empty ones.
    """
    head = table.iter_rows(max_row=1, max_col=_MAX_COLUMNS, values_only=True)
    columns = [_text_of(value) for value in next(head, ())]
    while columns and not columns[-1]:
        columns.pop()
    _check_columns(path, columns)
    lines = table.iter_rows(min_row=2, max_row=_MAX_ROWS, max_col=len(columns), values_only=True)
    for n, line in enumerate(lines, 2):
        if any(value is not None for value in line):
            yield f"{path}:{n}", dict(zip(columns, map(_text_of, line), strict=False))


def _openpyxl() -> Any:
    """openpyxl, which refuses XML with entities where defusedxml is installed."""
    try:
        import defusedxml  # noqa: F401
        import openpyxl
    except ImportError as error:
        raise MissingExtraError(
            f'xlsx needs {error.name}; install it with: pip install "beritanlp[xlsx]"; or use csv'
        ) from None
    return openpyxl


# XML has no control characters but tab and line feed, and not the two last of the basic plane: they
# are written as ␛ and a letter
_ESCAPE = "␛"
_CONTROLS = [*range(0x20), 0xFFFE, 0xFFFF, ord(_ESCAPE)]
_ESCAPES = {
    code: _ESCAPE + chr(ord("A") + n) for n, code in enumerate(_CONTROLS) if chr(code) not in "\t\n"
}
_UNESCAPES = {escape: chr(code) for code, escape in _ESCAPES.items()}


def _cell_of(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8").translate(_ESCAPES)
    return _cell(text)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    head, *tails = formula_of(str(value)).split(_ESCAPE)
    pieces = [head]
    for tail in tails:
        pieces.append(_UNESCAPES.get(_ESCAPE + tail[:1], _ESCAPE + tail[:1]) + tail[1:])
    return "".join(pieces)
