"""Fuzz one target with atheris: ``python tests/fuzz/run.py TARGET --seconds N``.

A run starts from the kept inputs, the seeds, and what earlier runs left in the work folder, where
it adds what reaches new code. What breaks a promise or is slow goes to ``findings`` there, the
shortest input for each place that breaks, and the run goes on. ``runs`` has a line of JSON a run:
when it began and ended, and how many inputs were tried.

``--minimise`` writes the kept inputs anew: few and short ones that reach what all of them reach.
Other arguments, such as ``-max_len=100``, are libFuzzer's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import importlib
import json
import math
import pkgutil
import re
import resource
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import atheris

HERE = Path(__file__).resolve().parent
KEPT = HERE / "kept"
# parts that read nothing from outside, or only through the others
NOT_TRIED = (
    "__main__",
    "batch",
    "cli",
    "components.embedding",
    "distributed",
    "modelling",
    "plots",
)
MAX_BYTES = {"text": 800, "page": 6_000, "files": 6_000, "saved": 16_000}
MAX_KEPT_BYTES = {"text": 1_200, "page": 2_500, "files": 1_500, "saved": 9_000}
SLOW = 5.0  # seconds of processor time for one input, instrumented
MAX_MB = 2_500  # of the process; the instrumented library alone has some 700


def main() -> None:
    """Read the command line, and fuzz or minimise."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=sorted(MAX_BYTES))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--work", type=Path, default=Path("/tmp/beritanlp-fuzz"))
    parser.add_argument("--minimise", action="store_true")
    given, others = parser.parse_known_args()
    sys.dont_write_bytecode = True
    work: Path = given.work / given.target
    for name in ("corpus", "findings", "runs", "seeds"):
        (work / name).mkdir(parents=True, exist_ok=True)
    (KEPT / given.target).mkdir(parents=True, exist_ok=True)
    if given.minimise:
        minimise(given.target, work)
    else:
        fuzz(given.target, work, given.seconds, others)


def fuzz(target: str, work: Path, seconds: int, others: list[str]) -> None:
    """Try inputs of *target* for so many *seconds*; libFuzzer ends the process."""
    tried = load_target(target)
    from fuzz_mutation import Mutator, crossed
    from fuzz_seeds import seeds

    for seed in seeds(target):
        (work / "seeds" / name_of(seed)).write_bytes(seed)
    options = [f"-max_len={MAX_BYTES[target]}", "-timeout=120", f"-rss_limit_mb={MAX_MB}"]
    options += [f"-artifact_prefix={work / 'findings'}/", "-print_final_stats=1", "-reload=0"]
    is_merge = not all(other.startswith("-") for other in others)  # which names its folders
    if not is_merge:
        options.append(f"-max_total_time={seconds}")
        others += [str(work / "corpus"), str(KEPT / target), str(work / "seeds")]
    atheris.Setup(
        [str(starter(target, work)), *options, *others],
        Run(target, tried, work, noted=not is_merge),
        custom_mutator=Mutator(target),
        custom_crossover=crossed,
    )
    atheris.Fuzz()


def load_target(target: str) -> Callable[[bytes], None]:
    """The function of that name, with all parts of the library that it may call instrumented."""
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    with atheris.instrument_imports(include=["beritanlp"], enable_loader_override=False):
        import beritanlp

        for found in pkgutil.iter_modules(beritanlp.__path__):
            import_below(f"beritanlp.{found.name}", found.ispkg)
    from fuzz_targets import TARGETS

    TARGETS[target](b"")
    return TARGETS[target]


def import_below(name: str, is_package: bool) -> None:
    """Import the module *name* and those below it, as far as they are tried."""
    if name.partition(".")[2].startswith(NOT_TRIED):
        return
    module = importlib.import_module(name)
    if is_package:
        for found in pkgutil.iter_modules(module.__path__):
            import_below(f"{name}.{found.name}", found.ispkg)


def name_of(data: bytes) -> str:
    """The name of the file that keeps *data*."""
    return hashlib.sha256(data).hexdigest()[:16]


class Run:
    """One run of *target*: what was tried, and what was found."""

    def __init__(
        self, target: str, tried: Callable[[bytes], None], work: Path, noted: bool
    ) -> None:
        self._tried = tried
        self._findings = work / "findings"
        self._start = now()
        self._log = work / "runs" / f"{self._start.replace(':', '')}.json"
        self._target = target
        self._executions = 0
        self._before = time.process_time()
        self._noted = time.monotonic() if noted else math.inf  # a merge is no run

    def __call__(self, data: bytes) -> None:
        """Try *data*; keep it where it breaks a promise or is slow."""
        start = time.process_time()
        try:
            self._tried(data)
        except Exception as error:
            self._keep(place_of(error), data, traceback.format_exc())
        seconds = time.process_time() - start
        if seconds > SLOW:
            self._keep(f"slow-{seconds:.0f}-seconds", data, f"{seconds:.1f} s of processor time")
        self._executions += 1
        if time.monotonic() - self._noted > 5:
            self._note()

    def _keep(self, name: str, data: bytes, why: str) -> None:
        path = self._findings / f"{name}.input"
        if not path.exists() or path.stat().st_size > len(data):
            path.write_bytes(data)
            path.with_suffix(".txt").write_text(why, "utf-8", "backslashreplace")

    def _note(self) -> None:
        self._noted = time.monotonic()
        said = {
            "target": self._target,
            "start": self._start,
            "end": now(),
            "executions": self._executions,
            "processor_seconds": round(time.process_time() - self._before),
            "most_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        }
        self._log.write_text(json.dumps(said) + "\n")


def now() -> str:
    """The time in UTC to a second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def place_of(error: BaseException) -> str:
    """The kind of *error* and where the library, or else the promise, broke: a file's name."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    own = [frame for frame in frames if "beritanlp" in frame.f_code.co_filename]
    what = re.sub(r"\W", "_", str(error))[:24] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__}{what}-{said(frames[-1])}-{said((own or frames)[-1])}"


def said(frame: FrameType) -> str:
    """The file and function of *frame*."""
    return re.sub(r"\W", "_", f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")


def starter(target: str, work: Path) -> Path:
    """A program that starts this one: libFuzzer starts itself anew by a name without arguments."""
    path = work / "start.sh"
    run = f'"{sys.executable}" "{Path(__file__)}" {target} --work "{work.parent}"'
    path.write_text(f'#!/bin/sh\nexec {run} "$@"\n')
    path.chmod(0o755)
    return path


def minimise(target: str, work: Path) -> None:
    """Write the kept inputs of *target* anew."""
    short = work / "short"
    shutil.rmtree(short, ignore_errors=True)
    short.mkdir()
    for folder in (KEPT / target, work / "seeds", work / "corpus"):
        for path in folder.iterdir():
            data = path.read_bytes()
            if len(data) <= MAX_KEPT_BYTES[target]:
                (short / name_of(data)).write_bytes(data)
    merged = work / "merged"
    shutil.rmtree(merged, ignore_errors=True)
    merged.mkdir()
    # by branches, not by how often each is taken, which would keep ten times as many
    options = ["-set_cover_merge=1", "-use_counters=0"]
    subprocess.run([starter(target, work), *options, str(merged), str(short)], check=True)
    if not any(merged.iterdir()):
        sys.exit("nothing came of the merge; the kept inputs stay as they are")
    shutil.rmtree(KEPT / target)
    merged.rename(KEPT / target)
    for path in (KEPT / target).iterdir():
        path.rename(path.with_name(name_of(path.read_bytes())))


if __name__ == "__main__":
    main()
