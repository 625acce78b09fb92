"""From marks to an Analysis: the one bridge from spans to the library's own types."""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from itertools import compress, islice, pairwise, repeat
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from beritanlp.domain import (
    Analysis,
    Article,
    Institution,
    InstitutionKind,
    KeyTerm,
    Layout,
    Provenance,
    Quote,
    QuoteKind,
    ResolvedBy,
    Speaker,
    SpeakerKind,
    TextSpan,
    Token,
    Topic,
)
from beritanlp.errors import ArticleError
from beritanlp.lexicons.gazetteer import institution_by_id
from beritanlp.lexicons.tables import lexicon_digest
from beritanlp.marking.marked import Mark, MarkedText
from beritanlp.marking.stages import CLITIC, COMPONENTS, mark_text
from beritanlp.rules.confidence import NO_SPEAKER, confidence_of
from beritanlp.settings import Settings
from beritanlp.text.clean import CleanText, clean
from beritanlp.text.remember import Remembered
from beritanlp.text.stem import stem_word
from beritanlp.text.terms import NO_CLITICS, clitics_of
from beritanlp.text.tokenize import TokenKind, tokenize
from beritanlp.topics.codebook import codebook_of
from beritanlp.topics.decision import TopicHit
from beritanlp.topics.keywords import TermUse, find_key_terms
from beritanlp.version import SCHEMA, __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["analyze_article", "assemble", "assemble_marked"]

_T = TypeVar("_T")
_CLITIC_LENGTH = 3  # -nya
_HitAt = tuple[TopicHit, int, int]  # with its tokens [start, end)
_MARKS = "\"“”„‟″«»'‘’‚‛`´"


def analyze_article(
    article: Article, settings: Settings | None = None, nlp: Language | None = None
) -> Analysis:
    """The Analysis of *article*: by the stages alone, or by the pipeline *nlp*, with its model.

    Raises:
        ArticleError: text or title is longer than ``settings.max_characters``.
    """
    settings = settings or Settings()
    for what, said in (("text", article.text), ("title", article.title or "")):
        if len(said) > settings.max_characters:
            raise ArticleError(
                f"article {article.id!r}: {what} has {len(said):,} characters, more than the "
                f"{settings.max_characters:,} of max_characters; split it, or raise the setting"
            )
    cleaned = clean(article.text)
    if nlp is None:
        return assemble_marked(_marked(article, cleaned, settings), article, cleaned, settings)
    doc = nlp.make_doc(cleaned.text)
    if article.title:
        doc.user_data["beritanlp.title"] = clean(article.title).text
    if article.published:
        doc.user_data["beritanlp.published"] = article.published.isoformat()
    model = nlp.meta.get("beritanlp_model")
    return assemble(nlp(doc), article, cleaned, settings, tuple(nlp.pipe_names), model)


def _marked(article: Article, cleaned: CleanText, settings: Settings) -> MarkedText:
    title = clean(article.title).text if article.title else None
    return mark_text(cleaned.text, title, article.published, codebook_of(settings.codebook))


def topic_hits_of(article: Article) -> tuple[list[TopicHit], int]:
    """The codebook's terms in *article* and its headline, and how many paragraphs it has.

    What topics are decided from; for learning that decision.
    """
    cleaned, settings = clean(article.text), Settings()
    made = _Assembly(_marked(article, cleaned, settings), article, cleaned, settings)
    return made._all_topic_hits(made._topic_hits())


def assemble_marked(
    marked: MarkedText, article: Article, cleaned: CleanText, settings: Settings | None = None
) -> Analysis:
    """The Analysis that the marks of all stages make, with offsets of the original text."""
    return _Assembly(marked, article, cleaned, settings or Settings()).run(COMPONENTS, None)


def assemble(
    doc: Doc,
    article: Article,
    cleaned: CleanText | None = None,
    settings: Settings | None = None,
    pipeline: tuple[str, ...] = (),
    model: str | None = None,
) -> Analysis:
    """The Analysis that *doc*'s span groups hold, with offsets of the article's original text."""
    from beritanlp.components.docs import marked_doc

    cleaned = cleaned or CleanText(doc.text)
    made = _Assembly(marked_doc(doc), article, cleaned, settings or Settings())
    return made.run(pipeline, model)


class _Assembly:
    def __init__(
        self, marked: MarkedText, article: Article, cleaned: CleanText, settings: Settings
    ) -> None:
        self.marked = marked
        self.text = cleaned.text
        self.article = article
        self.cleaned = cleaned
        self.settings = settings
        self.codebook = codebook_of(settings.codebook)

    def run(self, pipeline: tuple[str, ...], model: str | None) -> Analysis:
        speakers = self._speakers()
        hits = self._topic_hits()
        quotes, ordered = self._quotes(speakers, hits)
        tokens, sentences = self._tokens()
        layout = self._layout()
        return Analysis(
            article=self.article,
            layout=layout,
            sentences=sentences,
            tokens=tokens,
            quotes=quotes,
            speakers=ordered,
            institutions=self._institutions(),
            topics=self._topics(hits),
            key_terms=self._key_terms(),
            made_with=Provenance(
                schema=SCHEMA,
                beritanlp=__version__,
                spacy=_spacy_version(),
                pipeline=pipeline,
                lexicons=lexicon_digest() + _codebook_digest(self.settings.codebook),
                model=model,
            ),
        )

    def _span(self, start: int, end: int) -> TextSpan:
        if self.cleaned.clean_starts:
            start, end = self.cleaned.to_original(start, end)
        return TextSpan(start=start, end=end)

    def _of(self, span: Mark) -> TextSpan:
        return self._span(span.start_char, span.end_char)

    def _said(self, span: Mark) -> str:
        """The words of *span* on one line."""
        return " ".join(self.text[span.start_char : span.end_char].split())

    def _layout(self) -> Layout:
        parts: dict[str, TextSpan] = {}
        body: list[TextSpan] = []
        chrome: list[TextSpan] = []
        place = outlet = None
        for span in self.marked.marks("layout"):
            if span.label == "body":
                body.append(self._of(span))
            elif span.label == "boilerplate":
                chrome.append(self._of(span))
            else:
                parts[span.label] = self._of(span)
                if span.label == "dateline":
                    first, _, second = span.id.partition("\t")
                    place, outlet = first or None, second or None
        published = self.marked.data.get("beritanlp.stated")
        return Layout(
            title=parts.get("title"),
            dateline=parts.get("dateline"),
            place=place,
            outlet=outlet,
            byline=parts.get("byline"),
            published=_as_date(published),
            body=tuple(body),
            boilerplate=tuple(chrome),
        )

    def _tokens(self) -> tuple[tuple[Token, ...], tuple[TextSpan, ...]]:
        texts, starts = self.marked.words, self.marked.starts
        borders = [*self.marked.sentence_starts, len(texts)]
        kept: list[int] = []  # all but white space
        numbers: list[int] = []
        sentences: list[TextSpan] = []
        for low, high in pairwise(borders):
            own = [i for i in range(low, high) if not texts[i].isspace()]
            if own:
                kept += own
                numbers += [len(sentences)] * len(own)
                sentences.append(self._span(starts[own[0]], starts[own[-1]] + len(texts[own[-1]])))
        words = [texts[i] for i in kept]
        stems, terms = self.marked.stems, self.marked.terms
        names = {i for span in self.marked.marks("names") for i in range(span.start, span.end)}
        is_name = [i in names for i in kept]
        begins: Sequence[int] = [starts[i] for i in kept]
        ends: Sequence[int] = [starts[i] + len(texts[i]) for i in kept]
        if kept and self.cleaned.clean_starts:
            begins, ends = zip(*map(self.cleaned.to_original, begins, ends), strict=True)
        tokens = _made_at_once(
            Token,
            span=_made_at_once(TextSpan, start=begins, end=ends),
            text=words,
            stem=[stems[i] for i in kept] if stems else [word.lower() for word in words],
            is_word=_is_word.of(words),
            sentence=numbers,
            term=[terms[i] for i in kept] if terms else [word.lower() for word in words],
            is_name=is_name,
            clitics=[
                () if name else clitics
                for clitics, name in zip(_clitics.of(words), is_name, strict=True)
            ]
            if terms
            else [()] * len(words),
        )
        return tuple(tokens), tuple(sentences)

    def _speakers(self) -> dict[str, Speaker]:
        """Every marked speaker by its id in the text."""
        mentions: dict[str, list[Mark]] = {}
        for span in self.marked.marks("people"):
            mentions.setdefault(span.id, []).append(span)
        roles: dict[str, dict[str, Mark]] = {}
        for span in self.marked.marks("roles"):
            roles.setdefault(span.id, {})[span.label] = span
        full: dict[str, Mark] = {}
        for span in self.marked.marks("speakers"):
            full.setdefault(span.kb_id, span)
        elsewhere: dict[str, str] = self.marked.data.get("beritanlp.speaker_names", {})
        found: dict[str, Speaker] = {}
        for id_, name in full.items():
            own = mentions.get(id_, [name])
            parts = roles.get(id_, {})
            role = parts.get("role") or parts.get("former")
            found[id_] = Speaker(
                id=id_,
                name=elsewhere.get(id_) or self._said(name),
                kind=SpeakerKind(own[0].label),
                role=self._said(role) if role else None,
                affiliation=self._said(parts["affiliation"]) if "affiliation" in parts else None,
                former="former" in parts,
                institution_id=own[0].kb_id or None,
                mentions=tuple(self._of(span) for span in own),
                resolved_by=ResolvedBy(name.label),
            )
        return found

    def _quotes(
        self, speakers: dict[str, Speaker], hits: Sequence[_HitAt]
    ) -> tuple[tuple[Quote, ...], tuple[Speaker, ...]]:
        content: dict[str, list[Mark]] = {}
        for span in self.marked.marks("quotes"):
            content.setdefault(span.id, []).append(span)
        cues = {span.id: span for span in self.marked.marks("cues")}
        named = {span.id: span for span in self.marked.marks("mentions")}
        by_quote = {span.id: span for span in self.marked.marks("speakers")}
        quotes: list[Quote] = []
        ordered: dict[str, Speaker] = {}
        for id_, spans in content.items():
            cue, mention = self._cue_and_mention(cues.get(id_), named.get(id_))
            pieces = tuple(self._trim(span, spans[0].label) for span in spans)
            speaker = None
            link = by_quote.get(id_)
            if link is not None and link.kb_id in speakers:
                speaker = speakers[link.kb_id]
                if speaker.resolved_by != link.label:
                    speaker = replace(speaker, resolved_by=ResolvedBy(link.label))
                ordered.setdefault(speaker.id, speaker)
            rule = spans[0].kb_id or "unknown"
            way = speaker.resolved_by.value if speaker else NO_SPEAKER
            kept = tuple(piece for piece in pieces if piece and not (cue and cue.overlaps(piece)))
            if not kept:
                continue
            quotes.append(
                Quote(
                    kind=QuoteKind(spans[0].label),
                    content=kept,
                    cue=cue,
                    mention=mention,
                    speaker=speaker,
                    rule=rule,
                    confidence=confidence_of(rule, way),
                    topics=self.codebook.weigh_quote(_hits_within(hits, spans)),
                )
            )
        return tuple(quotes), tuple(ordered.values())

    def _cue_and_mention(
        self, cue: Mark | None, mention: Mark | None
    ) -> tuple[TextSpan | None, TextSpan | None]:
        """The two as offsets; of *katanya* the cue is *kata*, the mention *nya*."""
        if cue is None:
            return None, self._of(mention) if mention is not None else None
        if mention is not None and mention.label == CLITIC:
            border = cue.end_char - _CLITIC_LENGTH
            end = border
            while end > cue.start_char and self.text[end - 1] == "-":
                end -= 1
            return self._span(cue.start_char, end), self._span(border, cue.end_char)
        return self._of(cue), self._of(mention) if mention is not None else None

    def _trim(self, span: Mark, kind: str) -> TextSpan | None:
        """A piece of content; where foreign tokens hold a mark, the mark is cut off."""
        start, end = span.start_char, span.end_char
        if kind == "direct":
            text = self.text
            while (
                start < end and text[start] in _MARKS and text[start] not in text[start + 1 : end]
            ):
                start += 1
            while (
                end > start
                and text[end - 1] in _MARKS
                and text[end - 1] not in text[start : end - 1]
            ):
                end -= 1
        return self._span(start, end) if start < end else None

    def _institutions(self) -> tuple[Institution, ...]:
        groups: dict[str, list[Mark]] = {}
        for span in self.marked.marks("institutions"):
            groups.setdefault(span.id, []).append(span)
        former: dict[str, str] = self.marked.data.get("beritanlp.institution_names", {})
        acronyms: dict[str, str] = self.marked.data.get("beritanlp.institution_acronyms", {})
        found: list[Institution] = []
        for id_, spans in groups.items():
            row = institution_by_id(spans[0].kb_id) if spans[0].kb_id else None
            name = row.name if row else max(map(self._said, spans), key=len)
            name = former.get(id_, name)
            found.append(
                Institution(
                    id=row.id if row else None,
                    name=name,
                    acronym=(row.acronym if row else None) or acronyms.get(id_),
                    kind=InstitutionKind(spans[0].label),
                    parent_id=row.parent_id if row else None,
                    mentions=tuple(self._of(span) for span in spans),
                )
            )
        return tuple(found)

    def _topic_hits(self) -> list[_HitAt]:
        """The codebook's terms in the text."""
        parts = list(self.marked.marks("layout"))
        title = next((s for s in parts if s.label == "title"), None)
        title_end = title.end_char if title is not None else 0
        bodies = [s.start_char for s in parts if s.label == "body"]
        size = max(len(self.text.rstrip()), 1)
        found: list[_HitAt] = []
        for span in self.marked.marks("topics"):
            start, end = span.start_char, span.end_char
            in_title = end <= title_end
            paragraph = -1 if in_title else bisect_right(bodies, start) - 1
            hit = TopicHit(
                span.label, span.id, self._said(span), float(span.kb_id),
                in_title, paragraph, start / size,
            )  # fmt: skip
            found.append((hit, span.start, span.end))
        return found

    def _all_topic_hits(self, found: Sequence[_HitAt]) -> tuple[list[TopicHit], int]:
        """*found* with those of a headline that is not in the text, and the paragraphs' number."""
        hits = [hit for hit, _, _ in found]
        parts = [span.label for span in self.marked.marks("layout")]
        if self.article.title and "title" not in parts:
            words = [
                self.article.title[start:end]
                for start, end, kind in tokenize(self.article.title)
                if kind is not TokenKind.SPACE
            ]
            hits += [
                TopicHit(
                    hit.code, hit.term, " ".join(words[hit.start : hit.end]), hit.strength,
                    in_title=True, paragraph=-1, position=0.0,
                )
                for hit in self.codebook.find_terms(words)
            ]  # fmt: skip
        return hits, parts.count("body")

    def _topics(self, found: Sequence[_HitAt]) -> tuple[Topic, ...]:
        hits, paragraphs = self._all_topic_hits(found)
        return self.codebook.weigh(
            hits, paragraphs, self.settings.max_topics, self.settings.min_topic_weight
        )

    def _key_terms(self) -> tuple[KeyTerm, ...]:
        """Key terms of headline and body; a name counts as one word."""
        names = sorted(self.marked.marks("names"))
        words: list[TermUse] = []
        title_end = 0
        for part in self._running_text():
            at = part.start
            first = bisect_left(names, at, key=attrgetter("start"))
            for name in islice(names, first, None):
                if name.end > part.end:
                    break
                words += self._uses(at, name.start)
                words.append(TermUse(name.kb_id, self._said(name), is_name=True))
                at = name.end
            words += self._uses(at, part.end)
            if part.label == "title":
                title_end = len(words)
        return find_key_terms(words, title_end, self.settings.max_key_terms)

    def _uses(self, start: int, end: int) -> list[TermUse]:
        """Tokens [start, end) that are no white space, as terms."""
        texts = self.marked.words[start:end]
        terms = self.marked.terms[start:end] if self.marked.terms else map(stem_word, texts)
        columns = zip(terms, texts, repeat(False))
        return list(map(_term_use, compress(columns, map(str.strip, texts))))

    def _running_text(self) -> Iterator[Mark]:
        spans = [s for s in self.marked.marks("layout") if s.label in ("title", "body")]
        size = len(self.marked.words)
        if size and "layout" not in self.marked.groups:
            spans = [Mark(0, size, 0, len(self.text), "", "", "")]
        yield from sorted(spans, key=lambda span: (span.label != "title", span.start))


def _made_at_once(kind: type[_T], **columns: Sequence[object]) -> list[_T]:
    """Frozen dataclasses with slots, one for each row of *columns*, which must be right and all.

    An article has hundreds of tokens. To write their slots is three times as fast as to call
    ``__init__``, which looks up ``object.__setattr__`` for each field.
    """
    made = list(map(object.__new__, repeat(kind, len(next(iter(columns.values()))))))
    for name, values in columns.items():
        deque(map(vars(kind)[name].__set__, made, values), maxlen=0)
    return made


def _hits_within(hits: Sequence[_HitAt], spans: Sequence[Mark]) -> list[TopicHit]:
    """Those of *hits*, which are in order, that stand in one of *spans*."""
    found: set[int] = set()
    for span in spans:
        first = bisect_left(hits, span.start, key=_start_of)
        last = bisect_left(hits, span.end, lo=first, key=_start_of)
        found.update(n for n in range(first, last) if hits[n][2] <= span.end)
    return [hits[n][0] for n in sorted(found)]


def _start_of(hit: _HitAt) -> int:
    return hit[1]


def _clitics_shown(word: str) -> tuple[str, ...]:
    """The clitics of *word* with a hyphen where the word stands: *ku-*, *-nya*."""
    found = clitics_of(word)
    if found is NO_CLITICS:
        return ()
    if found.proclitic is None:
        return tuple([f"-{form}" for form in found.enclitics])
    return (f"{found.proclitic}-", *(f"-{form}" for form in found.enclitics))


# what `TermUse` does with a row of its fields, without a call of Python's for each word
_term_use = partial(tuple.__new__, TermUse)
_clitics = Remembered(_clitics_shown)
_is_word = Remembered(lambda word: word.isalnum() or any(map(str.isalnum, word)))


@cache
def _spacy_version() -> str:
    return version("spacy")


@cache
def _codebook_digest(path: str) -> str:
    """A mark of the user's own codebook, by its bytes; nothing for the package's."""
    if not path:
        return ""
    return f"+codebook:{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]}"


def _as_date(value: object) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None
