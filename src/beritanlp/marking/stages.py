"""The stages of the analysis: each writes what one part of the reading found as marks.

Each is a component of the spaCy pipeline too, in a file of its own in `components`, which says
what its groups hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from beritanlp.lexicons.gazetteer import name_on
from beritanlp.marking.marked import MarkedText
from beritanlp.rules.candidates import QuoteCandidate
from beritanlp.rules.reading import read
from beritanlp.text.page import Page
from beritanlp.text.remember import Remembered
from beritanlp.text.stem import stem_word
from beritanlp.text.terms import token_term
from beritanlp.text.tokenize import spaced, tokenize
from beritanlp.topics.codebook import Codebook

__all__ = [
    "CLITIC",
    "COMPONENTS",
    "mark_layout",
    "mark_names",
    "mark_quotes",
    "mark_sentences",
    "mark_speakers",
    "mark_terms",
    "mark_text",
    "mark_topics",
    "stems_of",
]

CLITIC = "clitic"

# the order in which the stages run, by their names as components of a spaCy pipeline
COMPONENTS: tuple[str, ...] = (
    "beritanlp_layout",
    "beritanlp_sentences",
    "beritanlp_stems",
    "beritanlp_names",
    "beritanlp_quotes",
    "beritanlp_speakers",
    "beritanlp_terms",
    "beritanlp_topics",
)


def mark_text(
    text: str, title: str | None, published: dt.date | None, codebook: Codebook
) -> MarkedText:
    """*text*, which is clean, with the marks of all stages, as the pipeline's Doc has them."""
    tokens = tokenize(text)
    words, starts = spaced(tokens)
    marked = MarkedText(text, words, starts, read(text, title, published, tokens))
    mark_layout(marked)
    mark_sentences(marked)
    marked.stems = stems_of(words)
    mark_names(marked)
    mark_quotes(marked)
    mark_speakers(marked)
    mark_terms(marked)
    mark_topics(marked, codebook)
    return marked


def mark_layout(marked: MarkedText) -> None:
    """Mark title, dateline, byline, body paragraphs and boilerplate: ``layout``."""
    marked.open("layout")
    layout = marked.reading.page.layout
    for label in ("title", "dateline", "byline"):
        span = getattr(layout, label)
        if span:
            start, end = span
            extra = f"{layout.place or ''}\t{layout.outlet or ''}" if label == "dateline" else ""
            marked.add("layout", start, end, label, extra)
    for start, end in layout.body:
        marked.add("layout", start, end, "body")
    for start, end in layout.boilerplate:
        marked.add("layout", start, end, "boilerplate")
    if layout.published:
        marked.data["beritanlp.stated"] = layout.published.isoformat()


def mark_sentences(marked: MarkedText) -> None:
    """Set ``sentence_starts``; lines of chrome are sentences of their own."""
    if not marked.words:
        return
    page = marked.reading.page
    borders = {page.starts[i] for i in page.sentence_starts}
    for start, end in page.layout.boilerplate:
        borders.add(start)
        after = page.index_at(end)
        if after < len(page.starts):
            borders.add(page.starts[after])
    marked.sentence_starts = sorted({0, *map(marked.token_at, borders)})


def stems_of(words: Sequence[str]) -> list[str]:
    """The stem of each of *words* that begins with a letter; of others it is the word itself.

    So it is of a word without any letter that Sastrawi knows: *à*.
    """
    return _stems.of(words)


def _stem(word: str) -> str:
    return (stem_word(word) if word[0].isalpha() else "") or word.lower()


_stems = Remembered(_stem)


def mark_names(marked: MarkedText) -> None:
    """Mark every mention of an organisation: ``institutions``."""
    marked.open("institutions")
    reading = marked.reading
    page = reading.page
    other: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    for n, found in enumerate(reading.organisations):
        id_ = f"i{n}"
        if found.id:
            shown, official = found.name, name_on(found.id, reading.day)
        else:
            shown = max((page.slice(*span) for span in found.spans), key=len)
            official = found.name
        if official and official != shown:
            other[id_] = official
        if found.acronym:
            acronyms[id_] = found.acronym
        for span in found.spans:
            marked.add_words("institutions", span, found.kind.value, id_, found.id or "")
    if other:
        marked.data["beritanlp.institution_names"] = other
    if acronyms:
        marked.data["beritanlp.institution_acronyms"] = acronyms


def mark_quotes(marked: MarkedText) -> None:
    """Mark quotes, their cues and the words that name their sources."""
    marked.open("quotes", "cues", "mentions")
    reading = marked.reading
    _, resolutions = reading.speakers  # of "Rudi dan Sari mengatakan" they know that two speak
    for n, (quote, found) in enumerate(zip(reading.quotes, resolutions, strict=True)):
        _mark_quote(marked, reading.page, quote, f"q{n}")
        if found.mention and not quote.clitic:
            marked.add_words("mentions", found.mention, "words", f"q{n}")


def _mark_quote(marked: MarkedText, page: Page, quote: QuoteCandidate, id_: str) -> None:
    for i, j in quote.content:
        for start, end in page.pieces(i, j):
            marked.add("quotes", start, end, label=quote.kind.value, id=id_, kb_id=quote.rule)
            marked.join("quotes")
    if quote.cue:
        marked.add_words("cues", quote.cue, quote.rule, id_)
        if quote.clitic:
            end = quote.cue[1]
            marked.add_words("mentions", (end - 1, end), CLITIC, id_)


def mark_speakers(marked: MarkedText) -> None:
    """Mark who speaks: ``speakers``, and all mentions of the speakers, ``people`` and ``roles``."""
    marked.open("speakers", "people", "roles")
    entities, resolutions = marked.reading.speakers
    ids: dict[int, str] = {}
    full: dict[int, tuple[int, int]] = {}  # by entity: its fullest name, looked for once
    elsewhere: dict[str, str] = {}
    for n, found in enumerate(resolutions):
        if found.entity is None or found.by is None:
            continue
        entity = entities[found.entity]
        if found.entity not in ids:
            ids[found.entity] = f"s{len(ids)}"
            id_ = ids[found.entity]
            if entity.elsewhere:
                elsewhere[id_] = entity.elsewhere
            for mention in entity.mentions:
                marked.add_words(
                    "people", mention, entity.kind.value, id_, entity.institution_id or ""
                )
            for label, words in (
                ("former" if entity.former else "role", entity.role),
                ("affiliation", entity.affiliation),
            ):
                if words:
                    marked.add_words("roles", words, label, id_)
        if found.entity not in full:
            full[found.entity] = entity.full
        marked.add_words("speakers", full[found.entity], found.by.value, f"q{n}", ids[found.entity])
    if elsewhere:
        marked.data["beritanlp.speaker_names"] = elsewhere


def mark_terms(marked: MarkedText) -> None:
    """Set ``terms``, and mark ``names`` of people, places and organisations."""
    marked.open("names")
    reading = marked.reading
    page = reading.page
    of_page = dict(zip(page.starts, zip(page.words, reading.terms, strict=True), strict=True))
    marked.terms = [
        # the others are in the site's chrome, or another tokenizer's
        known[1] if known is not None and known[0] == word else token_term(word)
        for word, known in zip(marked.words, map(of_page.get, marked.starts), strict=True)
    ]
    for found, term in zip(reading.names, reading.name_terms, strict=True):
        marked.add_words("names", (found.start, found.end), found.kind.value, kb_id=term)


def mark_topics(marked: MarkedText, codebook: Codebook) -> None:
    """Mark the terms of *codebook*: ``topics``."""
    marked.open("topics")
    for hit in codebook.find_terms(marked.reading.page.words):
        strength = f"{hit.strength:g}"
        marked.add_words("topics", (hit.start, hit.end), hit.code, hit.term, strength)
