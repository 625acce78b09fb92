"""What coders say becomes precision, recall, confusions, agreement and corrected shares."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import made_corpus

from beritanlp.domain import TextSpan
from beritanlp.errors import ArticleError, SettingsError
from beritanlp.validation import (
    Agreement,
    CodedQuote,
    Marks,
    SampledArticle,
    Sheet,
    check_ids,
    corrected_shares,
    draw_sample,
    validate,
)
from beritanlp.validation.estimates import Observation, estimate_ratio, wilson


def quotes_of(answers: str, **values: object) -> tuple[CodedQuote, ...]:
    """A quote an answer: y, n, or - for open."""
    known = {"y": True, "n": False, "-": None}
    return tuple(
        CodedQuote(article_id=f"a{n}", quote=0, right=known[a], **values)  # type: ignore[arg-type]
        for n, a in enumerate(answers)
    )


def sheet_of(quotes: tuple[CodedQuote, ...], coder: str = "sari") -> Sheet:
    articles = tuple(SampledArticle(id=id) for id in dict.fromkeys(q.article_id for q in quotes))
    return Sheet(articles=articles, quotes=quotes, coder=coder)


# --------------------------------------------------------------------------- estimates


def test_wilson_gives_the_known_interval() -> None:
    low, high = wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)  # Newcombe 1998, table I
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(1, 5)[1] == 1.0


def test_simple_sample_has_wilsons_interval() -> None:
    found = validate([sheet_of(quotes_of("yyyyyyynn-"))])
    assert found.precision is not None
    assert (found.judged, found.open, found.precision.hits, found.precision.n) == (9, 1, 7, 9)
    assert (found.precision.low, found.precision.high) == pytest.approx(wilson(7 / 9, 9))
    assert validate([sheet_of(quotes_of("yyy"))]).precision.low == pytest.approx(wilson(1, 3)[0])  # type: ignore[union-attr]


def test_strata_are_weighted_by_hand() -> None:
    # 10 of 1,000 and 10 of 100 drawn; 9 and 5 are right
    units = [
        Observation(hits=int(k < right), total=1, stratum=stratum, probability=chance)
        for stratum, chance, right in (("big", 0.01, 9), ("small", 0.1, 5))
        for k in range(10)
    ]
    estimate = estimate_ratio(units)
    assert estimate is not None
    assert estimate.value == pytest.approx((1000 * 0.9 + 100 * 0.5) / 1100)
    share = 1000 / 1100
    variance = share**2 * 0.9 * 0.1 / 9 + (1 - share) ** 2 * 0.5 * 0.5 / 9
    size = estimate.value * (1 - estimate.value) / variance + 1
    assert (estimate.low, estimate.high) == pytest.approx(wilson(estimate.value, size))


def test_strata_of_one_unit_are_taken_together() -> None:
    units = [Observation(hits=n % 2, total=1, stratum=str(n)) for n in range(8)]
    together = [replace(unit, stratum="") for unit in units]
    assert estimate_ratio(units) == estimate_ratio(together)


def test_nothing_coded_is_no_estimate() -> None:
    assert estimate_ratio([]) is None
    assert validate([sheet_of(quotes_of("--"))]).precision is None


# --------------------------------------------------------------------------- designs


def test_judgements_of_parts_make_that_of_the_whole() -> None:
    def judgement(**codes: bool) -> bool | None:
        return CodedQuote(article_id="a", quote=0, **codes).judgement  # type: ignore[arg-type]

    assert judgement(content_right=True, speaker_right=True) is True
    assert judgement(content_right=True, speaker_right=True, cue_right=False) is False
    assert judgement(speaker_right=False) is False
    assert judgement(content_right=True) is None
    assert judgement() is None


def article_sheet() -> Sheet:
    """Of three articles: two found, one of them wrong; one found and one missed; one open."""
    span = (TextSpan(start=0, end=4),)
    quotes = (
        CodedQuote(article_id="a", quote=0, right=True, content_spans=span),
        CodedQuote(article_id="a", quote=1, content_right=False, content_spans=span),
        CodedQuote(article_id="b", quote=0, content_right=True, content_spans=span),
        CodedQuote(article_id="b", quote=None, words="lupa"),
        CodedQuote(article_id="c", quote=0, content_spans=span),
    )
    articles = tuple(SampledArticle(id=id, text="Kata", probability=0.5) for id in "abcd")
    return Sheet(design="articles", articles=articles, quotes=quotes, coder="sari")


def test_articles_give_recall_too() -> None:
    found = validate([article_sheet()])
    assert found.recall is not None
    assert (found.recall.hits, found.recall.n, found.missed) == (2, 3, 1)
    assert found.recall.value == pytest.approx(2 / 3)
    # of the article that is open nothing is judged
    assert found.precision is not None
    assert (found.precision.hits, found.precision.n) == (1, 2)
    assert validate([sheet_of(quotes_of("yn"))]).recall is None
    unsaid = replace(sheet_of(quotes_of("yn")), design="articles")  # is it no quote?
    assert validate([unsaid]).recall is None


def test_parts_are_told_where_they_are_coded_of_all() -> None:
    wrong = CodedQuote(article_id="w", quote=0, content_right=True, speaker_right=False)
    none = CodedQuote(article_id="x", quote=0, content_right=False)
    found = validate([sheet_of((*quotes_of("yy"), wrong, none))]).parts
    # what is no quote has no speaker; the cue of one quote is not judged
    assert {name: (part.hits, part.n) for name, part in found.items()} == {
        "content_right": (3, 4),
        "speaker_right": (2, 3),
    }
    assert validate([sheet_of(quotes_of("yyn"))]).parts == {}


def test_quotes_of_one_article_count_as_one_unit() -> None:
    quotes = tuple(
        CodedQuote(article_id=f"a{a}", quote=n, right=a % 2 == 0)
        for a in range(10)
        for n in range(5)
    )
    alone = sheet_of(quotes)
    whole = replace(alone, design="articles")
    narrow, wide = (validate([sheet]).precision for sheet in (alone, whole))
    assert narrow is not None
    assert wide is not None
    assert wide.value == narrow.value == 0.5
    assert (wide.low, wide.high) == pytest.approx(wilson(0.5, 10))


def test_groups_and_confusions_are_counted() -> None:
    first = quotes_of("yyn", kind="direct", speaker_kind="person", rule="x", stratum="s")
    second = CodedQuote(
        article_id="b", quote=0, content_right=True, speaker_right=False, kind="direct",
        true_kind="mixed", speaker_kind="person", true_speaker_kind="institution",
    )  # fmt: skip
    found = validate([sheet_of((*first, second))])
    assert {k: (e.hits, e.n) for k, e in found.groups["rule"].items()} == {"x": (2, 3), "–": (0, 1)}
    assert found.confusions["kind"] == {("direct", "direct"): 2, ("direct", "mixed"): 1}
    assert found.confusions["speaker_kind"] == {
        ("person", "person"): 2,
        ("person", "institution"): 1,
    }
    content = json.loads(json.dumps(found.to_dict()))
    assert {"extracted": "direct", "coded": "mixed", "n": 1} in content["confusions"]["kind"]


# --------------------------------------------------------------------------- several coders


def test_most_coders_decide_and_ties_count_as_nothing() -> None:
    answers = {"sari": "yyn-", "rudi": "ynn-", "tutik": "y-yn"}
    found = validate([sheet_of(quotes_of(a), coder) for coder, a in answers.items()])
    assert (found.judged, found.undecided, found.open) == (3, 1, 0)
    assert found.precision is not None
    assert (found.precision.hits, found.precision.n) == (1, 3)
    assert found.coders == ("sari", "rudi", "tutik")


ANSWER = st.sampled_from([True, False, None])
CODINGS = st.builds(
    CodedQuote,
    article_id=st.just("a"),
    quote=st.just(0),
    speaker=st.just("Sari"),
    right=ANSWER,
    content_right=ANSWER,
    cue_right=ANSWER,
    speaker_right=ANSWER,
    true_speaker=st.sampled_from(["", "Rudi", "Tutik"]),
    true_kind=st.sampled_from(["", "mixed"]),
)


def is_consistent(quote: CodedQuote) -> bool:
    try:
        sheet_of((quote,))
    except ArticleError:
        return False
    return True


@given(st.lists(CODINGS.filter(is_consistent), min_size=2, max_size=4))
def test_whatever_coders_say_the_most_of_it_is_consistent(codings: list[CodedQuote]) -> None:
    found = validate([sheet_of((quote,), f"c{n}") for n, quote in enumerate(codings)])
    assert found.judged + found.undecided + found.open == 1
    votes = [quote.judgement for quote in codings if quote.judgement is not None]
    if votes and all(votes):
        assert found.precision is not None
        assert found.precision.value == 1


def test_missed_quotes_are_those_of_who_coded_the_article() -> None:
    first = article_sheet()
    mine = [q for q in first.quotes if q.article_id != "b"]
    blank = [
        replace(q, content_right=None) for q in first.quotes if q.article_id == "b" and q.quote == 0
    ]
    second = replace(
        first, coder="rudi", quotes=tuple(q for q in first.quotes if q.article_id in "bc")
    )
    found = validate([replace(first, quotes=(*mine, *blank)), second])
    assert found.missed == 1
    assert found.recall is not None
    assert (found.recall.hits, found.recall.n) == (2, 3)


def test_agreement_of_values() -> None:
    sheets = [sheet_of(quotes_of(a), c) for c, a in (("sari", "yynn-"), ("rudi", "yynyy"))]
    (right,) = validate(sheets).agreement
    # coincidences of two coders: yy 4, nn 2, yn and ny 1 each; of 8 values 5 are y
    assert (right.what, right.n) == ("right", 4)
    assert right.alpha == pytest.approx(1 - 7 * 2 / (2 * 5 * 3))
    assert right.low is not None
    assert right.high is not None
    assert right.low < right.alpha <= right.high == 1
    assert validate(sheets[:1]).agreement == ()


def test_agreement_of_spans() -> None:
    text = "Gudang penuh, kata Sari. Pasar sepi, kata Rudi."
    quotes = [
        CodedQuote(article_id="a", quote=n, right=True, content_spans=(TextSpan(start=s, end=e),))
        for n, (s, e) in enumerate([(0, 12), (25, 35)])
    ]
    first = Sheet(articles=(SampledArticle(id="a", text=text),), quotes=tuple(quotes), coder="sari")
    second = replace(first, coder="rudi")
    spans = [item for item in validate([first, second]).agreement if item.what == "spans"]
    assert spans == [Agreement(what="spans", alpha=1.0, n=1)]
    moved = replace(
        quotes[1],
        right=None,
        content_right=False,
        marked=Marks(content=(TextSpan(start=25, end=30),)),
    )
    third = replace(first, coder="tutik", quotes=(quotes[0], moved))
    (less,) = (item for item in validate([first, third]).agreement if item.what == "spans")
    assert less.alpha is not None
    assert 0.5 < less.alpha < 1


def test_sheets_that_do_not_belong_together_are_refused() -> None:
    one = sheet_of(quotes_of("y"))
    with pytest.raises(SettingsError, match="at least one sheet"):
        validate([])
    with pytest.raises(ArticleError, match="coder 'sari' stands there twice"):
        validate([one, one])
    with pytest.raises(ArticleError, match="some of quotes, some of articles"):
        validate([one, replace(one, coder="rudi", design="articles")])
    other = sheet_of((CodedQuote(article_id="z", quote=0, right=True),), "rudi")
    with pytest.raises(ArticleError, match="sari and rudi have no quote in common"):
        validate([one, other])


# --------------------------------------------------------------------------- the corpus


def test_unknown_quotes_are_told_with_their_row() -> None:
    corpus = made_corpus(2)
    sheet = draw_sample(corpus, 3)
    check_ids([sheet], corpus)
    stranger = CodedQuote(article_id="a000", quote=9)
    wrong = replace(sheet, quotes=(stranger,), places=("x.csv:7",))
    with pytest.raises(ArticleError, match=r"x.csv:7: quote 9 of article 'a000' is not in the res"):
        check_ids([wrong], corpus)


def test_shares_of_a_corpus_are_corrected() -> None:
    corpus = made_corpus(40)  # a third of the quotes is a person's by the extractor
    sample = draw_sample(corpus, 60)
    quotes = []
    for n, quote in enumerate(sample.quotes):
        wrong = quote.speaker_kind == "institution" and n % 2 == 0
        quotes.append(
            replace(
                quote,
                content_right=True,
                speaker_right=not wrong,
                true_speaker="Sari" if wrong else "",
                true_speaker_kind="person" if wrong else "",
            )
        )
    person, institution = corrected_shares([replace(sample, quotes=tuple(quotes))], corpus)
    assert (person.category, institution.category) == ("person", "institution")
    assert (person.naive, institution.naive) == pytest.approx((1 / 3, 2 / 3))
    assert person.value + institution.value == pytest.approx(1)
    assert person.low < person.value < person.high
    assert person.low > person.naive
    assert person.n == 60


def test_what_is_no_quote_is_in_no_category() -> None:
    corpus = made_corpus(4)
    sample = draw_sample(corpus, 12)
    quotes = tuple(replace(q, content_right=n > 2) for n, q in enumerate(sample.quotes))
    quotes = tuple(replace(q, speaker_right=q.content_right or None) for q in quotes)
    shares = corrected_shares([replace(sample, quotes=quotes)], corpus)
    assert sum(share.value for share in shares) == pytest.approx(0.75)


def test_shares_need_codes_of_a_known_column() -> None:
    corpus = made_corpus(2)
    sheet = draw_sample(corpus, 3)
    with pytest.raises(SettingsError, match="speaker_kind: nothing coded yet"):
        corrected_shares([sheet], corpus)
    with pytest.raises(SettingsError, match=r"column must be of kind, speaker, .*; got 'rule'"):
        corrected_shares([sheet], corpus, "rule")
    with pytest.raises(
        SettingsError, match="column must be one of quotes or source_kind; got 'weather'"
    ):
        corrected_shares([sheet], corpus, "weather", coded_as="label")


def test_label_is_a_column_of_ones_own_choice() -> None:
    corpus = made_corpus(10)
    sample = draw_sample(corpus, 20, label="speaker")
    quotes = tuple(replace(q, right=True) for q in sample.quotes)
    shares = corrected_shares([replace(sample, quotes=quotes)], corpus, "speaker", coded_as="label")
    assert [(s.category, s.value) for s in shares] == [
        ("Dinas Pangan", pytest.approx(2 / 3)),
        ("Sari Wulandari", pytest.approx(1 / 3)),
    ]


def test_label_may_be_the_kind_of_source() -> None:
    corpus = made_corpus(10)
    sample = draw_sample(corpus, 20, label="source_kind")
    kinds = {quote.speaker: quote.label for quote in sample.quotes}
    assert kinds == {"Dinas Pangan": "local_government", "Sari Wulandari": "unknown"}
    quotes = tuple(replace(q, right=True) for q in sample.quotes)
    coded = replace(sample, quotes=quotes)
    shares = corrected_shares([coded], corpus, "source_kind", coded_as="label")
    assert [(s.category, s.value) for s in shares] == [
        ("local_government", pytest.approx(2 / 3)),
        ("unknown", pytest.approx(1 / 3)),
    ]
