"""A made-up collection with three plain subjects, for everything that learns from many texts."""

from __future__ import annotations

import datetime as dt
import random

import pytest

import beritanlp as bn
from beritanlp.corpus import Corpus

SUBJECTS = {
    "rice": ("beras", "petani", "sawah", "gabah", "panen", "pupuk", "padi", "lumbung", "irigasi"),
    "football": (
        "gol",
        "pelatih",
        "penalti",
        "wasit",
        "liga",
        "stadion",
        "kiper",
        "babak",
        "trofi",
    ),
    "flood": (
        "banjir",
        "sungai",
        "hujan",
        "tanggul",
        "longsor",
        "air",
        "perahu",
        "lumpur",
        "deras",
    ),
}
PHRASE = {"rice": "harga eceran", "football": "piala dunia", "flood": "posko darurat"}
COMMON = ("warga", "hari", "kota", "orang", "tempat", "waktu", "jalan", "rumah")


def make_texts(per_subject: int = 20, seed: int = 0) -> tuple[list[str], list[str]]:
    """Texts and their subjects, in turn."""
    chance = random.Random(seed)
    texts, labels = [], []
    for n in range(per_subject):
        for subject, words in SUBJECTS.items():
            sentences = []
            for _ in range(5):
                some = chance.sample(words, 4) + chance.sample(COMMON, 2)
                chance.shuffle(some)
                sentences.append(" ".join(some).capitalize() + f" dan {PHRASE[subject]}.")
            texts.append(" ".join(sentences) + f" Catatan {n}.")
            labels.append(subject)
    return texts, labels


@pytest.fixture(scope="session")
def subjects() -> dict[str, tuple[str, ...]]:
    """The words of each subject."""
    return SUBJECTS


@pytest.fixture(scope="session")
def texts() -> list[str]:
    return make_texts()[0]


@pytest.fixture(scope="session")
def labels() -> list[str]:
    return make_texts()[1]


@pytest.fixture(scope="session")
def corpus(texts: list[str], labels: list[str]) -> Corpus:
    """The collection analysed, with quotes, outlets and months."""
    articles = [
        bn.Article(
            id=f"a{n}",
            text=f"{text}\n\n“{SUBJECTS[label][0].capitalize()} {SUBJECTS[label][1]} "
            f"{SUBJECTS[label][2]} kami catat,” kata Bupati Jember Rudi Hartanta.",
            title=f"Lomba {n}",
            published=dt.date(2025, 1 + n % 2, 5),
            outlet="Suara Wanasari" if label == "rice" else "Kabar Sukakata",
        )
        for n, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]
    return Corpus.from_results(bn.analyze_many(articles))
