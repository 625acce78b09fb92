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

__all__ = ["read_arrays", "write_arrays"]

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
