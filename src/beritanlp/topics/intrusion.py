"""Do people see the topics? Sheets with an intruder for human coders, and their scoring.

Word intrusion: five words of a topic and one that is heavy in another; who sees the topic finds the
intruder. Topic intrusion: an article, its three heaviest topics and one that it has none of. Both
are those of Chang et al. (2009).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from beritanlp.errors import ResultError, SettingsError
from beritanlp.spreadsheets import formula_free

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.topics.model import TopicModel

__all__ = ["score_intrusion", "topic_intrusion", "word_intrusion", "write_sheets"]

_HIDDEN = ("topic", "ids", "shares", "intruder")  # what a coder must not see
_LEAST_SHARE = 1e-4  # the key writes shares to four places
_WORDS = 5
_TOPICS = 3
_EXCERPT = 600  # code points of an article that a coder reads
_SAME = 1e-9  # shares that differ by less are equal
_TERMS = 8  # words that stand for a topic


def word_intrusion(
    model: TopicModel, *, sets: int = 1, random_state: int = 0
) -> list[dict[str, str]]:
    """Rows of a sheet: for each topic *sets* times five of its words and an intruder, shuffled.

    The intruder is among the heaviest words of another topic and the lighter half of this one.
    Each row has ``item``, ``topic``, ``word1`` … ``word6``, ``intruder`` (its number) and an empty
    ``answer``.

    Raises:
        SettingsError: the model has one topic only, or a topic with too few words.
    """
    chance = np.random.default_rng(random_state)
    tops = model.top_keys(2 * _WORDS)
    shown = dict(zip(model.terms_, model.shown_, strict=True))
    column = {term: n for n, term in enumerate(model.terms_)}
    if len(tops) < 2:
        raise SettingsError("intruders need a model of at least two topics")
    rows: list[dict[str, str]] = []
    for topic, terms in enumerate(tops):
        weights = model.components_[topic]
        middle = np.median(weights)
        strangers = [
            term for other, heavy in enumerate(tops) if other != topic for term in heavy[:_WORDS]
            if weights[column[term]] <= middle and term not in terms
        ]  # fmt: skip
        if not strangers or len(terms) < _WORDS:
            raise SettingsError(
                f"{model.topic_ids_[topic]}: no intruder can be found, its words are those of the "
                "other topics; ask for fewer topics"
            )
        for _ in range(sets):
            own = [terms[i] for i in sorted(chance.permutation(len(terms))[:_WORDS])]
            intruder = strangers[int(chance.integers(len(strangers)))]
            words = [*own, intruder]
            order = chance.permutation(len(words))
            row = {"item": f"w{len(rows) + 1}", "topic": model.topic_ids_[topic]}
            for n, i in enumerate(order, 1):
                row[f"word{n}"] = shown[words[i]]
            row["intruder"] = str(int(np.flatnonzero(order == _WORDS)[0]) + 1)
            rows.append(row | {"answer": ""})
    return rows


def topic_intrusion(
    model: TopicModel, corpus: Corpus, *, articles: int = 20, random_state: int = 0
) -> list[dict[str, str]]:
    """Rows of a sheet: articles with their three heaviest topics and an intruder, shuffled.

    The intruder is drawn from the topics that the article has least of; an article of fewer than
    three topics has fewer choices. Each row has ``item``,
    ``article_id``, ``title``, ``text`` (its beginning), ``topic1`` … ``topic4`` (their words),
    ``ids`` (the topics' ids in that order), ``shares`` (likewise), ``intruder`` (its number) and an
    empty ``answer``.

    Raises:
        SettingsError: the model has fewer than four topics.
    """
    if len(model.topic_ids_) <= _TOPICS:
        raise SettingsError(f"topic intrusion needs a model of more than {_TOPICS} topics")
    chance = np.random.default_rng(random_state)
    shares = model.transform(corpus)
    frame = corpus.articles
    fit = np.flatnonzero(shares.any(axis=1))
    drawn = sorted(chance.permutation(fit)[:articles].tolist())
    words = [", ".join(terms) for terms in model.top_terms(_TERMS)]
    rows: list[dict[str, str]] = []
    for place in drawn:
        order = np.argsort(-shares[place], kind="stable")
        heavy = [topic for topic in order[:_TOPICS].tolist() if shares[place][topic] > 0]
        least = shares[place][order[-1]] + _SAME
        strangers = [
            topic for topic in order[len(heavy) :].tolist() if shares[place][topic] <= least
        ]
        shown = [*heavy, strangers[int(chance.integers(len(strangers)))]]
        mixed = chance.permutation(len(shown))
        title = frame["title"].iloc[place]
        row = {
            "item": f"t{len(rows) + 1}",
            "article_id": str(frame["article_id"].iloc[place]),
            "title": title if isinstance(title, str) else "",
            "text": str(frame["text"].iloc[place])[:_EXCERPT],
        }
        for n in range(_TOPICS + 1):
            row[f"topic{n + 1}"] = words[shown[mixed[n]]] if n < len(mixed) else ""
        row["ids"] = " ".join(model.topic_ids_[shown[i]] for i in mixed)
        row["shares"] = " ".join(f"{shares[place][shown[i]]:.4f}" for i in mixed)
        row["intruder"] = str(int(np.flatnonzero(mixed == len(heavy))[0]) + 1)
        rows.append(row | {"answer": ""})
    return rows


def write_sheets(rows: Sequence[dict[str, str]], sheet: str | Path, key: str | Path) -> None:
    """Write a coder's sheet and, apart from it, the key with the answers; both are CSV.

    A coder writes into ``answer`` the number of the word or topic that does not belong.
    """
    for path, hide in ((sheet, True), (key, False)):
        kept = [
            {
                name: formula_free(value)
                for name, value in row.items()
                if not (hide and name in _HIDDEN)
            }
            for row in rows
        ]
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(kept[0]) if kept else ["item"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)


def score_intrusion(key: str | Path, sheets: Iterable[str | Path]) -> pd.DataFrame:
    """How often coders found the intruder, topic by topic.

    Args:
        key: the file of the answers that ``write_sheets`` wrote.
        sheets: the sheets that came back, one or several coders'.

    Returns:
        One row a topic, for word intrusion, and a last one ``all``: ``topic``, ``found`` (model
        precision, 0 to 1), ``judged`` (answers). For topic intrusion the one row ``all``, with
        ``log_odds`` beside: the mean of the log odds of Chang et al. (2009), at most 0; the nearer
        to 0, the less of the article was in the topics that coders took for intruders.

    Raises:
        ResultError: an answer is no number of the row, or an item is not in the key; with file and
            line.
    """
    import pandas as pd

    known = {row["item"]: row for _, row in _rows(key)}
    answers: list[tuple[dict[str, str], int]] = []
    for path in sheets:
        for line, row in _rows(path):
            item, said = row.get("item", ""), (row.get("answer") or "").strip()
            if item not in known:
                raise ResultError(f"{path}:{line}: item {item!r} is not in {key}")
            if not said:
                continue
            size = sum(
                bool(value) for name, value in known[item].items() if name[:-1] in ("word", "topic")
            )
            if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= size:
                raise ResultError(
                    f"{path}:{line}: answer {said!r} must be a number from 1 to {size}"
                )
            answers.append((known[item], int(said)))
    groups: dict[str, list[int]] = {}
    odds = []
    for row, answer in answers:
        hit = int(answer == int(row["intruder"]))
        if "topic" in row:
            groups.setdefault(row["topic"], []).append(hit)
        else:
            shares = [max(float(share), _LEAST_SHARE) for share in row["shares"].split()]
            odds.append(np.log(shares[int(row["intruder"]) - 1] / shares[answer - 1]))
        groups.setdefault("all", []).append(hit)
    order = sorted((g for g in groups if g != "all"), key=lambda g: int(g.removeprefix("topic")))
    table = pd.DataFrame(
        [(g, float(np.mean(groups[g])), len(groups[g])) for g in [*order, "all"] if g in groups],
        columns=["topic", "found", "judged"],
    )
    if odds:
        table["log_odds"] = float(np.mean(odds))
    return table


def _named(row: Mapping[str | None, Any]) -> dict[str, str]:
    """The cells of *row* that have a column; a row may have fewer or more."""
    return {name: value or "" for name, value in row.items() if name is not None}


def _rows(path: str | Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, _named(row)) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ResultError(f"{path}: not a CSV file in UTF-8 ({error})") from None
    if rows and ("item" not in rows[0][1] or "answer" not in rows[0][1]):
        raise ResultError(f"{path}: columns 'item' and 'answer' are missing")
    return rows
