"""Every regular expression of the package is bounded: time grows in proportion to what it reads."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import beritanlp
from beritanlp.copies import origin
from beritanlp.text import layout
from regex_growth import faults

PACKAGE = Path(beritanlp.__file__).parent
ANCHORED = {"match", "fullmatch"}
FUNCTIONS = ANCHORED | {"compile", "search", "sub", "subn", "split", "findall", "finditer"}

# patterns that the rules of `regex_growth` refuse though they are linear, and why
LINEAR = {
    "_MARKUP of readers/html.py": r"each alternative ends at > or at \Z, so that none ever fails",
    "_TOKEN of text/tokenize.py": "an alternative that fails leaves its run to one that takes it",
}
# functions that put patterns together; all their patterns, and how many calls make them
MADE = {
    "copies/origin.py": (lambda: [*origin._credits(), *origin._credits_of_outlets()], 7),
    "text/layout.py": (
        lambda: [
            found for name in layout._Patterns.__slots__
            if isinstance(found := getattr(layout._patterns(), name), re.Pattern)
        ], 2,
    ),
    # two texts that are escaped, one bounded repeat of spaces between them
    "evaluation/matching.py": (lambda: [re.compile(r"abu\s*\(abu\)")], 1),
}  # fmt: skip


class Used(NamedTuple):
    """A pattern of the package: where it is, and whether it is searched for."""

    where: str
    pattern: re.Pattern[Any]
    searched: bool


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls_of_re(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in FUNCTIONS
        ):
            yield node, node.func.attr


def methods_used(tree: ast.AST, name: str) -> set[str]:
    """The methods of the pattern *name* that a module calls; something else if it hands it on."""
    used: set[str] = set()
    called: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == name:
            used.add(node.attr)
            called.add(id(node.value))
    handed_on = any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        and id(node) not in called
        for node in ast.walk(tree)
    )  # fmt: skip
    return used - {"pattern"} | ({"handed on"} if handed_on else set())


@cache
def patterns() -> list[Used]:
    found: list[Used] = []
    for where, tree in trees():
        dotted = "beritanlp." + where.removesuffix(".py").replace("/", ".")
        module = importlib.import_module(dotted.removesuffix(".__init__"))
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                searched = not methods_used(tree, name) <= ANCHORED
                found.append(Used(f"{name} of {where}", value, searched))
        for call, function in calls_of_re(tree):
            if function != "compile" and isinstance(call.args[0], ast.Constant):
                pattern = re.compile(call.args[0].value)  # type: ignore[type-var]
                found.append(Used(f"{where}:{call.lineno}", pattern, function not in ANCHORED))
        made, _ = MADE.get(where, (list, 0))
        found += [Used(f"made in {where}", pattern, True) for pattern in made()]
    return found


def test_every_pattern_is_linear_in_what_it_reads() -> None:
    refused = {
        used.where: (faults(used.pattern, searched=used.searched), used.pattern.pattern)
        for used in patterns()
        if used.where not in LINEAR and faults(used.pattern, searched=used.searched)
    }
    assert refused == {}
    assert len(patterns()) > 90


def test_no_exception_is_left_that_is_none() -> None:
    by_where = {used.where: used for used in patterns()}
    assert all(faults(by_where[where].pattern) for where in LINEAR)


def test_no_pattern_escapes_the_test() -> None:
    """All calls of ``re`` have a text, make a name of the module, or are listed in MADE."""
    escaped: dict[str, int] = {}
    for where, tree in trees():
        named = {
            id(node.value) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)
        }
        for call, function in calls_of_re(tree):
            if id(call) in named or (
                function != "compile" and isinstance(call.args[0], ast.Constant)
            ):
                continue
            escaped[where] = escaped.get(where, 0) + 1
        assert not any(
            isinstance(node, ast.ImportFrom) and node.module in ("re", "regex")
            for node in ast.walk(tree)
        ), where
    assert escaped == {where: count for where, (_, count) in MADE.items()}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(a+)+b", ["ambiguous", "restarts"]),
        (r"(?:a|b+)*c", ["ambiguous", "restarts"]),
        (r"x\s*,?\s*y", ["ambiguous"]),
        (r"-[a-z]+(?:-[a-z]+)*,", ["restarts"]),
        (r"\s+-", ["restarts"]),
        (r"\s++-", ["restarts"]),
        (r"\w\w+-", ["restarts"]),
        (r"(?im)^\s+-", ["restarts"]),
        (r"a.*b.*c", ["ambiguous", "restarts"]),
        (r"\([^()]*\)", []),
        (r"(?<!\s)\s+-", []),
        (r"\b\w+-", []),
        (r"\A\s+-", []),
        (r"x\s*(?:,\s*)?y", []),
        (r"\s+", []),
        (r"x(?:\s*,)?\s*y", []),
        (r"-\s{0,9}\s*-", []),
    ],
)
def test_what_is_refused(pattern: str, expected: list[str]) -> None:
    assert faults(re.compile(pattern)) == expected


def test_a_pattern_that_is_only_matched_does_not_restart() -> None:
    assert faults(re.compile(r"\s+-"), searched=False) == []
    assert faults(re.compile(r"(a+)+b"), searched=False) == ["ambiguous"]
