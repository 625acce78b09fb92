"""What the rows of a measure's frame are of: its groups, and the columns that it must have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from beritanlp.errors import SettingsError
from beritanlp.measures.table import DIMENSIONS
from beritanlp.plots.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DIVERSITY", "MONTH", "REFLECTED", "columns_of", "completed", "dimensions_of", "expect",
    "groups_of", "keys_of", "labels_of", "numbers_of", "outer_of",
]  # fmt: skip

MONTH: Final = re.compile(r"\d{4}-\d{2}")
"""As measures write a month."""
REFLECTED: Final = {
    name: (f"{index}_low", f"{index}_high")
    for index in ("shannon", "simpson")
    for name in (f"{index}_corrected", index)
}
"""Figures of diversity, and the columns of their intervals."""
DIVERSITY: Final = (*REFLECTED, "effective", "evenness", "inverse_simpson", "kinds")
"""All figures of diversity."""


def columns_of(frame: pd.DataFrame) -> list[str]:
    """The columns of *frame*; none of what is no frame, so that `expect` can say so."""
    return list(getattr(frame, "columns", ()))


def expect(frame: pd.DataFrame, columns: Iterable[str], plot: str, measure: str) -> None:
    """See that *frame* has *columns*.

    Raises:
        SettingsError: one is missing; with the *measure* that makes the right frame.
    """
    missing = [column for column in columns if column not in columns_of(frame)]
    if missing:
        raise SettingsError(
            f"plots.{plot}: the frame has no column {', '.join(map(repr, missing))}; "
            f"give what {measure} returns"
        )


def dimensions_of(frame: pd.DataFrame) -> list[str]:
    """The dimensions that *frame* is grouped by, in the order of its columns."""
    there = columns_of(frame)
    found = [name for name, columns in DIMENSIONS.items() if set(columns) <= set(there)]
    return sorted(found, key=lambda name: there.index(DIMENSIONS[name][0]))


def keys_of(dimensions: Sequence[str]) -> list[str]:
    """The columns that tell the groups apart: ids, where a dimension has them."""
    return [DIMENSIONS[name][0] for name in dimensions]


def outer_of(frame: pd.DataFrame, dimensions: Sequence[str]) -> list[str]:
    """The dimensions within which the shares are taken: the first ones that settle ``total``."""
    for size in range(len(dimensions)):
        keys = keys_of(dimensions[:size])
        n_cells = len(frame.drop_duplicates(keys)) if keys else 1
        if len(frame.drop_duplicates([*keys, "total"])) <= n_cells:
            return list(dimensions[:size])
    return []


def numbers_of(frame: pd.DataFrame, dimensions: Sequence[str]) -> pd.Series[int]:
    """A number for each row, the same for all rows of a group; null is a group, too."""
    import pandas as pd

    if not dimensions:
        return pd.Series(0, index=frame.index)
    return frame.groupby(keys_of(dimensions), dropna=False).ngroup()


def labels_of(frame: pd.DataFrame, dimensions: Sequence[str], wording: Wording) -> list[str]:
    """How each row's group is shown; of no dimensions, as all that is quoted."""
    if not dimensions:
        return [wording.say("all")] * len(frame)
    shown = [
        [wording.value(name, value) for value in frame[DIMENSIONS[name][-1]]] for name in dimensions
    ]
    return [" · ".join(parts) for parts in zip(*shown, strict=True)]


def completed(frame: pd.DataFrame, outer: Sequence[str], inner: Sequence[str]) -> pd.DataFrame:
    """*frame* with a row of zeros for each group that is not quoted in a cell of *outer*.

    Cells whose rows do not add to their total lack some for another reason (a filter, or
    ``min_articles``); what they lack stays unknown, NaN.
    """
    outer_columns, inner_columns = (
        [column for name in names for column in DIMENSIONS[name]] for names in (outer, inner)
    )
    keys = [*keys_of(outer), *keys_of(inner)]
    if not outer or frame.empty:
        return frame
    cells = frame.drop_duplicates(keys_of(outer))[[*outer_columns, "total"]]
    groups = frame.drop_duplicates(keys_of(inner))[inner_columns]
    figures = frame[[*keys, "n", "share", "low", "high"]]
    full = cells.merge(groups, how="cross").merge(figures, how="left", on=keys)
    counted = full.groupby(keys_of(outer), dropna=False)["n"].transform("sum")
    absent = full["n"].isna() & (counted >= full["total"])
    full.loc[absent, ["n", "share"]] = 0
    return full


def groups_of(
    frame: pd.DataFrame, dimensions: Sequence[str], wording: Wording
) -> list[tuple[str, pd.DataFrame]]:
    """The label and the rows of each group of *dimensions*, in their order."""
    return [
        (labels_of(group.head(1), dimensions, wording)[0], group)
        for _, group in frame.groupby(numbers_of(frame, dimensions))
    ]
