"""A batch that is killed, starved of disk and damaged: nothing lost, nothing double, same bytes.

``python tests/bench/kill_batch.py [--articles 3000] [--kills 20] [--seed 1]``. For each format:
``beritanlp batch`` runs once undisturbed; then again and again with ``--resume``, killed with -9
at a random moment, a worker killed, the disk full (a tmpfs of a few MB, where this may mount one;
else a limit on the size of files), and a random file cut, before it may end. All files must be
those of the first run, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
from vary import varied

from beritanlp.parts import read_journal

# parts of 100 articles, so that a small batch has many
COMMAND = (
    "import sys, beritanlp.batch.run as run; run.analyze_into.__kwdefaults__['part_size'] = 100; "
    "from beritanlp.cli.main import main; sys.exit(main(sys.argv[1:]))"
)


def start(source: Path, out: Path, form: str, **process: object) -> subprocess.Popen[str]:
    call = [sys.executable, "-c", COMMAND, "batch", str(source), "--out", str(out)]
    call += ["--resume", "--workers", "2", "--format", form]
    return subprocess.Popen(call, stderr=subprocess.PIPE, text=True, **process)  # type: ignore[call-overload,no-any-return]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def kill(process: subprocess.Popen[str], after: float) -> bool:
    """Kill *process* with -9 *after* seconds; whether it was still at work."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    return process.returncode == -signal.SIGKILL


def kill_worker(process: subprocess.Popen[str], after: float, chance: random.Random) -> bool:
    """Kill one of the workers of *process*, which goes on."""
    time.sleep(after)
    try:
        workers = [
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if "spawn_main" in " ".join(child.cmdline())
        ]
        chance.choice(workers).kill()
    except (IndexError, psutil.Error):
        return False
    return True


def damage(folder: Path, chance: random.Random) -> str:
    """Cut a random file of *folder*, its journal too; its name."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    path = chance.choice(paths)
    with path.open("rb+") as file:
        file.truncate(chance.randrange(path.stat().st_size))
    return path.relative_to(folder).as_posix()


def starve(source: Path, out: Path, form: str, megabytes: int) -> str:
    """Run with *out* on a disk of so many MB, and move what is whole to where there is room."""
    disk = out.with_name("disk")
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            shutil.copytree(out, disk / "r")
            process = start(source, disk / "r", form)
            _, err = process.communicate()
            shutil.rmtree(out)
            shutil.copytree(disk / "r", out)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    else:
        limit = megabytes << 20

        def limited() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        process = start(source, out, form, preexec_fn=limited)
        _, err = process.communicate()
    disk.rmdir()
    return f"exit {process.returncode}: {err.strip()}"


def torture(source: Path, work: Path, form: str, kills: int, seed: int) -> bool:
    chance = random.Random(f"{form}:{seed}")
    began = time.monotonic()
    assert finish(start(source, work / "whole", form)) == 0
    seconds = time.monotonic() - began
    whole = files_of(work / "whole")
    out = work / "tortured"
    print(f"{form}: undisturbed in {seconds:.0f} s, {len(whole)} files", flush=True)
    done = 0
    while done < kills:
        if kill(start(source, out, form), chance.uniform(0.2, seconds / 2)):
            done += 1
            parts = len(read_journal(out))
            print(f"  killed, {parts} parts whole", flush=True)
            if done % 5 == 0:
                print(f"  cut {damage(out, chance)}", flush=True)
        else:  # it came to its end: begin anew
            assert files_of(out) == whole
            shutil.rmtree(out)
    size = sum(map(len, files_of(out).values())) / (1 << 20)
    print(f"  full disk: {starve(source, out, form, int(size) + 2)}", flush=True)
    process = start(source, out, form)
    print(f"  worker killed: {kill_worker(process, seconds / 4, chance)}", flush=True)
    code = finish(process)
    same = files_of(out) == whole
    print(f"  end: exit {code}, {len(read_journal(out))} parts, same bytes: {same}", flush=True)
    shutil.rmtree(work / "whole")
    shutil.rmtree(out)
    return same and code == 0


def finish(process: subprocess.Popen[str]) -> int:
    process.communicate()
    return process.returncode


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--formats", nargs="+", default=["parquet", "jsonl"])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source = work / "news.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for record in varied(given.articles, given.seed):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        results = [torture(source, work, form, given.kills, given.seed) for form in given.formats]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
