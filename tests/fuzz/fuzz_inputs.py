"""Inputs as one text: several files after lines ``=== NAME``, each built as its name says.

A fuzzer that changes the bytes of a zip or of a Parquet file breaks it before a reader of this
library sees it. So an input says what is inside, in plain sight, and the file is built of it:

- ``x.parquet`` of JSON, ``{"columns": {"text": ["string", ["…"]]}, "metadata": {}, "flips": []}``;
- ``x.zip``, ``x.xlsx`` of the files behind lines ``--- NAME``; in them ``x.npy`` of JSON;
- ``x.warc`` with ``Content-Length: ?`` as long as what follows;
- ``x.gz`` and ``x.zst`` of what they unpack to.

What does not have such a form is written as it is, so that broken files are tried too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["parts_of", "write_files"]

_HEAD = re.compile(rb"(?:\A|\n)=== ([^\n]*)\n")
_INNER = re.compile(rb"(?:\A|\n)--- ([^\n]*)\n")
_RECORD = re.compile(rb"(?=^WARC/1)", re.MULTILINE)
_UNKNOWN_LENGTH = re.compile(rb"(?i)(content-length:) \?")
_MAX_FILES = 16
_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "large": pa.large_string(),
    "view": pa.string_view(),
    "binary": pa.binary(),
    "int": pa.int64(),
    "short": pa.int8(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "time": pa.timestamp("us"),
    "zone": pa.timestamp("ns", "Asia/Jakarta"),
    "clock": pa.time64("us"),
    "null": pa.null(),
    "list": pa.list_(pa.string()),
    "struct": pa.struct({"a": pa.string()}),
    "words": pa.dictionary(pa.int32(), pa.string()),
}


def parts_of(data: bytes, head: re.Pattern[bytes] = _HEAD) -> list[tuple[str, bytes]]:
    """The names and contents of the parts of *data*; one without a name if it has no heads."""
    heads = list(head.finditer(data))
    if not heads:
        return [("", data)]
    ends = [found.start() for found in heads[1:]] + [len(data)]
    return [
        (found[1].decode("utf-8", "replace"), data[found.end() : end])
        for found, end in zip(heads, ends, strict=True)
    ]


def write_files(parts: list[tuple[str, bytes]], folder: Path) -> list[Path]:
    """Write *parts* as files in *folder*, and nowhere else; the files written."""
    written = []
    for name, content in parts[:_MAX_FILES]:
        steps = [step for step in re.sub(r"[^\w.\-/]", "_", name).split("/") if step.strip(".")]
        if not steps or max(map(len, steps)) > 60:
            continue
        path = folder.joinpath(*steps[:4])
        with contextlib.suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_built(path.name.lower(), content))
            written.append(path)
    return written


def _built(name: str, content: bytes) -> bytes:
    """The bytes of the file *name* that is to hold *content*."""
    if name.endswith(".gz"):
        return gzip.compress(_built(name[:-3], content), 1, mtime=0)
    if name.endswith(".zst"):
        return bytes(pa.compress(_built(name[:-4], content), "zstd", asbytes=True))
    if name.endswith(".warc"):
        return b"".join(map(_measured, _RECORD.split(content)))
    if name.endswith((".zip", ".xlsx")) and content.startswith(b"--- "):
        return _zip(content)
    if name.endswith((".parquet", ".npy")) and content.startswith(b"{"):
        with contextlib.suppress(
            ValueError, TypeError, KeyError, AttributeError, IndexError, MemoryError,
            OverflowError, RecursionError, pa.ArrowException,
        ):  # fmt: skip
            return (_parquet if name.endswith(".parquet") else _npy)(json.loads(content))
    return content


def _measured(record: bytes) -> bytes:
    head, gap, body = record.replace(b"\n", b"\r\n").partition(b"\r\n\r\n")
    return _UNKNOWN_LENGTH.sub(rb"\1 %d" % len(body), head) + gap + body + b"\r\n\r\n"


def _zip(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, inner in dict(parts_of(content, _INNER)).items():
            archive.writestr(zipfile.ZipInfo(name), _built(name.lower(), inner))
    return made.getvalue()


def _parquet(said: Any) -> bytes:
    columns = {name: _column(*given) for name, given in said["columns"].items()}
    longest = max(map(len, columns.values()), default=0)
    table = pa.table(
        {
            name: pa.chunked_array([column, pa.nulls(longest - len(column), column.type)])
            for name, column in columns.items()
        }
    )
    metadata = {name: str(value) for name, value in said.get("metadata", {}).items()}
    made = io.BytesIO()
    group = said.get("group")
    pq.write_table(
        table.replace_schema_metadata(metadata),
        made,
        row_group_size=max(1, group) if isinstance(group, int) else 100,
    )
    return _flipped(made.getvalue(), said)


def _column(type_: str, values: list[Any]) -> pa.Array:
    """*values* as that type; where they are not of it as their own, or as their texts."""
    if type_ in ("date", "time", "zone"):
        with contextlib.suppress(ValueError, TypeError):
            values = [value and dt.datetime.fromisoformat(value) for value in values]
    with contextlib.suppress(TypeError, OverflowError, ValueError, pa.ArrowException):
        return pa.array(values, _TYPES.get(type_))
    with contextlib.suppress(TypeError, OverflowError, ValueError, pa.ArrowException):
        return pa.array(values)
    return pa.array([str(value).encode("utf-8", "replace").decode() for value in values])


def _npy(said: Any) -> bytes:
    array = np.array(said["data"])
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        array = array.astype(np.dtype(said["type"]))
    if array.dtype.hasobject or array.nbytes > 1 << 20:
        raise ValueError("too much for a test")
    with contextlib.suppress(ValueError, TypeError):
        array = array.reshape(said["shape"])
    made = io.BytesIO()
    np.lib.format.write_array(made, array)
    return _flipped(made.getvalue(), said)


def _flipped(data: bytes, said: Any) -> bytes:
    """*data* with other bytes at the places that *said* has in ``flips``."""
    changed = bytearray(data)
    for at, byte in said.get("flips", []):
        changed[at % len(data)] = byte % 256
    return bytes(changed)
