"""Put a trained pipeline into its package: ``python -m beritanlp.modelling.package``.

Takes the student of `beritanlp.modelling.train`, leaves out every string that training met but the
pipeline does not need (they are words of articles), writes checksums and figures, and refreshes the
tables of the card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from beritanlp.evaluation.gold import data_folder
from beritanlp.modelling.scoring import model_report, score_entities, score_syntax

__all__ = ["main", "write_figures", "write_pipeline"]

_VERSION = "0.1.0"
_META = {
    "name": "berita",
    "version": _VERSION,
    "description": "Indonesian news: tags, features, sentences, dependencies, lemmas, entities",
    "author": "beritanlp contributors",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD_Indonesian-GSD 2.17 (dev; test but 100 sentences)", "license": "CC BY-SA 4.0"},
        {"name": "UD_Indonesian-CSUI 2.17 (train but 150 sentences)", "license": "CC BY-SA 4.0"},
        {"name": "UD_Indonesian-PUD 2.17", "license": "CC BY-SA 3.0"},
        {"name": "idner-news-2k (train)", "license": "MIT"},
        {"name": "NERGrit, IndoNLU's edition (train)", "license": "MIT"},
        {"name": "news, CLICK-ID and COIN, as raw text", "license": "see LICENSE"},
    ],
}
_BEGIN, _END = "<!-- figures: written by beritanlp.modelling.package -->", "<!-- end of figures -->"


def write_pipeline(trained: Path, package: Path) -> Path:
    """Copy the pipeline without strings into *package*; return the folder of its weights."""
    nlp = spacy.load(trained)
    nlp.meta.update(_META)
    out = package / "id_berita" / f"id_berita-{_VERSION}"
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    labels = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, ())}
    (out / "vocab" / "strings.json").write_text(json.dumps(sorted(labels)), encoding="utf-8")
    shutil.copy(out / "meta.json", package / "id_berita" / "meta.json")
    paths = sorted(path for path in (package / "id_berita").rglob("*") if path.is_file())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(package).as_posix()}"
        for path in paths
        if "__pycache__" not in path.parts
    ]
    (package / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return out


def write_figures(out: Path, work: Path, package: Path, data: Path) -> None:
    """Score the pipeline and spaCy's default networks, into ``scores.json`` and the card."""
    report = model_report(str(out), data)
    plain: dict[tuple[str, str], float] = {}
    for name, score in (("plain-ner", score_entities), ("plain-ud", score_syntax)):
        if (work / name / "pipeline").is_dir():
            nlp: Language = spacy.load(work / name / "pipeline")
            plain |= {(m.corpus, m.measure): m.f1 for m in score(nlp, data) if m.right}
    for row in report["scores"]:
        row["spacy_default"] = plain.get((row["corpus"], row["measure"]))
    seconds = {path.parent.name: int(path.read_text()) for path in sorted(work.glob("*/seconds"))}
    report["training_seconds"] = seconds
    (package / "scores.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    card = package / "README.md"
    text = card.read_text(encoding="utf-8")
    head, _, rest = text.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    card.write_text(f"{head}{_BEGIN}\n{_tables(report)}\n{_END}{tail}", encoding="utf-8")


def _tables(report: dict[str, Any]) -> str:
    lines = [
        "", "| corpus | measure | F1 | 95 % | right | found | labelled | spaCy's default network |",
        "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    for row in report["scores"]:
        default = row["spacy_default"]
        lines.append(
            f"| {row['corpus']} | {row['measure']} | {row['f1']:.1f} | {row['low']:.1f}–"
            f"{row['high']:.1f} | {row['right']:,} | {row['found']:,} | {row['labelled']:,} | "
            f"{'' if default is None else f'{default:.1f}'} |"
        )
    speeds = ", ".join(f"{k} {v:,.0f}" for k, v in report["words_per_second"].items())
    total = sum(report["training_seconds"].values())
    lines += [
        "", f"Words per second on one core, by component: {speeds}. Loads in "
        f"{report['load_seconds']:.2f} s; {report['megabytes']:.1f} MB. All stages of the training "
        f"took {total / 3600:.1f} hours of one core.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--work", type=Path, default=Path("work/id_berita"))
    parser.add_argument("--package", type=Path, default=Path("models/id_berita"))
    call = parser.parse_args()
    out = write_pipeline(call.work / "student" / "pipeline", call.package)
    write_figures(out, call.work, call.package, data_folder())
    return 0


if __name__ == "__main__":
    sys.exit(main())
