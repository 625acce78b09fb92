"""The sheet that a figure is drawn on: new or given axes, title, notes, and labels that fit."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from beritanlp.errors import MissingExtraError, SettingsError
from beritanlp.labels import Language
from beritanlp.plots.style import DARK, DIM, GRID, LABEL, MM, SMALL, TITLE
from beritanlp.plots.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

__all__ = [
    "LEVEL", "POINT", "TOLD", "TOP", "WIDTH", "Sheet", "describe", "height_of", "shorten",
    "width_of", "wrapped",
]  # fmt: skip

TOP: Final = 15  # rows that go on half a page
TOLD: Final = 3  # of what is drawn, in a description
WIDTH: Final = 170.0  # mm, the text of an A4 page
POINT: Final = 25.4 / 72  # mm
LEVEL: Final = 0.95  # of the intervals that measures make unless told otherwise
_NARROWEST = 40.0  # mm
_LETTER = 0.57  # width of a letter by the size of its type: DejaVu Sans, mean of running text
_BOLD = 1.15  # how much wider bold type is
_LEADING = 1.25  # from line to line, by the size of type
_AROUND = 9.0  # mm above and below a drawing, for ticks and white
_EDGE = 4.0  # mm of a new figure that stay white at the sides
_FEWEST_LETTERS = 8
_KEY_LETTERS = 6  # the room of a legend's mark, in letters
_LEGEND = 0.85  # of the width, so that the numbers at the right keep their header
_LEGEND_LEADING = 1.6  # from line to line of a legend
_TITLE_PAD = 6.0  # points between title and drawing
_LABEL_PAD = 3.5  # points between labels and drawing, as matplotlib has it


def height_of(n_lines: float, size: float) -> float:
    """The height of *n_lines* of type in mm."""
    return n_lines * size * _LEADING * POINT


def width_of(text: str, size: float) -> float:
    """The width of the longest line of *text* in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    type_ = FontProperties(size=size)
    lines = text.split("\n")
    widths = (text_to_path.get_text_width_height_descent(line, type_, False)[0] for line in lines)
    return float(max(widths))


def shorten(text: str, n_letters: int) -> str:
    """*text* of *n_letters* at most, with an ellipsis for the rest."""
    return text if len(text) <= n_letters else text[: n_letters - 1].rstrip() + "…"


def wrapped(text: str, n_letters: int, n_lines: int = 2) -> str:
    """*text* on *n_lines* of *n_letters* at most; an ellipsis stands for what is left out."""
    return "\n".join(textwrap.wrap(text, n_letters, max_lines=n_lines, placeholder=" …")) or text


def describe(ax: Axes) -> str:
    """The figure in words, for those who do not see it (alt text).

    Its title, what it shows first, and of how many. Empty for axes that nothing of `plots` drew.
    """
    return str(ax.get_label())


class Sheet:
    """Axes to draw on, and the words to write on them.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: no text can be read on *width* (mm), an unknown language, or no *top* rows.
    """

    def __init__(
        self, ax: Axes | None, width: float, language: Language, top: int = TOP,
        level: float = LEVEL,
    ) -> None:  # fmt: skip
        if top < 1:
            raise SettingsError(f"top must be 1 or more; got {top!r}")
        if width < _NARROWEST:
            raise SettingsError(f"width must be {_NARROWEST:.0f} mm or more; got {width!r}")
        self.wording = Wording(language)
        self.top, self.level = top, level
        self._pyplot = _pyplot()
        self._ax, self._width, self._is_own = ax, width, ax is None
        self._height = 0.0
        self._above = _TITLE_PAD

    @property
    def ax(self) -> Axes:
        """The axes that were given or opened."""
        assert self._ax is not None
        return self._ax

    @property
    def figure(self) -> Figure:
        """The figure that has the axes."""
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        return figure

    @property
    def width(self) -> float:
        """How wide the drawing is with its labels, in mm; of given axes, without."""
        if self._is_own:
            return self._width - _EDGE
        return self.ax.get_window_extent().width / self.figure.dpi / MM

    def open(self, height: float) -> Axes:
        """The axes that were given, else those of a new figure for a drawing *height* mm high."""
        if self._ax is None:
            size = (self._width * MM, (height + _AROUND) * MM)
            _, self._ax = self._pyplot.subplots(figsize=size, layout="constrained")
            self._height = height
        return self._ax

    def letters(self, part: float, size: float) -> int:
        """How many letters of type of *size* go into a *part* of the width."""
        return max(_FEWEST_LETTERS, int(part * self.width / (POINT * size * _LETTER)))

    def grid(self, axis: str) -> None:
        """Lines behind the drawing that lead from the ticks of *axis*."""
        self.ax.grid(axis=axis, color=GRID, linewidth=0.6)  # type: ignore[arg-type]

    def legend(self, handles: Sequence[Any], labels: Sequence[str], mark: float = 1.0) -> None:
        """What the marks mean, between title and drawing; a *mark* is so many letters wide."""
        longest = max(map(len, labels)) + _KEY_LETTERS
        columns = min(len(labels), max(1, self.letters(_LEGEND, LABEL) // longest))
        legend = self.ax.legend(
            handles, labels, ncols=columns, loc="lower left", bbox_to_anchor=(0, 1),
            bbox_transform=self._from_labels(self.ax.transAxes), borderaxespad=0.2,
            borderpad=0.2, frameon=False, fontsize=LABEL, labelcolor=DARK, handlelength=mark,
            columnspacing=1.4,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_parse_math(False)
        self.keep_lines(math.ceil(len(labels) / columns))

    def _from_labels(self, transform: Transform) -> Transform:
        """*transform*, but that 0 is the left edge of the labels beside the drawing."""
        from matplotlib.transforms import ScaledTranslation, blended_transform_factory

        inches = self.figure.dpi_scale_trans
        engine = self.figure.get_layout_engine()
        if self._is_own and engine is not None:
            # the labels of a new figure begin where its margin ends
            margin = ScaledTranslation(engine.get()["w_pad"], 0, inches)
            return blended_transform_factory(margin, transform)
        lowest, highest = sorted(self.ax.get_ylim())
        widths = [
            width_of(label.get_text(), LABEL) + _LABEL_PAD
            for at, label in zip(self.ax.get_yticks(), self.ax.get_yticklabels(), strict=True)
            if lowest <= at <= highest and label.get_text()
        ]
        return transform + ScaledTranslation(-max(widths, default=0.0) / 72, 0, inches)

    def keep_lines(self, n_lines: int) -> None:
        """Keep *n_lines* free between title and drawing, for what stands there side by side."""
        self._above = max(self._above, _TITLE_PAD + n_lines * LABEL * _LEGEND_LEADING)

    def finish(
        self, title: str, axis: str, notes: Iterable[str], shown: Sequence[str] = ()
    ) -> Axes:
        """Write the title above, what the axis is and of how many below; the axes.

        The first of *shown* are what the description names of the drawing. A new figure becomes as
        high as all of it needs.
        """
        ax, said = self.ax, "; ".join(note for note in notes if note)
        ax.tick_params(labelsize=LABEL, labelcolor=DARK, length=0, pad=_LABEL_PAD)
        ax.spines[:].set_visible(False)
        ax.set_axisbelow(True)
        broken = textwrap.fill(title, self.letters(1 / _BOLD, TITLE))
        heading = ax.set_title(
            broken, loc="left", pad=self._above, fontsize=TITLE, fontweight="bold", color=DARK,
            parse_math=False,
        )  # fmt: skip
        lines = [textwrap.fill(text, self.letters(1, SMALL)) for text in (axis, said) if text]
        foot = ax.set_xlabel(
            "\n".join(lines), loc="left", fontsize=SMALL, color=DIM, parse_math=False
        )
        for text in (heading, foot):
            text.set_transform(self._from_labels(text.get_transform()))
        if self._is_own:
            self._make_room(broken.count("\n") + 1, foot.get_text().count("\n") + 1)
        sentences = (
            self.wording.capital(part) for part in (title, "; ".join(shown[:TOLD]), said) if part
        )
        ax.set_label(" ".join(f"{sentence}." for sentence in sentences))
        return ax

    def _make_room(self, title_lines: int, foot_lines: int) -> None:
        """Make the figure so high that title, legend and notes take nothing from the drawing."""
        around = height_of(title_lines, TITLE) + height_of(foot_lines, SMALL) + _AROUND
        self.figure.set_figheight((self._height + self._above * POINT + around) * MM)

    def finish_empty(self, title: str) -> Axes:
        """Say that there is nothing to draw; the axes."""
        words = self.wording.say("no_data")
        ax = self.open(2 * height_of(1, LABEL))
        ax.set_xticks([])
        ax.set_yticks([])
        ax.text(
            0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", color=DIM,
            fontsize=LABEL,
        )  # fmt: skip
        return self.finish(title, "", [], [words])


def _pyplot() -> ModuleType:
    try:
        from matplotlib import pyplot
    except ImportError:
        raise MissingExtraError(
            'plots need matplotlib; install it with: pip install "beritanlp[plots]"'
        ) from None
    return pyplot
