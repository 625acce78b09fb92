"""The work of the rules grows in proportion to the text, counted in calls and not in seconds.

How time grows at two million characters `bench/bench_linear.py` shows.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from beritanlp import rules
from beritanlp.domain import Analysis, SpeakerKind
from beritanlp.rules.entities import Entities, Entity
from beritanlp.rules.reading import read

RULES = Path(rules.__path__[0])
WANTED = 2.3  # the most that a doubling may multiply the calls by


def word(n: int) -> str:
    """Another made word for each *n*."""
    return "Z" + "".join("kulaminoperasutiwoye"[2 * int(d) : 2 * int(d) + 2] for d in str(n))


def calls(text: str) -> int:
    """How many functions are called to tell who speaks in *text*."""
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        found = read(text)
        found.speakers  # noqa: B018
        found.name_terms  # noqa: B018
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("“Air,” kata {0}. “Air,” ujar Camat. ", 140),
        ("Polres {0} tutup. Kasat Reskrim Rudi {0} datang. ", 140),
        ("PT Melati {0} Tbk untung. “Air surut,” kata perusahaan itu. ", 140),
        ("Rudi {0} pergi. “Air surut,” kata Rudi. ", 400),
        ("Camat {0} Rudi {0} pergi. “Air,” ujar Camat. ", 400),
    ],
)
def test_twice_the_text_is_at_most_twice_the_work(unit: str, times: int) -> None:
    short, long = ("".join(unit.format(word(k)) for k in range(n)) for n in (times, 2 * times))
    read(long).speakers  # noqa: B018  # the tables and caches of words are filled
    assert calls(long) <= WANTED * calls(short)


_OF_PAGE = {"words", "lower", "starts", "ends", "kinds", "capitals", "paragraphs", "text"}


@pytest.mark.parametrize("path", sorted(RULES.glob("*.py")), ids=lambda path: path.name)
def test_no_rule_copies_the_rest_of_the_page(path: Path) -> None:
    """*page.lower[i:]*, which calls do not show, takes time for all that is behind *i*."""
    copies = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Slice)
        and node.slice.upper is None
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in _OF_PAGE
    ]
    assert copies == []


def test_behind_many_names_a_first_name_still_finds_its_full_name(
    analyze: Callable[[str], Analysis],
) -> None:
    others = "".join(
        f"Budi {word(k)} datang. “Air surut,” kata Budi {word(k)}. " for k in range(300)
    )
    text = (
        "Sari Wulandari datang. “Air surut,” kata Sari Wulandari. "
        f"{others}“Air naik,” kata Sari. “Air tenang,” kata Budi {word(7)}."
    )
    *_, last, known = analyze(text).quotes
    assert last.speaker is not None
    assert last.speaker.name == "Sari Wulandari"
    assert known.speaker is not None
    assert known.speaker.name == f"Budi {word(7)}"
    assert len(known.speaker.mentions) == 3


def test_a_firm_has_only_so_many_legal_forms(analyze: Callable[[str], Analysis]) -> None:
    text = "PT Bank Central Asia " + "Tbk " * 3_000 + "untung."
    (firm,) = analyze(text).institutions
    assert [text[m.start : m.end] for m in firm.mentions] == ["PT Bank Central Asia" + " Tbk" * 5]


def test_pairs_of_few_people_have_a_bound(analyze: Callable[[str], Analysis]) -> None:
    """Each has the mentions of both, so that all pairs of many would fill memory."""
    people = [f"Rudi {word(k)}" for k in range(16)]
    text = "".join(f"{a} dan {b} mengatakan air surut. " for a in people for b in people)
    pairs = [s for s in analyze(text).speakers if " dan " in s.name]
    assert len(pairs) == 100
    assert max(len(s.mentions) for s in pairs) <= 600


def test_the_nearest_of_a_name_are_found_however_many_there_are() -> None:
    entities = Entities()
    for n in range(1_000):
        entities.add(
            Entity(SpeakerKind.PERSON, f"Rudi {n}", ("rudi", str(n)), (10 * n, 10 * n + 2))
        )
        entities.note(n, (10 * n, 10 * n + 2))
        entities.gain(n, f"camat {n}", 10 * n)
    assert sorted(entities.sharing(("rudi",), 5_000)) == list(range(490, 510))
    assert entities.in_office("camat", 5_000) == list(range(460, 540))
    assert entities.of_words(("rudi", "7")) == 7
    assert entities.named_first_before(15) == [0, 1]
    assert entities.mentioned_between(30, 51) == [3, 4, 5]
