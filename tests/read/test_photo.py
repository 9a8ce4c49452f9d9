"""A photograph is shown without what the camera wrote into it; whatever is no photograph, or too large, is refused undecoded."""

from __future__ import annotations

import hashlib
import random
import struct
import zlib

import pytest

from pantau.read.exif import parse_exif
from pantau.read.photo import MOST_BYTES, NoPhoto, clean_photo
from tests.web.field_desk import chunk, png


def exif(*, lat: float = 39.8265, south: bool = False, orientation: int = 6) -> bytes:
    """A block as a telephone writes it, big end first."""
    def degrees(value: float) -> bytes:
        whole, minutes = int(value), (value % 1) * 60
        return struct.pack(">IIIIII", whole, 1, int(minutes), 1, round(minutes % 1 * 60_000), 1000)

    words = b"2020:10:26 08:10:00\0"
    gps_at, exif_at = 8 + 2 + 12 * 4 + 4, 200
    main = struct.pack(">H", 4)
    main += struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(">HHI4s", 0x0110, 2, 4, b"Ph1\0")
    main += struct.pack(">HHII", 0x8769, 4, 1, exif_at) + struct.pack(">HHII", 0x8825, 4, 1, gps_at) + b"\0\0\0\0"
    gps = struct.pack(">H", 4) + struct.pack(">HHI4s", 1, 2, 2, b"S\0\0\0" if south else b"N\0\0\0")
    gps += struct.pack(">HHII", 2, 5, 3, 300) + struct.pack(">HHI4s", 3, 2, 2, b"E\0\0\0") + struct.pack(">HHII", 4, 5, 3, 330)
    out = bytearray(b"MM\0*\0\0\0\x08" + main + gps).ljust(exif_at, b"\0")
    out += struct.pack(">HHHII", 1, 0x9003, 2, len(words), 260)
    out = out.ljust(260, b"\0") + words
    return bytes(out.ljust(300, b"\0") + degrees(lat).ljust(30, b"\0")[:30] + degrees(46.7656))


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(width: int = 8, height: int = 6, *, extra: bytes = b"", tail: bytes = b"", frame: int = 0xC0) -> bytes:
    """The parts of a picture in order; its coded data is made up, for nothing here decodes it."""
    return (
        b"\xff\xd8" + extra + segment(0xDB, bytes(65)) + segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
        + segment(0xC4, bytes(20)) + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56" + b"\xff\xd9" + tail
    )  # fmt: skip


def webp(width: int = 8, height: int = 6, *chunks: bytes) -> bytes:
    bits = (width - 1) | ((height - 1) << 14)
    parts = b"WEBP" + b"".join(chunks) + riff(b"VP8L", b"\x2f" + struct.pack("<I", bits) + b"\0\0\0")
    return b"RIFF" + struct.pack("<I", len(parts)) + parts


def riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def test_what_a_camera_wrote_is_read_apart() -> None:
    said = parse_exif(exif())
    assert (said["model"], said["taken_at"], said["orientation"]) == ("Ph1", "2020:10:26 08:10:00", 6)
    assert abs(said["lat"] - 39.8265) < 0.001
    assert parse_exif(exif(south=True))["lat"] < 0


SECRETS = b"<script>alert(1)</script>", b"Ph1", b"2020:10:26", b"secret"


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (jpeg(extra=segment(0xE1, b"Exif\0\0" + exif()) + segment(0xFE, b"secret") + segment(0xE2, b"ICC_PROFILE\0secret")
              + segment(0xED, b"secret"), tail=b"<script>alert(1)</script>"), "image/jpeg"),
        (png(8, 6, extra=chunk(b"eXIf", exif()) + chunk(b"tEXt", b"Comment\0secret") + chunk(b"iTXt", b"secret"))
         + b"<script>alert(1)</script>", "image/png"),
        (webp(8, 6, riff(b"VP8X", b"\x2c\0\0\0" + b"\x07\0\0" + b"\x05\0\0"), riff(b"EXIF", exif()), riff(b"XMP ", b"secret"))
         + b"<script>alert(1)</script>", "image/webp"),
    ],
    ids=["jpeg", "png", "webp"],
)  # fmt: skip
def test_nothing_but_the_picture_is_shown(data: bytes, media: str) -> None:
    found = clean_photo(data)
    assert (found.media, found.width, found.height) == (media, 8, 6)
    assert not [secret for secret in SECRETS if secret in found.shown]
    assert found.said["model"] == "Ph1"
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    again = clean_photo(found.shown)
    assert again.shown == found.shown
    assert set(again.said) <= {"orientation"}


def test_a_turned_picture_says_which_side_is_up_and_nothing_else() -> None:
    shown = clean_photo(jpeg(extra=segment(0xE1, b"Exif\0\0" + exif(orientation=6)))).shown
    assert clean_photo(shown).said == {"orientation": 6}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "kind"), (b"<html><script>alert(1)</script>", "kind"), (b"GIF89a" + bytes(50), "kind"), (b"%PDF-1.7", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"), (b"\xff\xd8\xff<html><script>alert(1)</script>", "damaged"),
        (b"\x89PNG\r\n\x1a\n<html>" + bytes(40), "damaged"), (b"RIFF\x10\0\0\0WEBP<html>  ", "damaged"),
        (png(20_000, 20_000, drawn=False), "points"), (png(100_000, 1, drawn=False), "points"), (png(0, 5, drawn=False), "points"),
        (jpeg(20_000, 20_000), "points"), (webp(16_384, 16_384), "points"),
        (webp(8, 6, riff(b"VP8X", b"\0\0\0\0" + b"\xff\xff\xff" + b"\xff\xff\xff")), "points"),
        (webp(8, 6, riff(b"ANIM", bytes(6))), "moving"), (jpeg(frame=0xC3), "rare"),
        (jpeg()[:-8], "damaged"), (png(8, 6)[:-4], "damaged"),
        (png(8, 6)[:-20] + b"x" * 20, "damaged"), (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "damaged"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "bytes"), (b"\xff\xd8\xff\xd9", "damaged"), (b"\xff\xd8" + b"\xff" * 100_000, "damaged"),
        (png(8, 6).replace(b"IDAT", b"IHDR"), "damaged"),
    ],
    ids=lambda case: case if isinstance(case, str) else str(case[:24]),
)  # fmt: skip
def test_what_is_no_photograph_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(NoPhoto) as refused:
        clean_photo(data)
    assert refused.value.why == why


def test_damage_at_any_place_is_refused_or_harmless() -> None:
    rolled = random.Random(7)
    told = exif()
    for whole in (
        jpeg(extra=segment(0xE1, b"Exif\0\0" + told)), png(8, 6, extra=chunk(b"eXIf", told)), webp(8, 6, riff(b"EXIF", told)),
    ):  # fmt: skip
        for _ in range(400):
            data = bytearray(whole)
            for _ in range(rolled.randint(1, 4)):
                data[rolled.randrange(len(data))] = rolled.randrange(256)
            try:
                found = clean_photo(bytes(data[: rolled.randint(8, len(data))]))
            except NoPhoto:
                continue
            assert found.width * found.height <= 64_000_000


def test_a_real_picture_is_still_one_after_it() -> None:
    data = png(40, 30, extra=chunk(b"tEXt", b"Comment\0secret"))
    shown = clean_photo(data).shown
    at = shown.index(b"IDAT")
    length = struct.unpack(">I", shown[at - 4 : at])[0]
    assert zlib.decompress(shown[at + 4 : at + 4 + length]) == (b"\0" + b"\x80" * 40) * 30
