"""Whatever the command is called with and whatever its files hold: a result or one complaint."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import beritanlp as bn
from beritanlp.cli.main import main
from beritanlp.codec import write_jsonl

TEXTS = st.lists(
    st.sampled_from(["\x1b[2J", "\u202e", "é", "=1", "--", "-x", "%s", "a b", "air", "*", "//"])
    | st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    max_size=4,
).map("".join)
BYTES = st.binary(max_size=60) | TEXTS.map(str.encode)
SUFFIXES = st.sampled_from(["txt", "html", "json", "jsonl", "csv", "xlsx", "zip", "parquet", "gz"])
CODES = {0, 1, 2}
# what fails is not made smaller: that takes minutes here
SLOW = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])

# {file} has any bytes, {results} is whole, {odd} any text, {out} a name that is free
CALLS = {
    "analyze": "analyze {file}",
    "analyze as rows": "analyze {file} --format csv --out {out}",
    "batch": "batch {file} --out {out}",
    "batch with columns": "batch {file} --out {out} --text-column {odd} --id-column {odd}",
    "report": "report {results} --out {out} --title {odd}",
    "report of anything": "report {file} --out {out}",
    "sample": "sample {results} --by {odd} --out {out}",
    "sample of anything": "sample {file} --out {out}",
    "validate": "validate {file}",
    "evaluate": "evaluate {file}",
    "find": "lexicon find {odd} --on {odd}",
    "export": "export {results} --out {out} --tables {odd}",
    "export of anything": "export {file} --out {out}",
    "search": "search {results} {odd}",
    "search in anything": "search {file} air",
    "anything": "{odd} {odd}",
    "options": "analyze {results} {odd} {odd}",
}


def saved(folder: Path) -> Path:
    path = folder / "results.jsonl"
    text = "“Air \x1b[2J surut,” kata Rudi Hartanta, Senin (3/5/2021)."
    write_jsonl([bn.analyze(text, id="a\u202e", outlet="=1")], path)
    return path


@pytest.mark.parametrize("name", CALLS)
@given(data=BYTES, suffix=SUFFIXES, odd=TEXTS)
@example(data=b"", suffix="jsonl", odd="")
@example(data=json.dumps({"text": "“Siap,” kata \x1b Rudi."}).encode(), suffix="jsonl", odd="text")
@settings(SLOW, max_examples=12)
def test_any_call_ends_with_a_documented_code(
    name: str, data: bytes, suffix: str, odd: str
) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / f"in.{suffix}").write_bytes(data)
        words = {
            "{file}": str(folder / f"in.{suffix}"),
            "{results}": str(saved(folder)),
            "{out}": str(folder / "out"),
            "{odd}": odd,
        }
        said, complaints = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaints):
            code = main([words.get(word, word) for word in CALLS[name].split()])
        assert code in CODES
        assert "Traceback" not in complaints.getvalue()
        assert not set("\x1b\u202e") & set(complaints.getvalue())
        if code == 2:
            assert complaints.getvalue().strip()
