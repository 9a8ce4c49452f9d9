"""Sample pages with records entered by hand, as a careful monitor would: what the report is tested with."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pantau.model import (
    CasualtyReport,
    Ceasefire,
    Claim,
    Credit,
    Document,
    Event,
    Place,
    Problem,
    Record,
    SetAside,
    Span,
    record_id,
)

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
WAR = date(2020, 9, 27)


class Desk:
    """One page on the desk: words of it become spans, spans become records."""

    def __init__(self, text: str, **head: Any) -> None:
        self.text = text
        self.id = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
        self.head = head
        self.records: list[Record] = []

    def span(self, words: str) -> Span:
        """Where the words stand first."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def lines(self, first: str, last: str) -> Span:
        """From the first words to the end of the last."""
        start = self.text.index(first)
        return Span(start, self.text.index(last, start) + len(last))

    def enter(self, kind: type[Record], trigger: str, /, *, read: dict[str, str] | None = None, **slots: Any) -> None:
        """One record on `trigger`; `read` are the words of each slot, `on` is its one day, `figure` a figure's low and high."""
        if "on" in slots:
            slots |= {"began_on": slots["on"], "as_of" if kind is CasualtyReport else "ended_on": slots.pop("on")}
        if "figure" in slots:
            slots |= {"low": slots["figure"], "high": slots.pop("figure")}
        span = self.span(trigger)
        counter = sum(r.trigger == span and r.kind == kind.KIND for r in self.records)
        if kind is Claim:
            slots["content"] = self.span(slots["content"])
        evidence = {slot: self.span(words) for slot, words in (read or {}).items()}
        slots = {"rule": f"{kind.KIND}.hand", "confidence": 0.8, **slots}
        self.records.append(
            kind(id=record_id(kind.KIND, self.id, span, counter), document=self.id, trigger=span, evidence=evidence, **slots)
        )

    def page(self) -> tuple[Document, tuple[Record, ...]]:
        """The document with its records."""
        return Document(id=self.id, text=self.text, **self.head), tuple(self.records)


def _washington_events(desk: Desk) -> None:
    desk.enter(
        Event,
        "akan menerima",
        type="CONSULT",
        actors=("USA", "ARM", "AZE"),
        on=date(2020, 10, 23),
        date_precision="day",
        place=Place(raw="Washington", name="Washington, D.C.", country="USA", precision="settlement"),
        modality="future",
        claimant="ARM",
        read={"began_on": "Jumat (23/10)", "place": "Washington", "claimant": "Yerevan"},
        inferred={"actors": "the ministers' states, by office"},
        reasons=("verb of meeting, active", "date in the same clause"),
    )
    desk.enter(
        Event,
        "Pertempuran tetap sengit",
        type="ASSAULT",
        actors=("ARM", "AZE"),
        on=date(2020, 10, 20),
        read={"began_on": "Selasa (20/10)"},
        inferred={"actors": "the theatre's sides"},
        confidence=0.55,
    )
    desk.enter(Event, "mengirim tentara bayaran", type="MOBILIZE", actors=("TUR",), modality="negated", claimant="TUR")


def _washington_figures(desk: Desk) -> None:
    desk.enter(
        CasualtyReport,
        "43 tentara",
        party="NKR",
        category="military",
        outcome="killed",
        figure=43,
        measure="new",
        on=date(2020, 10, 20),
        read={"party": "Artsakh", "as_of": "Selasa (20/10)"},
    )
    totals = {"measure": "total", "began_on": WAR, "as_of": date(2020, 10, 21), "outcome": "killed"}
    desk.enter(
        CasualtyReport,
        "772 militer",
        party="NKR",
        category="military",
        figure=772,
        claimant="NKR",
        read={"claimant": "otoritas Nagorno-Karabakh", "began_on": "27 September"},
        **totals,
    )
    desk.enter(CasualtyReport, "37 warga sipil", party="NKR", category="civilian", figure=37, claimant="NKR", **totals)
    desk.enter(CasualtyReport, "61 warga sipil", party="AZE", category="civilian", figure=61, claimant="AZE", **totals)
    desk.enter(
        CasualtyReport,
        "291 lainnya",
        party="AZE",
        category="civilian",
        figure=291,
        claimant="AZE",
        inferred={"party": "“lainnya” takes it from 61 warga sipil"},
        **(totals | {"outcome": "wounded"}),
    )


def _washington_words(desk: Desk) -> None:
    desk.enter(
        Claim,
        "mencatat",
        speaker="otoritas Nagorno-Karabakh",
        code="NKR",
        content="772 militer dan 37 warga sipil tewas sejak perang dimulai pada 27 September",
    )
    desk.enter(
        Claim, "membantah", speaker="Turki", code="TUR", stance="deny", content="mengirim tentara bayaran dari Suriah ke Karabakh"
    )
    desk.enter(
        Ceasefire,
        "Dua gencatan senjata kemanusiaan",
        stage="violated",
        parties=("ARM", "AZE"),
        brokers=("RUS",),
        inferred={"brokers": "penengah of the sentence before"},
    )


def towards_washington() -> Desk:
    """A new figure without a claimant, running totals of two, a denial, two truces not kept."""
    text = (SAMPLES / "05-menuju-washington.txt").read_text(encoding="utf-8")
    desk = Desk(
        text,
        name="05-menuju-washington",
        language="id",
        source="portalcakrawala.example",
        published_on=date(2020, 10, 21),
        dated=date(2020, 10, 21),
        dated_by="header",
        byline="Bimo Prasetyo",
        title="Dua Menteri Luar Negeri ke Washington, Pompeo Coba Padamkan Perang Karabakh",
    )
    desk.head["body"] = (
        desk.lines("Pemerintah Amerika", "tidak dipatuhi."),
        desk.lines("Pertempuran tetap", "Suriah ke Karabakh."),
    )
    desk.head["credits"] = (Credit("Reuters", desk.span("Reuters"), "via"),)
    desk.head["set_aside"] = (
        SetAside(desk.span("Warga berlindung di ruang bawah tanah sebuah gereja di Shushi/Net"), "caption"),
        SetAside(desk.span("\nIklan\n"), "advert"),
        SetAside(desk.span("Baca Juga: Iran Pindahkan Pasukan ke Perbatasan Utara"), "teaser"),
        SetAside(desk.lines("Berita Populer", "Selengkapnya"), "teaser"),
    )
    desk.head["evidence"] = (("published", desk.span("RABU, 21 OKTOBER 2020 | 10:05 WIB")),)
    _washington_events(desk)
    _washington_figures(desk)
    _washington_words(desk)
    return desk


def _telephone_truces(desk: Desk) -> None:
    day = date(2020, 10, 26)
    desk.enter(
        Event,
        "menelepon",
        type="CONSULT",
        actors=("RUS",),
        recipients=("ARM", "AZE"),
        began_on=date(2020, 11, 1),
        ended_on=date(2020, 11, 2),
        date_precision="range",
    )
    desk.enter(
        Event, "menyetujui gencatan senjata", type="AGREE", actors=("ARM", "AZE"), on=day, read={"began_on": "Ahad 26 Oktober"}
    )
    desk.enter(
        Ceasefire,
        "gencatan senjata pada Ahad",
        stage="violated",
        parties=("ARM", "AZE"),
        brokers=("USA",),
        declared_on=day,
        read={"brokers": "Amerika Serikat", "declared_on": "Ahad 26 Oktober"},
    )
    desk.enter(
        Ceasefire,
        "Rusia sudah dua kali memfasilitasi gencatan senjata",
        stage="collapsed",
        parties=("ARM", "AZE"),
        brokers=("RUS",),
    )


def _telephone_accusations(desk: Desk) -> None:
    day = date(2020, 10, 26)
    desk.enter(
        Claim,
        "menuduh",
        speaker="Kementerian Pertahanan Azerbaijan",
        code="AZE",
        stance="accuse",
        targets=("ARM",),
        content="pasukan Armenia menembaki desa-desa di distrik Terter dan Lachin",
        read={"speaker": "Kementerian Pertahanan Azerbaijan"},
    )
    desk.enter(
        Event,
        "menembaki",
        type="ASSAULT",
        actors=("ARM",),
        recipients=("AZE",),
        on=day,
        claimant="AZE",
        place=Place(raw="distrik Terter dan Lachin", precision="district"),
        read={"actors": "pasukan Armenia"},
        inferred={"began_on": "the day of the truce"},
    )
    desk.enter(
        Claim,
        "membantah tuduhan",
        speaker="Otoritas Nagorno-Karabakh",
        code="NKR",
        stance="deny",
        targets=("AZE",),
        content="tuduhan tersebut",
    )
    desk.enter(
        Claim,
        "balik menuding",
        speaker="Arayik Harutyunyan",
        code="NKR",
        stance="accuse",
        targets=("AZE",),
        content="justru tentara Azerbaijan yang kembali menggempur garis kontak selepas tengah hari",
    )
    desk.enter(
        Event,
        "menggempur",
        type="ASSAULT",
        actors=("AZE",),
        recipients=("NKR",),
        on=day,
        claimant="NKR",
        place=Place(raw="garis kontak"),
    )


def telephone() -> Desk:
    """Accusation, denial and counter-accusation; a weekday that disagrees with its date; captions of other days."""
    text = (SAMPLES / "08-telepon-putin.txt").read_text(encoding="utf-8")
    desk = Desk(
        text,
        name="08-telepon-putin",
        language="id",
        source="lenterakini.example",
        published_on=date(2020, 11, 3),
        dated=date(2020, 11, 3),
        dated_by="header",
        title="Putin Hubungi Aliyev dan Pashinyan, Kremlin Dorong Perundingan Lagi",
        url="https://lenterakini.example/telepon",
    )
    desk.head["body"] = (
        desk.lines("LENTERAKINI.EXAMPLE, Jakarta", "yang dibuka."),
        desk.lines("Rusia sudah dua kali", "di Washington."),
        desk.lines("Lewat perantaraan", "klaim kedua pihak."),
    )
    desk.head["set_aside"] = (
        SetAside(desk.lines("Presiden Rusia Vladimir Putin memimpin", "Kremlin/Handout"), "caption"),
        SetAside(desk.span("Advertising\n\nAdvertising"), "advert"),
        SetAside(desk.lines("Tank Armenia", "Azerbaijan/Handout"), "caption"),
        SetAside(desk.lines("Berita terkait", "di kanal kami"), "teaser"),
    )
    desk.head["problems"] = (Problem("weekday and date disagree: 26 October 2020 was a Monday", desk.span("Ahad 26 Oktober")),)
    _telephone_truces(desk)
    _telephone_accusations(desk)
    return desk


def _second_day_figures(desk: Desk) -> None:
    desk.enter(
        Event,
        "Perang",
        type="ASSAULT",
        actors=("ARM", "AZE"),
        began_on=WAR,
        modality="ongoing",
        place=Place(raw="Kaukasus Selatan", precision="region"),
    )
    desk.enter(
        CasualtyReport, "16 tentaranya", party="NKR", category="military", outcome="killed", figure=16, claimant="NKR", on=WAR
    )
    desk.enter(
        CasualtyReport,
        "lebih dari 100 orang",
        party="NKR",
        outcome="wounded",
        low=100,
        high=None,
        qualifier="at_least",
        claimant="NKR",
        on=WAR,
    )
    desk.enter(
        CasualtyReport, "lima warga sipil", party="AZE", category="civilian", outcome="killed", figure=5, claimant="AZE", on=WAR
    )


def _second_day_words(desk: Desk) -> None:
    desk.enter(
        Claim,
        "mendesak",
        speaker="Antonio Guterres",
        code="UN",
        stance="demand",
        targets=("ARM", "AZE"),
        content="segera menghentikan pertempuran dan kembali ke meja perundingan",
    )
    desk.enter(
        Claim,
        "berjanji",
        speaker="Recep Tayyip Erdogan",
        code="TUR",
        stance="pledge",
        targets=("AZE",),
        content="akan terus berdiri di belakang Azerbaijan",
    )


def second_day() -> Desk:
    """Figures of one day by two claimants, a demand and a pledge."""
    text = (SAMPLES / "01-hari-kedua.txt").read_text(encoding="utf-8")
    desk = Desk(
        text,
        name="01-hari-kedua",
        language="id",
        source="kabardunia.example",
        published_on=date(2020, 9, 28),
        dated=date(2020, 9, 28),
        dated_by="header",
        title="Armenia dan Azerbaijan Sama-sama Berlakukan Darurat Militer",
    )
    desk.head["body"] = (desk.lines("KABARDUNIA.EXAMPLE", "kantor berita AFP."),)
    _second_day_figures(desk)
    _second_day_words(desk)
    return desk


@pytest.fixture(scope="session")
def pages() -> list[tuple[Document, tuple[Record, ...]]]:
    """Three sample pages with their records."""
    return [desk.page() for desk in (towards_washington(), telephone(), second_day())]


@pytest.fixture(scope="session")
def new_desk() -> type[Desk]:
    """For pages of a test's own: `new_desk(text, name=…)`."""
    return Desk
