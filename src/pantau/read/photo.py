"""A photograph's bytes → the same picture without what the camera wrote into it, and that apart. Nothing is decoded.

JPEG, PNG and WebP are taken to their parts by their own lengths, within bounds; what draws the picture is copied, the rest (positions,
times, thumbnails, comments, whatever follows the end) is left out. So no picture can be made large by decoding it here, and a file that
is two things at once is one after it. Sources: ITU T.81 annex B, PNG (W3C, third edition), RFC 9649.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pantau.read.exif import parse_exif

MOST_BYTES = 12 * 2**20
MOST_PIXELS, LONGEST_SIDE = 64_000_000, 16_000


class NoPhoto(ValueError):
    """Bytes that are not taken for a photograph: `why` is `bytes`, `kind`, `damaged`, `several`, `rare`, `points` or `moving`, `values`
    what its words name."""

    def __init__(self, why: str, **values: int) -> None:
        super().__init__(why, values)
        self.why, self.values = why, values


class Cleaned(NamedTuple):
    """A picture that may be shown, and what the camera said of it."""

    sha256: str
    media: str
    width: int
    height: int
    shown: bytes
    said: dict[str, Any]


def clean_photo(data: bytes) -> Cleaned:
    """The picture alone. Raises NoPhoto."""
    if len(data) > MOST_BYTES:
        raise NoPhoto("bytes", most=MOST_BYTES // 2**20)
    found = next(((media, clean) for starts, media, clean in _KINDS if starts(data)), None)
    if found is None:
        raise NoPhoto("kind")
    media, clean = found
    try:
        width, height, shown, said = clean(data)
    except (struct.error, IndexError):
        raise NoPhoto("damaged") from None
    return Cleaned(hashlib.sha256(data).hexdigest(), media, width, height, shown, said)


def _bounded(width: int, height: int) -> tuple[int, int]:
    if not 0 < width <= LONGEST_SIDE or not 0 < height <= LONGEST_SIDE or width * height > MOST_PIXELS:
        raise NoPhoto("points", width=width, height=height, most=MOST_PIXELS // 1_000_000)
    return width, height


# JPEG

_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_FRAMES = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive: what cameras and browsers know. Others (arithmetic, lossless, hierarchical) are refused."""
_DRAWS = {0xC4, 0xDB, 0xDD}


def _clean_jpeg(data: bytes) -> tuple[int, int, bytes, dict[str, Any]]:
    out, said, size = bytearray(b"\xff\xd8"), dict[str, Any](), (0, 0)
    for marker, segment, scan in _segments(data):
        if marker in _FRAMES:
            if size != (0, 0):
                raise NoPhoto("several")
            height, width = struct.unpack_from(">HH", segment, 1)
            size = _bounded(width, height)
        elif 0xC0 <= marker <= 0xCF and marker != 0xC4:
            raise NoPhoto("rare")
        elif marker == 0xE1 and segment.startswith(b"Exif\0\0"):
            said = said or parse_exif(segment[6:])
        is_adobe = marker == 0xEE and segment.startswith(b"Adobe") and len(segment) == 12
        if marker in _FRAMES or marker in _DRAWS or marker == 0xDA or is_adobe:
            out += bytes((0xFF, marker)) + struct.pack(">H", len(segment) + 2) + segment + scan
    if size == (0, 0):
        raise NoPhoto("damaged")
    return *size, bytes(out[:2]) + _turned(said) + bytes(out[2:]) + b"\xff\xd9", said


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, contents and, of a scan, the coded data behind it, up to the end of the picture. Raises NoPhoto where there is none."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise NoPhoto("damaged")
        while data[at + 1] == 0xFF:
            at += 1
        marker, at = data[at + 1], at + 2
        if marker == 0xD9:
            return
        if marker in _STANDALONE:
            continue
        length = struct.unpack_from(">H", data, at)[0]
        segment = data[at + 2 : at + length]
        if length < 2 or len(segment) != length - 2:
            raise NoPhoto("damaged")
        at += length
        end = _end_of_scan(data, at) if marker == 0xDA else at
        yield marker, segment, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NoPhoto("damaged")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7 and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _turned(said: dict[str, Any]) -> bytes:
    """What tells a browser which side is up, and nothing else; empty where the picture stands upright."""
    way = said.get("orientation")
    if not isinstance(way, int) or not 2 <= way <= 8:
        return b""
    body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, way, 0) + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


# PNG

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND")


def _clean_png(data: bytes) -> tuple[int, int, bytes, dict[str, Any]]:
    out, said, size, at, drawn = bytearray(_PNG), dict[str, Any](), (0, 0), len(_PNG), False
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        whole = data[at : at + 12 + length]
        if length > MOST_BYTES or len(whole) != 12 + length:
            raise NoPhoto("damaged")
        if (name == b"IHDR") != (size == (0, 0)):
            raise NoPhoto("damaged")
        if name == b"IHDR":
            size = _bounded(*struct.unpack_from(">II", whole, 8))
        if name == b"eXIf":
            said = said or parse_exif(whole[8:-4])
        if name in _SHOWN:
            if zlib.crc32(whole[4:-4]) != struct.unpack(">I", whole[-4:])[0]:
                raise NoPhoto("damaged")
            out += whole
            drawn = drawn or name == b"IDAT"
        at += 12 + length
        if name == b"IEND":
            break
    if not drawn:
        raise NoPhoto("damaged")
    return *size, bytes(out), said


# WebP


def _clean_webp(data: bytes) -> tuple[int, int, bytes, dict[str, Any]]:
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    out, said, size, at, head = bytearray(), dict[str, Any](), (0, 0), 12, b""
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) != length or at + 8 + length > end:
            raise NoPhoto("damaged")
        if name in (b"ANIM", b"ANMF"):
            raise NoPhoto("moving")
        if name == b"VP8X":
            width, height = (int.from_bytes(body[n : n + 3], "little") + 1 for n in (4, 7))
            _bounded(width, height)
            head = _chunk(name, bytes([body[0] & 0x10]) + b"\0\0\0" + body[4:10])
        elif name in (b"VP8 ", b"VP8L"):
            if size != (0, 0):
                raise NoPhoto("several")
            size = _bounded(*(_lossy(body) if name == b"VP8 " else _lossless(body)))
            out += _chunk(name, body)
        elif name == b"ALPH" and size == (0, 0):
            out += _chunk(name, body)
        elif name == b"EXIF":
            said = said or parse_exif(body.removeprefix(b"Exif\0\0"))
        at += 8 + length + length % 2
    if size == (0, 0):
        raise NoPhoto("damaged")
    parts = b"WEBP" + head + bytes(out)
    return *size, b"RIFF" + struct.pack("<I", len(parts)) + parts, said


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _lossy(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a":
        raise NoPhoto("damaged")
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    if body[0] != 0x2F:
        raise NoPhoto("damaged")
    bits = struct.unpack_from("<I", body, 1)[0]
    return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1


_Clean = Callable[[bytes], tuple[int, int, bytes, dict[str, Any]]]
_KINDS: tuple[tuple[Callable[[bytes], bool], str, _Clean], ...] = (
    (lambda data: data.startswith(b"\xff\xd8\xff"), "image/jpeg", _clean_jpeg),
    (lambda data: data.startswith(_PNG), "image/png", _clean_png),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", "image/webp", _clean_webp),
)
