"""Krippendorff's alpha against published examples, NLTK's, and the definition by hand."""

from __future__ import annotations

import random
from itertools import combinations, permutations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beritanlp.domain import TextSpan
from beritanlp.validation import alpha_interval, alpha_nominal, alpha_unitizing
from beritanlp.validation.agreement import _difference, _expected, _observed, _sections

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four coders
CODERS = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)


def test_nominal_alpha_of_the_published_example() -> None:
    values = [[None if v == "*" else v for v in coder.split()] for coder in CODERS]
    alpha = alpha_nominal(list(zip(*values, strict=True)))
    assert alpha == pytest.approx(0.743, abs=0.0005)


@given(
    st.integers(2, 4).flatmap(
        lambda m: st.lists(
            st.tuples(*[st.sampled_from(["a", "b", "c"])] * m), min_size=2, max_size=12
        )
    )
)
def test_nominal_alpha_is_nltks(units: list[tuple[str, ...]]) -> None:
    from nltk.metrics.agreement import AnnotationTask

    assume(len({value for unit in units for value in unit}) > 1)
    data = [(str(c), str(n), v) for n, unit in enumerate(units) for c, v in enumerate(unit)]
    assert alpha_nominal(units) == pytest.approx(AnnotationTask(data).alpha())


def test_nominal_alpha_of_nothing_to_compare_is_none() -> None:
    assert alpha_nominal([]) is None
    assert alpha_nominal([("a", None), (None, "b")]) is None
    assert alpha_nominal([("a", "a"), ("a", "a")]) is None
    assert alpha_nominal([("a", "a"), ("b", "b")]) == 1


def test_interval_of_alpha_covers() -> None:
    """200 samples of 80 units, in pairs that coders see alike, from a population with alpha 0.6."""
    chance = random.Random(3)
    covered = 0
    for _ in range(200):
        units, clusters = [], []
        for article in range(40):
            for _ in range(2):
                value = chance.choice("ab")
                # four in ten second values are chance, the rest the same: alpha is 0.6
                other = chance.choice("ab") if chance.random() < 0.4 else value
                units.append((value, other))
                clusters.append(str(article))
        low, high = alpha_interval(units, clusters) or (0, 0)
        covered += low <= 0.6 <= high
    assert 180 <= covered <= 199


def test_interval_is_wider_where_whole_articles_agree_or_not() -> None:
    units = [("a", "a" if n % 20 < 10 else "b") for n in range(60)] + [("b", "b")] * 60
    alone = alpha_interval(units, [str(n) for n in range(120)])
    whole = alpha_interval(units, [str(n // 10) for n in range(120)])
    assert alone is not None
    assert whole is not None
    assert whole[1] - whole[0] > 1.5 * (alone[1] - alone[0])
    assert alpha_interval([("a", "a")], ["x"]) is None


def at(start: int, length: int) -> TextSpan:
    # the published continuum begins at 150
    return TextSpan(start=start - 150, end=start - 150 + length)


# Krippendorff (2004), Content Analysis, p. 254 f.: two observers, categories c and k
FIRST = {"c": [at(225, 70), at(370, 30)], "k": [at(180, 60), at(300, 50)]}
SECOND = {"c": [at(220, 80), at(355, 20), at(400, 20)], "k": [at(180, 60), at(300, 50)]}


def test_unitizing_alpha_of_the_published_example() -> None:
    sections = {c: [_sections(coder[c], 300) for coder in (FIRST, SECOND)] for c in "ck"}
    assert _observed(sections["c"], 300) == pytest.approx(0.0144, abs=0.0001)
    assert _expected(sections["c"], 300) == pytest.approx(0.0532, abs=0.0001)
    assert _expected(sections["k"], 300) == pytest.approx(0.0490, abs=0.0001)
    of_c = [{"c": coder["c"]} for coder in (FIRST, SECOND)]
    assert alpha_unitizing(of_c, 300) == pytest.approx(0.7286, abs=0.0001)
    # 0.8591 there, of figures rounded to four places
    assert alpha_unitizing([FIRST, SECOND], 300) == pytest.approx(0.8591, abs=0.0005)


LENGTH = 7


@st.composite
def markings(draw: st.DrawFn) -> list[TextSpan]:
    edges = sorted(draw(st.lists(st.integers(0, LENGTH), max_size=6, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [TextSpan(start=start, end=end) for start, end in pairs]


@given(st.lists(markings(), min_size=2, max_size=3))
def test_observed_is_the_mean_over_all_pairs_of_sections(coders: list[list[TextSpan]]) -> None:
    sections = [_sections(spans, LENGTH) for spans in coders]
    total = sum(
        _difference(first, second)
        for own, other in permutations(sections, 2)
        for first, second in product(own, other)
    )
    m = len(coders)
    assert _observed(sections, LENGTH) == pytest.approx(total / (m * (m - 1) * LENGTH**2))


@given(markings(), markings())
def test_expected_is_the_mean_over_all_places_of_sections(
    first: list[TextSpan], second: list[TextSpan]
) -> None:
    """By brute force: each marked section against every other section, slid past one another."""
    sections = [_sections(spans, LENGTH) for spans in (first, second)]
    every = [section for own in sections for section in own]
    total = 0
    for one, other in combinations(every, 2):
        total += slid(one[1:], other[1:])
    marked = [length for _, length, is_marked in every if is_marked]
    pairs = 2 * LENGTH * (2 * LENGTH - 1) - sum(length * (length - 1) for length in marked)
    # each pair counts in either order, and differences are over the length as those observed
    expected = 2 * total / (LENGTH * pairs)
    assert _expected(sections, LENGTH) == pytest.approx(expected)


def slid(one: tuple[int, bool], other: tuple[int, bool]) -> int:
    """The sum of differences of two sections over all places where one lies on the other."""
    (length, marked), (other_length, other_marked) = one, other
    return sum(
        _difference((place, length, marked), (0, other_length, other_marked))
        for place in range(-length + 1, other_length)
    )


def test_unitizing_alpha_is_one_for_the_same_and_none_for_nothing() -> None:
    spans = {"quote": [TextSpan(start=2, end=5), TextSpan(start=5, end=9)]}
    assert alpha_unitizing([spans, spans], 20) == 1
    assert alpha_unitizing([spans], 20) is None
    assert alpha_unitizing([{}, {}], 20) is None
    assert (alpha_unitizing([spans, {}], 20) or 1) < 0


def test_spans_that_overlap_are_refused() -> None:
    spans = {"quote": [TextSpan(start=2, end=5), TextSpan(start=4, end=9)]}
    with pytest.raises(ValueError, match="must not overlap"):
        alpha_unitizing([spans, {}], 20)
    with pytest.raises(ValueError, match="or end after 8"):
        alpha_unitizing([{"quote": [TextSpan(start=2, end=9)]}, {}], 8)
