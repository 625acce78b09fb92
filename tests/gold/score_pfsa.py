"""Score direct quotes against PFSA-ID: statements found, cues exact, mentions right.

``python tests/gold/score_pfsa.py [--misses]`` reads ``quotes/pfsa-id-visible.jsonl`` from
``BERITANLP_DATA``. A STATEMENT is found where the content of a quote, or one of its spans, shares
0.8 of the longer of the two with it (marks and the comma before the closing one left out). Its cue
is the CUE or CUECOREF label that starts within 60 code points behind it; a found cue is exact where
it covers the label's word, *-nya* taken as the mention. Its mention is the -nya of a CUECOREF, else
the PERSON or PERSONCOREF label nearest to the cue; found it is right where the two are equal, or
where only the title in the label (*Presiden Jokowi*) is left out or the demonstrative that the
label leaves out (*politikus PKS itu*) is taken in, as the annotation guide asks.

PERSON, ROLE and AFFILIATION are scored as exact spans over each article: of every speaker of a
matched statement the first place of the full name, and the role and affiliation as they stand
nearest to it; titles and ranks before the name and a short form in brackets behind the body are
taken in, as PFSA-ID labels them and the annotation guide does not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter

from beritanlp.assemble import analyze_article
from beritanlp.domain import Article, Quote
from beritanlp.evaluation.gold import data_folder
from beritanlp.lexicons.rows import Title
from beritanlp.lexicons.tables import read_table

DATA = data_folder()
MARKS = "“”\"'‘’ "
BRACKET = re.compile(r" \([A-Z][\w /-]{1,20}\)")
TITLES = sorted(
    (row.form for row in read_table("titles.csv", Title) if row.position == "before"),
    key=len,
    reverse=True,
)
Span = tuple[int, int]


def strip(text: str, start: int, end: int) -> Span:
    """The statement without marks and the comma or full stop before the closing one."""
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    if end > start and text[end - 1] in ",.":
        end -= 1
    return start, end


def share(one: list[Span], other: list[Span]) -> float:
    """Code points that both hold, of the longer one."""
    a = {i for s, e in one for i in range(s, e)}
    b = {i for s, e in other for i in range(s, e)}
    return len(a & b) / max(len(a), len(b), 1)


def best(statement: Span, quotes: list[Quote]) -> Quote | None:
    """The quote that holds the statement, at 0.8 overlap."""
    found: tuple[float, Quote] | None = None
    for quote in quotes:
        spans = [(s.start, s.end) for s in quote.content]
        if spans[0][0] >= statement[1] or spans[-1][1] <= statement[0]:
            continue
        value = max([share([statement], spans), *(share([statement], [s]) for s in spans)])
        if value >= 0.8 and (found is None or value > found[0]):
            found = (value, quote)
    return found[1] if found else None


def near(text: str, words: str, around: Span, reach: int = 160) -> Span | None:
    """Where *words* stand nearest to *around* in *text*; None if not within *reach*."""
    found: list[tuple[int, int]] = []
    low = max(around[0] - reach, 0)
    at = text.find(words, low, around[1] + reach)
    while at >= 0:
        found.append((min(abs(around[0] - at - len(words)), abs(at - around[1])), at))
        at = text.find(words, at + 1, around[1] + reach)
    return (min(found)[1], min(found)[1] + len(words)) if found else None


def with_titles(text: str, start: int) -> int:
    """Where the titles and ranks right before *start* begin."""
    while True:
        before = text[:start].rstrip()
        title = next(
            (t for t in TITLES if before.endswith(t) and not before[: -len(t)][-1:].isalnum()), None
        )
        if title is None or not title[0].isupper():
            return start
        start = len(before) - len(title)


def spans_of(
    text: str, quotes: list[Quote], bodies: dict[str | None, set[str]]
) -> dict[str, set[Span]]:
    """The spans of persons, roles and affiliations that the speakers of *quotes* give.

    An affiliation is the form of the body that stands nearest to the name; *bodies* holds the
    forms by the body's id.
    """
    spans: dict[str, set[Span]] = {"PERSON": set(), "ROLE": set(), "AFFILIATION": set()}
    for speaker in {quote.speaker for quote in quotes if quote.speaker}:
        places = [m for m in speaker.mentions if text[m.start : m.end] == speaker.name]
        if speaker.kind != "person" or not places:
            continue
        name = (places[0].start, places[0].end)
        spans["PERSON"].add((with_titles(text, name[0]), name[1]))
        for kind, words in (("ROLE", speaker.role), ("AFFILIATION", speaker.affiliation)):
            forms = {words, *bodies.get(speaker.institution_id, ())} if words else set()
            places = [near(text, form, name) for form in (forms if kind != "ROLE" else {words})
                      if form]  # fmt: skip
            ends = {p[1] for p in places if p}
            places = [p for p in places if p and not (text[p[0] - 1] == "(" and p[0] - 2 in ends)]
            place = min(
                (p for p in places if p),
                key=lambda p: (min(abs(name[0] - p[1]), abs(p[0] - name[1])), p[0] - p[1]),
                default=None,
            )
            if place:
                bracket = BRACKET.match(text, place[1]) if kind == "AFFILIATION" else None
                spans[kind].add((place[0], bracket.end() if bracket else place[1]))
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    call = parser.parse_args()
    n = hit = cues = cue_right = mentions = mention_right = predicted = 0
    parts: Counter[tuple[str, str]] = Counter()
    with (DATA / "quotes" / "pfsa-id-visible.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            labels = sorted(tuple(label) for label in record["labels"])
            analysis = analyze_article(Article(id=str(record["id"]), text=text))
            quotes = [q for q in analysis.quotes]
            bodies: dict[str | None, set[str]] = {
                i.id: {text[m.start : m.end] for m in i.mentions} for i in analysis.institutions
            }
            predicted += sum(q.kind == "direct" for q in quotes)
            matched: list[Quote] = []
            for start, end, label in labels:
                if label != "STATEMENT":
                    continue
                n += 1
                quote = best(strip(text, start, end), quotes)
                if quote is None:
                    if call.misses:
                        print("MISS", record["id"], repr(text[max(0, start - 60) : end + 60]))
                    continue
                hit += 1
                matched.append(quote)
                cue = next(
                    (c for c in labels if c[2].startswith("CUE") and 0 <= c[0] - end < 60), None
                )
                if cue is None:
                    continue
                cues += 1
                found = quote.cue
                clitic = bool(quote.mention and found and quote.mention.start == found.end
                              and text[found.end : found.end + 3] == "nya")  # fmt: skip
                found_end = (
                    (quote.mention.end if clitic and quote.mention else found.end) if found else 0
                )
                exact = bool(found) and (found.start, found_end) == (cue[0], cue[1])
                cue_right += exact
                if not exact and call.misses:
                    print("CUE", record["id"], repr(text[cue[0] : cue[1]]), "got",
                          found and text[found.start : found.end],
                          repr(text[end - 30 : end + 60]))  # fmt: skip
                if cue[2] == "CUECOREF":
                    mentions += 1
                    right = clitic and exact
                else:
                    near = [
                        p for p in labels
                        if p[2] in ("PERSON", "PERSONCOREF") and -80 < p[0] - cue[1] < 160
                    ]  # fmt: skip
                    if not near:
                        continue
                    mentions += 1
                    after = [p for p in near if p[0] >= cue[1]]
                    label_span = min(after or near, key=lambda p: abs(p[0] - cue[1]))
                    m = quote.mention
                    right = bool(m) and (
                        (m.start, m.end) == label_span[:2]
                        or (m.end == label_span[1] and label_span[0] <= m.start)
                        or (m.start == label_span[0]
                            and text[label_span[1] : m.end] in (" ini", " itu", " tersebut"))
                    )  # fmt: skip
                mention_right += right
                if not right and call.misses:
                    want = "-nya" if cue[2] == "CUECOREF" else text[label_span[0] : label_span[1]]
                    print("MENTION", record["id"], repr(want), "got",
                          quote.mention and text[quote.mention.start : quote.mention.end],
                          repr(text[end - 10 : end + 90]))  # fmt: skip
            for kind, found_spans in spans_of(text, matched, bodies).items():
                gold = {(s, e) for s, e, label in labels if label == kind}
                parts[kind, "right"] += len(gold & found_spans)
                parts[kind, "gold"] += len(gold)
                parts[kind, "said"] += len(found_spans)
    print(f"statements found   {hit}/{n} = {hit / n:.2%}")
    print(f"cue exact          {cue_right}/{cues} = {cue_right / cues:.2%}")
    print(f"mention right      {mention_right}/{mentions} = {mention_right / mentions:.2%}")
    print(f"direct quotes predicted {predicted}")
    for kind, published in (("PERSON", 72.2), ("ROLE", 63.6), ("AFFILIATION", 63.7)):
        right, gold_n, said = (parts[kind, what] for what in ("right", "gold", "said"))
        print(
            f"{kind:12} exact spans: F1 {200 * right / (gold_n + said):.1f} "
            f"(precision {right / said:.1%}, recall {right / gold_n:.1%}, n {gold_n}); "
            f"published {published}"
        )


if __name__ == "__main__":
    main()
