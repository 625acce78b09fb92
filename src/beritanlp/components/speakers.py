"""Mark who speaks: ``doc.spans["speakers"]``, and all mentions of the speakers."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.spans import SpanMarker, reading_of, require

__all__ = ["make_speakers"]


@Language.factory("beritanlp_speakers", assigns=["doc.spans"], requires=["doc.spans"])
def make_speakers(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark the speaker of each quote.

    ``doc.spans["speakers"]`` holds, with the quote's ``id_``, the fullest name of its speaker
    (label: how it was resolved; ``kb_id_``: the speaker, ``s0``, ``s1`` …). ``["people"]`` holds
    every mention of a speaker (label: kind; ``id_``: ``s0`` …; ``kb_id_``: its institution's id),
    ``["roles"]`` role and affiliation (label ``role``, ``former`` or ``affiliation``). A name that
    does not stand in the text is in ``doc.user_data["beritanlp.speaker_names"]``, by speaker.
    """
    del nlp

    def mark_speakers(doc: Doc) -> Doc:
        require(doc, [("quotes", "beritanlp_quotes")], name)
        mark = SpanMarker(doc)
        reading = reading_of(doc)
        page = reading.page
        entities, resolutions = reading.speakers
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
                for i, j in entity.mentions:
                    mark.add(
                        "people", page.starts[i], page.ends[j - 1],
                        label=entity.kind.value, id_=id_, kb_id=entity.institution_id or "",
                    )  # fmt: skip
                for label, words in (
                    ("former" if entity.former else "role", entity.role),
                    ("affiliation", entity.affiliation),
                ):
                    if words:
                        i, j = words
                        mark.add("roles", page.starts[i], page.ends[j - 1], label, id_)
            if found.entity not in full:
                full[found.entity] = entity.full
            i, j = full[found.entity]
            mark.add(
                "speakers", page.starts[i], page.ends[j - 1],
                label=found.by.value, id_=f"q{n}", kb_id=ids[found.entity],
            )  # fmt: skip
        mark.write("speakers", "people", "roles")
        if elsewhere:
            doc.user_data["beritanlp.speaker_names"] = elsewhere
        return doc

    return mark_speakers
