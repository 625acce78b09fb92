"""Coding sheets go through every format and come back as they were."""

from __future__ import annotations

import csv
import json
import random
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from made_sheets import made_corpus, sheets

from beritanlp.domain import TextSpan
from beritanlp.errors import ArticleError, SettingsError
from beritanlp.validation import (
    CodedQuote,
    Marks,
    SampledArticle,
    Sheet,
    draw_sample,
    labelling_config,
    read_sheets,
    write_sheet,
)
from beritanlp.validation.files import SheetFormat
from beritanlp.validation.inception import layers
from beritanlp.validation.marking import Utf16
from beritanlp.validation.sheet import CODES

SUFFIXES = {"csv": ".csv", "xlsx": ".xlsx", "label-studio": ".json", "inception": ".zip"}
FORMATS = pytest.mark.parametrize("format", get_args(SheetFormat))
TOOLS = pytest.mark.parametrize("format", ["label-studio", "inception"])


def through(sheet: Sheet, folder: Path, format: SheetFormat) -> Sheet:
    path = folder / f"sari{SUFFIXES[format]}"
    assert path in write_sheet(sheet, path, format)
    (back,) = read_sheets(path)
    return replace(back, places=())


def same(back: Sheet, sheet: Sheet, format: SheetFormat) -> None:
    """The quotes are the same, and what the format keeps of the articles."""
    assert back.quotes == sheet.quotes
    assert (back.design, back.coder) == (sheet.design, sheet.coder)
    texts = {article.id: article.text for article in back.articles}
    kept = [replace(a, text=texts[a.id]) for a in sheet.articles]
    assert list(back.articles) == kept
    if format in ("label-studio", "inception"):
        assert back.articles == sheet.articles


@FORMATS
@given(sheet=sheets())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_coded_quotes_come_back_as_they_were(
    tmp_path: Path, format: SheetFormat, sheet: Sheet
) -> None:
    same(through(sheet, tmp_path, format), sheet, format)


def coded(sheet: Sheet, seed: int = 0) -> Sheet:
    """Every quote with codes of all kinds."""
    chance = random.Random(seed)
    quotes = []
    for quote in sheet.quotes:
        right = chance.choice([True, False])
        quotes.append(
            replace(
                quote,
                content_right=right,
                cue_right=chance.choice([True, False, None]),
                speaker_right=right,
                true_speaker="" if right else "Tutik “Ibu” Handayani\nalias =Tutik 😀",
                true_speaker_kind="" if right else "person",
                note=chance.choice(["", "periksa\tlagi", "'=1+1", "\u202bالعربية\u202c"]),
            )
        )
    return replace(sheet, quotes=tuple(quotes), coder="sari")


@FORMATS
def test_hundred_coded_quotes_lose_nothing(tmp_path: Path, format: SheetFormat) -> None:
    sheet = coded(draw_sample(made_corpus(50), 100, by=["outlet"], label="speaker"))
    assert len(sheet.quotes) == 100
    same(through(sheet, tmp_path, format), sheet, format)


@FORMATS
def test_articles_without_quotes_stay_in_the_sample(tmp_path: Path, format: SheetFormat) -> None:
    sheet = draw_sample(made_corpus(3), 4, design="articles")
    back = through(replace(sheet, coder="sari"), tmp_path, format)
    assert [article.id for article in back.articles] == ["a000", "a001", "a002", "kosong"]
    assert {article.probability for article in back.articles} == {1.0}
    assert back.quotes == sheet.quotes


@FORMATS
def test_very_long_articles_are_cut_in_tables_alone(tmp_path: Path, format: SheetFormat) -> None:
    article = SampledArticle(id="a", text="Panjang. " * 20_000)
    quote = CodedQuote(article_id="a", quote=0, content_spans=(TextSpan(start=0, end=7),))
    sheet = Sheet(design="articles", articles=(article,), quotes=(quote,), coder="sari")
    same(through(sheet, tmp_path, format), sheet, format)


def test_the_same_sample_is_the_same_bytes(tmp_path: Path) -> None:
    for format, suffix in SUFFIXES.items():
        if format == "xlsx":  # says when it was made
            continue
        sheet = draw_sample(made_corpus(5), 8)
        for name in ("x", "y"):
            write_sheet(sheet, tmp_path / f"{name}{suffix}", format)  # type: ignore[arg-type]
        first, second = (tmp_path / f"{name}{suffix}" for name in ("x", "y"))
        assert first.read_bytes() == second.read_bytes()


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="format must be one of csv, xlsx"):
        write_sheet(draw_sample(made_corpus(1), 1), tmp_path / "x", "ods")  # type: ignore[arg-type]


# --------------------------------------------------------------------------- tables


def test_table_shows_the_quote_in_its_context_and_runs_no_formula(tmp_path: Path) -> None:
    text = "=SUM(1) berkata, “Gudang penuh,” kata Sari."
    quote = CodedQuote(
        article_id="=a", quote=0, words="Gudang penuh", content_spans=(TextSpan(start=18, end=30),),
        mention_span=TextSpan(start=38, end=42),
    )  # fmt: skip
    sheet = Sheet(articles=(SampledArticle(id="=a", text=text),), quotes=(quote,))
    write_sheet(sheet, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["article_id"] == "'=a"
    assert row["context"] == "'=SUM(1) berkata, “⟦Gudang penuh⟧,” kata Sari."
    assert row["mention"] == "Sari"


def test_workbook_has_lists_to_choose_from(tmp_path: Path) -> None:
    import openpyxl

    write_sheet(draw_sample(made_corpus(2), 6), tmp_path / "x.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    lists = {
        str(choice.sqref): choice.formula1
        for choice in book["quotes"].data_validations.dataValidation
    }
    assert lists["A2:A7"] == '"y,n"'
    assert '"person,institution,group,anonymous"' in lists.values()
    assert [row[0].value for row in book["columns"].iter_rows()] == list(CODES)
    assert not [c for row in book["quotes"].iter_rows() for c in row if c.data_type == "f"]


def test_missed_quotes_are_rows_without_number(tmp_path: Path) -> None:
    write_sheet(draw_sample(made_corpus(1), 2, design="articles"), tmp_path / "x.csv")
    header = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    added = dict.fromkeys((name.strip('"') for name in header), "")
    added |= {"article_id": "kosong", "words": "Kami lupa", "true_speaker": "Rudi Hartanta"}
    with (tmp_path / "x.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, added).writerow(added)
    (sheet,) = read_sheets(tmp_path / "x.csv")
    (missed,) = (quote for quote in sheet.quotes if quote.is_missed)
    assert (missed.words, missed.coded("speaker")) == ("Kami lupa", "Rudi Hartanta")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("kind,rule\ndirect,x\n", "x.csv: no column 'right'; columns are kind, rule"),
        ("right,kind\nx,direct\n", "x.csv:2: right must be y or n, or empty; got 'x'"),
        ("", "columns are none"),
        ("right,article_id,quote\ny,a,0\nn,a,0\n", "x.csv:3: quote 0 of a stands there twice, fi"),
        ("right,article_id,quote,content_right\ny,a,0,n\n", "x.csv:2: right is y, but con"),
        ("right,speaker,true_speaker\ny,Sari,Rudi\n", "x.csv:2: the speaker 'Sari' is right, but"),
        ("right,article_id,quote\ny,a,one\n", "x.csv:2: quote must be a whole number"),
        ("right,true_kind\nn,foo\n", "x.csv:2: true_kind must be direct, indirect, mixed, or e"),
        ("right,article_id,quote,words\n,a,0,x\n,b,,y\n", "x.csv:3: article_id 'b' is not in the"),
        ("right,probability\ny,2\n", "x.csv:2: probability must be a number from 0 to 1"),
        ("right,content_spans\ny,7-9\n", "x.csv:2: content_spans must be spans like"),
    ],
)  # fmt: skip
def test_bad_tables_are_refused_with_their_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArticleError, match=message):
        read_sheets(path)


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.json", "x.zip"])
def test_no_file_and_no_such_format_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArticleError, match=f"{name}: No such file"):
        read_sheets(tmp_path / name)
    (tmp_path / name).write_bytes(b"\xff\x00")
    with pytest.raises(ArticleError, match="not "):
        read_sheets(tmp_path / name)


def test_semicolons_old_samples_and_commas_of_numbers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("right;kind;confidence\nya;direct;0,75\n;direct;\n", encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert [quote.judgement for quote in sheet.quotes] == [True, None]
    assert sheet.quotes[0].confidence == 0.75


# --------------------------------------------------------------------------- tools


def test_utf16_offsets_count_characters_beyond_the_plane_twice() -> None:
    text = "a😀b𝔄c"
    offsets = Utf16(text)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le")) // 2
        assert offsets.units(at) == units
        assert offsets.points(units) == at
    assert offsets.points(2) == 1  # between the two units of the emoji


def tasks(folder: Path, sheet: Sheet) -> tuple[Path, list[dict[str, Any]]]:
    path = folder / "export.json"
    write_sheet(sheet, path, "label-studio")
    return path, json.loads(path.read_text(encoding="utf-8"))


def emoji_sheet() -> Sheet:
    text = "😀😀 “Gudang 🌾 penuh,” kata Sari."
    quote = CodedQuote(
        article_id="a", quote=2, words="Gudang 🌾 penuh", speaker="Sari",
        content_spans=(TextSpan(start=4, end=18),), mention_span=TextSpan(start=26, end=30),
    )  # fmt: skip
    return Sheet(articles=(SampledArticle(id="a", text=text),), quotes=(quote,))


def test_label_studio_offsets_of_either_kind_are_read(tmp_path: Path) -> None:
    path, (task,) = tasks(tmp_path, emoji_sheet())
    text = task["data"]["text"]
    result = task["predictions"][0]["result"]
    (quote,) = (item for item in result if item.get("value", {}).get("labels") == ["quote"])
    assert text[quote["value"]["start"] : quote["value"]["end"]] == "Gudang 🌾 penuh"
    (link,) = (item for item in result if item["type"] == "relation")
    assert (link["from_id"], link["to_id"], link["labels"]) == ("q2", "q2.mention", ["speaker"])
    for item in result:
        if "value" in item:  # as exports of old versions have it
            offsets = Utf16(text)
            item["value"]["start"] = offsets.units(item["value"]["start"])
            item["value"]["end"] = offsets.units(item["value"]["end"])
    task["annotations"] = [{"result": result, "completed_by": {"email": "rudi@contoh.id"}}]
    path.write_text(json.dumps([task]), encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert sheet.coder == "rudi@contoh.id"
    assert sheet.quotes == emoji_sheet().quotes
    quote["value"]["start"] += 1
    path.write_text(json.dumps([task]), encoding="utf-8")
    with pytest.raises(ArticleError, match=r"export.json: task 1: the words at 7-\d+ are not"):
        read_sheets(path)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("article_id", ["a"], "no tasks of beritanlp sample"),
        ("text", None, "no tasks of beritanlp sample"),
        ("quotes", {}, "no tasks of beritanlp sample"),
        ("probability", "sering", "task 1: probability must be a number from 0 to 1"),
        ("probability", [1], "task 1: probability must be a number from 0 to 1"),
    ],
)
def test_label_studio_tasks_of_other_values_are_refused(
    tmp_path: Path, name: str, value: object, message: str
) -> None:
    path, (task,) = tasks(tmp_path, emoji_sheet())
    task["data"][name] = value
    path.write_text(json.dumps([task]), encoding="utf-8")
    with pytest.raises(ArticleError, match=message):
        read_sheets(path)


def test_label_studio_coders_delete_move_and_add(tmp_path: Path) -> None:
    path, (task,) = tasks(tmp_path, emoji_sheet())
    region = {"id": "baru", "from_name": "part", "to_name": "text", "type": "labels"}
    added = {**region, "value": {"start": 4, "end": 10, "text": "Gudang", "labels": ["quote"]}}
    moved = {**added, "id": "q2"}
    right = {
        "id": "q2",
        "from_name": "content_right",
        "type": "choices",
        "value": {"choices": ["n"]},
    }
    task["annotations"] = [
        {"result": [added], "completed_by": 1},
        {"result": [moved, right], "completed_by": 2},
        {"result": [], "completed_by": 3, "was_cancelled": True},
    ]
    path.write_text(json.dumps([task]), encoding="utf-8")
    first, second = read_sheets(path)
    assert (first.coder, second.coder) == ("1", "2")
    deleted, missed = first.quotes
    assert (deleted.quote, deleted.content_right, deleted.speaker) == (2, False, "Sari")
    assert (missed.quote, missed.words) == (None, "Gudang")
    (quote,) = second.quotes
    assert quote.content_right is False
    assert quote.marked == Marks(content=(TextSpan(start=4, end=10),))


def test_labelling_configuration_has_all_that_is_coded() -> None:
    root = ET.fromstring(labelling_config())
    names = {element.get("name") for element in root.iter()}
    assert {"part", "text", *CODES} <= names
    labels = {element.get("value") for element in root.iter("Label")}
    assert labels == {"quote", "more", "cue", "mention"}
    forms = [element for tag in ("Choices", "TextArea") for element in root.iter(tag)]
    assert all(form.get("perRegion") == "true" for form in forms)


def archive_of(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_cas_is_in_utf16_and_declares_its_types(tmp_path: Path) -> None:
    write_sheet(emoji_sheet(), tmp_path / "x.zip", "inception")
    files = archive_of(tmp_path / "x.zip")
    assert files["layers.json"] == layers()
    cas = files["0001-a.json"]
    text = cas["%FEATURE_STRUCTURES"][0]["sofaString"].encode("utf-16-le")
    quote, mention = (
        next(s for s in cas["%FEATURE_STRUCTURES"] if s.get("part") == part)
        for part in ("quote", "mention")
    )
    assert text[2 * quote["begin"] : 2 * quote["end"]].decode("utf-16-le") == "Gudang 🌾 penuh"
    assert text[2 * mention["begin"] : 2 * mention["end"]].decode("utf-16-le") == "Sari"
    (link,) = (s for s in cas["%FEATURE_STRUCTURES"] if s["%TYPE"] == "beritanlp.Link")
    assert (link["@Governor"], link["@Dependent"]) == (quote["%ID"], mention["%ID"])
    features = {feature["name"] for feature in layers()[0]["features"]}
    used = {k for s in cas["%FEATURE_STRUCTURES"] if s["%TYPE"] == "beritanlp.Part" for k in s}
    assert {k for k in used if k[0] not in "%@"} - {"begin", "end"} <= features
    assert features <= cas["%TYPES"]["beritanlp.Part"].keys()


def test_inception_project_has_a_sheet_an_annotator(tmp_path: Path) -> None:
    write_sheet(emoji_sheet(), tmp_path / "x.zip", "inception")
    cas = archive_of(tmp_path / "x.zip")["0001-a.json"]
    structures = cas["%FEATURE_STRUCTURES"]
    gone = [s for s in structures if s.get("part") != "quote"]
    project = tmp_path / "proyek.zip"
    with zipfile.ZipFile(project, "w") as archive:
        archive.writestr("exportedproject.json", json.dumps({"name": "proyek"}))
        archive.writestr("source/0001-a.json", json.dumps(cas))
        archive.writestr("annotation/0001-a.json/sari.json", json.dumps(cas))
        archive.writestr(
            "annotation/0001-a.json/rudi.json",
            json.dumps({**cas, "%FEATURE_STRUCTURES": {str(s["%ID"]): s for s in gone}}),
        )
        archive.writestr("annotation/0001-a.json/INITIAL_CAS.json", json.dumps(cas))
    rudi, sari = read_sheets(project)
    assert (rudi.coder, sari.coder) == ("rudi", "sari")
    assert sari.quotes == emoji_sheet().quotes
    assert [quote.content_right for quote in rudi.quotes] == [False]


def test_inception_without_articles_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("layers.json", "[]")
    with pytest.raises(ArticleError, match="no article of a sample"):
        read_sheets(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("article", "article_id", 7),
        ("article", "article_id", ["a"]),
        ("article", "probability", [1]),
        ("article", "stratum", {"a": 1}),
        ("quote", "%ID", "x"),
        ("quote", "%ID", None),
        ("quote", "quote", ["a"]),
        ("quote", "begin", "0"),
        ("quote", "begin", 1.5),
        ("quote", "end", 10**30),
    ],
)
def test_inception_values_of_other_kinds_are_refused(
    tmp_path: Path, kind: str, name: str, value: object
) -> None:
    write_sheet(emoji_sheet(), tmp_path / "x.zip", "inception")
    cas = archive_of(tmp_path / "x.zip")["0001-a.json"]
    part = next(s for s in cas["%FEATURE_STRUCTURES"] if s.get("part") == kind)
    part[name] = value
    with zipfile.ZipFile(tmp_path / "lain.zip", "w") as archive:
        archive.writestr("0001-a.json", json.dumps(cas))
    with pytest.raises(ArticleError, match=r"lain\.zip: 0001-a\.json: "):
        read_sheets(tmp_path / "lain.zip")
