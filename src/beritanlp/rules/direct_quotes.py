"""Speech in quotation marks: which passages are speech, by which cue, and from which words.

A passage is speech where a cue stands behind it, before it, or where it goes on with the speech
before it. Titles, slogans and odd words in marks have none of these and are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from beritanlp.domain import QuoteKind
from beritanlp.lexicons.words import function_words, reference_words
from beritanlp.rules.candidates import QuoteCandidate, cue_range, trim_content
from beritanlp.rules.cues import Cue, cue_at, unlisted_cue
from beritanlp.rules.phrases import match_phrase
from beritanlp.rules.sources import Source, SourceReader
from beritanlp.rules.subjects import find_subject
from beritanlp.text.marks import Quotation
from beritanlp.text.page import Page
from beritanlp.text.tokenize import TokenKind

__all__ = ["find_direct_quotes"]

_SAID = (TokenKind.WORD, TokenKind.NUMBER)
_STOPS = frozenset({",", ".", "-", "–", "—", "--", ";", "!", "?"})
# words; a passage with no cue of its own must be a sentence to count as speech going on
_MIN_CONTINUATION = 4
# words between a cue before the speech and its opening mark: "mengatakan kepada pers di Jakarta,
# Senin (1/2),"
_MAX_GAP = 25
_MAX_ANTECEDENT = 12  # words of a name with its office before "yang"
# words in which a lost closing mark is looked for; the longest statement of PFSA-ID has 230
_MAX_SPEECH = 400
# words; longer passages are speech even where the sentence before lost its full stop
_LONG = 6


@dataclass(slots=True)
class _Attribution:
    cue: Cue
    source: Source | None
    end: int  # first word behind the attribution
    rule: str


def find_direct_quotes(page: Page, reader: SourceReader) -> list[QuoteCandidate]:
    """Direct quotes of the page in reading order."""
    passages = [q for q in page.quotations if not q.single]
    passages += [q for q in page.quotations if q.single and _worth(q)]
    passages += _recover(page)
    passages = [q for q in passages if not _in_name(page, q)]
    passages.sort(key=lambda q: q.first)
    found: list[QuoteCandidate] = []
    last_end = -1  # first word behind the attribution of the quote before
    last: QuoteCandidate | None = None
    waiting: list[Quotation] = []  # whole sentences in marks whose cue may stand behind the next
    for n, passage in enumerate(passages):
        following = passages[n + 1] if n + 1 < len(passages) else None
        before_limit = _close(passages[n - 1]) + 1 if n else 0
        content = trim_content(page, passage.first, passage.last + 1)
        if not any(page.kinds[k] in _SAID for k in range(*content)):
            continue  # marks around nothing that can be said
        lost = passage.opening is None or passage.closing is None
        if lost and found and content[0] < found[-1].content[-1][1]:
            continue  # where one mark is lost, another may be too: the speech before has the words
        if passage.closing is None and following is not None and following.continues:
            closed = _lost_closing(page, passage.first, passage.last)
            if closed is None and not (passage.continues and last is not None and not waiting):
                first = _cue_ahead(page, reader, passage, before_limit)
                if first:
                    last = _candidate(content, first)
                    found.append(last)
                    last_end = _close(passage) + 1
                    continue
                waiting.append(passage)  # its paragraph re-opens; the cue stands further down
                continue
            if closed is not None:
                passages[n + 1] = replace(following, continues=False)
                passage = Quotation(passage.first, closed, passage.opening, None)
                content = trim_content(page, passage.first, passage.last + 1)
        if passage.continues and last is not None and not waiting:
            last.content.append(content)
            after = _cue_behind(page, reader, passage, following)
            if after:
                _attach(last, after)
                last_end = after.end
            else:
                last_end = _close(passage) + 1
            continue
        behind = _cue_behind(page, reader, passage, following)
        if behind and _is_speech(page, passage):
            last = _candidate(content, behind)
            if waiting and _follows(waiting[-1], passage):
                last.content[:0] = [trim_content(page, q.first, q.last + 1) for q in waiting]
            else:
                found += [_lone(page, q) for q in waiting if found]
            waiting = []
            found.append(last)
            last_end = behind.end
            continue
        ahead = None if passage.opening is None else _cue_ahead(page, reader, passage, before_limit)
        if (
            ahead
            and not passage.single
            and (last is None or ahead.cue.start >= (last.cue or (0, 0))[1])
        ):
            last = _candidate(content, ahead)
            found.append(last)
            last_end = _close(passage) + 1
            continue
        if lost or passage.single:
            continue
        if last is not None and _goes_on(page, passage, last_end):
            last.content.append(content)
            last_end = _close(passage) + 1
            continue
        if _is_sentence(page, passage):
            if waiting and not _follows(waiting[-1], passage):
                found += [_lone(page, q) for q in waiting if found]
                waiting = []
            waiting.append(passage)
    found += [_lone(page, q) for q in waiting if found]
    return found


def _follows(one: Quotation, other: Quotation) -> bool:
    return _close(one) + 1 == _open(other)


def _lone(page: Page, passage: Quotation) -> QuoteCandidate:
    """A sentence in marks with no cue of its own: the speech before goes on."""
    content = trim_content(page, passage.first, passage.last + 1)
    return QuoteCandidate(
        QuoteKind.DIRECT, [content], None, False, None, "continuation", continues=True
    )


def _candidate(content: tuple[int, int], by: _Attribution) -> QuoteCandidate:
    return QuoteCandidate(
        QuoteKind.DIRECT,
        [content],
        cue_range(by.cue),
        by.cue.clitic,
        by.source,
        by.rule,
    )


def _attach(quote: QuoteCandidate, by: _Attribution) -> None:
    """Give a quote that began without a cue the one behind its last paragraph."""
    if quote.cue is None:
        quote.cue, quote.clitic, quote.source = cue_range(by.cue), by.cue.clitic, by.source
        quote.rule, quote.continues = by.rule, False


def _close(passage: Quotation) -> int:
    return passage.closing if passage.closing is not None else passage.last


def _open(passage: Quotation) -> int:
    return passage.opening if passage.opening is not None else passage.first


def _worth(passage: Quotation) -> bool:
    """Single marks hold speech only with three words or more and a cue beside them."""
    return passage.last - passage.first >= 2


def _in_name(page: Page, passage: Quotation) -> bool:
    """Whether a nickname stands in marks inside a name: *kata Rudi “Opung” Hartanta*."""
    i, j = passage.opening, passage.closing
    if i is None or j is None or not 0 < i < j < len(page) - 1 or j - i > 3:
        return False
    words = [i - 1, *range(i + 1, j), j + 1]
    return page.sentence_of(i - 1) == page.sentence_of(j + 1) and all(
        page.kinds[k] is TokenKind.WORD and page.words[k][0].isupper() for k in words
    )


def _is_speech(page: Page, passage: Quotation) -> bool:
    """Whether a passage with a cue behind it stands on its own, not inside a reported clause."""
    start = _open(passage)
    sentence = page.sentence_range(start)[0]
    if start and page.lower[start - 1] in reference_words("titling"):
        return False  # "kegiatan bertema “…”"
    if start == sentence or page.words[start - 1] in (":", ".", "!", "?"):
        return True
    if not page.words[passage.first][0].isupper():
        return False  # Gaza “membawa pesan …,” kata Budi: a fragment inside a clause
    if passage.last - passage.first + 1 >= _LONG:
        return True
    before = page.lower[sentence:start]
    return len(before) <= 2 or before[-1] == "," or passage.last - passage.first >= 2


def _limit(page: Page, i: int, following: Quotation | None) -> int:
    """Where an attribution that begins at *i* must end: its sentence or the next passage."""
    end = page.sentence_range(i)[1]
    return min(end, _open(following)) if following else end


def _cue_behind(
    page: Page, reader: SourceReader, passage: Quotation, following: Quotation | None
) -> _Attribution | None:
    """The attribution right behind a passage: *” kata Anas*, *” katanya*, *” Jenal memungkasi*."""
    lower, words = page.lower, page.words
    k = _close(passage) + 1
    size = len(words)
    steps = 0
    while k < size and words[k] in _STOPS and steps < 2:
        k += 1
        steps += 1
    if k >= size or page.paragraphs[k] > page.paragraphs[_close(passage)] + 1:
        return None
    if page.paragraphs[k] != page.paragraphs[_close(passage)] and not words[k][0].islower():
        return None
    pointed = k
    while k < size and lower[k] in reference_words("pointer"):
        k += 1
    if k >= size:
        return None
    limit = _limit(page, k, following)
    if limit <= k:
        return None
    if lower[k] in reference_words("account_noun") and (
        k > pointed or lower[k] in reference_words("report_noun")
    ):  # fmt: skip
        return _account(page, reader, k, limit)
    if k > pointed and lower[pointed] in reference_words("closing_pointer") and (
        page.words[k][0].isupper()
    ):  # fmt: skip
        source = reader.read(k, limit)
        if source is not None and source.kind in ("named", "institution"):
            # "…,” demikian Kepala BPS Rudi Hartanta."
            return _Attribution(unlisted_cue(pointed, k), source, source.end, "behind-noun")
    cue = cue_at(lower, k, "post", "passive", "preposition")
    if cue is None and k + 1 < limit and match_phrase(lower, k, "adverb"):
        cue = cue_at(lower, k + match_phrase(lower, k, "adverb"), "post", "passive")
    if cue and words[k][0].isupper() and passage.last + 1 == _close(passage):
        # a capital begins a new sentence: "... besok.” Kata Budi, jalan ditutup"
        previous = words[passage.last]
        if previous in (".", "!", "?") and cue.frame != "post":
            return None
    if cue:
        return _after_cue(page, reader, cue, limit)
    return _subject_and_verb(page, reader, k, limit) or _odd_cue(page, reader, passage, k, limit)


def _odd_cue(
    page: Page, reader: SourceReader, passage: Quotation, k: int, limit: int
) -> _Attribution | None:
    """*…,” pekik Rudi.*: a small word that no table knows, between closed speech and a name."""
    words = page.words
    closed = words[passage.last] in (",", "!", "?") or words[_close(passage) - 1] in (",", "!", "?")
    if not closed or k + 1 >= limit or not (
        page.kinds[k] is TokenKind.WORD and words[k].islower()
        and words[k + 1][0].isupper()
        and (reader.is_name_word(k + 1) or page.lower.count(page.lower[k + 1]) > 1)
        and words[k] not in function_words()
    ):  # fmt: skip
        return None
    source = reader.read(k + 1, limit)
    if source is None or source.kind != "named":
        return None
    end = source.end
    if (
        end < limit
        and words[end] not in (".", ",", "(")
        and not match_phrase(page.lower, end, "adjunct", "adverb", "day")
    ):
        return None
    return _Attribution(unlisted_cue(k, k + 1), source, end, "behind-odd")


def _account(page: Page, reader: SourceReader, k: int, limit: int) -> _Attribution | None:
    """*” demikian penjelasan resmi dari Rudi*: a noun reports, its source stands behind it."""
    lower = page.lower
    j = k + 1
    while j < limit and lower[j] in reference_words(
        "saying_manner", "account_noun", "place_link", "press"
    ):
        j += 1
    source = reader.read(j, limit) if j < limit else None
    if source is None and j < limit and page.words[j][0].isupper():
        some = _plain_source(page, reader, j, limit)  # "KBRI", "Koalisi Wanasari"
        source = some and Source(some.start, some.end, some.mention, "description")
    if source is None:
        return None
    return _Attribution(unlisted_cue(k, k + 1), source, source.end, "behind-noun")


def _after_cue(page: Page, reader: SourceReader, cue: Cue, limit: int) -> _Attribution | None:
    lower = page.lower
    if cue.clitic:
        # "bebernya Aris": the name stands behind the clitic all the same
        source = reader.read(cue.end, limit) if cue.end < limit else None
        if source and source.kind == "named" and page.words[cue.end][0].isupper():
            return _Attribution(
                Cue(cue.start, cue.end, cue.row, False), source, source.end, "behind"
            )
        return _Attribution(cue, None, cue.end, "behind")
    k = cue.end
    if cue.row.form in reference_words("account_noun") and k < limit and (
        lower[k] in reference_words("account_noun")
    ):  # fmt: skip
        return _account(page, reader, cue.start, limit)  # "bunyi keterangan resmi dari Rudi"
    again = cue_at(lower, k, "post") if k < limit and cue.frame == "post" else None
    if again is not None and again.row.strength == "strong" and not again.clitic:
        k = again.end  # a slip of the pen: "ujar ungkap Rudi"
    if k < limit and lower[k] in reference_words("agent_link"):
        k += 1
    skipped = match_phrase(lower, k, "adverb") if k < limit else 0
    source = reader.read(k, limit) if k < limit else None
    if source is None and skipped:
        source = reader.read(k + skipped, limit)
    if source is None:
        source = _plain_source(page, reader, k, limit)
    if source is None and (cue.frame != "post" or cue.row.strength == "weak"):
        return None
    return _Attribution(cue, source, source.end if source else cue.end, "behind")


def _plain_source(page: Page, reader: SourceReader, k: int, limit: int) -> Source | None:
    """A source that no table knows: the nouns up to a comma, an adverbial or the sentence's end."""
    j = k
    while j < limit and j - k < 8 and page.kinds[j] is TokenKind.WORD:
        if match_phrase(page.lower, j, "adjunct", "adverb", "complementizer", "relative", "day"):
            break
        j += 1
    if j == k:
        return None
    if j + 2 < limit and page.words[j] == "," and page.words[j + 1][0].isupper():
        # "ujar pembasmi hama berlisensi, Allan Bossel"
        end = reader.read_name(j + 1, limit)
        if end - j >= 3 and reader.can_start_name(j + 1, sure=True):
            return Source(k, end, (j + 1, end), "named", name=(j + 1, end), role=(k, j))
    capitals = all(page.words[i][0].isupper() for i in range(k, j))
    if capitals:
        return Source(k, j, (k, j), "named", name=(k, j))
    return Source(k, j, (k, j), "description")


def _subject_and_verb(page: Page, reader: SourceReader, k: int, limit: int) -> _Attribution | None:
    """*” Jenal memungkasi.*, *” Rudi menambahkan.*: a subject, a reporting verb, and no more."""
    source = reader.read(k, limit)
    if source is None:
        return None
    j = source.end
    while j < limit and (page.words[j] == "," or match_phrase(page.lower, j, "adverb")):
        j += match_phrase(page.lower, j, "adverb") or 1
    if j >= limit:
        return None
    cue = cue_at(page.lower, j, "active", "post")
    if cue is None:
        return None
    end = cue.end
    closed = (
        end >= limit
        or page.words[end] in (".", ",")
        or bool(match_phrase(page.lower, end, "adjunct", "day"))
    )
    if not closed:
        return None
    return _Attribution(cue, source, end, "behind-verb")


def _cue_ahead(
    page: Page, reader: SourceReader, passage: Quotation, low: int
) -> _Attribution | None:
    """The cue before a passage: *Budi mengatakan, “…”*, *Menurut Budi, “…”*, *kata Budi: “…”*"""
    lower, words = page.lower, page.words
    start = _open(passage)
    sentence = max(page.sentence_range(start)[0], low)
    if start > 0 and start == page.sentence_range(start)[0] and words[start - 1] == ":":
        sentence = max(page.sentence_range(start - 1)[0], low)
    k = start
    while k > sentence and words[k - 1] in (",", ":", "-", "–", "—"):
        k -= 1
    if k > sentence and lower[k - 1] in reference_words("complementizer"):
        k -= 1
    colon = words[start - 1] == ":" if start else False
    close = _close(passage)
    if (
        close + 1 < len(words)
        and page.sentence_of(close + 1) == page.sentence_of(start)
        and words[close + 1] not in _STOPS
        and not colon
        and not match_phrase(lower, close + 1, "day")
    ):
        return None  # menyebut aturan itu “njelimet” bagi warga: a fragment, the clause goes on
    for c in range(k - 1, max(sentence, k - _MAX_GAP) - 1, -1):
        if page.quotation_at[c] >= 0:
            break
        cue = cue_at(lower, c, "headline") if c < page.title_end else None
        cue = cue or cue_at(lower, c)
        if cue is None or cue.end > k:
            continue
        if cue.frame in ("active", "stance", "headline"):
            if cue.end < k and not _is_adjunct(page, reader, cue.end, k):
                if colon and cue.frame == "active":
                    pass  # "menyampaikan pesan kepada warga: “…”"
                else:
                    continue
            if lower[cue.start - 1] in reference_words("relative"):
                source = _antecedent(page, reader, sentence, cue.start - 1)
            else:
                source = find_subject(page, reader, sentence, cue.start)
            if source is None and not (colon or words[start - 1] in (",", ":")):
                return None
            return _Attribution(cue, source, start, "ahead")
        if cue.clitic:
            if cue.end < k and not _is_adjunct(page, reader, cue.end, k):
                continue
            return _Attribution(cue, None, start, "ahead")
        j = cue.end + (1 if lower[cue.end : cue.end + 1] == ["oleh"] else 0)
        source = reader.read(j, k) if j < k else None
        if source is None:
            continue
        if source.end < k and not _is_adjunct(page, reader, source.end, k):
            continue
        return _Attribution(cue, source, start, "ahead")
    if colon and k > sentence:
        # "Budi: “…”" in interviews and headlines
        source = reader.read(sentence, k)
        if source and source.end >= k and source.kind in ("named", "role", "institution"):
            return _Attribution(unlisted_cue(start - 1, start), source, start, "colon")
    return None


def _antecedent(page: Page, reader: SourceReader, low: int, end: int) -> Source | None:
    """Whom a relative clause at word *end* is of: *… ditutup Rudi | yang menyapa, “…”*; or None."""
    for k in range(max(low, end - _MAX_ANTECEDENT), end):
        source = reader.read(k, end)
        if source is not None and source.end == end and source.kind in ("named", "pronoun"):
            return source
    return None


def _is_adjunct(page: Page, reader: SourceReader, i: int, j: int) -> bool:
    """Whether words [i, j) only say to whom, when or where something was said."""
    if i >= j:
        return True
    if "bahwa" in page.lower[i : j - 1]:
        return False  # "… kepada pers bahwa orang itu didakwa dengan “pelecehan”": a clause
    if page.words[i] in (",", "("):
        return i + 1 >= j or _is_adjunct(page, reader, i + 1, j) or page.words[i] == "("
    return bool(
        match_phrase(page.lower, i, "adjunct", "adverb", "day", "demonstrative", "connective")
    )


def _goes_on(page: Page, passage: Quotation, last_end: int) -> bool:
    """Whether a passage with no cue follows right behind the attribution of the quote before."""
    start = _open(passage)
    if last_end > start:
        return False
    between = range(last_end, start)
    same_sentence = page.sentence_of(start) == page.sentence_of(max(last_end - 1, 0))
    if same_sentence:
        # “A,” kata X, “B.”: adverbials may stand between, a clause of its own may not
        if len(between) > _MAX_GAP or any(page.words[i][0] in ".!?" for i in between):
            return False
        return not between or page.words[start - 1] in (",", "-", "–", "—", ":")
    if not _is_sentence(page, passage):
        return False
    # the next sentence: nothing may stand between but the end of the attribution's sentence
    end_of_last = page.sentence_range(max(last_end - 1, 0))[1]
    return end_of_last == page.sentence_range(start)[0]


def _is_sentence(page: Page, passage: Quotation) -> bool:
    """Whether the passage is a sentence of its own, not words inside one."""
    start, close = _open(passage), _close(passage)
    low = page.sentence_range(start)[0]
    if passage.last - passage.first + 1 < _MIN_CONTINUATION:
        return False
    ends = page.sentence_range(close)[1]
    behind = all(page.words[i] in _STOPS for i in range(close + 1, ends))
    return low == start and behind and page.words[passage.first][0].isupper()


def _recover(page: Page) -> list[Quotation]:
    """Passages whose opening or closing mark was lost, bounded by a cue."""
    found: list[Quotation] = []
    lower, words = page.lower, page.words
    for i in page.lonely_marks:
        paragraph = page.paragraphs[i]
        # lost opening: the speech began with its sentence
        k = i + 1
        while k < len(words) and words[k] in _STOPS and k < i + 3:
            k += 1
        if k < len(words) and page.paragraphs[k] == paragraph and words[i - 1 : i] != ["("]:
            cue = cue_at(lower, k, "post")
            start = page.sentence_range(i)[0]
            if cue and i - start >= 3 and all(page.quotation_at[x] < 0 for x in range(start, i)):
                found.append(Quotation(start, i - 1, None, i))
                continue
        # lost closing: the speech ends before the first comma and cue of its paragraph
        end = i
        while (
            end + 1 < len(words)
            and end - i < _MAX_SPEECH
            and page.paragraphs[end + 1] == paragraph
            and (page.quotation_at[end + 1] < 0)
        ):
            end += 1
        closed = _lost_closing(page, i + 1, end)
        if closed is not None:
            found.append(Quotation(i + 1, closed, i, None))
    return found


def _lost_closing(page: Page, first: int, last: int) -> int | None:
    """The comma or full stop before a cue with its source, where a closing mark was lost."""
    lower, words = page.lower, page.words
    for j in range(first + 2, min(last + 1, len(words) - 1)):
        if (
            words[j] not in (",", ".", "?", "!")
            or not words[j + 1][0].islower()
            or page.paragraphs[j + 1] != page.paragraphs[first]
        ):
            continue
        cue = cue_at(lower, j + 1, "post")
        if cue is None or cue.end > len(words):
            continue
        if cue.clitic or (
            cue.end < len(words)
            and (
                words[cue.end][0].isupper()
                or match_phrase(lower, cue.end, "singular", "polite") > 0
            )
        ):
            return j
    return None
