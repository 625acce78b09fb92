"""Mark what the parts of the page are: ``doc.spans["layout"]``, labels as in ``Layout``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.components.spans import SpanMarker, reading_of

__all__ = ["make_layout"]


@Language.factory("beritanlp_layout", assigns=["doc.spans"])
def make_layout(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mark title, dateline, byline, body paragraphs and boilerplate."""
    del nlp, name

    def mark_layout(doc: Doc) -> Doc:
        mark = SpanMarker(doc)
        layout = reading_of(doc).page.layout
        for label in ("title", "dateline", "byline"):
            span = getattr(layout, label)
            if span:
                extra = ""
                if label == "dateline":
                    extra = f"{layout.place or ''}\t{layout.outlet or ''}"
                mark.add("layout", span[0], span[1], label=label, id_=extra)
        for start, end in layout.body:
            mark.add("layout", start, end, label="body")
        for start, end in layout.boilerplate:
            mark.add("layout", start, end, label="boilerplate")
        if layout.published:
            doc.user_data["beritanlp.stated"] = layout.published.isoformat()
        mark.write("layout")
        return doc

    return mark_layout
