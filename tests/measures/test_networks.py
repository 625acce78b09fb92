"""Who is quoted beside whom in the ten articles, and the file of it."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest

from beritanlp import Corpus, measures
from made_results import Said, made_analysis

_IN = "{http://graphml.graphdrawing.org/xmlns}"


def test_pairs_of_speakers(corpus: Corpus) -> None:
    """Rangga (4 articles) and Siti (3) stand together in a0 and a9, of ten articles."""
    edges = measures.co_quotation(corpus, "speaker")
    assert len(edges) == 1
    edge = edges.iloc[0]
    assert (edge["source"], edge["target"]) == ("Rangga Wiratama", "Siti Rahmawati")
    assert edge[["articles", "source_articles", "target_articles", "total"]].to_list() == [
        2, 4, 3, 10,
    ]  # fmt: skip
    assert edge["jaccard"] == 2 / 5
    assert edge["pmi"] == pytest.approx(math.log2(2 * 10 / (4 * 3)))


def test_single_articles_make_weak_pairs(corpus: Corpus) -> None:
    edges = measures.co_quotation(corpus, "speaker", min_articles=1)
    assert {(row.source.split()[0], row.target.split()[0]) for row in edges.itertuples()} == {
        ("Rangga", "Siti"), ("Bonar", "Rangga"), ("Joko", "Rangga"), ("Bonar", "Kementerian"),
    }  # fmt: skip


def test_copies_make_no_pair(corpus: Corpus) -> None:
    assert len(measures.co_quotation(corpus, "speaker", per="story")) == 0


def test_persons_have_ids_and_labels(corpus: Corpus) -> None:
    edge = measures.co_quotation(corpus).iloc[0]
    assert edge["source"].startswith("p-")
    assert {edge["source_label"], edge["target_label"]} == {"Rangga Wiratama", "Siti Rahmawati"}


def test_graphml_holds_nodes_and_edges(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    edges = measures.co_quotation(corpus, "speaker", min_articles=1)
    assert measures.write_graphml(edges, path) == 4
    graph = ElementTree.parse(path).getroot().find(f"{_IN}graph")
    assert graph is not None
    assert graph.get("edgedefault") == "undirected"
    nodes = {node.get("id"): [data.text for data in node] for node in graph.findall(f"{_IN}node")}
    assert nodes["Rangga Wiratama"] == ["Rangga Wiratama", "4"]
    assert len(nodes) == 5
    weights = {
        (edge.get("source"), edge.get("target")): edge.findtext(f"{_IN}data[@key='weight']")
        for edge in graph.findall(f"{_IN}edge")
    }
    assert weights[("Rangga Wiratama", "Siti Rahmawati")] == "2"
    assert {end for pair in weights for end in pair} <= set(nodes)


def test_graphml_escapes_names(tmp_path: Path) -> None:
    odd = '<b> & "Sari" \x02Wulandari'
    said = [Said("Kami siap", odd), Said("Kami juga", "Rangga Wiratama")]
    corpus = Corpus.from_results([made_analysis("a", said), made_analysis("b", said)])
    path = tmp_path / "graph.graphml"
    measures.write_graphml(measures.co_quotation(corpus, "speaker"), path)
    ids = [node.get("id") for node in ElementTree.parse(path).iter(f"{_IN}node")]
    assert ids == ['<b> & "Sari" Wulandari', "Rangga Wiratama"]


def test_a_graph_without_edges_is_a_graph(empty: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    assert measures.write_graphml(measures.co_quotation(empty), path) == 0
    assert ElementTree.parse(path).getroot().find(f"{_IN}graph") is not None


def test_of_must_be_known(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="of must be one of person, institution"):
        measures.co_quotation(corpus, "outlet")  # type: ignore[arg-type]
