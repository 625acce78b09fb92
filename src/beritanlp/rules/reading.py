"""One reading of a page by all rules, shared by the components of a pipeline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cached_property

from beritanlp.domain import InstitutionKind, SpeakerKind
from beritanlp.lexicons.places import is_place
from beritanlp.lexicons.words import reference_words
from beritanlp.rules.candidates import QuoteCandidate
from beritanlp.rules.institutions import FoundInstitution, find_institutions
from beritanlp.rules.names import Name, find_names, name_terms, terms_of
from beritanlp.rules.quotes import find_quotes
from beritanlp.rules.sources import SourceReader
from beritanlp.rules.speakers import Entity, Resolution, resolve_speakers
from beritanlp.rules.unlisted import covered_words, kind_of_office, repeats
from beritanlp.text.dates import parse_date
from beritanlp.text.page import Page, read_page
from beritanlp.text.tokenize import Tokens

__all__ = ["Reading", "read"]


class Reading:
    """What the rules find in a page; each part is found when first asked for.

    *persons* are names of people that a trained model found there, as (start, end) in characters:
    the rules take their words for words of names.
    """

    def __init__(
        self, page: Page, date: dt.date | None, persons: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.page = page
        self.date = date
        self._persons = persons

    @cached_property
    def day(self) -> dt.date | None:
        """The article's date, or the first that it states; None if neither is known."""
        return self.date or _stated_date(self.page.text)

    def with_persons(self, persons: Sequence[tuple[int, int]]) -> Reading:
        """A reading of the same page with those names of a model."""
        return Reading(self.page, self.date, persons)

    @cached_property
    def institutions(self) -> list[FoundInstitution]:
        """The organisations, in order of first mention."""
        return find_institutions(self.page, self.day)

    @cached_property
    def organisations(self) -> list[FoundInstitution]:
        """The institutions, and unlisted organisations that somebody named there belongs to."""
        return [*self.institutions, *employers(self.page, self.institutions, self.speakers[0])]

    @cached_property
    def _reader(self) -> SourceReader:
        index = self.page.index_at
        persons = [(index(start), index(end)) for start, end in self._persons]
        return SourceReader(self.page, self.institutions, persons)

    @cached_property
    def quotes(self) -> list[QuoteCandidate]:
        """The quotes, in reading order."""
        return find_quotes(self.page, self._reader)

    @cached_property
    def speakers(self) -> tuple[list[Entity], list[Resolution]]:
        """The entities that speak or could, and each quote's speaker among them."""
        return resolve_speakers(self.page, self._reader, self.institutions, self.quotes, self.day)

    @cached_property
    def names(self) -> list[Name]:
        """The names of people, places and organisations, in order."""
        parts = {
            (start, end)
            for entity in self.speakers[0]
            if entity.kind is SpeakerKind.PERSON
            for start, end in entity.mentions
            if set(self.page.lower[start:end]) <= set(entity.words)
        }
        organisations = [
            span
            for found in self.organisations
            for span in found.spans
            # "pemerintah Jepang" is an organisation, but no name
            if found.id or self.page.lower[span[0]] not in reference_words("government")
        ]
        return find_names(self.page, organisations, parts)

    @cached_property
    def name_terms(self) -> list[str]:
        """For each of ``names`` the term under which all mentions of the named count."""
        return name_terms(self.page, self.names, self.organisations)

    @cached_property
    def terms(self) -> list[str]:
        """The term of each word of the page."""
        return terms_of(self.page, self.names)


def employers(
    page: Page, institutions: list[FoundInstitution], entities: list[Entity]
) -> list[FoundInstitution]:
    """Organisations of the affiliations that are no institution yet, with every repetition.

    *analis Sukakata Futures Rudi Hartanta*: the office says which kind of organisation it is.
    """
    covered = covered_words(page, (span for found in institutions for span in found.spans))
    persons = {word for entity in entities for word in entity.words}
    kinds: dict[tuple[int, int], InstitutionKind] = {}
    for entity in entities:
        span = entity.affiliation
        if span is None or entity.institution is not None or any(covered[slice(*span)]):
            continue
        kind = kind_of_office(page.lower[slice(*entity.role)]) if entity.role else None
        personal = not persons.isdisjoint(page.lower[slice(*span)])
        if kind and not personal and _may_be_employer(page.words[slice(*span)]):
            kinds.setdefault(span, kind)
    named: dict[str, FoundInstitution] = {}
    for (i, j), kind in kinds.items():
        name = page.slice(i, j)
        named.setdefault(name, FoundInstitution(None, name, kind)).spans.append((i, j))
    spans = [span for found in [*institutions, *named.values()] for span in found.spans]
    for i, j, span in repeats(page, kinds, covered_words(page, spans)):
        named[page.slice(*span)].spans.append((i, j))
    for found in named.values():
        found.spans = sorted(set(found.spans))
    return list(named.values())


def _may_be_employer(words: list[str]) -> bool:
    """Whether an affiliation reads as an organisation's name: no place, class or short form."""
    if len(words) == 1 and words[0].isupper():
        return False
    if words[0].lower() in reference_words("place_head", "no_name", "body_class", "locality_head"):
        return False
    return not is_place(" ".join(words)) and all(
        word[0].isupper() or len(word) < 4 for word in words
    )


_FULL_DATE = re.compile(r"\((\d{1,2}/\d{1,2}/(?:19|20)\d\d)\)")


def _stated_date(text: str) -> dt.date | None:
    """The first full date in brackets, as news dates what was said: *Senin (1/2/2021)*; or None."""
    match = _FULL_DATE.search(text)
    return parse_date(match.group(1)) if match else None


def read(
    text: str,
    title: str | None = None,
    date: dt.date | None = None,
    tokens: Tokens | None = None,
) -> Reading:
    """The reading of *text*, whose *tokens* may be known.

    `components.docs.reading_of` keeps it for all components of a spaCy pipeline.
    """
    return Reading(read_page(text, title, tokens), date)
