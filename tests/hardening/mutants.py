"""Do the tests notice when a rule is changed? Mutants made by mutmut, and the tests run on them.

``python tests/hardening/mutants.py run --seed 1 --each 200`` draws that many changes of each area
and runs on each the tests that reach it; ``summary`` shows the shares that were noticed, with their
95 % interval; ``survivors`` the changes that no test noticed. They are tried in a random order, so
that a run may be stopped at any time and is a fair sample all the same; the next one goes on with
it. ``[tool.mutmut]`` of ``pyproject.toml`` says which files and tests, ``mutation.md``
what came out.

mutmut 3.8 makes the mutants, all of a function side by side with it; an environment variable says
which of them runs. Two things are done otherwise than by ``mutmut run``:

- mutmut leaves decorated functions alone. Of the rules those are the tables (``@cache``) and the
  parts of a reading (``@cached_property``); here the decorator stays on what chooses between a
  function and its mutants.
- mutmut calls pytest for each mutant. Here pytest collects once, the tests run once, and each
  mutant gets a fork of that process, with the rules' caches emptied and all other functions called
  directly: a tenth of the time.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import json
import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import libcst as cst
import mutmut.__main__ as mutmut_command
import pytest
from _pytest.runner import runtestprotocol
from mutmut.configuration import config
from mutmut.mutation import file_mutation
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from scipy.stats import binomtest

QUOTES = "quotes"
ATTRIBUTION = "attribution"
INSTITUTIONS = "institutions"
AREAS = {
    "beritanlp.text.marks": QUOTES,
    "beritanlp.rules.cues": QUOTES,
    "beritanlp.rules.candidates": QUOTES,
    "beritanlp.rules.direct_quotes": QUOTES,
    "beritanlp.rules.indirect_quotes": QUOTES,
    "beritanlp.rules.quotes": QUOTES,
    "beritanlp.rules.confidence": QUOTES,
    "beritanlp.rules.subjects": ATTRIBUTION,
    "beritanlp.rules.sources": ATTRIBUTION,
    "beritanlp.rules.complements": ATTRIBUTION,
    "beritanlp.rules.speakers": ATTRIBUTION,
    "beritanlp.rules.names": ATTRIBUTION,
    "beritanlp.rules.person_names": ATTRIBUTION,
    "beritanlp.rules.phrases": ATTRIBUTION,
    "beritanlp.rules.reading": ATTRIBUTION,
    "beritanlp.rules.entities": ATTRIBUTION,
    "beritanlp.rules.institutions": INSTITUTIONS,
    "beritanlp.rules.unlisted": INSTITUTIONS,
    "beritanlp.institutions": INSTITUTIONS,
}

ROOT = Path(__file__).parents[2]
MUTANTS = ROOT / "mutants"
RESULTS = MUTANTS / "results.json"
REACHED = MUTANTS / "reached.json"

# run last: what only they notice is a change in some text, but no test says of which rule
_LAST = ("test_kept_readings.py::test_text", "test_kept_readings.py::test_news")
_KEPT_DECORATORS = ("cache", "cached_property", "property", "lru_cache")
# seconds of the processor, and bytes beyond those of the tests as they are: a change that needs
# more loops. A busy machine makes no difference
_LEAST_SECONDS, _TIMES_LONGER = 15, 3
_MORE_BYTES = 2 * 1024**3


# ---------------------------------------------------------------------------- making the mutants


def _decorator_name(function: cst.FunctionDef) -> str | None:
    """The name of the only decorator of a function, called or not; None if it has none, or more."""
    if len(function.decorators) != 1:
        return None
    decorator = function.decorators[0].decorator
    if isinstance(decorator, cst.Call):
        decorator = decorator.func
    return decorator.value if isinstance(decorator, cst.Name) else None


def _change_decorated_functions() -> None:
    """Let mutmut change functions whose only decorator is one of those that are kept."""
    skipped = file_mutation.MutationVisitor._skip_node_and_children
    arranged = file_mutation.function_trampoline_arrangement

    def skip(self: Any, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and _decorator_name(node) in _KEPT_DECORATORS:
            return False
        return skipped(self, node)

    def arrange(function: cst.FunctionDef, *args: Any, **kwargs: Any) -> Any:
        before, (chooser, *copies), after, names = arranged(function, *args, **kwargs)
        if _decorator_name(function) in _KEPT_DECORATORS:
            copies = [copy.with_changes(decorators=[]) for copy in copies]
        return before, [chooser, *copies], after, names

    file_mutation.MutationVisitor._skip_node_and_children = skip
    file_mutation.function_trampoline_arrangement = arrange


def make() -> dict[str, list[str]]:
    """Write the mutants of the rules as they now are into ``mutants/``: their names by module."""
    set_mutant_under_test("mutant_generation")
    MUTANTS.mkdir(exist_ok=True)
    with mutmut_command.CatchOutput():
        # mutmut leaves what is there: tables and tests of an older commit
        shutil.rmtree(MUTANTS / "src", ignore_errors=True)
        shutil.rmtree(MUTANTS / "tests", ignore_errors=True)
        mutmut_command.copy_src_dir()
        mutmut_command.copy_also_copy_files()
        mutmut_command.create_mutants(1)
    mutants, _ = mutmut_command.collect_source_file_mutation_data(mutant_names=())
    names: dict[str, list[str]] = {module: [] for module in AREAS}
    for _, name, _ in mutants:
        names[name.rpartition(".")[0]].append(name)
    return names


def area_of(mutant: str) -> str:
    """The area of the module in which *mutant* is."""
    return AREAS[mutant.rpartition(".")[0]]


def draw(names: dict[str, list[str]], each: int, seed: int) -> list[str]:
    """*each* mutants of every area, or all that it has, in a random order."""
    drawn: list[str] = []
    for area in (QUOTES, ATTRIBUTION, INSTITUTIONS):
        of_area = sorted(n for module in names if AREAS[module] == area for n in names[module])
        random.Random(f"{seed} {area}").shuffle(of_area)
        drawn += of_area[:each]
    random.Random(seed).shuffle(drawn)
    return drawn


# ------------------------------------------------------------------------------ running the tests


def _kept_by_rules(sized: bool = False) -> Iterator[Any]:
    """The caches of the rules; of those only the ones of a limited size, if asked for."""
    for name in AREAS:
        for value in vars(sys.modules[name]).values() if name in sys.modules else ():
            if hasattr(value, "cache_clear") and not (
                sized and value.cache_parameters()["maxsize"] is None
            ):
                yield value


class _Session:
    """A plugin of pytest that runs the collected tests on mutants."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop over the tests."""
        self.tests = {item.nodeid: item for item in session.items}
        self._learn()
        results = read_results()
        gc.collect()
        gc.freeze()  # or each fork would copy what it looks through
        for n, name in enumerate(self.names, 1):
            results[name] = self._try(name)
            write_results(results)
            print(f"{n} of {len(self.names)}: {name}: {results[name]}", flush=True)
        return True

    def _learn(self) -> None:
        """Which functions each test reaches, and how long it takes; known ones are not run again.

        Tables are made once for all tests. What only their making reaches is reached by all.
        """
        self.reached: dict[str, Any] = json.loads(REACHED.read_text()) if REACHED.exists() else {}
        files = {id_: _digest_with_data(item.path) for id_, item in self.tests.items()}
        new = [
            item
            for id_, item in self.tests.items()
            if self.reached.get(id_, [0.0, [], ""])[2] != files[id_]
        ]
        set_mutant_under_test("")
        for item in self.tests.values():  # also reads the tables that all forks share
            if not _passes(item):
                pytest.exit(f"{item.nodeid} fails without any change", 1)
        set_mutant_under_test("stats")
        for cache in _kept_by_rules():
            cache.cache_clear()
        at_first = set(self.reached.get("", [0.0, []])[1])  # of earlier runs
        for _ in ("tables are made", "tables are there") if new else ():
            for item in new:
                state()._stats.clear()
                for cache in _kept_by_rules(sized=True):
                    cache.cache_clear()
                start = time.process_time()
                _passes(item)
                took = time.process_time() - start
                self.reached[item.nodeid] = took, sorted(state()._stats), files[item.nodeid]
                at_first |= state()._stats
        later = {name for id_ in self.tests for name in self.reached[id_][1]}
        self.reached[""] = 0.0, sorted(at_first), ""
        REACHED.write_text(json.dumps(self.reached))
        self.of_tables = at_first - later
        self.in_order = sorted(self.tests, key=self._place)
        self.tests_of: dict[str, list[str]] = {}
        for id_ in self.in_order:
            for name in self.reached[id_][1]:
                self.tests_of.setdefault(name, []).append(id_)
        set_mutant_under_test("")

    def _place(self, id_: str) -> tuple[int, float]:
        late = next((n for n, part in enumerate(_LAST, 1) if part in id_), 0)
        return late, self.reached[id_][0]

    def _try(self, name: str) -> str:
        """What became of a mutant: ``survived``, ``unreached``, or what noticed it."""
        function = mangled_name_from_mutant_name(name)
        ids = self.tests_of.get(function, [])
        if function in self.of_tables:
            ids = self.in_order
        if not ids:
            return "unreached"
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self._run_forked(name, ids, writing)
        os.close(writing)
        with os.fdopen(reading) as said:
            result = said.read()
        _, status = os.waitpid(child, 0)
        return result or f"killed: signal or exit {os.waitstatus_to_exitcode(status)}"

    def _run_forked(self, name: str, ids: list[str], writing: int) -> None:
        seconds = _LEAST_SECONDS + int(_TIMES_LONGER * sum(self.reached[id_][0] for id_ in ids))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + _MORE_BYTES, used + _MORE_BYTES))
        for cache in _kept_by_rules():
            cache.cache_clear()
        _call_directly(but=mangled_name_from_mutant_name(name))
        set_mutant_under_test(name)
        failed = next((id_ for id_ in ids if not _passes(self.tests[id_])), None)
        os.write(writing, f"killed: {failed}".encode() if failed else b"survived")
        os._exit(0)


def _call_directly(but: str) -> None:
    """Undo the detour by which every function but one chooses among its mutants."""
    for module in [value for name, value in sys.modules.items() if name.startswith("beritanlp.")]:
        classes = [value for value in vars(module).values() if isinstance(value, type)]
        for holder in (module, *(cls for cls in classes if cls.__module__ == module.__name__)):
            for name, value in list(vars(holder).items()):
                code = getattr(value, "__code__", None)
                if code is None or code.co_name != "_trampoline_wrapper":
                    continue
                inside = f"xǁ{holder.__name__}ǁ" if isinstance(holder, type) else "x_"
                if f"{value.__module__}.{inside}{value.__name__}" != but:
                    setattr(holder, name, value.__wrapped__)


def _passes(item: pytest.Item) -> bool:
    """Whether a test passes; what it shares with others is set up once and stays."""
    reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
    return not any(report.failed for report in reports)


def run(names: Sequence[str], tests: Sequence[str] = ()) -> None:
    """Try the mutants *names* with *tests*, all if none are given, and keep what became of each."""
    mutmut_command.setup_source_paths()
    with contextlib.chdir(MUTANTS):
        arguments = ["-q", "-s", "--tb=native", "-p", "no:cacheprovider", "--rootdir=."]
        arguments += tests or config().pytest_add_cli_args_test_selection
        if code := pytest.main(arguments, plugins=[_Session(names)]):
            sys.exit(f"pytest ended with {code}")


# ------------------------------------------------------------------------------------ the results


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _digest_with_data(test: Path) -> str:
    """Of a file of tests and of the data beside it, of which it may make them."""
    data = [
        path for path in sorted(test.parent.iterdir()) if path.suffix in (".txt", ".toml", ".json")
    ]
    return hashlib.sha256("".join(map(_digest, [test, *data])).encode()).hexdigest()[:16]


def _state_of(module: str) -> str:
    return _digest(ROOT / "src" / Path(*module.split(".")).with_suffix(".py"))


def read_results() -> dict[str, str]:
    """What became of each mutant that was tried, of modules that have not changed since."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    return {
        name: result
        for module, (read, results) in kept.items()
        if read == _state_of(module)
        for name, result in results.items()
    }


def write_results(results: dict[str, str]) -> None:
    """Keep what became of the mutants, by module and its state."""
    kept: dict[str, Any] = {module: (_state_of(module), {}) for module in AREAS}
    for name, result in results.items():
        kept[name.rpartition(".")[0]][1][name] = result
    RESULTS.write_text(json.dumps(kept, indent=1))


def report(names: Sequence[str], made: dict[str, list[str]]) -> Iterator[str]:
    """A line for each area: how many of *names* were noticed, with the exact 95 % interval."""
    results = read_results()
    for area in (QUOTES, ATTRIBUTION, INSTITUTIONS):
        became = [results[name] for name in names if area_of(name) == area and name in results]
        killed = [result for result in became if result.startswith("killed")]
        by_texts = sum(any(part in result for part in _LAST) for result in killed)
        if became:
            low, high = binomtest(len(killed), len(became)).proportion_ci(method="exact")
            of_all = sum(len(made[module]) for module in made if AREAS[module] == area)
            yield (
                f"{area:13} {len(killed):4} of {len(became):4} = {len(killed) / len(became):6.1%} "
                f"({low:.1%} to {high:.1%}); {by_texts} of them by kept texts alone; "
                f"{of_all} can be made"
            )


def _shown(name: str) -> str:
    """The change that *name* makes, without its head."""
    data = mutmut_command.find_mutant(name)
    lines = mutmut_command.get_diff_for_mutant(name, path=data.path).splitlines()
    return "\n".join([name, *lines[2:]])


def main() -> None:
    """Run the command that the module's docstring describes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["run", "summary", "survivors"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=200, help="mutants of an area")
    parser.add_argument("--again", action="store_true", help="try those again that survived")
    parser.add_argument("--tests", nargs="*", default=[], help="of these tests alone")
    wanted = parser.parse_args()

    os.chdir(ROOT)
    _change_decorated_functions()
    made = make()
    names = draw(made, wanted.each, wanted.seed)
    results = read_results()
    unnoticed = [n for n in names if n in results and not results[n].startswith("killed")]
    if wanted.command == "run":
        run(unnoticed if wanted.again else [n for n in names if n not in results], wanted.tests)
    if wanted.command == "survivors":
        print(*map(_shown, unnoticed), sep="\n\n")
    print(*report(names, made), sep="\n")


if __name__ == "__main__":
    main()
