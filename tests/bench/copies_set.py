"""A collection for `bench_copies` in which it is known what is a copy: seeded edits of shared news.

Every article carries a ``base``: two articles are copies where theirs is the same. Beside 500
articles and their edited copies it holds all other shared news, and hard negatives: reports of one
template with other figures and names, articles that share one long quotation, follow-ups that end
with half of an earlier article.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from common import DATA

from beritanlp import Article, read_articles
from beritanlp.text.layout import read_layout

SEED = 20261129
SEEDED = 500  # articles of which copies are made
_LEAST_WORDS = 80  # of their bodies
_DAY = dt.date(2025, 6, 1)  # of originals without a date
_OUTLETS = ("kabarsukamulya.com", "suarasukakata.com", "pojoksukadana.com")
_PLACES = ("SUKAMULYA", "SUKAKATA", "SUKADANA", "SUKARAMAI")
_CHANGED = 0.02  # of the words, at least two
_KEPT = 0.6  # of the words of a varied article: one run of five words in thirteen stays

# articles of the shared news which are copies of one another already: read by hand, 2026-11-29
READ_AS_COPIES: tuple[frozenset[str], ...] = tuple(
    frozenset(f"{folder}/{id}" for id in ids)
    for folder, ids in (
        ("detik2025_summ", ("gab-50", "gab-54")),
        ("detik2025_summ", ("gab-87", "gab-95")),
        ("detik2025_summ", ("gab-382", "gab-383")),
        ("detik2025_summ", ("gab-624", "gab-625")),
        ("gov_releases_sql", ("gov_releases_sql-00036", "gov_releases_sql-00038")),
        ("gov_releases_sql", ("gov_releases_sql-00055", "gov_releases_sql-00056")),
        (
            "kompas2025_trending",
            (
                "nan-04Nov2025_xml.2025.11.04.212454721",
                "nan-05Nov2025_xml.2025.11.05.083000321",
            ),
        ),
    )
)

_NAMES = (
    *("Rudi Santoso", "Sari Dewi", "Tono Wijaya", "Melati Putri", "Budi Harsono", "Wati Lestari"),
    *(
        "Joko Prasetya",
        "Ratna Sulastri",
        "Agus Firmanto",
        "Dian Kusuma",
        "Eko Nugraha",
        "Tuti Rahayu",
    ),
)
_TOWNS = (
    *("Sukamulya", "Sukakata", "Sukadana Baru", "Sukaramai", "Karangjati", "Tanjunglaut"),
    *("Bukitsari", "Mekarwangi", "Airjernih", "Pasirputih", "Lembahijau", "Rawabening"),
)
_FILLINGS: dict[str, Callable[[random.Random], str]] = {
    "name": lambda chance: chance.choice(_NAMES),
    "town": lambda chance: chance.choice(_TOWNS),
    "day": lambda chance: (
        f"{chance.choice(('Senin', 'Rabu', 'Jumat'))} ({chance.randint(1, 28)}/6/2025)"
    ),
    "hour": lambda chance: f"{chance.randint(0, 23):02}.{chance.randint(0, 59):02}",
    "price": lambda chance: f"{chance.randint(1200, 2400)}.{chance.randint(100, 999)}",
    "share": lambda chance: f"{chance.randint(0, 9)},{chance.randint(10, 99)}",
    "small": lambda chance: str(chance.randint(11, 99)),
    "wide": lambda chance: f"{chance.randint(1, 9)},{chance.randint(10, 99)}",
}
# written for this bench; the wording is what such reports have in common
_TEMPLATES = {
    "quake": """
Gempa bumi bermagnitudo {wide} mengguncang {town} pada {day} pukul {hour} WIB. Pusat gempa
berada di laut pada {wide} Lintang Selatan dan {small},{small} Bujur Timur, sekitar {small}
kilometer tenggara {town}, dengan kedalaman {small} kilometer. Gempa ini tidak berpotensi
tsunami. Getaran dirasakan warga di {town} dan {town} selama beberapa detik. Hingga kini belum
ada laporan kerusakan bangunan. Warga diminta tetap tenang, tidak terpengaruh isu yang tidak
dapat dipertanggungjawabkan kebenarannya, menghindari bangunan yang retak, serta memeriksa
kembali tempat tinggal sebelum masuk ke dalam rumah.""",
    "gold": """
Harga emas batangan di gerai {town} pada {day} tercatat Rp{price} per gram, berubah
Rp{small}.000 dari hari sebelumnya. Harga pembelian kembali berada di Rp{price} per gram.
Penjualan kembali emas batangan dikenakan potongan pajak penghasilan yang langsung dipotong dari
total nilai pembelian kembali. Berikut harga emas batangan menurut beratnya: setengah gram
Rp{price}, satu gram Rp{price}, dua gram Rp{price}, lima gram Rp{price}, sepuluh gram Rp{price}.
Setiap pembelian emas batangan disertai bukti potong pajak, dan pembeli yang memiliki nomor
pokok wajib pajak memperoleh tarif yang lebih rendah daripada pembeli yang tidak memilikinya.""",
    "rate": """
Nilai tukar rupiah terhadap dolar Amerika Serikat pada {day} dibuka di level Rp{price} per
dolar, bergerak {share} persen dari penutupan sebelumnya. Analis pasar uang {name} memperkirakan
rupiah bergerak di kisaran Rp{price} sampai Rp{price} sepanjang hari ini. Pelaku pasar masih
menunggu keputusan suku bunga bank sentral dan data tenaga kerja terbaru. Indeks harga saham
gabungan pada saat yang sama berada di posisi {price} atau berubah {share} persen. Mata uang
lain di kawasan bergerak beragam terhadap dolar menjelang rilis data inflasi pekan ini.""",
    "weather": """
Badan cuaca memperkirakan hujan ringan hingga sedang turun di {town} pada {day} mulai pukul
{hour} WIB. Suhu udara berkisar antara {small} dan {small} derajat Celsius dengan kelembapan
{small} sampai {small} persen. Di {town} cuaca diperkirakan cerah berawan sepanjang hari,
sedangkan di {town} dan {town} hujan disertai petir dapat turun pada malam hari. Angin bertiup
dari arah timur dengan kecepatan {small} kilometer per jam. Warga diimbau membawa payung,
mengurangi kecepatan kendaraan di jalan yang licin, dan mewaspadai genangan di daerah yang
rendah.""",
    "licence": """
Layanan surat izin mengemudi keliling hadir di {town} pada {day}. Pelayanan dibuka di halaman
kantor kecamatan {town} mulai pukul {hour} sampai {hour} WIB dan di terminal {town} mulai pukul
{hour} WIB. Petugas hanya melayani perpanjangan surat izin mengemudi yang masih berlaku. Pemohon
diminta membawa kartu tanda penduduk asli beserta salinannya, surat izin mengemudi lama, bukti
pemeriksaan kesehatan, dan hasil tes psikologi. Biaya perpanjangan sesuai peraturan adalah
Rp{small}.000 untuk mobil dan Rp{small}.000 untuk sepeda motor, belum termasuk biaya
pemeriksaan.""",
    "ceremony": """
Kepala Kepolisian Resor {town} {name} memimpin upacara serah terima jabatan di halaman markas,
{day}. Jabatan Kepala Kepolisian Sektor {town} diserahkan dari {name} kepada {name}. Dalam
sambutannya {name} menyampaikan terima kasih atas pengabdian pejabat lama dan berharap pejabat
baru segera menyesuaikan diri dengan lingkungan tugasnya. Menurut dia, mutasi adalah hal yang
biasa dalam organisasi sebagai penyegaran dan pembinaan karier anggota. Upacara diikuti para
pejabat utama dan seluruh anggota, lalu ditutup dengan doa bersama dan pemberian ucapan selamat.""",
}


@dataclass(frozen=True)
class Case:
    """One article of the collection, what it was made of, and how."""

    article: Article
    base: str
    kind: str


def news() -> list[Article]:
    """All shared news; ids are unique, dates set where they are missing."""
    return [
        replace(article, id=f"{path.stem}/{article.id}", published=article.published or _DAY)
        for path in sorted((DATA / "news").glob("*.jsonl"))
        for article in read_articles(path)
    ]


def paragraphs(article: Article) -> list[str]:
    layout = read_layout(article.text, article.title)
    return [article.text[start:end] for start, end in layout.body]


def n_words(parts: list[str]) -> int:
    return sum(len(part.split()) for part in parts)


class Editor:
    """Makes copies of articles, each with one kind of edit, by a seeded generator."""

    def __init__(self, articles: list[Article], seed: int = SEED) -> None:
        self._random = random.Random(seed)
        self._titles = [article.title or "Jembatan Sukamulya Dibuka Lagi" for article in articles]
        self._words = sorted({w for a in articles for w in re.findall(r"[a-z]{4,}", a.text)})

    def word(self) -> str:
        """Some word of the news."""
        return self._random.choice(self._words)

    def copy(self, article: Article, kind: str, number: int = 0) -> Article:
        title, parts, head = article.title or "", paragraphs(article), ""
        outlet = self._random.choice(_OUTLETS)
        kinds = tuple(self.edits()) if kind == "all" else (kind,)
        for name in kinds:
            if name in ("headline", "exact"):
                title = title if name == "exact" else self._random.choice(self._titles)
            elif name == "dateline":
                head = f"{self._random.choice(_PLACES)}, {outlet.upper()} - "
            else:
                parts = self.edits()[name](parts)
        byline = "\n\nPenulis: Sari Dewi" if head else ""
        body = "\n\n".join(parts)
        return Article(
            id=f"{article.id}#{kind}{number}",
            text=f"{title}\n\n{head}{body}{byline}",
            title=title or None,
            published=(article.published or _DAY) + dt.timedelta(days=self._random.randint(1, 3)),
            outlet=outlet,
        )

    def edits(self) -> dict[str, Callable[[list[str]], list[str]]]:
        """Kinds of edit, in the order in which one after the other is made."""
        return {
            "headline": list,
            "words": self._change_words,
            "cut": self._cut_tail,
            "links": self._insert_links,
            "dateline": list,
        }

    def _change_words(self, parts: list[str]) -> list[str]:
        split = [part.split(" ") for part in parts]
        places = [(i, j) for i, part in enumerate(split) for j in range(len(part))]
        count = min(len(places), max(2, round(_CHANGED * len(places))))
        for i, j in self._random.sample(places, count):
            split[i][j] = self.word()
        return [" ".join(part) for part in split]

    def _cut_tail(self, parts: list[str]) -> list[str]:
        left = round(n_words(parts) * (1 - self._random.uniform(0.2, 0.5)))
        kept = []
        for part in parts:
            words = part.split(" ")[:left]
            left -= len(words)
            if words:
                kept.append(" ".join(words))
        return kept

    def _insert_links(self, parts: list[str]) -> list[str]:
        """Two links, between paragraphs or, where there is one only, between its sentences."""
        joint = "\n\n" if len(parts) > 2 else " "
        found = parts if len(parts) > 2 else re.split(r"(?<=[.!?])\s+", " ".join(parts))
        for _ in range(2):
            place = self._random.randint(1, max(len(found) - 1, 1))
            link = f"Baca juga: {self._random.choice(self._titles)}"
            found = [*found[:place], link, *found[place:]]
        return found if joint == "\n\n" else [joint.join(found)]


def templated(number: int, chance: random.Random) -> Iterator[Case]:
    """Reports of six templates, no two with the same figures and names."""
    for n in range(number):
        for name, template in _TEMPLATES.items():
            line = " ".join(template.split())
            text = re.sub(r"\{(\w+)\}", lambda found: _FILLINGS[found[1]](chance), line)
            article = Article(id=f"{name}-{n}", text=text, published=_DAY, outlet=_OUTLETS[0])
            yield Case(article, article.id, "template")


def sharing(articles: list[Article], number: int, chance: random.Random) -> Iterator[Case]:
    """Pairs of articles with one long quotation in common, a third of the shorter one."""
    for n in range(number):
        pair = chance.sample(articles, 2)
        count = min(n_words(paragraphs(article)) for article in pair) // 2
        quoted = _words(chance.choice(articles), count)
        for article in pair:
            words = " ".join(paragraphs(article)).split(" ")
            middle = len(words) // 2
            text = " ".join([*words[:middle], f"“{quoted},” kata Rudi.", *words[middle:]])
            yield Case(_made(f"{article.id}#quote{n}", text, article), article.id, "quotation")


def follow_ups(
    fresh: list[Article], earlier: list[Article], number: int, chance: random.Random
) -> Iterator[Case]:
    """A lead from one article, then the first half of an earlier one as background, as long."""
    for n in range(number):
        lead, before = chance.choice(fresh), chance.choice(earlier)
        count = min(n_words(paragraphs(lead)), n_words(paragraphs(before))) // 2
        text = "\n\n".join([_words(lead, count), _words(before, count)])
        yield Case(_made(f"follow-{n}", text, before), f"follow-{n}", "follow-up")


def _words(article: Article, count: int) -> str:
    return " ".join(" ".join(paragraphs(article)).split(" ")[:count])


def _made(id: str, text: str, before: Article) -> Article:
    day = (before.published or _DAY) + dt.timedelta(days=4)
    return Article(id=id, text=text, published=day, outlet=_OUTLETS[1])


def varied(articles: list[Article], number: int) -> Iterator[Article]:
    """*number* articles, sentences of two of the news with other words; every tenth is a copy."""
    chance, editor = random.Random(SEED), Editor(articles)
    sentences = [re.split(r"(?<=[.!?])\s+", "\n\n".join(paragraphs(a))) for a in articles]
    made = articles[0]
    for n in range(number):
        if n % 10 == 9:
            yield replace(editor.copy(made, "words"), id=f"v{n}")
            continue
        mixed = [s for part in chance.sample(sentences, 2) for s in part if chance.random() < 0.5]
        chance.shuffle(mixed)
        words = [w if chance.random() < _KEPT else editor.word() for w in " ".join(mixed).split()]
        made = replace(chance.choice(articles), id=f"v{n}", text=" ".join(words))
        yield made


def collection(
    articles: list[Article], *, kinds: Sequence[str], originals: bool, seed: int = SEED
) -> list[Case]:
    """Shared news with copies of each of *kinds* of 500 articles, and the hard negatives, shuffled.

    Without *originals* each of the 500 is replaced by two copies of each kind.
    """
    chance, editor = random.Random(seed), Editor(articles, seed)
    long = [a for a in articles if n_words(paragraphs(a)) >= _LEAST_WORDS]
    seeded = chance.sample(long, SEEDED)
    chosen = {article.id for article in seeded}
    cases = [
        Case(a, a.id, "original" if a.id in chosen else "distractor")
        for a in articles
        if originals or a.id not in chosen
    ]
    for article in seeded:
        for kind in kinds:
            for number in range(1 if originals else 2):
                cases.append(Case(editor.copy(article, kind, number), article.id, kind))
    cases += templated(40, chance)
    rest = [a for a in long if a.id not in chosen]
    cases += sharing(rest, 100, chance)
    cases += follow_ups(rest, seeded, 200, chance)
    chance.shuffle(cases)
    return cases
