from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from beritanlp import Corpus
from beritanlp.domain import Failure
from beritanlp.errors import ArticleError
from beritanlp.measures import Intervals
from beritanlp.report.corpus import write_report
from beritanlp.validation import draw_sample, write_sheet
from made_results import Said, made_analysis

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e&lt;\u2028\ud800"


class Seen(HTMLParser):
    """The elements of a page, their attributes, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.texts: list[str] = []
        self._script: dict[str, str | None] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self._script = dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def written(corpus: Corpus, folder: Path, **options: Any) -> str:
    path = folder / "report.html"
    write_report(corpus, path, **options)
    return path.read_text(encoding="utf-8")


def test_the_page_tells_the_figures_of_the_corpus(corpus: Corpus, tmp_path: Path) -> None:
    text = Seen(written(corpus, tmp_path)).text
    assert "articles 4 articles that failed 1 quotes 5 with a known source 4" in text
    assert "Government 3 3 75.0" in text  # two of the minister, one of the ministry
    assert "Rangga Wiratama 2 2 66.7" in text
    assert "Kementerian Kesehatan 1 1 100.0" in text
    assert "Warta Siang 2 2 1.0 2025-03-10 2025-03-10" in text
    assert "ArticleError 1 a4 : text is <empty>" in text
    assert "from 2 outlets, published between 2025-01-05 and 2025-03-10" in text


def test_the_page_speaks_indonesian(corpus: Corpus, tmp_path: Path) -> None:
    page = written(corpus, tmp_path, language="id", title="Beras 2025")
    text = Seen(page).text
    assert '<html lang="id">' in page
    assert "Pemerintah pusat 3 3 75,0" in text
    assert "Kami menganalisis 4 artikel berita" in text
    assert "<title>Beras 2025</title>" in page


def test_topics_of_the_codebook_are_in_the_language_of_the_page(tmp_path: Path) -> None:
    said = [Said("Siap", "Sari")]
    topics = [("3", "Kesehatan"), ("99", "Topik sendiri")]
    made = made_analysis("x", said, published=dt.date(2025, 1, 1), topics=topics)
    page = written(Corpus.from_results([made]), tmp_path)
    assert '<bdi data-topic="Kesehatan">Health</bdi>' in page
    assert '<bdi data-topic="Topik sendiri">Topik sendiri</bdi>' in page
    assert '"topic_labels":{"Kesehatan":{"en":"Health","id":"Kesehatan"}}' in page


def test_months_without_articles_are_columns_of_their_own(corpus: Corpus, tmp_path: Path) -> None:
    page = written(corpus, tmp_path)
    assert re.findall(r"<title>(2025-\d\d: \d+)</title>", page) == [
        "2025-01: 2", "2025-02: 0", "2025-03: 3"
    ]  # fmt: skip


def test_the_same_corpus_gives_the_same_page(corpus: Corpus, tmp_path: Path) -> None:
    assert written(corpus, tmp_path) == written(corpus, tmp_path)


def test_nothing_but_the_own_script_can_run_and_nothing_loads(tmp_path: Path) -> None:
    made = made_analysis(
        "x" + HOSTILE,
        [Said(HOSTILE, "Sari" + HOSTILE, role=HOSTILE, affiliation=HOSTILE, cue="kata")],
        outlet=HOSTILE,
        title=HOSTILE,
        published=dt.date(2025, 1, 1),
        topics=[("4", HOSTILE)],
        institutions=[(None, HOSTILE)],
    )
    made = replace(made, article=replace(made.article, url=f"javascript:{HOSTILE}"))
    failure = Failure(article_id=HOSTILE, stage="read", error=HOSTILE, message=HOSTILE)
    page = written(Corpus.from_results([made, failure]), tmp_path, title=HOSTILE)
    seen = Seen(page)
    tags = {tag for tag, _ in seen.elements}
    assert not tags & {"img", "iframe", "object", "embed", "link", "base", "form"}
    programs = [text for attributes, text in seen.scripts if "type" not in attributes]
    assert len(programs) == 1
    policy = next(a["content"] for t, a in seen.elements if t == "meta" and "http-equiv" in a)
    digest = base64.b64encode(hashlib.sha256(programs[0].encode()).digest()).decode()
    assert policy is not None
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    for _, attributes in seen.elements:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("src", "style")
        ]
        assert (attributes.get("href") or "#").startswith("#")
    blocks = [json.loads(text) for attributes, text in seen.scripts if "type" in attributes]
    assert "</script><script>alert(1)" in blocks[1][0][-2]
    assert seen.text.count("alert(1)") >= 4  # shown as text


def test_an_empty_corpus_makes_a_page(tmp_path: Path) -> None:
    text = Seen(written(Corpus.from_results([]), tmp_path)).text
    assert "Nothing to show." in text
    assert "outlets that are not recorded, published on dates that are not known" in text


def test_one_article_has_no_interval(tmp_path: Path) -> None:
    made = made_analysis("x", [Said("Siap", "Sari", role="Bupati Jember")])
    text = Seen(written(Corpus.from_results([made]), tmp_path)).text
    assert "Local government 1 1 100.0 % –" in text


def test_stories_are_counted_once(tmp_path: Path) -> None:
    words = " ".join(f"kata{n}" for n in range(80))
    made = [made_analysis(f"x{n}", [Said(f"“{words}”", "Sari", role="Bupati")]) for n in range(2)]
    text = Seen(written(Corpus.from_results(made), tmp_path, per="story")).text
    assert "Copies of one story (1 articles) were found" in text
    assert "quotes 1 with a known source 1" in text


def test_many_months_are_told_by_year(tmp_path: Path) -> None:
    made = [
        made_analysis(
            f"x{n}",
            [Said("Siap", "Sari")],
            published=dt.date(2020 + n // 12, n % 12 + 1, 1),
            topics=[("4", "Pertanian")],
        )
        for n in range(25)
    ]
    page = written(Corpus.from_results(made), tmp_path, intervals=Intervals(0))
    assert '<th scope="col" class="n">2022</th>' in page
    assert '<th scope="col" class="n">2022-01</th>' not in page


def test_coding_sheets_are_told_of(corpus: Corpus, tmp_path: Path) -> None:
    sheet = draw_sample(corpus, 5, design="quotes", seed=1)
    coded = replace(
        sheet,
        quotes=tuple(
            replace(quote, content_right=n > 0, cue_right=True, speaker_right=n > 0)
            for n, quote in enumerate(sheet.quotes)
        ),
    )
    path = tmp_path / "sari.csv"
    write_sheet(coded, path, "csv")
    text = Seen(written(corpus, tmp_path, coded=[path])).text
    assert "coded by sari, 5 quotes were judged; 80.0 % of them are right" in text
    assert "Shares corrected for measured errors" in text


def test_sheets_of_other_articles_are_refused(corpus: Corpus, tmp_path: Path) -> None:
    other = Corpus.from_results([made_analysis("z", [Said("Siap", "Sari")])])
    path = tmp_path / "sari.csv"
    write_sheet(draw_sample(other, 1), path, "csv")
    with pytest.raises(ArticleError, match="not in the results"):
        write_report(corpus, tmp_path / "x.html", coded=[path])
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "fr"}, "language must be one of en, id; got 'fr'"),
        ({"quotes": -1}, "quotes must be 0 or more; got -1"),
        ({"per": "outlet"}, "per must be one of article, story; got 'outlet'"),
    ],
)
def test_wrong_options_are_refused(
    corpus: Corpus, tmp_path: Path, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        write_report(corpus, tmp_path / "x.html", **options)
