"""Coding sheets as files: which format a file has, and the same sheet in each."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from beritanlp.compressed import ZIP_ERRORS
from beritanlp.errors import ArticleError, BeritaError, SettingsError
from beritanlp.validation.inception import read_inception, write_inception
from beritanlp.validation.label_studio import (
    labelling_config,
    read_label_studio,
    write_label_studio,
)
from beritanlp.validation.sheet import Sheet
from beritanlp.validation.tables import read_csv, read_xlsx, write_csv, write_xlsx

__all__ = ["SheetFormat", "format_of", "read_sheets", "write_sheet"]

SheetFormat = Literal["csv", "xlsx", "label-studio", "inception"]

_WRITERS: Mapping[SheetFormat, Callable[[Sheet, BinaryIO], None]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "label-studio": write_label_studio,
    "inception": write_inception,
}


_READERS: Mapping[SheetFormat, Callable[[Path], list[Sheet]]] = {
    "csv": lambda path: [read_csv(path)],
    "xlsx": lambda path: [read_xlsx(path)],
    "label-studio": read_label_studio,
    "inception": read_inception,
}
_FORMATS: Mapping[str, SheetFormat] = {
    ".xlsx": "xlsx",
    ".json": "label-studio",
    ".zip": "inception",
}


# what reading a zip, JSON or XML raises whose content is not what its tool writes; SyntaxError is
# that of XML
_MALFORMED = (
    *ZIP_ERRORS,
    ArithmeticError,
    AttributeError,
    LookupError,
    SyntaxError,
    TypeError,
    ValueError,
)


def format_of(path: str | Path) -> SheetFormat:
    """The format that the name of *path* stands for; CSV if no other.

    ``.xlsx`` is a workbook, ``.json`` Label Studio's, ``.zip`` or a folder INCEpTION's.
    """
    path = Path(path)
    return "inception" if path.is_dir() else _FORMATS.get(path.suffix, "csv")


def write_sheet(sheet: Sheet, path: str | Path, format: SheetFormat = "csv") -> list[Path]:
    """Write *sheet* for coders; the files written.

    ``csv`` and ``xlsx`` (needs openpyxl) are tables; ``label-studio`` is the JSON to import, and
    beside it the configuration of the project (``.xml``); ``inception`` a zip of articles in UIMA
    CAS JSON and of the layers that its project needs.

    Raises:
        SettingsError: another format.
        MissingExtraError: openpyxl is not installed.
    """
    if format not in get_args(SheetFormat):
        known = ", ".join(get_args(SheetFormat))
        raise SettingsError(f"format must be one of {known}; got {format!r}")
    path = Path(path)
    content = io.BytesIO()
    _WRITERS[format](sheet, content)
    path.write_bytes(content.getvalue())
    if format != "label-studio":
        return [path]
    config = path.with_suffix(".xml")
    config.write_text(labelling_config(), encoding="utf-8")
    return [path, config]


def read_sheets(path: str | Path) -> list[Sheet]:
    """What coders made of a sheet, a sheet a coder; the format is that of `format_of`.

    A table is one coder's, who has the name of the file; exports of the tools name their coders.

    Raises:
        ArticleError: it cannot be read, or says what cannot be; with file and row.
    """
    format = format_of(path)
    try:
        return _READERS[format](Path(path))
    except BeritaError:
        raise
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror or error}") from None
    except _MALFORMED as error:
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise ArticleError(f"{path}: not such a file as {format} has it ({what})") from None
