"""The pipeline: which components, in which order, built once, saved and loaded again."""

from __future__ import annotations

import json
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from beritanlp.components.tokenizer import BeritaTokenizer
from beritanlp.pipeline import COMPONENTS, build, load_pipeline
from beritanlp.settings import Settings


def test_build_has_all_components_in_order() -> None:
    assert tuple(build().pipe_names) == COMPONENTS


def test_speakers_come_behind_names_and_quotes() -> None:
    order = {name: n for n, name in enumerate(COMPONENTS)}
    assert order["beritanlp_names"] < order["beritanlp_speakers"]
    assert order["beritanlp_quotes"] < order["beritanlp_speakers"]


def test_build_makes_a_new_pipeline_each_time() -> None:
    assert build() is not build()


def test_load_pipeline_builds_once() -> None:
    assert load_pipeline() is load_pipeline()


def test_load_pipeline_keeps_settings_apart() -> None:
    few = Settings(max_topics=1)
    assert load_pipeline(few) is load_pipeline(Settings(max_topics=1))
    assert load_pipeline(few) is not load_pipeline()


def test_the_pipeline_takes_texts_up_to_the_limit() -> None:
    assert load_pipeline().max_length > Settings().max_characters


def test_the_pipeline_uses_the_librarys_tokenizer() -> None:
    assert isinstance(load_pipeline().tokenizer, BeritaTokenizer)
    assert load_pipeline().lang == "id"


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_factory_is_an_entry_point(name: str) -> None:
    (point,) = entry_points(group="spacy_factories", name=name)
    assert point.value.startswith("beritanlp.components.")
    assert callable(point.load())


def test_every_entry_point_is_a_component() -> None:
    names = {
        point.name
        for point in entry_points(group="spacy_factories")
        if point.value.startswith("beritanlp.")
    }
    assert names == {*COMPONENTS, "beritanlp_lemmas"}  # lemmas need tags: models have them


def test_the_config_holds_json_alone() -> None:
    config = build().config
    assert json.loads(json.dumps(config))["nlp"]["pipeline"] == list(COMPONENTS)


def test_a_saved_pipeline_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    text = "“Airnya sudah surut,” kata Camat Melani Tanoe di Semarang."
    nlp.to_disk(tmp_path / "nlp")
    back = spacy.load(tmp_path / "nlp")
    one, two = nlp(text), back(text)
    assert back.pipe_names == nlp.pipe_names
    assert [t.text for t in two] == [t.text for t in one]
    for group in one.spans:
        found = [(s.start_char, s.end_char, s.label_, s.id_) for s in two.spans[group]]
        assert found == [(s.start_char, s.end_char, s.label_, s.id_) for s in one.spans[group]]


def test_a_saved_pipeline_can_be_saved_again(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "one")
    spacy.load(tmp_path / "one").to_disk(tmp_path / "two")
    assert spacy.load(tmp_path / "two").pipe_names == list(COMPONENTS)


def test_a_component_of_ones_own_can_be_added() -> None:
    nlp = build()
    nlp.add_pipe("sentencizer", last=True)
    assert nlp("Air surut. Warga pulang.").text == "Air surut. Warga pulang."


def test_a_longer_article_than_the_default_is_read_where_the_settings_allow_it() -> None:
    wider = Settings(max_characters=3_000_000)
    assert build(wider).max_length > wider.max_characters
