"""Settings: what they refuse, and where a file says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beritanlp.errors import SettingsError
from beritanlp.settings import Settings


@pytest.mark.parametrize("value", [0, -1.5, float("nan")])
def test_a_number_that_is_not_above_0_is_refused(value: float) -> None:
    with pytest.raises(SettingsError, match=r"^max_seconds must be above 0; got "):
        Settings(max_seconds=value)


@pytest.mark.parametrize(
    "line", ["max_topics = 0", "max_seconds = nan", "max_topics = 2.5", "x = 1"]
)
def test_a_wrong_setting_in_a_file_is_refused_with_its_file(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(line, encoding="utf-8")
    name = line.partition(" ")[0]
    with pytest.raises(SettingsError, match=rf"^{re.escape(str(path))}: .*{name}"):
        Settings.from_toml(path)
