"""What a camera wrote into a picture (Exif 3.0, CIPA DC-008): its time, place and name. Whoever sends the picture can write it too."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_MOST_ENTRIES, _LONGEST = 200, 200
_MAIN = {0x010F: "maker", 0x0110: "model", 0x0112: "orientation", 0x0132: "written_at", 0x8769: "_exif", 0x8825: "_gps"}
_EXIF = {0x9003: "taken_at", 0x9011: "taken_zone"}
_GPS = {1: "lat_ref", 2: "lat", 3: "lon_ref", 4: "lon"}


def parse_exif(data: bytes) -> dict[str, Any]:
    """`maker`, `model`, `taken_at` (as written), `lat` and `lon` in degrees, `orientation`: what can be read of them; bounded work."""
    try:
        order = {b"II*\0": "<", b"MM\0*": ">"}[data[:4]]
        main = _directory(data, order, struct.unpack_from(order + "I", data, 4)[0], _MAIN)
        more = _directory(data, order, main.pop("_exif", 0), _EXIF) if isinstance(main.get("_exif"), int) else {}
        gps = _directory(data, order, main.pop("_gps", 0), _GPS) if isinstance(main.get("_gps"), int) else {}
    except (KeyError, struct.error, IndexError):
        return {}
    both = main | more
    found: dict[str, Any] = {name: both[name] for name in both if isinstance(both[name], str | int) and not name.startswith("_")}
    for name, sign in (("lat", "S"), ("lon", "W")):
        degrees = _degrees(gps.get(name), 90 if name == "lat" else 180)
        if degrees is not None:
            found[name] = -degrees if gps.get(f"{name}_ref") == sign else degrees
    if "lat" not in found or "lon" not in found:
        found.pop("lat", None)
        found.pop("lon", None)
    return found


def _directory(data: bytes, order: str, at: int, names: dict[int, str]) -> dict[str, Any]:
    """The known entries of one directory; none of another is followed but by name, so there is no way round in circles."""
    found: dict[str, Any] = {}
    count = min(struct.unpack_from(order + "H", data, at)[0], _MOST_ENTRIES)
    for number in range(count):
        tag, kind, many = struct.unpack_from(order + "HHI", data, at + 2 + 12 * number)
        if tag not in names or kind not in _SIZES or many > _LONGEST:
            continue
        where = at + 10 + 12 * number
        if _SIZES[kind] * many > 4:
            where = struct.unpack_from(order + "I", data, where)[0]
        found.setdefault(names[tag], _VALUES.get(kind, _none)(data, order, where, many))
    return {name: value for name, value in found.items() if value is not None}


def _text(data: bytes, _order: str, at: int, many: int) -> str | None:
    words = data[at : at + many].split(b"\0")[0].decode("ascii", "replace").strip()
    return "".join(letter for letter in words if letter.isprintable()) or None


def _number(form: str) -> Callable[[bytes, str, int, int], Any]:
    return lambda data, order, at, many: struct.unpack_from(order + form, data, at)[0] if many == 1 else None


def _fractions(data: bytes, order: str, at: int, many: int) -> tuple[float, ...] | None:
    pairs = struct.unpack_from(order + "II" * min(many, 3), data, at)
    parts = list(zip(pairs[::2], pairs[1::2], strict=True))
    return tuple(above / below for above, below in parts) if all(below for _, below in parts) else None


def _none(_data: bytes, _order: str, _at: int, _many: int) -> None:
    return None


_VALUES: dict[int, Callable[[bytes, str, int, int], Any]] = {2: _text, 3: _number("H"), 4: _number("I"), 5: _fractions}


def _degrees(parts: Any, most: int) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees = round(parts[0] + parts[1] / 60 + parts[2] / 3600, 6)
    return degrees if 0 <= degrees <= most else None
