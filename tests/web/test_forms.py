"""Forms are read within bounds, and what is no form is refused."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from pantau.web.forms import Form, FormRefused, parse_parts, read_form, token_of

BOUNDARY = "xyz"
MEDIA = f"multipart/form-data; boundary={BOUNDARY}"


def part(head: str, data: bytes) -> bytes:
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + data + b"\r\n"


def field(name: str, value: str) -> bytes:
    return part(f'Content-Disposition: form-data; name="{name}"', value.encode())


def file(name: str, called: str, data: bytes) -> bytes:
    return part(f'Content-Disposition: form-data; name="{name}"; filename="{called}"\r\nContent-Type: image/PNG', data)


def whole(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def asked(body: bytes, media: str, *, csrf: str | None = "t", most: int = 1_000, **headers: str) -> Form:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    raw = [(b"content-type", media.encode()), *((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items())]
    request = Request({"type": "http", "method": "POST", "headers": raw, "state": vars(SimpleNamespace(csrf=csrf))}, receive)
    return asyncio.run(read_form(request, most))


PLAIN = "application/x-www-form-urlencoded"


def test_fields_come_as_they_were_typed() -> None:
    form = asked(b"csrf=t&a=+x+&a=2&a=+&line=1%0D%0A2%0D3&word=%C3%A9", PLAIN)
    assert form.word("a") == "x"
    assert form.raw("a") == " x "
    assert form.words("a") == ("x", "2")
    assert form.raw("line") == "1\n2\n3"
    assert form.word("word") == "é"
    assert (form.word("none"), form.words("none"), form.file("none")) == ("", (), None)


def test_a_file_comes_with_every_byte() -> None:
    data = bytes(range(256)) + b"\r\n--xy\r\n\r\n--"
    parts = field("csrf", "t"), field("note", "baris\r\ndua"), file("photo", "a;b.png", data), file("empty", "", b"")
    form = asked(whole(*parts), MEDIA)
    found = form.file("photo")
    assert found is not None
    assert (found.name, found.media, found.data) == ("a;b.png", "image/png", data)
    assert form.raw("note") == "baris\ndua"
    assert form.file("empty") is None


@pytest.mark.parametrize(
    ("body", "media", "why"),
    [
        (b"csrf=t&a=%00", PLAIN, "form"), (b"csrf=t&a=%ff", PLAIN, "form"), (b"\xff=1", PLAIN, "form"),
        (b"&".join(b"a=1" for _ in range(401)), PLAIN, "form"), (b"csrf=t&" + b"n" * 200 + b"=1", PLAIN, "form"),
        (b'{"csrf": "t"}', "application/json", "form"), (b"x", "", "form"), (b"csrf=t&a=" + b"x" * 2_000, PLAIN, "large"),
        (b"csrf=u", PLAIN, "csrf"), (b"", PLAIN, "csrf"), (b"a=1", PLAIN, "csrf"), (b"csrf=%C3%A9", PLAIN, "csrf"),
        (whole(field("a", "1")), MEDIA, "csrf"), (whole(field("csrf", "t"))[:-8], MEDIA, "form"), (b"", MEDIA, "form"),
        (b"junk" + whole(field("csrf", "t")), MEDIA, "form"), (whole(part("", b"x")), MEDIA, "form"),
        (whole(part("Content-Disposition: attachment; name=csrf", b"t")), MEDIA, "form"),
        (whole(part("Content-Disposition: form-data", b"t")), MEDIA, "form"),
        (whole(field("csrf", "t")), "multipart/form-data", "form"),
        (whole(field("csrf", "t")), "multipart/form-data; boundary=" + "x" * 100, "form"),
        (whole(field("csrf", "t\x00")), MEDIA, "form"), (whole(*(field(f"f{n}", "") for n in range(402))), MEDIA, "form"),
    ],
)  # fmt: skip
def test_what_is_no_form_of_ours_is_refused(body: bytes, media: str, why: str) -> None:
    with pytest.raises(FormRefused) as refused:
        asked(body, media, most=50_000 if why != "large" else 1_000)
    assert refused.value.why == why


def test_the_token_may_come_as_a_header_and_a_key_needs_none() -> None:
    assert asked(b"a=1", PLAIN, x_csrf_token="t").word("a") == "1"
    assert asked(b"a=1", PLAIN, csrf=None).word("a") == "1"
    with pytest.raises(FormRefused):
        asked(b"a=1", PLAIN, csrf="", x_csrf_token="")


def test_a_length_that_lies_is_found_out() -> None:
    for said in ("10", "999999999999", "-1", "x", ""):
        with pytest.raises(FormRefused):
            asked(b"csrf=t&a=" + b"x" * 2_000, PLAIN, content_length=said)


def test_a_token_is_of_one_session() -> None:
    assert token_of("a") == token_of("a") != token_of("b")
    assert "a-secret-session" not in token_of("a-secret-session")


def test_many_boundaries_cost_no_more_than_their_bytes() -> None:
    with pytest.raises(FormRefused):
        parse_parts(b"--xyz\r\n" * 200_000, MEDIA)
