"""Pin the counts of a gold file, and tell when a later version falls below them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from beritanlp.errors import ArticleError
from beritanlp.evaluation.scoring import Counts, Report

__all__ = ["check_floors", "update_floors"]


# by way of resolving and by kind of institution there are a dozen cases each; any change moves them
_UNPINNED = ("speaker / ", "institutions / ")


def check_floors(report: Report, path: str | Path, tolerance: float = 0.0) -> list[str]:
    """What has fallen below the pinned figures of *path*; empty if nothing has.

    Args:
        report: of the gold file whose figures are compared.
        path: the floors file, JSON; described in ``tests/gold/README.md``.
        tolerance: drop in F1, 0–1, that is still allowed.
    """
    floors = _read_floors(path)
    name = report.gold.name
    if name not in floors:
        return [f"{path}: no floors for {name}; pin them with --update-floors"]
    pinned = floors[name]
    problems = []
    if pinned["sha256"] != report.gold.sha256:
        problems.append(
            f"{name}: the gold file is not the one that was pinned (sha256 "
            f"{report.gold.sha256[:12]}…, pinned {pinned['sha256'][:12]}…)"
        )
    problems.extend(_find_drops(report, pinned["tasks"], tolerance))
    return problems


def update_floors(
    report: Report, path: str | Path, allow_regression: bool = False, tolerance: float = 0.0
) -> None:
    """Pin the counts of *report* in *path*.

    Raises:
        ArticleError: if a task would fall below its floor and *allow_regression* is False.
    """
    path = Path(path)
    floors = _read_floors(path) if path.exists() else {}
    name = report.gold.name
    if name in floors and not allow_regression:
        drops = _find_drops(report, floors[name]["tasks"], tolerance)
        if drops:
            raise ArticleError(
                f"{path}: refusing to lower floors without --allow-regression: {'; '.join(drops)}"
            )
    floors[name] = {
        "sha256": report.gold.sha256,
        "articles": len(report.gold),
        "tasks": {
            task: {"tp": c.tp, "fp": c.fp, "fn": c.fn, "n": c.n, "said": c.said}
            for task, c in report.counts.items()
            if not task.startswith(_UNPINNED)
        },
    }
    path.write_text(_dump_floors(floors), encoding="utf-8")


def _dump_floors(floors: dict[str, Any]) -> str:
    """One task a line, so that a change reads well in a diff."""
    blocks = []
    for name in sorted(floors):
        entry = floors[name]
        tasks = ",\n".join(
            f"      {json.dumps(task)}: {json.dumps(counts)}"
            for task, counts in entry["tasks"].items()
        )
        blocks.append(
            f"  {json.dumps(name)}: {{\n"
            f'    "sha256": {json.dumps(entry["sha256"])},\n'
            f'    "articles": {entry["articles"]},\n'
            f'    "tasks": {{\n{tasks}\n    }}\n'
            f"  }}"
        )
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _read_floors(path: str | Path) -> dict[str, Any]:
    try:
        floors = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{path}: not JSON: {error}") from None
    if not isinstance(floors, dict):
        raise ArticleError(f"{path}: a floors file is a JSON object by gold file")
    return floors


def _find_drops(report: Report, pinned: Mapping[str, Any], tolerance: float) -> list[str]:
    drops = []
    for task, floor in pinned.items():
        said = floor.get("said", floor["tp"] + floor["fp"])
        before = Counts(floor["tp"], floor["n"], said - floor["fp"], said).f1
        counts = report.counts.get(task, Counts())
        now = counts.f1
        if before is not None and (now or 0.0) < before - tolerance - 1e-9:
            drops.append(
                f"{task}: F1 {'–' if now is None else format(100 * now, '.2f')} is below the floor "
                f"{100 * before:.2f} (tp {counts.tp}, fp {counts.fp}, fn {counts.fn}; "
                f"floor tp {floor['tp']}, fp {floor['fp']}, fn {floor['fn']})"
            )
    return drops
