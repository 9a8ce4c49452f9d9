"""The day of a page: what the header, addresses, dateline and body give, and what counts as publication."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from pantau.knowledge import Knowledge
from pantau.model import Span
from pantau.read.dating import Dating, find_day, find_stamps, is_date_line, read_stamp
from pantau.read.vocabulary import page_words

# line -> day, clock, hours ahead of UTC
LINES: list[tuple[str, str, str | None, float | None]] = [
    ("Selasa, 3 November 2020 16:50 WIB", "2020-11-03", "16:50", 7),
    ("10 Jun 2025", "2025-06-10", None, None),
    ("Kompas.com - 13/11/2020, 13:30 WIB", "2020-11-13", "13:30", 7),
    ("RABU, 21 OKTOBER 2020 | 09:20 WIB | LAPORAN: N.N.", "2020-10-21", "09:20", 7),
    (", Jurnalis-Jum'at, 20 Juni 2025 |09:04 WIB", "2025-06-20", "09:04", 7),
    ("Senin, 09 Juni 2025 - 16:28 WITA", "2025-06-09", "16:28", 8),
    ("Ahad 13 Aug 2006 07.15 WIT", "2006-08-13", "07:15", 9),
    ("Tayang: Selasa, 10 Juni 2025 08:45 WIB", "2025-06-10", "08:45", 7),
    ("Published October 7, 2023 6:05 PM GMT", "2023-10-07", "18:05", 0),
    ("2023-10-07T22:10:00 UTC", "2023-10-07", "22:10", 0),
    ("07.12.2023", "2023-12-07", None, None),
    ("12/31/2023 pukul 10.30", "2023-12-31", "10:30", None),
]
NO_DATE_LINES = [
    "Pukul 10.30 WIB",
    "Serangan itu terjadi pada Selasa (10/6/2025) sekitar pukul 05.00 pagi di dua desa.",
    "Warga mengungsi, Senin (9/6/2025).",
    "31/02/2020",
    "Kamis (12/11)",
]


@pytest.mark.parametrize(("line", "day", "clock", "zone"), LINES)
def test_line(line: str, day: str, clock: str | None, zone: float | None, knowledge: Knowledge) -> None:
    words = page_words(knowledge).dates
    assert is_date_line(line, words)
    stamp = read_stamp(line, Span(0, len(line)), words)
    assert stamp is not None
    assert (stamp.day.isoformat(), stamp.clock and f"{stamp.clock:%H:%M}", stamp.zone) == (day, clock, zone)


@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_no_date_line(line: str, knowledge: Knowledge) -> None:
    assert not is_date_line(line, page_words(knowledge).dates)


@pytest.mark.parametrize("line", ["9 jam lalu", "1 hari yang lalu", "Dunia | 17 menit lalu"])
def test_ages_are_times_without_a_day(line: str, knowledge: Knowledge) -> None:
    words = page_words(knowledge).dates
    assert is_date_line(line, words)
    assert not find_stamps(line, Span(0, len(line)), words)


def day_of(
    knowledge: Knowledge, *, header: str = "", address: str = "", dateline: str = "", body: str = "", aside: str = ""
) -> Dating:
    text, spans = "", []
    for part in (header, address, dateline, body, aside):
        spans.append([Span(len(text), len(text) + len(part))] if part else [])
        text += part + "\n"
    return find_day(
        text,
        words=page_words(knowledge).dates,
        header=spans[0],
        urls=spans[1],
        dateline=spans[2][0] if spans[2] else None,
        body=spans[3],
        aside=spans[4],
    )


HEADER, ADDRESS = "Kamis, 19 Juni 2025 09:00 WIB", "https://a.example/2025/06/18/berita"
DATELINE, BODY = "Kabul, 17 Juni 2025", "Mereka bertemu Senin (16/6/2025)."


def test_header_comes_first(knowledge: Knowledge) -> None:
    dating = day_of(knowledge, header=HEADER, address=ADDRESS, dateline=DATELINE, body=BODY)
    assert (dating.dated, dating.dated_by) == (date(2025, 6, 19), "header")
    assert dating.published is not None
    assert dating.published.instant == datetime(2025, 6, 19, 9, tzinfo=timezone(timedelta(hours=7)))


def test_address_is_a_publication_too(knowledge: Knowledge) -> None:
    dating = day_of(knowledge, address=ADDRESS, dateline=DATELINE, body=BODY)
    assert (dating.dated, dating.dated_by) == (date(2025, 6, 18), "url")
    assert dating.published is not None


def test_dateline_and_body_state_no_publication(knowledge: Knowledge) -> None:
    by_dateline = day_of(knowledge, dateline=DATELINE, body=BODY)
    assert (by_dateline.dated, by_dateline.dated_by, by_dateline.published) == (date(2025, 6, 17), "dateline", None)
    by_body = day_of(knowledge, body=BODY)
    assert (by_body.dated, by_body.dated_by, by_body.published) == (date(2025, 6, 16), "body", None)
    assert day_of(knowledge, body="Mereka bertemu lagi.") == Dating()


def test_an_update_does_not_move_the_day_of_the_address(knowledge: Knowledge) -> None:
    dating = day_of(knowledge, header="Diperbarui 20 Juni 2025 10:00 WIB", address=ADDRESS)
    assert (dating.dated, dating.dated_by) == (date(2025, 6, 18), "url")


def test_dates_with_a_weekday_before_plans(knowledge: Knowledge) -> None:
    body = "Kata dia, Kamis (12/11/2020). Pemilu digelar 3 Maret 2024. Perang pecah Ahad (27/9/2020)."
    assert day_of(knowledge, body=body).dated == date(2020, 11, 12)


def test_the_year_that_a_weekday_fits(knowledge: Knowledge) -> None:
    dating = day_of(knowledge, body="Kata dia pada Kamis (12/11).", aside="Judul lain, Selasa (24/11/2020)")
    assert (dating.dated, dating.dated_by) == (date(2020, 11, 12), "body")
    assert day_of(knowledge, body="Kata dia pada Rabu (12/11).", aside="Selasa (24/11/2020)") == Dating()


def test_wrong_weekday_is_kept_and_flagged(knowledge: Knowledge) -> None:
    dating = day_of(knowledge, header="Rabu, 3 November 2020 16:50 WIB")
    assert dating.dated == date(2020, 11, 3)
    assert len(dating.problems) == 1
