"""Changes of an input that keep most of it in order: pieces that rules heed, and values of JSON."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["Mutator", "crossed"]

_PIECES = Path(__file__).with_name("pieces.toml")
_WORDS = re.compile(rb"\S+")
_HEADS = re.compile(rb"^(?:===|---) [^\n]*\n", re.MULTILINE)
_NUMBERS = (0, 1, -1, 2, 7, 255, 2**31, 2**53, 2**63, -(2**63), 2**64, 10**400, 0.5, -0.0, 1e308)
_LARGE = (b"[" * 2_000, b'{"a":' * 1_500, b"9" * 5_000, b"a" * 3_000, b"[" * 1_500 + b"]" * 1_500)
_ODD = (None, True, False, "", [], {}, [[]], [None], {"": ""}, "\ud800", "\x00", "1", "0.5", "é")

Way = Callable[[bytes, random.Random], bytes]


class Mutator:
    """Changes inputs of one target."""

    def __init__(self, target: str) -> None:
        said = tomllib.loads(_PIECES.read_text(encoding="utf-8"))[target]
        self._pieces = [piece.encode("utf-8", "surrogatepass") for piece in said["pieces"]]
        self._keys: list[str] = said.get("keys", [])
        self._ways: list[Way] = [_without, _copied, _repeated, _other_bytes]
        self._ways += [self._inserted, self._replaced] * 2
        if self._keys:
            self._ways += [_with_large]

    def __call__(self, data: bytes, max_size: int, seed: int) -> bytes:
        """*data* with one to four changes, no longer than *max_size*."""
        chance = random.Random(seed)
        if self._keys and chance.random() < 0.75:
            return self._json_changed(data, chance)[:max_size]
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = chance.choice(self._ways)(data, chance)
        return data[:max_size]

    def _inserted(self, data: bytes, chance: random.Random) -> bytes:
        at = _some_place(data, chance)
        piece = b"".join(
            chance.choice(self._pieces) + chance.choice((b" ", b"", b"\n"))
            for _ in range(chance.choice((1, 1, 1, 2, 5)))
        )
        return data[:at] + piece + data[at:]

    def _replaced(self, data: bytes, chance: random.Random) -> bytes:
        words = list(_WORDS.finditer(data))
        if not words:
            return self._inserted(data, chance)
        word = chance.choice(words)
        return data[: word.start()] + chance.choice(self._pieces) + data[word.end() :]

    # JSON

    def _json_changed(self, data: bytes, chance: random.Random) -> bytes:
        """*data* with a change in one of the values of JSON in it, if there is any."""
        found = [(start, end) for start, end in _places_of_json(data)]
        if not found:
            return self._inserted(data, chance)
        start, end = chance.choice(found)
        try:
            value = json.loads(data[start:end])
            for _ in range(chance.choice((1, 1, 2, 3))):
                value = self._changed(value, chance)
            made = json.dumps(value, ensure_ascii=chance.random() < 0.5)
            return data[:start] + made.encode("utf-8", "surrogatepass") + data[end:]
        except (ValueError, RecursionError):
            return self._inserted(data, chance)

    def _changed(self, value: Any, chance: random.Random) -> Any:
        places = list(_places_in(value))
        if not places:
            return self._value(chance)
        holder, key = chance.choice(places)
        way = chance.randrange(10)
        if way == 0:
            del holder[key]
        elif way == 1:
            holder[key] = _copy(_at(chance.choice(places)))
        elif way == 2 and isinstance(holder, list):
            holder.insert(key, _copy(holder[key]))
        elif way == 2:
            holder[chance.choice(self._keys)] = holder.pop(key)
        elif way == 3 and isinstance(holder, dict):
            holder[chance.choice(self._keys)] = self._value(chance)
        elif way == 4:
            holder[key] = self._value(chance)
        else:
            holder[key] = self._like(holder[key], chance)
        return value

    def _like(self, value: Any, chance: random.Random) -> Any:
        """Another value of the kind of *value*, so that it passes where only kinds are checked."""
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return chance.choice((value + 1, value - 1, value * 10, 0, -1, 2**31, 2**63))
        if isinstance(value, float):
            return chance.choice((-value, value * 1e9, 0.0, 1.0, float("nan"), float("inf")))
        if isinstance(value, str):
            return chance.choice(("", self._piece(chance), value + self._piece(chance), value * 3))
        if isinstance(value, list):
            return chance.choice((value[1:], value[::-1], value * 2, []))
        return value if value else self._value(chance)

    def _value(self, chance: random.Random) -> Any:
        kind = chance.randrange(4)
        if kind == 0:
            return chance.choice(_NUMBERS)
        if kind == 1:
            return chance.choice(_ODD)
        return chance.choice(self._keys) if kind == 2 else self._piece(chance)

    def _piece(self, chance: random.Random) -> str:
        return chance.choice(self._pieces).decode("utf-8", "surrogatepass")


def crossed(data: bytes, other: bytes, max_size: int, seed: int) -> bytes:
    """*data* with a stretch of *other* in it."""
    chance = random.Random(seed)
    at = _some_place(data, chance)
    start, end = _some_stretch(other, chance)
    return (data[:at] + other[start:end] + data[at:])[:max_size]


def _some_place(data: bytes, chance: random.Random) -> int:
    """An offset of *data*; mostly before a word, never within a head."""
    if chance.random() < 0.3:
        return chance.randint(0, len(data))
    words = [found.start() for found in _WORDS.finditer(data)]
    return chance.choice([*words, len(data)])


def _some_stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    one, other = _some_place(data, chance), _some_place(data, chance)
    return min(one, other), max(one, other)


def _without(data: bytes, chance: random.Random) -> bytes:
    start, end = _some_stretch(data, chance)
    if chance.random() < 0.7:
        end = min(end, start + 12)
    return data[:start] + data[end:]


def _copied(data: bytes, chance: random.Random) -> bytes:
    start, end = _some_stretch(data, chance)
    at = _some_place(data, chance)
    return data[:at] + data[start:end] + data[at:]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start, end = _some_stretch(data, chance)
    end = min(end, start + 200)
    return data[:end] + data[start:end] * chance.choice((1, 2, 8, 40)) + data[end:]


def _with_large(data: bytes, chance: random.Random) -> bytes:
    """*data* with one of its words changed for something long or deep, one time in ten."""
    words = list(_WORDS.finditer(data))
    if not words or chance.random() < 0.9:
        return _other_bytes(data, chance)
    word = chance.choice(words)
    return data[: word.start()] + chance.choice(_LARGE) + data[word.end() :]


def _other_bytes(data: bytes, chance: random.Random) -> bytes:
    """*data* with up to three bytes changed, put in or left out."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randint(0, len(changed))
        byte = chance.choice((0, 10, 32, 127, 255, chance.randrange(256)))
        changed[at : at + chance.randrange(2)] = [byte] * chance.randrange(2)
    return bytes(changed)


def _places_of_json(data: bytes) -> Iterator[tuple[int, int]]:
    """Where values of JSON stand: a part of *data*, or a line of it."""
    heads = [0, *(found.end() for found in _HEADS.finditer(data))]
    ends = [*(found.start() for found in _HEADS.finditer(data)), len(data)]
    for start, end in zip(heads, ends, strict=True):
        part = data[start:end]
        if part[:1] not in (b"{", b"["):
            continue
        if part.count(b"\n{"):
            at = start
            for line in part.split(b"\n"):
                yield at, at + len(line)
                at += len(line) + 1
        else:
            yield start, end


def _places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place below *value* as what holds it, and its key or index there."""
    stack = [value] if isinstance(value, dict | list) else []
    while stack:
        holder = stack.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            yield holder, key
            if isinstance(holder[key], dict | list):
                stack.append(holder[key])


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _at(place: tuple[Any, Any]) -> Any:
    holder, key = place
    return holder[key]
