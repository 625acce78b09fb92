"""How much is read of a file: what is larger is refused, so that none can fill memory or disk.

All are bytes as they are after unpacking, unless they say otherwise.
"""

from __future__ import annotations

__all__ = [
    "MAX_ARTICLE_BYTES",
    "MAX_JSON_BYTES",
    "MAX_MODEL_BYTES",
    "MAX_PAGE_BYTES",
    "MAX_PARQUET_BYTES",
    "MAX_PARQUET_MEGABYTES",
    "MAX_RATIO",
    "MAX_RESULT_BYTES",
    "MAX_ROW_CHARACTERS",
    "MAX_SHEET_BYTES",
    "MAX_SMALL_PACKED_BYTES",
    "MAX_TOML_BYTES",
]

# one article's file, line, row or field; the pipeline refuses far shorter texts
MAX_ARTICLE_BYTES = 64 << 20
# one row of CSV, all its fields together
MAX_ROW_CHARACTERS = 256 << 20
# one HTML page; the largest in the shared data has 287 kB
MAX_PAGE_BYTES = 16 << 20
# a JSON file, which is read at once; JSON Lines has no limit
MAX_JSON_BYTES = 512 << 20
# a .parquet.gz or .parquet.zst, which is unpacked to a temporary file
MAX_PARQUET_BYTES = 8 << 30
# memory to read some rows of a Parquet file, where Linux counts it: its pages say how long they are
MAX_PARQUET_MEGABYTES = 4_000
# one saved result in a line; that of a text of 2,000,000 characters has 60 MB, of one that is all
# single letters and marks some 400 MB
MAX_RESULT_BYTES = 1 << 30
# all files of a coding sheet that is a zip (XLSX, INCEpTION); 10,000 whole articles have 60 MB
MAX_SHEET_BYTES = 256 << 20
# all arrays of a fitted model together
MAX_MODEL_BYTES = 4 << 30
# a codebook or settings; the package's own codebook has 64 kB
MAX_TOML_BYTES = 4 << 20
# times its packed size that a file may unpack to: news and results pack to a tenth, one article
# again and again to a hundredth, while gzip can reach 1,000 times and Zstandard 30,000
MAX_RATIO = 200
# what a packed file may unpack to whatever its ratio: it is no harm, and short files vary
MAX_SMALL_PACKED_BYTES = 64 << 20
