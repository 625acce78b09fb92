"""The model in ``models/id_berita``: whole, light, safe, and as good as its card says."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import beritanlp as bn
from beritanlp.modelling.scoring import score_entities, score_syntax, speeds
from beritanlp.pipeline import COMPONENTS, load_model

PACKAGE = Path(__file__).parents[2] / "models" / "id_berita"
SENTENCE = (
    "Bupati Jember Rudi Hartanta mengatakan pemerintahnya menunda lelang itu. "
    "Ia bertemu wartawan di Jakarta."
)
pytestmark = pytest.mark.skipif(
    not PACKAGE.is_dir(), reason="MODEL NOT TESTED: only the repository has models/id_berita"
)

TOLERANCE = 0.3  # points; a changed lexicon may move a feature


@pytest.fixture(scope="module")
def model() -> Language:
    return load_model(str(PACKAGE))


def test_model_sets_everything_it_promises(model: Language) -> None:
    doc = model(SENTENCE)
    assert [sentence.text[:3] for sentence in doc.sents] == ["Bup", "Ia "]
    words = {token.text: token for token in doc}
    assert words["mengatakan"].pos_ == "VERB"
    assert words["mengatakan"].lemma_ == "kata"
    assert words["pemerintahnya"].morph.get("Clitic") == ["Nya"]
    assert words["Ia"].head.text == "bertemu"
    entities = {entity.text: entity.label_ for entity in doc.ents}
    assert entities["Rudi Hartanta"] == "PER"
    assert entities["Jakarta"] == "LOC"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "“", "a" * 5000])
def test_model_takes_any_text(model: Language, text: str) -> None:
    assert model(text).text == text


def test_no_file_is_a_pickle_and_all_are_light() -> None:
    files = [path for path in PACKAGE.rglob("*") if path.is_file()]
    weights = [path for path in files if path.name in ("model", "vectors")]
    assert weights
    for path in files:
        assert path.suffix not in (".pkl", ".pickle", ".joblib"), path
        assert path.read_bytes()[:2] != b"\x80\x04", f"{path} begins like a pickle"
    assert sum(path.stat().st_size for path in files) < 25_000_000


def test_checksums_hold() -> None:
    for line in (PACKAGE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((PACKAGE / name).read_bytes()).hexdigest() == digest, name


def test_strings_hold_no_words_of_articles() -> None:
    (path,) = PACKAGE.glob("id_berita/id_berita-*/vocab/strings.json")
    strings = json.loads(path.read_text(encoding="utf-8"))
    assert [s for s in strings if s.islower() and len(s) > 12 and ":" not in s] == []
    assert len(strings) < 400


def test_spacy_loads_it_by_name_without_importing_the_library() -> None:
    if importlib.util.find_spec("id_berita") is None:
        pytest.skip("id_berita is not installed; pip install ./models/id_berita")
    code = (
        "import sys, spacy; assert 'beritanlp' not in sys.modules; "
        "nlp = spacy.load('id_berita'); print(nlp('Rudi tiba di Jakarta.').ents)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Jakarta" in done.stdout


def test_library_takes_its_names(model: Language) -> None:
    nlp = bn.load(model=str(PACKAGE))
    assert nlp.pipe_names == ["register", "tok2vec", "ner", *COMPONENTS]
    settings = bn.Settings(model=str(PACKAGE))
    analysis = bn.analyze(SENTENCE, settings=settings)
    assert analysis.made_with.model == f"id_berita {model.meta['version']}"
    assert bn.analyze(SENTENCE).made_with.model is None


def test_unknown_model_says_where_it_was_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERITANLP_MODELS", "/nowhere")
    with pytest.raises(bn.ModelNotFoundError) as error:
        bn.load(model="no_such_model")
    assert "'no_such_model'" in str(error.value)
    assert "/nowhere/no_such_model" in str(error.value)
    assert "no package" in str(error.value)


def test_model_is_found_below_the_models_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BERITANLP_MODELS", str(PACKAGE.parent))
    monkeypatch.chdir("/")
    assert load_model("id_berita").meta["name"] == "berita"


def test_model_without_entities_is_refused(tmp_path: Path) -> None:
    spacy.blank("xx").to_disk(tmp_path / "empty")
    with pytest.raises(bn.PipelineError, match="has no 'ner'"):
        bn.load(model=str(tmp_path / "empty"))


def test_speeds_name_every_component(model: Language) -> None:
    found = speeds(model, [SENTENCE] * 5)
    assert list(found) == ["tokenizer", *model.pipe_names, "all"]
    assert min(found.values()) > 0


def test_figures_of_the_card_hold(model: Language, shared_data: Path) -> None:
    pinned = {
        (row["corpus"], row["measure"]): row["f1"]
        for row in json.loads((PACKAGE / "scores.json").read_text(encoding="utf-8"))["scores"]
    }
    measured = [*score_entities(model, shared_data), *score_syntax(model, shared_data)]
    assert len(measured) == len(pinned)
    fallen = [
        f"{m.corpus} {m.measure}: {m.f1:.2f}, was {pinned[m.corpus, m.measure]:.2f}"
        for m in measured
        if m.f1 < pinned[m.corpus, m.measure] - TOLERANCE
    ]
    assert fallen == []
