"""Reported speech without its own marks: *Menurut X, …*, *X mengatakan (bahwa) …*, *…, kata X, …*

A clause that holds a quoted fragment as part of its grammar is mixed. What a cue's strength means
stands with ``cue_verbs.csv``: a strong one reports with any clause behind it, a medium one needs a
sign of a clause, a weak one needs *bahwa*, *agar* or a colon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from beritanlp.domain import InstitutionKind, QuoteKind
from beritanlp.lexicons.words import function_words, reference_words
from beritanlp.rules.candidates import QuoteCandidate, cue_range, trim_content
from beritanlp.rules.cues import Cue, cue_at, cues_at, may_be_cue
from beritanlp.rules.phrases import match_phrase
from beritanlp.rules.sources import Source, SourceReader
from beritanlp.rules.subjects import find_subject, skip_adverbs_back
from beritanlp.text.page import Page
from beritanlp.text.stem import stem_word
from beritanlp.text.tokenize import TokenKind

__all__ = ["find_indirect_quotes"]

# words between a verb of asking and "agar" that can be an addressee
_MAX_ADDRESSEE = 9
_MIN_WORDS = 2
_MAX_WHOM = 5  # words from "kepada" to "itu" behind whom it goes to
_MAX_SETTING = 25  # words between a cue and "bahwa"
_MAX_TOPIC = 12  # words of a topic before the comma and its clause
# words of a noun phrase that somebody confirms or denies
_MAX_CONFIRMED = 15
# cues looked at in one sentence; the most in the shared news is 7
_MAX_CUES = 40
# words before the verb of a headline; a longer subject is not one
_MAX_HEADLINE_SUBJECT = 12


def find_indirect_quotes(
    page: Page, reader: SourceReader, direct: Sequence[QuoteCandidate]
) -> list[QuoteCandidate]:
    """Indirect and mixed quotes of the page in reading order; *direct* are those found in marks."""
    blocked = [False] * len(page)
    for quote in direct:
        for i, j in quote.content:
            for k in range(i, j):
                blocked[k] = True
        for said_by in (quote.cue, quote.source and (quote.source.start, quote.source.end)):
            if said_by:
                for k in range(*said_by):
                    blocked[k] = True
    sources = {quote.source.end: quote.source for quote in direct if quote.source}
    finder = _Finder(page, reader, blocked, sources)
    found: list[QuoteCandidate] = []
    starts = [*page.sentence_starts, len(page)]
    for low, high in pairwise(starts):
        found += finder.in_sentence(low, high)
    return found


def _is_web_site(page: Page, source: Source) -> bool:
    """Whether the source is a site by its address: *tripadvisor.com*."""
    i, j = source.mention
    return source.kind == "institution" and j == i + 1 and "." in page.words[i].strip(".")


def _is_nominal(word: str) -> bool:
    """Whether *word* is a noun made of a verb: *percepatan*, *penertiban*, *kejelasan*."""
    return word.startswith(("pe", "ke")) and word.endswith("an") and stem_word(word) != word


class _Finder:
    def __init__(
        self, page: Page, reader: SourceReader, blocked: list[bool], sources: dict[int, Source]
    ) -> None:
        self.page = page
        self.reader = reader
        self.blocked = blocked
        self.sources = sources  # of the direct quotes, by the word behind them

    def in_sentence(self, low: int, high: int) -> list[QuoteCandidate]:
        page = self.page
        found: list[QuoteCandidate] = []
        if low < page.title_end:
            headline = self._headline(low, min(high, page.title_end))
            return [headline] if headline else []
        i = low
        tried = 0
        while i < high and tried < _MAX_CUES:
            if self.blocked[i] or page.quotation_at[i] >= 0 or not may_be_cue(page.lower[i]):
                i += 1
                continue
            quote: QuoteCandidate | None = None
            cue: Cue | None = None
            for cue in cues_at(page.lower, i):
                if cue.end <= high and cue.row.kind != "direct":
                    quote = self._quote(cue, low, high)
                    if quote:
                        break
            if cue is None or cue.end > high or (quote is None and cue.row.kind == "direct"):
                i += 1
                continue
            if (
                quote is not None
                and i > low
                and page.lower[i - 1] in reference_words("gesture")
                and not any(self._has_predicate(*span) for span in quote.content)
            ):
                # "kata Rudi sembari membenarkan letak kacamata": what he does, not what he says
                quote = None
            tried += quote is None
            if quote is None and found and self._is_coordinated(low, cue):
                # "… mengatakan A, meski mengakui bahwa B": one subject for both
                source = found[-1].source
                quote = self._report(cue, high, source) if source else None
            if quote is None:
                i += 1
                continue
            tried += 1
            if found and found[-1].content[-1][1] > cue.start:
                # a second cue inside the first one's clause: a quote of its own only where the
                # two are joined (“…, dan menambahkan …”)
                joined = self._join(found[-1], quote, cue)
                if joined:
                    found.append(quote)
                i = cue.end
                continue
            if found and any(span[0] < found[-1].reach for span in quote.content):
                i = cue.end  # a second attribution of the same words
                continue
            found.append(quote)
            i = cue.end
        return [quote for quote in found if all(j > i for i, j in quote.content)]

    def _is_coordinated(self, low: int, cue: Cue) -> bool:
        """Whether a joining word stands right before an active cue, adverbs aside."""
        k = skip_adverbs_back(self.page, cue.start, low)
        return cue.frame == "active" and k > low and self._is_joiner(k - 1, cue)

    def _is_joiner(self, k: int, cue: Cue) -> bool:
        """Whether word *k* joins a second report to the first: *dan*, *, dengan* before *bahwa*."""
        lower = self.page.lower
        if lower[k] in reference_words("joiner"):
            return True
        said = lower[cue.end : cue.end + 1]
        return lower[k] == "dengan" and self.page.words[k - 1] == "," and said == ["bahwa"]

    # -- one cue ------------------------------------------------------------------------------

    def _quote(self, cue: Cue, low: int, high: int) -> QuoteCandidate | None:
        frame = cue.frame
        if frame in ("preposition", "post", "passive"):
            # speech that has its cue already is not said again: “A,” ujar Rudi, kata Sari
            low = self._clause_start(low, cue.start)
        if frame == "preposition":
            return self._preposition(cue, low, high)
        if frame == "post":
            return self._post(cue, low, high)
        if frame == "passive":
            return self._passive(cue, low, high)
        if frame in ("active", "stance"):
            return self._active(cue, low, high)
        return None

    def _active(self, cue: Cue, low: int, high: int) -> QuoteCandidate | None:
        """*X mengatakan (bahwa) …*: subject before, clause behind."""
        page, lower, words = self.page, self.page.lower, self.page.words
        verb = cue.start
        before = skip_adverbs_back(page, verb, low)
        previous = lower[before - 1] if before > low else ""
        if before - 1 == low and previous in reference_words("fronting"):
            # "Meskipun mengklaim A, Ketua DPR itu meminta B": the subject stands in the main clause
            for k in range(cue.end + 2, high - 1):
                if words[k] == ",":
                    source = self.reader.read(k + 1, high)
                    return self._report(cue, k, source) if source else None
            return None
        if (
            previous in reference_words("relative")
            and before - 2 > low
            and words[before - 2] == ","
        ):
            # "… Lastri (40), yang juga mengeluhkan …": what a named person adds
            named = find_subject(page, self.reader, self._clause_start(low, verb), before - 1)
            if named and named.kind == "named":
                return self._report(cue, high, named)
        if previous in reference_words("relative"):
            # "Banyak warga yang meminta agar …": a whole sentence in the form of a clause
            some = find_subject(page, self.reader, self._clause_start(low, verb), before - 1)
            if some and some.end == before - 1 and match_phrase(lower, some.start, "quantifier"):
                return self._report(cue, high, some)
        if previous in reference_words("negation", "modal", "relative"):
            return None
        if lower[low] in reference_words("conditional") and "," not in words[low:verb]:
            return None  # "Apabila pasien mengatakan …, petugas …": nobody said it
        if cue.start - 1 in self.sources and words[cue.start - 1] == ",":
            # “…,” kata Rudi, menambahkan bahwa …
            if self._content_start(cue, high)[2]:
                return self._report(cue, high, self.sources[cue.start - 1])
            return None
        if verb > low and lower[verb - 1] in reference_words("negation", "modal", "relative"):
            return None
        source = find_subject(page, self.reader, self._clause_start(low, verb), verb)
        if source is None and cue.row.strength != "weak":
            source = self._plain_subject(self._clause_start(low, verb), verb)
            sure = self._content_start(cue, high)[2]
            if source and not (cue.row.strength == "strong" or sure):
                words_of = page.words[source.start : source.end]
                source = source if all(word[0].isupper() for word in words_of) else None
        if source is None or self._is_other_verb(source.end, before):
            return None
        if source.start > low and lower[source.start - 1] in reference_words("causative") and (
            "," not in words[source.end : verb]
        ):  # fmt: skip
            return None  # "Ketidakpastian itu membuat investor ragu"
        return self._report(cue, high, source)

    def _is_other_verb(self, low: int, before: int) -> bool:
        """Whether a verb stands right before a cue: *terus berupaya melanjutkan pembangunan*."""
        k = before - 1
        if k > low and self.page.lower[low] in reference_words("relative"):
            return False  # "Dia yang akan maju bertarung menegaskan"
        return (
            k >= low
            and self.page.lower[k].startswith(("me", "ber"))
            and self._is_predicate(k)
            and cue_at(self.page.lower, k) is None
        )

    def _report(self, cue: Cue, high: int, source: Source) -> QuoteCandidate | None:
        """The quote that an active cue with a known subject makes of the words behind it."""
        start, rule, sure = self._content_start(cue, high)
        if start is None:
            return None
        content = trim_content(self.page, start, self._content_end(start, high))
        if not self._is_claim(content, cue, sure) and not self._presses(content, cue, source):
            return None
        strong = cue.row.strength == "strong"
        if cue.frame == "stance" and not (sure or strong) and not self._has_predicate(*content):
            return None
        return self._make(content, cue, source, f"active-{rule}")

    def _plain_subject(self, low: int, verb: int) -> Source | None:
        """A short subject that no table knows: *Kelompok feminis*, *kantor kepresidenan*."""
        page, lower, words = self.page, self.page.lower, self.page.words
        start = self._behind_connectives(low, verb)
        end = skip_adverbs_back(page, verb, start)
        for k in range(end - 1, start - 1, -1):
            body = self.reader.institution_at.get(k)
            before = lower[k - 1]
            if body and body[0] == end and (
                k == start or before == "," or before in reference_words("joiner")
            ):  # fmt: skip
                return self.reader.read(k, end)  # "Kementerian Pemuda dan Olahraga"
            if words[k] in (",", ";", ":") or lower[k] in ("dan", "sementara", "sedangkan"):
                start = k + 1
                break
        if not 1 <= end - start <= 9 or lower[start] in function_words():
            return None
        if lower[start] in reference_words("inanimate"):
            return None  # "Peringatan ini menegaskan …": nobody says it
        if any(
            page.kinds[k] is not TokenKind.WORD or self._is_predicate(k) or
            match_phrase(lower, k, "adjunct", "relative", "complementizer", "conjunction", "day")
            for k in range(start, end)
        ):  # fmt: skip
            return None
        return Source(start, end, (start, end), "description", plural="-" in words[start])

    def _clause_start(self, low: int, verb: int) -> int:
        """Behind the last quotation or blocked words before *verb*, else *low*."""
        for k in range(verb - 1, low - 1, -1):
            if self.blocked[k]:
                return k + 1
        return low

    def _content_start(self, cue: Cue, high: int) -> tuple[int | None, str, bool]:
        """First word of the content behind an active cue, the rule's name, if it is a clause."""
        lower, words = self.page.lower, self.page.words
        k = cue.end
        if k >= high:
            return None, "", False
        if words[k] in (",", ":"):
            k += 1
            # ", kepada wartawan, Senin (1/2)," says to whom and when
            k = self._behind_setting(k, high) or self._skip_frame(k, high, behind=True)
            if k < high and lower[k] in reference_words("complementizer"):
                k += 1
            return (k if k < high else None), "comma", True
        if lower[k] in reference_words("complementizer", "conditional"):
            rule = lower[k]
            return (k if lower[k] in reference_words("conditional") else k + 1), rule, True
        said = self._behind_setting(k, high)
        if said:
            return said, "frame", True
        after = self._skip_addressee(k, high)
        if after is not None:
            return after, "addressee", True
        k = self._skip_frame(k, high)
        if k < high and lower[k] in reference_words("complementizer"):
            return k + 1, lower[k], True
        if k < high and k > cue.end and words[k - 1] == ",":
            return k, "frame", True
        if lower[cue.end] == "kepada":
            whom = self.reader.read(cue.end + 1, high)
            end = whom.end if whom else next(
                (k + 1 for k in range(cue.end + 2, min(high, cue.end + _MAX_WHOM))
                 if lower[k] in reference_words("demonstrative")), 0,
            )  # fmt: skip
            if end:  # "bertanya kepada anak-anak itu | tujuan …"
                return (None if cue.row.form in reference_words("thanking") else end), "bare", False
        return cue.end, "bare", False

    def _behind_setting(self, k: int, high: int) -> int:
        """Behind *bahwa* where only when and where it was said stands before; 0 elsewhere.

        *mengatakan di kantornya, Senin (1/2), bahwa | …*
        """
        lower, words = self.page.lower, self.page.words
        if k >= high or lower[k] not in reference_words("setting"):
            return 0
        for j in range(k + 1, min(high, k + _MAX_SETTING)):
            if lower[j] == "bahwa":
                return j + 1 if words[j - 1] == "," else 0
            if self._is_predicate(j) and not (
                # "saat ditemui", "dalam keterangan tertulis"
                lower[j].startswith(("di", "ter")) or lower[j] in reference_words("saying_frame")
            ):
                return 0
        return 0

    def _is_frame(self, k: int, high: int, behind_comma: bool) -> bool:
        """Whether the adverbial at *k* frames the saying; *saat ini* and the like are content."""
        lower = self.page.lower
        if lower[k] == "kepada":
            return True
        if lower[k] == "secara":
            return k + 1 < high and lower[k + 1] in reference_words("saying_manner")
        near = lower[k + 1 : min(high, k + 4)]
        frames = reference_words("saying_frame")
        return not behind_comma and any(word in frames for word in near)

    def _skip_frame(self, k: int, high: int, behind: bool = False) -> int:
        """Behind *kepada wartawan*, *di Jakarta, Senin (1/2)*, … that stand before the content."""
        page, lower, words = self.page, self.page.lower, self.page.words
        if k < high and lower[k] in reference_words("frame") and self._is_frame(k, high, behind):
            for j in range(k + 1, min(high, k + 25)):
                if lower[j] in reference_words("complementizer"):
                    return j
                if words[j] in (",", ":"):
                    m = j + 1
                    # weekday and date, or the place, before the content
                    while m < high and (
                        match_phrase(lower, m, "day") or words[m] in ("(", ")")
                        or page.kinds[m] is TokenKind.NUMBER
                    ):  # fmt: skip
                        m += 1
                        if m < high and words[m] == ",":
                            m += 1
                    return m
        return k

    def _skip_addressee(self, k: int, high: int) -> int | None:
        """Behind *masyarakat agar*: whom a request goes to is not its content."""
        lower = self.page.lower
        if k < high and lower[k] in reference_words("abstract_claim"):
            return None  # "menegaskan pentingnya dukungan pejabat agar …": all of it is said
        if k < high and lower[k] in reference_words("topic_noun"):
            said = next((j for j in range(k + 1, min(high, k + 4)) if lower[j] == "bahwa"), 0)
            if said:
                return said + 1  # "menyampaikan pesan penting bahwa …"
        led = k < high and lower[k] == "kepada"  # "mengingatkan kepada para menteri untuk …"
        if k < high and lower[k].startswith("pe") and _is_nominal(lower[k]) and (
            lower[k] not in reference_words("body_noun")
        ):  # fmt: skip
            return None  # "mengimbau pelaporan gratifikasi agar disampaikan lengkap"
        for j in range(k, min(high, k + _MAX_ADDRESSEE)):
            if led and lower[j] == "untuk":
                return None if any(self._is_predicate(m) for m in range(k, j)) else j
            if lower[j] in ("agar", "supaya"):
                if j == k:
                    return j + 1
                # only nouns may stand between
                if any(self._is_predicate(m) for m in range(k, j)):
                    return None
                return j + 1
            if self.page.words[j] in (",", ".", ";", ":"):
                return None
            if lower[j] == "bahwa":
                return None if any(self._is_predicate(m) for m in range(k, j)) else j + 1
        return None

    def _is_predicate(self, i: int) -> bool:
        """Whether word *i* looks like a verb or a modal."""
        word = self.page.lower[i]
        if word in reference_words("modal", "negation", "predicate"):
            return True
        if self.page.words[i][0].isupper() or len(word) < 5:
            return False
        if word in function_words() or not word.startswith(("me", "di", "ber", "ter")):
            return False
        return stem_word(word) != word

    def _has_predicate(self, i: int, j: int) -> bool:
        return any(self._is_predicate(k) for k in range(i, j))

    def _content_end(self, start: int, high: int) -> int:
        """End of a reported clause: its sentence's end, or the next direct quote in it."""
        page = self.page
        end = high
        for k in range(start, high):
            if self.blocked[k]:
                end = k
                while end > start and (
                    page.words[end - 1] in (",", ".") or page.kinds[end - 1] is TokenKind.MARK
                ):
                    end -= 1
                break
        end = self._trim_dates(start, self._trim_published(start, end))
        k = end
        while k > start and not page.words[k - 1][0].isalnum():
            k -= 1
        for n in (1, 2):
            if k - n > start and match_phrase(page.lower, k - n, "list_intro") == n:
                return k - n  # "… tiga tantangan utama, yaitu": the list is no part of it
        return end

    def _trim_published(self, start: int, end: int) -> int:
        """Without *, dikutip dari …* and *, seperti dilansir …* at the end."""
        page, lower, words = self.page, self.page.lower, self.page.words
        for k in range(end - 1, start + 2, -1):
            if (
                words[k - 1] == ","
                and lower[k] in reference_words("published", "published_like")
                and (
                    lower[k] not in reference_words("likeness")
                    or (k + 1 < end and lower[k + 1] in ("dikutip", "dilansir", "dilaporkan"))
                )
            ):
                return k - 1
            if page.quotation_at[k] >= 0:
                break
        return end

    def _trim_dates(self, start: int, end: int) -> int:
        """Without *, Senin (1/2/2025)* at the end: that is when it was said."""
        page, lower, words = self.page, self.page.lower, self.page.words
        j = end
        while j > start and words[j - 1] in (".", ","):
            j -= 1
        k = j
        if k > start and words[k - 1] == ")":
            m = k - 1
            while m > start and words[m] != "(":
                m -= 1
            if m > start and all(
                page.kinds[x] is TokenKind.NUMBER or words[x] in ("/", "-")
                for x in range(m + 1, k - 1)
            ):
                k = m
            else:
                return end
        if k > start and match_phrase(lower, k - 1, "day"):
            m = k - 1
            if m > start and words[m - 1] == ",":
                return m - 1
            if m > start and lower[m - 1] in reference_words("dated"):
                return end  # "… menguat pada perdagangan Selasa (22/1/2019)": what it speaks of
            if k != j:
                return m
        return end

    def _is_claim(self, content: tuple[int, int], cue: Cue, sure: bool) -> bool:
        """Whether the words behind a cue say something, by the cue's strength."""
        i, j = content
        page = self.page
        size = sum(page.kinds[k] in (TokenKind.WORD, TokenKind.NUMBER) for k in range(i, j))
        if size < _MIN_WORDS:
            return False
        if page.lower[i] in reference_words("about") and not sure and not (
            page.lower[i + 1] in reference_words("relative")  # "soal yang dihadapinya sulit"
            or (cue.row.form not in reference_words("asking") and self._frames_clause(i, j))
        ):  # fmt: skip
            return False  # "menjelaskan soal rencana itu": a topic
        if page.lower[i] in reference_words("apology"):
            return False  # "meminta maaf kepada warga"
        if page.lower[i] in reference_words("why"):
            return False  # "menjelaskan mengapa jalan itu ditutup": a topic
        if cue.frame == "stance" and not sure and page.lower[i] in reference_words("stance_link"):
            return False  # "optimistis terhadap masa depan"
        counted = page.lower[i] in reference_words("small_number")
        if page.lower[i] in reference_words("topic_noun") or (
            counted and page.lower[i + 1] in reference_words("counted_topic")
        ):  # fmt: skip
            # "membeberkan kronologi kasus yang …": what it is about, in other words
            tails = (
                k for k in range(i + 1, j) if match_phrase(page.lower, k, "relative", "topic_tail")
            )
            said = next(tails, j)
            if not self._has_predicate(i, said):
                return False
        back = match_phrase(page.lower, i, "point_back")
        if back and (i + back >= j or match_phrase(page.lower, i + back, "adjunct", "day")):
            return False  # "menyampaikan hal itu dalam rapat": what was said stands elsewhere
        if not sure and size <= 6 and page.lower[i] == "hal" and page.lower[min(i + 1, j - 1)] in (
            "itu", "tersebut", "ini", "senada", "serupa", "yang",
        ):  # fmt: skip
            return False
        if not sure and cue.row.form in reference_words("act_on") and self._is_act(i, j):
            return False
        strength = cue.row.strength
        if strength == "strong":
            return True
        if cue.row.form in reference_words("recording") and self._keeps_count(cue, i, j):
            return True
        if cue.row.form in reference_words("request") and _is_nominal(page.lower[i]):
            return True  # "meminta percepatan perbaikan jalan": the act is what is asked for
        if cue.row.form in reference_words("answering") and page.lower[i] in (
            reference_words("negation")
        ):  # fmt: skip
            return True  # "menjawab tidak tahu"
        if cue.row.form in reference_words("seeing") and page.lower[i] in (
            reference_words("existence")
        ):  # fmt: skip
            return True  # "Rudi melihat adanya salah paham"
        if cue.row.form in reference_words("urging") and self._urges(i, j):
            return True  # "mendorong pemerintah menambah anggaran"
        if strength == "medium":
            return sure or self._has_predicate(i, j) or page.lower[i] in reference_words("claim")
        return sure and page.words[cue.end : cue.end + 1] != [","]

    def _frames_clause(self, i: int, j: int) -> bool:
        """Whether a clause follows the comma behind a topic: *terkait banjir itu, warga harus …*"""
        comma = next((k for k in range(i, min(j, i + _MAX_TOPIC)) if self.page.words[k] == ","), j)
        return j - comma > _MIN_WORDS and self._has_predicate(comma + 1, j)

    def _urges(self, i: int, j: int) -> bool:
        """Whether words [i, j) say who is to do what: *Kementerian Sosial* | *menambah dana*."""
        source = self.reader.read(i, j)
        return source is not None and source.end < j and (
            self._is_predicate(source.end) or self.page.lower[source.end] == "untuk"
        )  # fmt: skip

    def _presses(self, content: tuple[int, int], cue: Cue, source: Source) -> bool:
        """Whether somebody urges others to do something: *Ia mendorong orang tua untuk …*"""
        if cue.row.form not in reference_words("urging") or source.kind not in (
            "named", "pronoun", "role"
        ):  # fmt: skip
            return False
        i, j = content
        lower = self.page.lower
        if skip_adverbs_back(self.page, cue.start, source.start) != source.end:
            return False
        k = next((k for k in range(i + 1, min(j, i + _MAX_ADDRESSEE)) if lower[k] == "untuk"), j)
        return k + 1 < j and not self._has_predicate(i, k)

    def _is_act(self, i: int, j: int) -> bool:
        """*melaporkan Rudi Hartanta ke polisi*, *mengakui dia sebagai presiden*: done, not said."""
        page = self.page
        if page.lower[i] in reference_words("singular"):
            return False  # "mengakui dirinya sebagai komandan"
        if page.words[i][0].isupper() and self.reader.is_name_word(i):
            return not self._has_predicate(i + 1, min(j, i + 6))
        as_what = next((k for k in range(i, j) if page.lower[k] == "sebagai"), j)
        return as_what < j and not self._has_predicate(i, as_what)

    def _keeps_count(self, cue: Cue, i: int, j: int) -> bool:
        """*BP2MI mencatat 77 pengaduan*: a public body that counts; a company books its profit."""
        page = self.page
        if not any(page.kinds[k] is TokenKind.NUMBER for k in range(i, j)):
            return False
        source = find_subject(
            page, self.reader, self._clause_start(page.sentence_range(i)[0], cue.start), cue.start
        )
        if source is None or source.institution is None:
            return False
        kind = self.reader.institutions[source.institution].kind
        return kind not in (InstitutionKind.COMPANY, InstitutionKind.SOE)

    def _post(self, cue: Cue, low: int, high: int) -> QuoteCandidate | None:
        """*A, kata X, B* and *Kata X, B* and *A, katanya*: the subject stands behind the cue."""
        page, words = self.page, self.page.words
        begin = cue.start - (page.lower[cue.start - 1] in reference_words("likeness"))
        at_start = begin <= low or self._only_connectives(low, begin)  # "Seperti kata Rudi, …"
        comma = cue.start > low and (
            words[cue.start - 1] == "," or page.kinds[cue.start - 1] is TokenKind.MARK
        )
        if not at_start and not comma:
            return None
        source, k = self._source_behind(cue, high)
        if source is None and not cue.clitic:
            return None
        if source and source.kind == "description" and cue.row.strength != "strong":
            return None
        spans: list[tuple[int, int]] = []
        if not at_start:
            left = trim_content(page, self._behind_connectives(low, cue.start), cue.start)
            if left[1] - left[0] >= 1 and not self._is_connective_only(left):
                spans.append(left)
        right_start = self._behind_adjunct(k, high)
        if right_start is not None:
            right = trim_content(page, right_start, self._content_end(right_start, high))
            right = self._without_attribution(right)
            if self._word_count(right) >= 2:
                spans.append(right)
        if not spans or sum(self._word_count(s) for s in spans) < _MIN_WORDS:
            return None
        rule = "post-start" if at_start else ("post-middle" if len(spans) == 2 else "post-end")
        if len(spans) == 1 and not at_start and spans[0][0] > cue.start:
            rule = "post-start"
        return self._make(spans, cue, source, rule)

    def _without_attribution(self, span: tuple[int, int]) -> tuple[int, int]:
        """*span*, or nothing where it is but another attribution: *…, kata Rudi, menurut Sari.*"""
        i, j = span
        if i >= j:
            return span
        cue = cue_at(self.page.lower, i, "post", "preposition", "passive")
        if cue is None or cue.end > j:
            return span
        end = cue.end
        if not cue.clitic:
            source = self.reader.read(end, j) if end < j else None
            end = source.end if source else end
        if end >= j or self.page.words[end] == "(":
            return i, i
        behind = match_phrase(self.page.lower, end, "adjunct", "adverb", "day")
        return (i, i) if behind else span

    def _source_behind(self, cue: Cue, high: int) -> tuple[Source | None, int]:
        """The source behind a cue and the first word behind it."""
        lower = self.page.lower
        k = cue.end
        if cue.clitic:
            return None, k
        if k < high and lower[k] in reference_words("agent_link"):
            k += 1
        if k < high and lower[k] == "langsung" and lower[k + 1 : k + 2] == ["oleh"]:
            k += 2
        source = self._without_open_apposition(self.reader.read(k, high) if k < high else None)
        return source, self.reader.behind_pair(source, high) if source else k

    def _without_open_apposition(self, source: Source | None) -> Source | None:
        """*source* without what a comma behind the name leads to, where no second comma closes it.

        *Untuk itu, kata Rudi, | sopir di Jember harus mendaftar*: what he says, not what he is.
        """
        if source is None or source.name is None:
            return source
        comma, end = source.name[1], source.end
        page = self.page
        if (
            comma >= end or page.words[comma] != "," or end >= len(page)
            or not page.words[end][0].isalnum() or not page.words[comma + 1].islower()
        ):  # fmt: skip
            return source
        high = page.sentence_range(comma)[1]
        close = next((k for k in range(end, high) if page.words[k] == ","), high)
        told = close < high and page.lower[end] in reference_words("relative")
        if page.opens_sentence(end) or told or not self._has_predicate(end, close):
            return source
        behind = source.role is not None and source.role[0] > comma
        return replace(
            source, end=comma,
            role=None if behind else source.role,
            affiliation=None if behind else source.affiliation,
            institution=None if behind else source.institution,
        )  # fmt: skip

    def _behind_adjunct(self, k: int, high: int) -> int | None:
        """First word of what is said behind an attribution that ends at *k*; None if nothing is."""
        lower, words = self.page.lower, self.page.words
        if k >= high:
            return None
        if lower[k] in reference_words("complementizer"):
            return k + 1
        n = match_phrase(lower, k, "adjunct", "adverb", "day", "demonstrative")
        if n or words[k] == "(":
            # "kata X saat ditemui di Jakarta, Senin (1/2)." closes the attribution; a clause of
            # its own may follow the comma
            for j in range(k + 1, high):
                if cue_at(lower, j, "active"):
                    return None  # "kata X sembari menekankan bahwa …": a report of its own
                if lower[j] == "bahwa":
                    return j + 1
                if words[j] == ",":
                    nxt = j + 1
                    if nxt < high and not match_phrase(lower, nxt, "day", "adjunct"):
                        right = trim_content(self.page, nxt, high)
                        if self._word_count(right) >= 4 and self._has_predicate(*right):
                            return nxt
            return None
        if words[k] in (",", ":"):
            if self._is_addressed(k + 1, high):
                return None
            if k + 1 < high and match_phrase(lower, k + 1, "day"):
                for j in range(k + 2, high):
                    if words[j] == "," and j + 1 < high:
                        right = trim_content(self.page, j + 1, high)
                        if self._word_count(right) >= 4 and self._has_predicate(*right):
                            return j + 1
                return None
            return k + 1
        return k

    def _is_addressed(self, k: int, high: int) -> bool:
        """Whether no more than to whom and when it was said follows: *kepada wartawan, Senin.*"""
        return k < high and self.page.lower[k] == "kepada" and not self._has_predicate(k, high)

    def _only_connectives(self, low: int, i: int) -> bool:
        return self._behind_connectives(low, i) >= i

    def _behind_connectives(self, low: int, limit: int) -> int:
        lower, words = self.page.lower, self.page.words
        k = low
        while k < limit:
            n = match_phrase(lower, k, "connective")
            if n and (
                k + n >= limit or words[k + n] == "," or lower[k] not in ("sementara", "jadi")
            ):
                k += n
                continue
            if words[k] in (",", "-", "–"):
                k += 1
                continue
            break
        return min(k, limit)

    def _is_connective_only(self, span: tuple[int, int]) -> bool:
        return self._behind_connectives(*span) >= span[1]

    def _word_count(self, span: tuple[int, int]) -> int:
        return sum(self.page.kinds[k] in (TokenKind.WORD, TokenKind.NUMBER) for k in range(*span))

    def _passive(self, cue: Cue, low: int, high: int) -> QuoteCandidate | None:
        """*Ditambahkan Aris bahwa …*, *Diakuinya, …*, *…, seperti disampaikan X*"""
        page, lower, words = self.page, self.page.lower, self.page.words
        source, k = self._source_behind(cue, high)
        if source is None and not cue.clitic:
            return None
        if source and source.kind == "description" and not source.institution and not (
            k < high and words[k] == "," and self.reader.office_at(source.start) == k - source.start
        ):  # fmt: skip
            return None  # but "Dinyatakan hakim, …"
        start = cue.start
        if start > low and lower[start - 1] in reference_words("likeness"):
            start -= 1
        at_start = start == low or self._only_connectives(low, start)
        if at_start:
            if k < high and (
                words[k] == ","
                or lower[k] in reference_words("complementizer", "conditional")
                or cue.clitic
                or (source and source.kind == "named" and words[k][0].islower()
                    and cue.row.strength == "strong"
                    and not match_phrase(lower, k, "adjunct", "adverb", "day")
                    and self._has_predicate(k, high))
            ):  # fmt: skip
                right = self._behind_adjunct(k, high)
                if right is None:
                    return None
                content = trim_content(page, right, self._content_end(right, high))
                if self._word_count(content) < 3:
                    return None
                return self._make(content, cue, source, "passive-start")
            return None
        if words[start - 1] != ",":
            return self._raised(cue, low, high, source, k) or self._confirmed(
                cue, low, high, source, k
            )
        left = trim_content(page, self._behind_connectives(low, start), start)
        if start < cue.start and k < high and words[k] == ",":
            # "Wanasari, seperti dilaporkan oleh Rudi, membutuhkan beras"
            right_part = trim_content(page, k + 1, self._content_end(k + 1, high))
            if self._word_count(left) and self._word_count(right_part) >= 3:
                return self._make([left, right_part], cue, source, "passive-middle")
        if self._word_count(left) < 4 or not self._has_predicate(*left):
            return None
        return self._make(left, cue, source, "passive-end")

    def _raised(
        self, cue: Cue, low: int, high: int, source: Source | None, k: int
    ) -> QuoteCandidate | None:
        """*Harga beras dinilai Rudi masih wajar*: the subject of what is said stands before."""
        page, lower = self.page, self.page.lower
        if cue.row.kind != "indirect" and cue.row.form not in reference_words("raising"):
            return None
        if source is not None and source.kind not in ("named", "pronoun", "institution", "role"):
            return None
        if source is None and not cue.clitic:
            return None
        if lower[skip_adverbs_back(page, cue.start, low) - 1] in reference_words("relative"):
            return None
        left = trim_content(page, self._behind_connectives(low, cue.start), cue.start)
        if k >= high or page.words[k] in (",", "."):
            return None
        if match_phrase(lower, k, "adjunct", "day") and lower[k] not in reference_words(
            "raised_link"
        ):
            return None
        start = k + (lower[k] in reference_words("complementizer"))
        right = trim_content(page, start, self._content_end(start, high))
        if not self._word_count(left) or not (
            self._word_count(right) >= _MIN_WORDS or self._has_predicate(*right)
        ):  # fmt: skip
            return None
        if any(
            self._is_predicate(k) and lower[k] not in reference_words("predicate")
            for k in range(*left)
        ):
            return None  # the left part has a verb of its own
        return self._make([left, right], cue, source, "passive-middle")

    def _confirmed(
        self, cue: Cue, low: int, high: int, source: Source | None, k: int
    ) -> QuoteCandidate | None:
        """*Kabar penangkapan itu dibenarkan (oleh) Rudi*: what is confirmed or denied."""
        page = self.page
        if cue.row.form not in reference_words("confirming") or source is None:
            return None
        closed = k >= high or not page.words[k][0].isalnum() or match_phrase(
            page.lower, k, "adjunct", "day", "relative"
        )  # fmt: skip
        left = trim_content(
            page,
            self._behind_connectives(low, cue.start),
            skip_adverbs_back(page, cue.start, low),
        )
        if not closed or not _MIN_WORDS <= self._word_count(left) <= _MAX_CONFIRMED:
            return None
        if match_phrase(page.lower, left[0], "point_back") or self._has_predicate(*left):
            return None
        return self._make(left, cue, source, "passive-noun")

    def _preposition(self, cue: Cue, low: int, high: int) -> QuoteCandidate | None:
        """*Menurut X, …*, *…, menurut X, …*"""
        page, lower, words = self.page, self.page.lower, self.page.words
        k = cue.end
        inside = cue.start > low and lower[cue.start - 1] in reference_words("relative")
        source: Source | None = None
        if not cue.clitic:
            if k < high and lower[k] in reference_words("account"):
                k += 1
            source = self._without_open_apposition(self.reader.read(k, high) if k < high else None)
            if source is None:
                return None
            if _is_web_site(page, source):
                return None  # "Menurut koreatimes.co.kr, …": a report, nobody is quoted
            k = self.reader.behind_pair(source, high)
        at_start = (
            cue.start == low
            or self._only_connectives(low, cue.start)
            # "Hampir mencapai puncak Menurut Rudi, …": a heading that runs on
            or (
                cue.row.strength == "strong"
                and words[cue.start][0].isupper()
                and words[cue.start - 1][0].isalnum()
            )
        )
        if at_start:
            low = cue.start
        if cue.row.strength == "weak" and not (
            at_start
            and source is not None
            and source.kind in ("named", "pronoun", "role")
            and words[k : k + 1] == [","]
        ):
            return None  # "Bagi Rudi, jalan itu penting", but "jalan itu dibuat bagi Rudi"
        spans: list[tuple[int, int]] = []
        if not at_start:
            left = trim_content(page, self._behind_connectives(low, cue.start), cue.start)
            # "Terkait harga, menurut Rudi tidak ada masalah": a topic set before the clause
            topic = lower[left[0]] in reference_words("about", "published")
            if self._word_count(left) >= 1 and not topic and not inside:
                spans.append(left)
        right_start: int | None = None
        if k < high:
            if inside or (spans and words[k] != "," and words[cue.start - 1] == ","):
                right_start = k  # "faktor yang menurut Rudi membuat harga naik"
            elif spans and cue.clitic and self._is_predicate(k):
                right_start = k  # "Hal itu menurutnya harus dibuka"
            elif words[k] == ",":
                right_start = k + 1
                n = match_phrase(lower, k + 1, "day")
                if n or (k + 1 < high and words[k + 1] == "("):
                    right_start = self._behind_adjunct(k, high)
            elif match_phrase(lower, k, "adjunct", "relative", "day") or words[k] == "(":
                for j in range(k + 1, min(high, k + 25)):
                    if words[j] == ",":
                        right_start = j + 1
                        break
            elif at_start or not spans:
                right_start = k
        if right_start is not None and right_start < high:
            right = trim_content(page, right_start, self._content_end(right_start, high))
            right = self._without_attribution(right)
            if right[1] > right[0] and lower[right[0]] == "bahwa":
                right = (right[0] + 1, right[1])
            if self._word_count(right) >= _MIN_WORDS:
                spans.append(right)
        if not spans or sum(self._word_count(s) for s in spans) < _MIN_WORDS:
            return None
        if (
            not at_start
            and spans[0][1] <= cue.start
            and not self._has_predicate(*spans[0])
            and (len(spans) == 1)
        ):
            return None
        return self._make(spans, cue, source, "menurut")

    # -- headline ------------------------------------------------------------------------------

    def _headline(self, low: int, high: int) -> QuoteCandidate | None:
        """*Menpan: …* and *OJK Sebut …* in the headline."""
        page, words = self.page, self.page.words
        verb = self._headline_verb(low, high)
        if verb:
            return verb
        source = self.reader.read(low, high)
        if source is None:
            return None
        k = source.end
        if k < high and words[k] == ":":
            content = trim_content(page, k + 1, high)
            i, j = content
            if self._word_count(content) < _MIN_WORDS or any(self.blocked[i:j]):
                return None
            if page.quotation_at[i] >= 0 and page.quotation_at[i] == page.quotation_at[j - 1]:
                q = page.quotations[page.quotation_at[i]]
                if q.opening is not None and q.opening <= i and (q.closing or -1) >= j - 1:
                    inner = trim_content(page, q.first, q.last + 1)
                    return QuoteCandidate(QuoteKind.DIRECT, [inner], (k, k + 1), False, source,
                                          "headline-colon")  # fmt: skip
            return QuoteCandidate(self._kind([content]), [content], (k, k + 1), False, source,
                                  "headline-colon")  # fmt: skip
        return None

    def _headline_verb(self, low: int, high: int) -> QuoteCandidate | None:
        """*Lurah Ajak Warga Bersihkan Selokan*: capitals do not show where names end."""
        page, lower = self.page, self.page.lower
        for m in range(low + 1, min(high - 1, low + _MAX_HEADLINE_SUBJECT)):
            cue = cue_at(lower, m, "headline", "active", "stance")
            if cue is None or page.quotation_at[m] >= 0:
                continue
            end = skip_adverbs_back(page, m, low)
            if lower[end - 1] in reference_words("negation", "modal", "relative"):
                return None
            source = self.reader.read(low, end) or self._plain_subject(low, end)
            if source is None or source.end != end:
                return None
            start = cue.end
            sure = False
            if lower[start] in reference_words("complementizer") or page.words[start] in (",", ":"):
                start += 1
                sure = True
            content = trim_content(page, start, high)
            if any(self.blocked[slice(*content)]):
                return None
            if (cue.row.strength == "weak" and not sure) or self._word_count(content) < 2:
                return None
            return QuoteCandidate(
                self._kind([content]), [content], cue_range(cue), False, source,
                "headline-verb",
            )  # fmt: skip
        return None

    # -- making --------------------------------------------------------------------------------

    def _make(
        self, content: tuple[int, int] | list[tuple[int, int]], cue: Cue,
        source: Source | None, rule: str,
    ) -> QuoteCandidate:  # fmt: skip
        spans = content if isinstance(content, list) else [content]
        return QuoteCandidate(self._kind(spans), spans, cue_range(cue), cue.clitic, source, rule)

    def _kind(self, spans: list[tuple[int, int]]) -> QuoteKind:
        """Mixed where a quoted fragment that is no title stands inside, else indirect."""
        page = self.page
        for i, j in spans:
            for k in range(i, j):
                n = page.quotation_at[k]
                if n < 0:
                    continue
                q = page.quotations[n]
                if q.opening is None or q.closing is None or q.opening < i or q.closing > j:
                    continue
                inside = [
                    page.words[x] for x in range(q.first, q.last + 1)
                    if page.kinds[x] is TokenKind.WORD
                ]  # fmt: skip
                if inside and not (
                    len(inside) >= 2
                    and sum(word[0].isupper() for word in inside) >= 0.7 * len(inside)
                ):
                    return QuoteKind.MIXED
        return QuoteKind.INDIRECT

    def _join(self, last: QuoteCandidate, quote: QuoteCandidate, cue: Cue) -> bool:
        """Split *A, dan menambahkan B* into two quotes; False where B is part of the first."""
        page, lower = self.page, self.page.lower
        i, _ = last.content[-1]
        own = quote.source is not None and i < quote.source.start < cue.start
        k = (quote.source.start if own and quote.source else cue.start) - 1
        while k > i and match_phrase(lower, k, "adverb"):
            k -= 1
        if not self._is_joiner(k, cue):
            # "…, kata X, …" inside what another cue reports belongs to the outer source alone
            return False
        if (
            cue.frame != "active"
            or quote.source is None
            or last.rule.startswith(("menurut", "post"))
        ):
            return False
        if last.rule.endswith(("agar", "supaya", "addressee")) and not own:
            return False  # "mengimbau warga agar tenang dan memastikan pintu terkunci": one request
        if not own and page.lower[k - 1].startswith("me") and self._is_predicate(k - 1):
            return False  # "menuturkan, petani memetakan dan memprediksi apa yang …"
        if own and lower[k] not in reference_words("connective"):
            return False  # "… dan Tono mengatakan" inside what Rudi says stays his
        left = trim_content(page, i, k)
        if left[1] - left[0] < 2:
            return False
        last.content[-1] = left
        return True
