"""Values of the model as JSON and back, by their type hints: for what joins documents, which is asked for whole.

Dataclasses and named tuples become lists of their fields in order, days and instants their ISO words, sets sorted lists. Records have
columns instead (`shape.py`).
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Reader = Callable[[Any], Any]


def to_body(thing: object) -> str:
    """The JSON of a value of the model."""
    return json.dumps(_plain(thing), ensure_ascii=False, separators=(",", ":"))


def from_body(kind: type[Kind], body: str) -> Kind:
    """The value of this type that became this JSON."""
    made: Kind = _reader(cast("Any", kind))(json.loads(body))
    return made


def _plain(thing: Any) -> Any:
    if is_dataclass(thing) and not isinstance(thing, type):
        return [_plain(getattr(thing, field.name)) for field in fields(thing)]
    if isinstance(thing, tuple | list):
        return [_plain(item) for item in thing]
    if isinstance(thing, frozenset | set):
        return sorted(_plain(item) for item in thing)
    return thing.isoformat() if isinstance(thing, date) else thing  # an instant is a date too


@cache
def _reader(hint: Any) -> Reader:
    """What turns plain JSON into a value of a type. Raises TypeError for a type no value of the model has."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (some,) = (_reader(each) for each in inner if each is not type(None))
        return lambda value: None if value is None else some(value)
    if origin in (tuple, frozenset):
        return _items(origin, inner)
    if is_dataclass(hint) or (isinstance(hint, type) and hasattr(hint, "_fields")):
        return _structure(hint)
    if hint in (date, datetime):
        return lambda value: hint.fromisoformat(value)
    if hint in (str, int, float, bool):
        return lambda value: value
    raise TypeError(f"no way to read {hint} back")


def _items(origin: type, inner: tuple[Any, ...]) -> Reader:
    if origin is tuple and inner[-1] is not Ellipsis:
        readers = [_reader(each) for each in inner]
        return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))
    read = _reader(inner[0])
    return lambda value: origin(read(item) for item in value)


def _structure(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    readers = [(name, _reader(hints[name])) for name in names]
    return lambda value: kind(**{name: read(item) for (name, read), item in zip(readers, value, strict=True)})
