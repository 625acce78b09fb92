"""Keep fitted models in one file: arrays and JSON in a zip; reading one runs no code."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from beritanlp.compressed import ZIP_ERRORS, open_zip
from beritanlp.errors import ResultError
from beritanlp.limits import MAX_MODEL_BYTES

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["numbers_of", "pairs_of", "read_arrays", "strings_of", "write_arrays"]

Built = TypeVar("Built")


def write_arrays(
    path: str | Path, name: str, said: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]
) -> None:
    """Write *said* as the JSON file *name*, and *arrays* beside it; equal input, equal bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        text = json.dumps(said, ensure_ascii=False, indent=1)
        file.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
        for key, array in sorted(arrays.items()):
            info = zipfile.ZipInfo(f"{key}.npy")
            info.compress_type = zipfile.ZIP_DEFLATED
            with file.open(info, "w", force_zip64=True) as out:
                np.lib.format.write_array(out, np.ascontiguousarray(array), allow_pickle=False)


def read_arrays(
    path: str | Path,
    name: str,
    newest: int,
    build: Callable[[dict[str, Any], dict[str, npt.NDArray[Any]]], Built],
) -> Built:
    """What *build* makes of the JSON and the arrays that ``write_arrays`` wrote.

    ``format`` of the JSON must be *newest* or older.

    Raises:
        ResultError: the file is something else, too large, or of a newer format.
    """
    try:
        with open_zip(path, MAX_MODEL_BYTES) as file:
            said = json.loads(file.read(name))
            if said["format"] > newest:
                raise ResultError(
                    f"{path}: format {said['format']} is newer than this library's ({newest}); "
                    "update beritanlp"
                )
            arrays = {}
            for info in file.infolist():
                if info.filename.endswith(".npy"):
                    with file.open(info) as part:
                        arrays[info.filename.removesuffix(".npy")] = np.lib.format.read_array(
                            part, allow_pickle=False
                        )
        return build(said, arrays)
    except (ResultError, FileNotFoundError):
        raise
    # MemoryError: an array's head may claim any size
    except (*ZIP_ERRORS, KeyError, ValueError, TypeError, MemoryError) as error:
        raise ResultError(f"{path}: no {Path(name).stem} written by beritanlp ({error})") from None


def numbers_of(
    arrays: Mapping[str, npt.NDArray[Any]], name: str, shape: tuple[int, ...], least: float = 0.0
) -> npt.NDArray[Any]:
    """The array *name* of a model that was read.

    Raises:
        ValueError: it has another shape than *shape*, or holds what is no finite number or is below
            *least*; a reader would work with it all the same, and fail or mislead much later.
    """
    array = arrays[name]
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
    if array.dtype.kind not in "iuf" or not np.all(np.isfinite(array)) or np.any(array < least):
        raise ValueError(f"{name} holds values that are no numbers from {least:g} on")
    return array


def strings_of(said: Mapping[str, Any], name: str, count: int | None = None) -> list[str]:
    """The list of *count* texts *name* of a model that was read; ValueError if not."""
    texts = said[name]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{name} is no list of texts")
    if count is not None and len(texts) != count:
        raise ValueError(f"{name} has {len(texts)} texts, not {count}")
    return texts


def pairs_of(said: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of texts *name* of a model that was read; ValueError if they are none."""
    pairs = said[name]
    if not isinstance(pairs, list):
        raise ValueError(f"{name} is no list of pairs")
    for pair in pairs:
        if len(strings_of({name: pair}, name)) != 2:
            raise ValueError(f"{name} holds {pair!r:.80}, which is no pair")
    return tuple((one, other) for one, other in pairs)
