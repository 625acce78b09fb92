"""Topics by month, outlet, institution or kind of speaker; most typical articles and quotes.

Shares of a group are means over its articles; their intervals come from drawing its articles anew
(bootstrap, Efron and Tibshirani, 1993), since the parts of one article stand or fall together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import numpy as np

from beritanlp.errors import SettingsError

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.topics.model import TopicModel

__all__ = ["topic_shares", "typical_articles", "typical_quotes"]

By = Literal["month", "outlet", "institution", "speaker_kind"]
_BY: tuple[By, ...] = ("month", "outlet", "institution", "speaker_kind")
_NO_SPEAKER = "unknown"


def topic_shares(
    model: TopicModel,
    corpus: Corpus,
    by: By = "month",
    *,
    min_articles: int = 5,
    draws: int = 1000,
    level: float = 0.95,
    random_state: int = 0,
) -> pd.DataFrame:
    """Each topic's mean share in groups of articles, with intervals.

    Args:
        model: a fitted model.
        corpus: analysed articles; the model need not be learnt from them.
        by: what makes a group: the month of ``published`` (``2025-11``), the outlet, an institution
            that the article names (an article counts for each), or the kind of speaker of its
            quotes (an article counts for each kind as much as its quotes are of it; quotes without
            a speaker are ``unknown``).
        min_articles: smaller groups are left out.
        draws: bootstrap samples.
        level: of the intervals.
        random_state: seed of the bootstrap; the same gives the same table.

    Returns:
        One row a group and topic: ``group``, ``topic`` (its id), ``name``, ``share``, ``low``,
        ``high`` (all 0 to 1) and ``n_articles`` of the group. Articles that lack the attribute, or
        all of the model's terms, are in no group.

    Raises:
        SettingsError: *by* is none of these.
    """
    import pandas as pd

    if by not in _BY:
        raise SettingsError(f"by must be one of {', '.join(_BY)}; got {by!r}")
    shares = model.transform(corpus)
    groups = _groups(corpus, by)
    place = {id_: n for n, id_ in enumerate(corpus.articles["article_id"])}
    told = shares.sum(axis=1) > 0
    columns = ["group", "topic", "name", "share", "low", "high", "n_articles"]
    rows = []
    for group, weights in sorted(groups.items()):
        chosen = [(place[id_], weight) for id_, weight in weights.items() if told[place[id_]]]
        if len(chosen) < min_articles:
            continue
        places, weight = (np.array(part) for part in zip(*chosen, strict=True))
        means, low, high = _bootstrap(shares[places], weight, draws, level, random_state)
        rows += [
            (group, id_, name, *values, len(chosen))
            for id_, name, *values in zip(
                model.topic_ids_, model.topic_names_, means, low, high, strict=True
            )
        ]
    return pd.DataFrame(rows, columns=columns)


def _groups(corpus: Corpus, by: By) -> dict[str, dict[str, float]]:
    """For each group its articles, with how much each counts."""
    found: dict[str, dict[str, float]] = {}
    if by in ("month", "outlet"):
        column = "published" if by == "month" else "outlet"
        articles = corpus.articles
        pairs: Iterable[tuple[str, object]] = zip(
            articles["article_id"], articles[column], strict=True
        )
        for id_, value in pairs:
            if _is_known(value):
                group = str(value)[:7] if by == "month" else str(value)
                found.setdefault(group, {})[id_] = 1.0
    elif by == "institution":
        named = corpus.institutions
        for id_, name in zip(named["article_id"], named["name"], strict=True):
            found.setdefault(str(name), {})[id_] = 1.0
    else:
        quotes = corpus.quotes
        for id_, kind in zip(quotes["article_id"], quotes["speaker_kind"], strict=True):
            members = found.setdefault(str(kind) if _is_known(kind) else _NO_SPEAKER, {})
            members[id_] = members.get(id_, 0.0) + 1
    return found


def _is_known(value: object) -> bool:
    # None, nan, NaT and pandas' NA are unlike themselves or unlike any text
    import pandas as pd

    return not pd.isna(value) and str(value) != ""  # type: ignore[call-overload]


def _bootstrap(
    shares: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], draws: int, level: float,
    random_state: int,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:  # fmt: skip
    """Weighted means of the columns, and the ends of their percentile intervals."""
    chance = np.random.default_rng(random_state)
    means = weight @ shares / weight.sum()
    drawn = np.empty((draws, shares.shape[1]))
    for n in range(draws):
        some = chance.integers(len(shares), size=len(shares))
        drawn[n] = weight[some] @ shares[some] / weight[some].sum()
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return means, low, high


def typical_articles(model: TopicModel, corpus: Corpus, n: int = 5) -> pd.DataFrame:
    """The *n* articles with the largest share of each topic.

    Returns:
        One row an article and topic, largest share first: ``topic``, ``name``, ``share``,
        ``article_id``, ``title`` (null where it is unknown).
    """
    articles = corpus.articles
    shares = model.transform(corpus)
    return _typical(model, shares, articles[["article_id", "title"]], n)


def typical_quotes(model: TopicModel, corpus: Corpus, n: int = 5) -> pd.DataFrame:
    """The *n* quotes with the largest share of each topic; of equals the longer ones.

    Returns:
        One row a quote and topic, largest share first: ``topic``, ``name``, ``share``,
        ``article_id``, ``quote`` (its number there), ``speaker`` (null where it is unknown),
        ``content``.
    """
    quotes = corpus.quotes[["article_id", "quote", "speaker", "content"]]
    quotes = quotes.iloc[
        sorted(range(len(quotes)), key=lambda i: -len(str(quotes["content"].iloc[i])))
    ]
    shares = model.transform([str(content) for content in quotes["content"]])
    return _typical(model, shares, quotes, n)


def _typical(
    model: TopicModel, shares: npt.NDArray[np.float64], frame: pd.DataFrame, n: int
) -> pd.DataFrame:
    import pandas as pd

    parts = []
    for topic, (id_, name) in enumerate(zip(model.topic_ids_, model.topic_names_, strict=True)):
        order = np.argsort(-shares[:, topic], kind="stable")[:n]
        order = order[shares[order, topic] > 0]
        part = frame.iloc[order].copy()
        part.insert(0, "share", shares[order, topic])
        part.insert(0, "name", name)
        part.insert(0, "topic", id_)
        parts.append(part)
    typical: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return typical
