"""Mark organisations: ``doc.spans["institutions"]``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.spans import SpanMarker, reading_of
from beritanlp.lexicons.gazetteer import name_on

__all__ = ["make_names"]


@Language.factory("beritanlp_names", assigns=["doc.spans"])
def make_names(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark every mention of an organisation.

    The label is its kind, ``kb_id_`` its id in the list (empty if no list knows it), ``id_`` is
    shared by all mentions of one organisation in the doc. An official name that is neither
    today's of the list nor the longest form here (the name at the article's date, *Kepolisian
    Sektor …* for *Polsek …*) is in ``doc.user_data["beritanlp.institution_names"]``, by ``id_``;
    its acronym, where one is known, in ``doc.user_data["beritanlp.institution_acronyms"]``.
    """
    del nlp, name

    def mark_names(doc: Doc) -> Doc:
        mark = SpanMarker(doc)
        reading = reading_of(doc)
        page = reading.page
        other: dict[str, str] = {}
        acronyms: dict[str, str] = {}
        for n, found in enumerate(reading.organisations):
            if found.id:
                shown, official = found.name, name_on(found.id, reading.day)
            else:
                shown = max((page.slice(*span) for span in found.spans), key=len)
                official = found.name
            if official and official != shown:
                other[f"i{n}"] = official
            if found.acronym:
                acronyms[f"i{n}"] = found.acronym
            for i, j in found.spans:
                mark.add(
                    "institutions", page.starts[i], page.ends[j - 1],
                    label=found.kind.value, id_=f"i{n}", kb_id=found.id or "",
                )  # fmt: skip
        mark.write("institutions")
        if other:
            doc.user_data["beritanlp.institution_names"] = other
        if acronyms:
            doc.user_data["beritanlp.institution_acronyms"] = acronyms
        return doc

    return mark_names
