"""Turn an annotator's draft (words as they stand) into gold records (offsets and names only).

A draft is JSON Lines, one object per article; words are given as they stand in the article, and a
long passage may be shortened to its first and last words with `` ... `` between them. Each is
looked for after the one before it, so drafts are written in reading order. ``python
tests/gold/anchor.py DRAFT.jsonl --out GOLD.jsonl`` prints every passage it could not place and what
it made of the rest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from beritanlp.evaluation.gold import data_folder

DATA = data_folder()
GAP = " ... "


class AnchorError(ValueError):
    """A passage of the draft is not in the article where it was looked for."""


def read_texts() -> dict[str, tuple[str, str]]:
    """Every shared article by id, with the file it stands in (relative to the data folder)."""
    texts = {}
    for path in [
        *sorted((DATA / "news").glob("*.jsonl")),
        DATA / "quotes" / "pfsa-id-visible.jsonl",
        DATA / "topics" / "detik2025_aspects.jsonl",
    ]:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                texts[str(record["id"])] = (record["text"], str(path.relative_to(DATA)))
    return texts


def place(text: str, words: str, start: int) -> tuple[int, int]:
    """Start and end of *words* in *text*, first at or after *start*, else anywhere if unique."""
    head, gap, tail = words.partition(GAP)
    at = text.find(head, start)
    if at < 0:
        at = text.find(head)
        if at < 0 or text.find(head, at + 1) >= 0:
            raise AnchorError(f"{head!r} is {'not' if at < 0 else 'not once'} in the article")
    if not gap:
        return at, at + len(head)
    end = text.find(tail, at + len(head))
    if end < 0:
        raise AnchorError(f"{tail!r} does not follow {head!r}")
    return at, end + len(tail)


def place_near(
    text: str, words: str, low: int, high: int, cue: list[int] | None
) -> tuple[int, int]:
    """The occurrence of *words* outside [low, high) that is nearest to *cue*, or to the content."""
    near, far = cue or (low, high)
    found, at = [], text.find(words)
    while at >= 0:
        inside = words[0].isalnum() and text[at - 1 : at].isalnum()  # "sebut" in "tersebut"
        if (at + len(words) <= low or at >= high) and not inside:
            found.append((min(abs(near - at - len(words)), abs(at - far)), at))
        at = text.find(words, at + 1)
    if not found:
        raise AnchorError(f"{words!r} is not in the article outside the content")
    at = min(found)[1]
    return at, at + len(words)


def anchor_quote(text: str, draft: dict[str, Any], start: int) -> dict[str, Any]:
    """One quote with offsets; cue and mention are looked for next to the content."""
    content, at = [], start
    for words in draft["content"]:
        span = place(text, words, at)
        content.append(list(span))
        at = span[1]
    low, high = content[0][0], content[-1][1]
    quote: dict[str, Any] = {
        "kind": draft["kind"],
        "content": content,
        "cue": None,
        "mention": None,
    }
    inner = (content[0][1], content[1][0]) if len(content) > 1 else None
    for part in ("cue", "mention"):
        words = draft.get(part)
        if not words:
            continue
        at = text.find(words, *inner) if inner else -1
        # "katanya": cue kata, mention -nya of the same word
        if part == "mention" and words.startswith("-") and quote["cue"]:
            at, words = quote["cue"][1], words[1:]
            if not text.startswith(words, at):
                raise AnchorError(f"-{words} does not follow the cue")
        if at < 0:
            at = place_near(text, words, low, high, quote["cue"])[0]
        quote[part] = [at, at + len(words)]
    for part in ("speaker", "role", "affiliation"):
        quote[part] = draft.get(part) or None
    quote["former"] = bool(draft.get("former"))
    return quote


def anchor_institution(text: str, draft: dict[str, Any]) -> dict[str, Any]:
    """One institution: every listed form is marked wherever it stands as a whole word."""
    mentions = set()
    for words in draft["mentions"]:
        at, n = text.find(words), 0
        while at >= 0:
            end = at + len(words)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                mentions.add((at, end))
                n += 1
            at = text.find(words, at + 1)
        if not n:
            raise AnchorError(f"institution form {words!r} is not in the article")
    # a form inside a longer form of the same institution is the longer one, unless bracketed there
    kept = [
        (s, e)
        for s, e in sorted(mentions)
        if not any(
            (s, e) != (S, E) and s >= S and e <= E and text[s - 1] != "(" for S, E in mentions
        )
    ]
    not_here = [tuple(place(text, words, 0)) for words in draft.get("except", ())]
    kept = [m for m in kept if not any(s <= m[0] and m[1] <= e for s, e in not_here)]
    return {"name": draft["name"], "kind": draft["kind"], "mentions": [list(m) for m in kept]}


def anchor_article(text: str, draft: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """The gold record of one article; what could not be placed is added to *problems*."""
    quotes, institutions, start = [], [], 0
    for n, item in enumerate(draft.get("quotes", ())):
        try:
            quote = anchor_quote(text, item, start)
        except AnchorError as error:
            problems.append(f"{draft['id']}: quote {n}: {error}")
            continue
        start = quote["content"][0][0] + 1
        quotes.append(quote)
    for item in draft.get("institutions", ()):
        try:
            institutions.append(anchor_institution(text, item))
        except AnchorError as error:
            problems.append(f"{draft['id']}: {item.get('name')}: {error}")
    record = {
        "id": draft["id"],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "quotes": quotes,
    }
    # what the draft leaves out was not labelled, which is not the same as none
    if "institutions" in draft:
        record["institutions"] = institutions
    if "topics" in draft:
        record["topics"] = draft["topics"]
    return record


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--show", action="store_true", help="print what each offset cuts out")
    call = parser.parse_args()
    texts, problems, records = read_texts(), [], []
    for path in call.drafts:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                draft = json.loads(line)
            except json.JSONDecodeError as error:
                problems.append(f"{path}:{number}: {error}")
                continue
            if draft["id"] not in texts:
                problems.append(f"{path}:{number}: no article {draft['id']!r}")
                continue
            text, origin = texts[draft["id"]]
            record = {"origin": origin, **anchor_article(text, draft, problems)}
            records.append(record)
            if call.show:
                print("==", record["id"])
                for q in record["quotes"]:
                    cut = [text[s:e] for s, e in q["content"]]
                    cue, mention = (q[k] and text[slice(*q[k])] for k in ("cue", "mention"))
                    print(
                        f"  {q['kind']:8} {cut} | cue {cue!r} | mention {mention!r} -> "
                        f"{q['speaker']} / {q['role']} / {q['affiliation']}"
                    )
                for i in record.get("institutions", ()):
                    print(f"  {i['kind']:16} {i['name']}: {[text[s:e] for s, e in i['mentions']]}")
    if call.out:
        with call.out.open("w", encoding="utf-8") as out:
            for record in sorted(records, key=lambda r: (r["origin"], r["id"])):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(
        f"{len(records)} articles, {sum(len(r['quotes']) for r in records)} quotes, "
        f"{len(problems)} problems",
        file=sys.stderr,
    )
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
