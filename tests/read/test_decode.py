"""Bytes to text: what is declared is believed only where the bytes agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.read.decode import decode, find_charset


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding", "problems"),
    [
        (b"biasa saja", None, "biasa saja", "utf-8", 0),
        ("“kutip” –".encode(), None, "“kutip” –", "utf-8", 0),
        ("“kutip”".encode(), "iso-8859-1", "“kutip”", "utf-8", 1),
        ("\ufeffawal".encode(), None, "\ufeffawal", "utf-8", 0),
        ("\ufeffÄ".encode("utf-16-le"), None, "\ufeffÄ", "utf-16-le", 0),
        ("\ufeffÄ".encode("utf-16-be"), "utf-8", "\ufeffÄ", "utf-16-be", 0),
        ("<html>tanpa tanda</html>".encode("utf-16-le"), None, "<html>tanpa tanda</html>", "utf-16-le", 0),
        ("caf\xe9 \x93kutip\x94".encode("latin-1"), None, "café “kutip”", "windows-1252", 1),
        ("caf\xe9".encode("latin-1"), "ISO-8859-1", "café", "windows-1252", 0),
        ("caf\xe9 \x81".encode("latin-1"), None, "café \x81", "windows-1252", 1),
        ("Москва".encode("cp1251"), "windows-1251", "Москва", "cp1251", 0),
        ("caf\xe9 itu".encode("latin-1"), "bukan-charset", "café itu", "windows-1252", 1),
        ("caf\xe9 itu".encode("latin-1"), "utf-16", "café itu", "windows-1252", 1),
        ("“terpotong”".encode()[:-1], None, "“terpotong", "utf-8", 1),
        ("“terpotong”".encode()[:-2], "utf-8", "“terpotong", "utf-8", 1),
        ("“satu” “dua” ".encode() + b"\xff" + " “tiga”".encode(), None, "“satu” “dua” \ufffd “tiga”", "utf-8", 1),
        (b"\xed\xa0\x80", "utf-8", "í\xa0€", "windows-1252", 1),
        (b"a\r\nb\rc\n", None, "a\r\nb\rc\n", "utf-8", 0),
        (b"", None, "", "utf-8", 0),
    ],
)
def test_decode(data: bytes, declared: str | None, text: str, encoding: str, problems: int) -> None:
    got, used, noted = decode(data, declared)
    assert (got, used, len(noted)) == (text, encoding, problems)


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "latin-1", "cp1251", "shift_jis", "utf-16", "rot13", "idna", "x"]))
def test_never_fails_and_never_gives_half_a_character(data: bytes, declared: str | None) -> None:
    text, _, _ = decode(data, declared)
    text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_is_read_as_written(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    if "\x00" not in text and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode(data)[0] == data.decode("utf-8")


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>", "iso-8859-1"),
        (b'<?xml version="1.0" encoding="windows-1251"?>', "windows-1251"),
        (b"<html><body>charset=utf-8 di dalam teks</body>", None),
    ],
)
def test_find_charset(head: bytes, charset: str | None) -> None:
    assert find_charset(head) == charset
