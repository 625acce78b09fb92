"""What is tried with any bytes: plain functions that raise where a promise is broken.

A promise is what the docstrings say: a result that is sound, or one of the errors named there,
which says in which file; nothing unpickled, nothing written or connected to outside.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import itertools
import json
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fuzz_inputs import parts_of, write_files

import beritanlp as bn
from beritanlp.codec import decode, encode, read_jsonl, to_frames
from beritanlp.corpus import Corpus
from beritanlp.domain import Analysis, Article, Failure
from beritanlp.errors import ArticleError, BeritaError, LexiconError, ResultError, SettingsError
from beritanlp.evaluation.gold import read_gold
from beritanlp.readers import count_articles, parse_date, read_articles
from beritanlp.readers.encoding import decode_html
from beritanlp.readers.html import read_html
from beritanlp.settings import Settings
from beritanlp.topics.classifier import TopicClassifier
from beritanlp.topics.codebook import Codebook
from beritanlp.topics.model import TopicModel
from beritanlp.validation import read_sheets, validate, write_sheet
from made_results import Said, made_analysis
from wellformed import check_analysis

__all__ = ["TARGETS"]

_ASKED = 4  # questions to one corpus, others by its size
_SHORT = 300  # characters of a text that is analysed twice
_TEXT = "Gubernur Rudi Hartanta mengatakan beras cukup. “Gudang penuh,” kata Sari di Bogor."


# --------------------------------------------------------------------------- text


def text(data: bytes) -> None:
    """An article: a sound analysis, words, sentences and stems.

    Parts ``=== title``, ``=== published`` and ``=== name`` are its title, its day, and a name that
    the list of institutions is asked for.
    """
    given = {
        name: part.decode("utf-8", "surrogateescape")
        for name, part in parts_of(data)
        if name in ("", "title", "published", "name")
    }
    page, title = given.get("", ""), given.get("title")
    with contextlib.suppress(ArticleError):
        bn.analyze("", published=given.get("published", ""))
    analysis = bn.analyze(page, title=title)
    assert analysis.article.text == page
    _check_quotes(analysis)
    _check_round_trip(analysis)
    assert isinstance(analysis._repr_html_(), str)
    _check_words(page)
    if len(page) < _SHORT:
        spaced = bn.analyze(page + " \n", title=title)
        assert spaced.quotes == analysis.quotes
        assert spaced.speakers == analysis.speakers
        assert spaced.institutions == analysis.institutions
    if "name" in given:  # a search looks through all names: far slower than the rest
        bn.institutions.find(given["name"])
        bn.institutions.search(given["name"][:100])
        bn.institutions.holders(given["name"])


def _check_quotes(analysis: Analysis) -> None:
    check_analysis(analysis)
    contents = sorted((s.start, s.end) for quote in analysis.quotes for s in quote.content)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(contents)), "quotes overlap"
    for quote in analysis.quotes:
        if quote.mention:
            assert not any(map(quote.mention.overlaps, quote.content)), "a mention inside its quote"


def _check_round_trip(result: Analysis | Failure) -> None:
    line = encode(result)
    again = decode(line)
    assert encode(again) == line
    with contextlib.suppress(UnicodeEncodeError):  # halves of pairs side by side are not kept
        repr(result).encode()
        assert again == result


def _check_words(page: str) -> None:
    for spans in (
        bn.NewsTokenizer().span_tokenize(page),
        bn.SentenceSplitter().span_tokenize(page),
    ):
        found = list(spans)
        assert all(page[start:end].strip() for start, end in found)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
        assert not found or (found[0][0] >= 0 and found[-1][1] <= len(page))
    stemmer = bn.SastrawiStemmer()
    assert all(isinstance(stem, str) for stem in stemmer.stem_words(page.split()))
    assert all(0 <= span[0] < span[1] <= len(page) for span in stemmer.stem_spans(page))
    for analyzer in (bn.TermAnalyzer(), bn.StemAnalyzer()):
        assert all(isinstance(term, str) and term for term in analyzer(page))


# --------------------------------------------------------------------------- page


def page(data: bytes) -> None:
    """The bytes of an HTML page: its article, or ArticleError."""
    try:
        found = read_html(decode_html(data, None))
    except ArticleError:
        return
    if found is None:
        return
    assert found.text.strip()
    assert "\n\n" not in found.text
    assert found.title is None or found.title.strip()
    assert found.published is None or parse_date(found.published) is not None
    assert found.outlet is None or found.outlet.strip()


# --------------------------------------------------------------------------- files


def files(data: bytes) -> None:
    """A file of articles, or a folder of several: articles and failures, or ArticleError.

    A part ``=== options`` is JSON with the names of columns, the delimiter and the encoding.
    """
    parts = parts_of(data)
    options = _options(next((part for name, part in parts if name == "options"), b"{}"))
    with _scratch() as folder:
        paths = write_files([part for part in parts if part[0] != "options"], folder)
        if not paths:
            return
        source = paths[0] if len(paths) == 1 else folder
        count_articles(source)
        with _refusing(ArticleError, source):
            seen = set()
            for found in read_articles(source, **options):
                assert isinstance(found, Article | Failure)
                _check_article(found)
                if isinstance(found, Article):
                    assert found.id not in seen, "an id comes again"
                    seen.add(found.id)


def _check_article(found: Article | Failure) -> None:
    if isinstance(found, Failure):
        assert found.message, "a failure that does not say what is wrong"
        _check_round_trip(found)
        return
    assert isinstance(found.id, str)
    assert isinstance(found.text, str)
    assert found.text.strip(), "an article without text"
    assert found.published is None or type(found.published) is dt.date
    assert all(isinstance(v, str | None) for v in (found.title, found.outlet, found.url))


def _options(part: bytes) -> dict[str, str]:
    known = ("text_column", "id_column", "published_column", "delimiter", "encoding")
    try:
        said = json.loads(part)
        return {name: said[name] for name in known if isinstance(said.get(name), str)}
    except (ValueError, AttributeError, RecursionError):
        return {}


# --------------------------------------------------------------------------- saved


def saved(data: bytes) -> None:
    """Results, settings, sheets, tables of people, models: what they hold, or the error of each.

    The first part's name says what it is: ``results.jsonl``, ``corpus/…``, ``codebook.toml`` and
    so on; see `_SAVED`.
    """
    parts = parts_of(data)
    kind = parts[0][0].partition("/")[0].partition(".")[0]
    if kind not in _SAVED:
        return
    with _scratch() as folder:
        paths = write_files(parts, folder)
        if paths:
            source = folder / "corpus" if kind == "corpus" else paths[0]
            _SAVED[kind](source)


def _result(path: Path) -> None:
    with _refusing(ResultError):
        result = decode(path.read_bytes())
        _check_round_trip(result)
        if isinstance(result, Analysis):
            assert isinstance(result._repr_html_(), str)
        to_frames([result])


def _results(path: Path) -> None:
    with _refusing(ResultError, path):
        for result in read_jsonl(path):
            _check_round_trip(result)
    _corpus(path)


def _corpus(path: Path) -> None:
    with _refusing(ResultError):
        corpus = Corpus.read(path)
        questions: tuple[Callable[[], Any], ...] = (
            lambda: list(corpus.results()),
            lambda: [corpus.articles, corpus.quotes, corpus.speakers, corpus.topics],
            lambda: [corpus.institutions, corpus.key_terms, corpus.failures],
            lambda: len(corpus),
            lambda: corpus.search("gudang -beras"),
            lambda: corpus.count("quotes", by="outlet"),
            lambda: corpus.count_speakers(),
            lambda: corpus.count_institutions(),
            lambda: corpus.people_table(),
            lambda: corpus.copies(),
            lambda: corpus.filter(outlet="Kabar Kita").quotes,
            lambda: corpus.sql("SELECT content, confidence, cue_start FROM quotes"),
            lambda: corpus.export(path.with_name("exported"), "csv"),
        )
        first = sum(file.stat().st_size for file in [path, *path.rglob("*")])
        for n in range(_ASKED):  # all of them take half a second
            with _refusing(ResultError):
                questions[(first + 5 * n) % len(questions)]()


def _codebook(path: Path) -> None:
    with _refusing(LexiconError, path):
        codebook = Codebook.read(path)
        hits = codebook.find_terms(_TEXT.split())
        assert all(hit.code in codebook.labels for hit in hits)


def _settings(path: Path) -> None:
    with _refusing(SettingsError, path):
        found = Settings.from_toml(path)
        assert found.max_characters > 0
        assert found.max_seconds > 0


def _sheet(path: Path) -> None:
    with _refusing(ArticleError, path):
        sheets = read_sheets(path)
        with _refusing(ArticleError):
            repr(validate(sheets))
        back = path.with_name(f"back{path.suffix}")
        for sheet in sheets:
            _check_sheet_comes_back(sheet, back)


def _check_sheet_comes_back(sheet: Any, path: Path) -> None:
    formats = {".json": "label-studio", ".zip": "inception", ".xlsx": "xlsx"}
    if path.suffix in (".json", ".zip"):  # spans that are not in the text are no matter of theirs
        return
    write_sheet(sheet, path, formats.get(path.suffix, "csv"))  # type: ignore[arg-type]
    (again,) = read_sheets(path)
    assert again.quotes == sheet.quotes
    assert again.design == sheet.design


def _people(path: Path) -> None:
    with _refusing(ResultError, path):
        _people_corpus().read_people(path)
        assert len(_people_corpus().people()) == 2
        _people_corpus().people_table()


@cache
def _people_corpus() -> Corpus:
    said = [Said("Gudang beras penuh", "Rudi Hartanta", "Bupati"), Said("Air surut", "Sari")]
    return Corpus.from_results([made_analysis("a", said, outlet="Kabar Kita")])


def _model(path: Path) -> None:
    with _refusing(ResultError, path):
        model = TopicModel.load(path)
        shares = model.transform([_TEXT, ""])
        assert shares.shape == (2, len(model.topic_ids_))
        model.topics()
        model.top_terms()


def _classifier(path: Path) -> None:
    with _refusing(ResultError, path):
        classifier = TopicClassifier.load(path)
        found = classifier.predict([_TEXT, ""])
        assert {topic for row in found for topic in row} <= set(classifier.topics)
        for topic in classifier.topics[:2]:
            classifier.evidence(topic)


def _gold(path: Path) -> None:
    with _refusing(ArticleError, path):
        read_gold(path, path.parent)


_SAVED: dict[str, Callable[[Path], None]] = {
    "result": _result,
    "results": _results,
    "corpus": _corpus,
    "codebook": _codebook,
    "settings": _settings,
    "sheet": _sheet,
    "people": _people,
    "model": _model,
    "classifier": _classifier,
    "gold": _gold,
}


# --------------------------------------------------------------------------- what is promised


@contextlib.contextmanager
def _refusing(error: type[BeritaError], path: Path | None = None) -> Iterator[None]:
    """Pass over *error*, whose message must name *path* where that is given."""
    said = ""
    try:
        yield
    except error as refusal:
        said = str(refusal)
    assert not said or path is None or path.name in said, f"names no file: {said}"


class _Guard:
    """Hears through Python's audit events whether code does what reading must never do."""

    _WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    _CHANGES = frozenset(
        {"os.remove", "os.rename", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.rmdir"}
    )
    _NEVER = frozenset(
        {"pickle.find_class", "socket.connect", "subprocess.Popen", "os.system", "os.exec"}
    )

    def __init__(self) -> None:
        self.folder = ""  # the one where files may be written; empty while nothing is watched
        self.heard: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.folder:
            return
        if event in self._NEVER:
            self.heard.append(f"{event}{given[:2]!r}")
        elif event == "open":
            path, _, flags = given
            if flags & self._WRITES and not isinstance(path, int):
                self._check(event, path)
        elif event in self._CHANGES:
            self._check(event, given[0])

    def _check(self, event: str, path: Any) -> None:
        where = os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | Path) else ""
        inside = where.startswith(self.folder) or "__pycache__" in where
        if where and not inside and where != os.devnull:
            self.heard.append(f"{event} {where}")


_guard = cache(_Guard)


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """An empty folder in memory, the only place where anything may be written meanwhile."""
    home = _home()
    folder = Path(tempfile.mkdtemp(dir=home))
    guard = _guard()
    kept, tempfile.tempdir = tempfile.tempdir, str(home)
    guard.folder = str(home)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # ids that come again, unfinished batches
            yield folder
    finally:
        guard.folder, tempfile.tempdir = "", kept
        shutil.rmtree(folder, ignore_errors=True)
    heard = [*guard.heard]
    guard.heard.clear()
    assert not heard, f"reading did {heard[:3]}"


@cache
def _home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="beritanlp-fuzz-", dir=_memory()))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "page": page,
    "files": files,
    "saved": saved,
}
