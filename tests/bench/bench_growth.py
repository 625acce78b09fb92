"""How time grows with size: hostile and ordinary texts, each doubled again and again.

``python tests/bench/bench_growth.py [--largest 400000]`` prints, for each family of texts, the CPU
seconds of one analysis at sizes that double, and the steepest slope between the two largest sizes
that took long enough to measure: 1.0 is linear, 2.0 would be quadratic.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections.abc import Callable

from common import ROOT, seconds

MEASURABLE = 0.05  # seconds; shorter runs say nothing of growth


def families() -> dict[str, Callable[[int], str]]:
    """Name -> text of about *n* characters."""
    own = (ROOT / "notebooks/articles/layanan-satu-pintu.txt").read_text(encoding="utf-8")
    units = {
        "article, again and again": own + "\n\n",
        "article without line breaks": " ".join(own.split()) + " ",
        "opening marks": "“ ",
        "straight marks": '" ',
        "marks around words": "“air” ",
        "marks without spaces": "”’\"'",
        "dashes": "— ",
        "brackets": "(((",
        "brackets around names": "(Budi Santosa) ",
        "full stops": ". ",
        "capitals": "A",
        "capitalised words": "Budi ",
        "initials": "B. ",
        "acronyms": "KPK ",
        "names and commas": "Budi Santosa, S.H., M.Si., ",
        "titles": "Prof. Dr. H. ",
        "offices": "Kepala Dinas ",
        "institutions": "Kementerian Kesehatan ",
        "last words of names": "Melati Foundation ",
        "cues": "kata ",
        "cues and names": "kata Budi ",
        "menurut": "menurut ",
        "pronouns and clitics": "ia katanya ",
        "quotes": "“Kami siap,” kata Budi. ",
        "indirect quotes": "Budi mengatakan bahwa jalan itu rusak. ",
        "nested quotes": "“Ia bilang ‘“ya”’,” kata Budi. ",
        "one-word lines": "air\n",
        "empty lines": "\n",
        "chrome": "Baca juga: Jalan Rusak\n\n",
        "headlines": "Jalan Desa Rusak\n\n",
        "lists": "1. Buka pintu\n",
        "no spaces": "air",
        "hyphens": "air-",
        "numbers": "1.234,5 ",
        "slashes": "12/3",
        "addresses": "https://a.id/ ",
        "mail": "a.b@",
        "hashtags": "#air ",
        "emoji": "😀",
        "combining marks": "e\u0301",
        "white space": " \t\u00a0",
    }
    made: dict[str, Callable[[int], str]] = {
        name: lambda n, unit=unit: (unit * (n // len(unit) + 1))[:n]  # type: ignore[misc]
        for name, unit in units.items()
    }
    # every firm another one, and each begins alike
    made["firms"] = lambda n: " ".join(
        f"PT Melati Ke{k} Tbk. Melati Ke{k} untung." for k in range(n // 36)
    )
    made["nouns and names"] = lambda n: " ".join(
        f"maskapai Melati Ke{k} terbang." for k in range(n // 28)
    )
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--largest", type=int, default=200_000, help="characters")
    call = parser.parse_args()

    import beritanlp as bn

    bn.analyze("Ia datang.")
    sizes = [call.largest >> k for k in (3, 2, 1, 0)]
    print(f"{'family':28} " + " ".join(f"{n:>9,}" for n in sizes) + "  slope")
    worst = 0.0
    for name, make in families().items():
        taken = []
        for n in sizes:
            text = make(n)
            taken.append(seconds(lambda text=text: bn.analyze(text)))  # type: ignore[misc]
        slopes = [math.log2(b / a) for a, b in itertools.pairwise(taken[1:]) if a >= MEASURABLE]
        slope = max(slopes, default=0.0)
        worst = max(worst, slope)
        print(f"{name:28} " + " ".join(f"{t:9.3f}" for t in taken) + f"  {slope:5.2f}", flush=True)
    print(f"steepest slope {worst:.2f}")


if __name__ == "__main__":
    main()
