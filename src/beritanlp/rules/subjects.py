"""Find the subject of a reporting verb among the words before it."""

from __future__ import annotations

from beritanlp.lexicons.words import reference_words
from beritanlp.rules.cues import is_passive_verb
from beritanlp.rules.phrases import match_phrase
from beritanlp.rules.sources import Source, SourceReader
from beritanlp.text.page import Page
from beritanlp.text.tokenize import TokenKind

__all__ = ["find_subject", "skip_adverbs_back"]

# words between a subject and its verb: "Ani saat dihubungi di Jakarta, Kamis, menyampaikan"
_MAX_GAP = 45
# words before a verb in which its subject can begin: the gap and a long source phrase
_MAX_LOOK = 90
# words of a subject that is looked for behind a comma right before its verb
_MAX_SUBJECT = 12


def skip_adverbs_back(page: Page, verb: int, low: int) -> int:
    """The word where the adverbs right before *verb* begin; *verb* itself if there are none."""
    lower = page.lower
    k = verb
    while k > low:
        if page.words[k - 1] == ",":
            k -= 1
            continue
        for n in (3, 2, 1):
            if k - n >= low and match_phrase(lower, k - n, "adverb") == n:
                k -= n
                break
        else:
            if k - 2 < low or lower[k - 2] != "secara":
                break
            k -= 2  # "secara jujur"
    return k


def find_subject(page: Page, reader: SourceReader, low: int, verb: int) -> Source | None:
    """The source phrase in words [low, verb) that is the verb's subject; None if there is none.

    Adverbials at the clause's start are passed over; between subject and verb there may stand
    adverbs, brackets, appositions, relative clauses and adverbials, not a clause of another
    subject.
    """
    lower, words = page.lower, page.words
    k = max(low, verb - _MAX_LOOK)
    opening = True
    while k < verb:
        if page.quotation_at[k] >= 0 or words[k] in (",", ";", ":", "-", "–", "—", ".", ")", "("):
            if words[k] == "(":
                k = _skip_bracket(page, k, verb)
                continue
            k += 1
            opening = opening or words[k - 1] in (";", ":")
            continue
        n = match_phrase(lower, k, "connective") if opening else 0
        if n and not reader.is_both_bodies(k, verb):  # "Kedua, …", but "Kedua lembaga itu"
            k += n
            continue
        n = match_phrase(lower, k, "adjunct", "relative", "complementizer")
        if n:
            k = _skip_adjunct(page, reader, k, n, verb)
            opening = True
            continue
        if lower[k] in reference_words("time_noun"):
            opening = False
            k += 1  # "enam bulan lalu, Kementerian Kesehatan meminta"
            continue
        if lower[k] in reference_words("inanimate") and words[k - 1 : k] != ["para"]:
            # "Data Dinas Kesehatan menyebutkan": what a document says is nobody's speech
            behind = reader.read(k + 1, verb)
            if behind is None and not opening and _closes(page, k, verb):
                k = words.index(",", k) + 1  # "Melihat kondisi ini, Rudi mengatakan"
                opening = True
                continue
            if behind is None or behind.end == verb or not _closes(page, k, verb):
                return None
            k = behind.end
            opening = False
            continue
        source = reader.read(k, verb)
        if source and source.kind != "pronoun" and k and _is_agent(page, k):
            # "… dijual Rudi, Kasatreskrim menerangkan …": whom a passive names is no subject
            opening = False
            k = source.name[1] if source.name else source.end
            continue
        if source and _reaches(page, source.end, verb):
            return _nearer(page, reader, source, verb, opening) or source
        opening = False
        k = source.end if source and source.end > k else k + 1
    return None


def _is_agent(page: Page, i: int) -> bool:
    """Whether a passive verb or *oleh* stands right before word *i*."""
    before = page.lower[i - 1]
    if "\n" in page.text[page.ends[i - 1] : page.starts[i]]:
        return False  # the end of a heading
    if before == "oleh":
        return True
    return is_passive_verb(before)


def _closes(page: Page, i: int, verb: int) -> bool:
    """Whether a comma between word *i* and *verb* lets another clause begin."""
    return "," in page.words[i:verb]


def _nearer(
    page: Page, reader: SourceReader, first: Source, verb: int, opening: bool
) -> Source | None:
    """A subject right before the verb, behind an adverbial that *first* stands in.

    *Dengan dukungan Dirjen Kebudayaan dalam kenduri ini Rudi percaya …*: a demonstrative closes the
    adverbial, so that a name behind it begins anew; so does a comma that no second one answers,
    *Semasa menjadi saksi untuk Rudi di pengadilan, Sari menyebut …*, unless *first* is a name that
    is *opening* its clause, *Rudi, manajer Wanasari Farm, Sukamulya menyebut …*.
    """
    if first.end + 1 < verb and page.lower[first.end] in reference_words("by_way_of"):
        deliverer = reader.read(first.end + 1, verb)
        if deliverer and deliverer.kind == "named" and _reaches(page, deliverer.end, verb):
            return deliverer  # "Bupati Jember melalui Kabag Humas Rudi Hartanta mengatakan"
    stop = skip_adverbs_back(page, verb, first.end)
    for k in range(max(first.end + 1, stop - _MAX_SUBJECT), stop):
        pointed = page.lower[k - 1] in reference_words("demonstrative") and k >= stop - 6
        closed = page.words[k - 1] == "," and not (opening and _is_surely_person(reader, first))
        if pointed or closed:
            source = reader.read(k, verb)
            if source and source.end == stop and source.kind in ("named", "pronoun"):
                return source
    return None


def _is_surely_person(reader: SourceReader, source: Source) -> bool:
    """Whether a source is one by itself: not *Camat Sukamulya*, a place that looks like a name."""
    if source.kind != "named" or source.name is None:
        return source.kind == "pronoun"
    i, j = source.name
    return j - i > 1 or source.role is None or reader.is_name_word(i)


def _skip_bracket(page: Page, k: int, limit: int) -> int:
    for j in range(k + 1, min(limit, k + 15)):
        if page.words[j] == ")":
            return j + 1
    return k + 1


def _skip_adjunct(page: Page, reader: SourceReader, k: int, n: int, verb: int) -> int:
    """Where the words behind the adverbial at *k* begin: after its comma, else after its noun."""
    words = page.words
    for j in range(k + n, min(verb, k + 30)):
        if words[j] == "," and not (j + 1 < verb and _in_list(page, j, verb)):
            return j + 1
    # no comma: pass over the preposition and one phrase
    j = k + n
    if j < verb:
        source = reader.read(j, verb)
        if source and source.end < verb:
            if _reaches(page, source.end, verb) and page.lower[k] in ("menurut",):
                return j
            return source.end
        place = 0
        while (
            j + place < verb
            and words[j + place][0].isupper()
            and not reader.can_start_name(j + place)
        ):
            place += 1
        if place:
            return j + place
    return k + n


def _in_list(page: Page, comma: int, limit: int) -> bool:
    """A comma between a weekday or place and its adverbial does not end the adverbial."""
    return bool(match_phrase(page.lower, comma + 1, "day")) and any(
        page.words[j] == "," for j in range(comma + 2, min(limit, comma + 14))
    )


def _reaches(page: Page, end: int, verb: int) -> bool:
    """Whether what stands between a subject and *verb* lets the two belong together."""
    if end > verb or verb - end > _MAX_GAP:
        return False
    lower, words = page.lower, page.words
    stop = skip_adverbs_back(page, verb, end)
    if stop <= end:
        return True
    first = words[end]
    joined = lower[stop - 1] in reference_words("joiner") or (
        stop < verb and lower[stop] in reference_words("joiner")  # "tersenyum lalu mengatakan"
    )
    if joined and stop - end <= 14:
        # "… diminta untuk bertanggung jawab dan mengajak": another verb governs the second
        return not any(
            lower[k] in reference_words("modal", "complementizer") or is_passive_verb(lower[k])
            for k in range(end, stop)
        )
    if first == "(":
        after = _skip_bracket(page, end, verb)
        return _reaches(page, after, verb) if after > end + 1 else False
    if first == ",":
        # an apposition or adverbial between commas must close before the verb
        inner = end + 1
        if match_phrase(lower, inner, "adjunct", "relative", "day", "connective", "adverb"):
            return True
        if words[stop - 1] == "," or words[verb - 1] == ",":
            return True
        return inner < verb and (words[inner][0].isupper() or page.kinds[inner] is TokenKind.NUMBER)
    return bool(match_phrase(lower, end, "adjunct", "relative", "day", "adverb"))
