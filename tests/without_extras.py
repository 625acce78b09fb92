"""What needs an extra that is not installed says so: one error that names the extra.

``python tests/without_extras.py`` in an environment that has beritanlp and no extra of it.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest import mock

import beritanlp as bn

ARTICLE = "“Gudang dibuka Senin,” kata Camat Ambulu Sari Wulandari."


def calls(folder: Path) -> Mapping[str, list[Callable[[], object]]]:
    """By extra, calls that need all its packages."""
    corpus = bn.Corpus.from_results(bn.analyze_many([("a", ARTICLE)]))
    shares = bn.measures.share_of_voice(corpus, "source_kind")
    sample = bn.validation.draw_sample(corpus, 1)
    archive = folder / "pages.warc"
    archive.write_bytes(b"WARC/1.0\r\n\r\n")
    sheet = folder / "sheet.xlsx"
    return {
        "dask": [lambda: bn.distributed.dask.analyze, lambda: command(folder)],
        "plots": [lambda: bn.plots.share_of_voice(shares)],
        "polars": [lambda: corpus.to_polars("quotes")],
        "train": [train],
        "warc": [lambda: list(bn.read_articles(archive))],
        "xlsx": [lambda: bn.validation.write_sheet(sample, sheet, "xlsx")],
    }


def command(folder: Path) -> None:
    """A batch on a Dask cluster."""
    from beritanlp.cli.main import main

    page = folder / "article.txt"
    page.write_text(ARTICLE, encoding="utf-8")
    _raise(lambda: main(["batch", str(page), "--out", str(folder / "r"), "--dask", "tcp://x:1"]))


def train() -> None:
    """The command that trains the model."""
    from beritanlp.modelling.train import main

    with mock.patch("sys.argv", ["train"]):
        _raise(main)


def _raise(run: Callable[[], int]) -> None:
    """What a command complains of, as an error."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        try:
            code: object = run()
        except SystemExit as stop:
            code = stop.code
    if code == 2:
        raise ImportError(said.getvalue().strip().splitlines()[-1])


def complaint(call: Callable[[], object]) -> str:
    """What the error of *call* says; nothing when there is none."""
    try:
        call()
    except ImportError as error:
        return str(error)
    return ""


def main() -> int:
    """Print what each extra's calls complain of; 1 if one does not name its extra."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for extra, needing in calls(Path(folder)).items():
            for call in needing:
                said = complaint(call)
                wrong += f'pip install "beritanlp[{extra}]"' not in said or "\n" in said
                print(f"{extra}: {said or 'NO ERROR; is the extra installed?'}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
