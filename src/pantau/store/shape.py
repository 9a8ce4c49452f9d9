"""How a field of a model dataclass lies in columns of a table, and how it comes back: the one place where model and SQL meet.

Words, numbers and days are one column each. A Span is two (`content_start`, `content_end`), a Place one column for each of its own
fields (`place_raw`, `place_lat`, …), an instant its ISO text with the zone it was stated in, a tuple a JSON list. Everything comes
back as it went in.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Column, Date, Float, Integer, Text
from sqlalchemy.types import TypeEngine

from pantau.model import Answer, Span

Row = Sequence[Any]
_SCALARS: dict[Any, type[TypeEngine[Any]]] = {str: Text, int: Integer, float: Float, date: Date}
_ITEMS: dict[Any, Callable[[Any], Any]] = {str: str, Answer: lambda item: Answer(*item)}


class Shape(NamedTuple):
    """One field in columns: their (name, type, may be null), the field's value as column values, and back."""

    name: str
    columns: tuple[tuple[str, type[TypeEngine[Any]], bool], ...]
    pack: Callable[[Any], Row]
    unpack: Callable[[Row], Any]


def shapes_of(cls: type, *, without: tuple[str, ...] = ()) -> tuple[Shape, ...]:
    """The shape of every field of a dataclass in its order; a field of an unknown type is a TypeError when the schema is made."""
    hints = get_type_hints(cls)
    return tuple(_shape(field.name, hints[field.name]) for field in fields(cls) if field.name not in without)


def columns_of(shapes: Sequence[Shape]) -> list[Column[Any]]:
    """Fresh columns for a table."""
    return [Column(name, kind, nullable=empty) for shape in shapes for name, kind, empty in shape.columns]


def pack(shapes: Sequence[Shape], thing: object) -> dict[str, Any]:
    """The column values of one object."""
    row: dict[str, Any] = {}
    for shape in shapes:
        values = shape.pack(getattr(thing, shape.name))
        row.update(zip((name for name, _, _ in shape.columns), values, strict=True))
    return row


def unpack(shapes: Sequence[Shape], row: Any) -> dict[str, Any]:
    """The field values that `pack` made this row of (a mapping by column name)."""
    return {shape.name: shape.unpack([row[name] for name, _, _ in shape.columns]) for shape in shapes}


def _shape(name: str, hint: Any) -> Shape:
    kind, empty = _without_none(hint)
    if kind in _SCALARS:
        return Shape(name, ((name, _SCALARS[kind], empty),), lambda value: (value,), lambda row: row[0])
    if kind is datetime:
        return Shape(name, ((name, Text, empty),), _pack_instant, _unpack_instant)
    if kind is Span:
        columns = ((f"{name}_start", Integer, empty), (f"{name}_end", Integer, empty))
        return Shape(name, columns, lambda span: span or (None, None), lambda row: None if row[0] is None else Span(*row))
    if get_origin(kind) is tuple and get_args(kind)[0] in _ITEMS:
        return _tuple_shape(name, _ITEMS[get_args(kind)[0]])
    if isinstance(kind, type) and is_dataclass(kind):
        return _nested_shape(name, kind, empty=empty)
    raise TypeError(f"no columns for the field `{name}` of type {hint}; say how in {__name__}")


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return (kinds[0] if len(kinds) == 1 else hint), len(kinds) < len(get_args(hint))


def _pack_instant(value: datetime | None) -> Row:
    return (value.isoformat() if value else None,)


def _unpack_instant(row: Row) -> datetime | None:
    return datetime.fromisoformat(row[0]) if row[0] else None


def _tuple_shape(name: str, item: Callable[[Any], Any]) -> Shape:
    def pack_tuple(value: tuple[Any, ...]) -> Row:
        return (json.dumps(value, ensure_ascii=False),)

    def unpack_tuple(row: Row) -> tuple[Any, ...]:
        return tuple(item(each) for each in json.loads(row[0]))

    return Shape(name, ((name, Text, False),), pack_tuple, unpack_tuple)


def _nested_shape(name: str, kind: type[Any], *, empty: bool) -> Shape:
    """The first field of a nested dataclass must be one that is never None: it tells whether there is a value at all."""
    inner = shapes_of(kind)
    columns = tuple((f"{name}_{column}", sort, empty or null) for shape in inner for column, sort, null in shape.columns)
    names = [column for shape in inner for column, _, _ in shape.columns]

    def pack_nested(value: Any) -> Row:
        return [None] * len(columns) if value is None else list(pack(inner, value).values())

    def unpack_nested(row: Row) -> Any:
        return None if row[0] is None else kind(**unpack(inner, dict(zip(names, row, strict=True))))

    return Shape(name, columns, pack_nested, unpack_nested)
