"""Who is quoted beside whom, as a table of edges and as GraphML for Gephi, igraph or networkx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from xml.etree import ElementTree

from beritanlp.measures.resample import sums_by_article
from beritanlp.measures.table import DIMENSIONS, names_of, quote_table

if TYPE_CHECKING:
    import pandas as pd

    from beritanlp.corpus import Corpus
    from beritanlp.counts import Per

__all__ = ["co_quotation", "write_graphml"]

Of = Literal["person", "institution", "speaker", "source_kind"]
_OF: tuple[Of, ...] = ("person", "institution", "speaker", "source_kind")
_COLUMNS: Final = {
    "source": "string", "target": "string", "source_label": "string", "target_label": "string",
    "articles": "int64", "source_articles": "int64", "target_articles": "int64",
    "total": "int64", "jaccard": "float64", "pmi": "float64",
}  # fmt: skip
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NO_XML = {n: None for n in range(32) if n not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def co_quotation(
    corpus: Corpus, of: Of = "person", *, per: Per = "article", min_articles: int = 2
) -> pd.DataFrame:
    """Which persons, institutions or kinds of source are quoted in the same articles.

    Args:
        corpus: analysed articles.
        of: what the nodes are.
        per: ``story`` counts the copies of a story once.
        min_articles: leave out pairs with fewer articles in common.

    Returns:
        One row a pair, most articles first: ``source`` and ``target`` (the ``person_id`` or
        ``institution_id``, else the name; the smaller first), their labels, ``articles`` that quote
        both, those that quote either (``source_articles``, ``target_articles``), ``total`` articles
        that quote anybody known, ``jaccard`` (both by any of the two, 0 to 1) and ``pmi`` (log2 of
        how much oftener both are there than by chance).

    Raises:
        ValueError: *of* or *per* is none of those.
    """
    import numpy as np
    import pandas as pd
    from scipy.sparse import triu

    if of not in _OF:
        raise ValueError(f"of must be one of {', '.join(_OF)}; got {of!r}")
    columns = DIMENSIONS[of]
    table = quote_table(corpus, names_of(of, "of"), per).dropna(subset=list(columns))
    nodes = table.drop_duplicates(columns[0]).sort_values(columns[0], ignore_index=True)
    ids = nodes[columns[0]].to_numpy(object)
    labels = nodes[columns[-1]].to_numpy(object)
    numbers = pd.Index(ids).get_indexer(table[columns[0]])
    articles, known = pd.factorize(table["article_id"])
    quoted = sums_by_article(numbers, articles, np.ones(len(table)), (len(ids), len(known)))
    quoted.data[:] = 1
    own = np.asarray(quoted.sum(axis=1)).ravel()
    pairs = triu(quoted @ quoted.T, k=1).tocoo()
    kept = pairs.data >= min_articles
    first, second, both = pairs.row[kept], pairs.col[kept], pairs.data[kept]
    edges = pd.DataFrame(
        {
            "source": ids[first], "target": ids[second],
            "source_label": labels[first], "target_label": labels[second],
            "articles": both, "source_articles": own[first], "target_articles": own[second],
            "total": len(known),
            "jaccard": both / (own[first] + own[second] - both),
            "pmi": np.log2(both * len(known) / (own[first] * own[second])),
        }
    ).astype(_COLUMNS)  # fmt: skip
    return edges.sort_values(
        ["articles", "source", "target"], ascending=[False, True, True], ignore_index=True
    )


def write_graphml(edges: pd.DataFrame, path: str | Path) -> int:
    """Write the edges of `co_quotation` as an undirected graph; the number of edges.

    Nodes have ``label`` and ``articles``, edges ``weight`` (articles), ``jaccard`` and ``pmi``.
    What XML cannot hold (control characters) is left out of names.
    """
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.Element(_tag("graphml"))
    for place, name, kind in (
        ("node", "label", "string"), ("node", "articles", "int"), ("edge", "weight", "int"),
        ("edge", "jaccard", "double"), ("edge", "pmi", "double"),
    ):  # fmt: skip
        key = {"id": name if place == "edge" else f"node_{name}", "for": place}
        ElementTree.SubElement(root, _tag("key"), key | {"attr.name": name, "attr.type": kind})
    graph = ElementTree.SubElement(root, _tag("graph"), {"edgedefault": "undirected"})
    for id_, (label, articles) in _nodes(edges).items():
        node = ElementTree.SubElement(graph, _tag("node"), {"id": _plain(id_)})
        _add_data(node, {"node_label": label, "node_articles": articles})
    for edge in edges.itertuples(index=False):
        ends = {"source": _plain(edge.source), "target": _plain(edge.target)}
        element = ElementTree.SubElement(graph, _tag("edge"), ends)
        _add_data(element, {"weight": edge.articles, "jaccard": edge.jaccard, "pmi": edge.pmi})
    tree = ElementTree.ElementTree(root)
    ElementTree.indent(tree)
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return len(edges)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _plain(text: object) -> str:
    """*text* without what XML cannot hold."""
    return str(text).translate(_NO_XML)


def _nodes(edges: pd.DataFrame) -> dict[str, tuple[str, int]]:
    """The label and number of articles of each node, in order."""
    ends = [
        zip(edges[end], edges[f"{end}_label"], edges[f"{end}_articles"], strict=True)
        for end in ("source", "target")
    ]
    return {id_: (label, articles) for id_, label, articles in sorted([*ends[0], *ends[1]])}


def _add_data(element: ElementTree.Element, values: dict[str, object]) -> None:
    for key, value in values.items():
        ElementTree.SubElement(element, _tag("data"), {"key": key}).text = _plain(value)
