# ruff: noqa: E501 - pages stand here as the web delivers them, in long lines
"""HTML pages to documents: text, article, title, day, outlet, in the layouts of many houses."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest

from pantau.knowledge import Knowledge
from pantau.model import Document
from pantau.read import Kept, Origin, read_bytes
from tests.read.pages import FOOT, LAYOUTS, PARAGRAPHS, TEASERS, TITLE, article


def read(page: str | bytes, knowledge: Knowledge, *, url: str | None = None) -> Document:
    data = page if isinstance(page, bytes) else page.encode()
    (kept,) = read_bytes(data, Origin("halaman", "halaman.html", url), knowledge)
    assert isinstance(kept, Kept)
    assert kept.data == data
    return kept.document


def body_of(document: Document) -> str:
    return "\n".join(span.of(document.text) for span in document.body)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str, knowledge: Knowledge) -> None:
    page, published, outlet = LAYOUTS[name]
    document = read(page, knowledge)
    body = body_of(document)
    assert [p for p in PARAGRAPHS if p not in body] == []
    for noise in ("Baca juga", "berita lain nomor", "Hak cipta", "Foto:", "Komentar ini", "Share this", TITLE):
        assert noise not in body
    assert document.title == TITLE
    assert document.published_at == (datetime.fromisoformat(published) if published else None)
    assert document.published_on == date(2020, 11, 10)
    assert document.source == outlet
    assert document.form == "html"


@pytest.mark.parametrize("name", LAYOUTS)
def test_spans_hold(name: str, knowledge: Knowledge) -> None:
    document = read(LAYOUTS[name][0], knowledge)
    everything = [*document.body, *(aside.span for aside in document.set_aside)]
    for span in everything:
        assert span.of(document.text).strip() == span.of(document.text) != ""
    assert list(document.body) == sorted(document.body)
    ordered = sorted(everything)
    assert not any(a.overlaps(b) for a, b in pairwise(ordered))
    for name_, span in document.evidence:
        assert 0 <= span.start < span.end <= len(document.text), name_


def test_text_is_all_that_is_seen_one_block_a_line(knowledge: Knowledge) -> None:
    page = """<html><head><title>Judul</title><style>p{color:red}</style></head><body><script>var rahasia = 1;</script>
    <noscript>Aktifkan JavaScript</noscript><template><p>cetakan</p></template><p hidden>gaib</p><p style="display: none">gaib juga</p>
    <p>Satu<b>dua</b> <i>tiga</i>&amp;empat &#8220;lima&#8221;<br>enam\n   tujuh</p><ul><li>delapan</li><li>sembilan<img src="x">sepuluh</li></ul>
    <pre>sebelas\n  duabelas</pre></body></html>"""
    document = read(page, knowledge)
    assert document.text.splitlines() == [
        "Satudua tiga&empat “lima”",
        "enam tujuh",
        "delapan",
        "sembilan sepuluh",
        "sebelas",
        "duabelas",
    ]


def test_pieces_inside_a_paragraph_are_cut_out(knowledge: Knowledge) -> None:
    words = PARAGRAPHS[1] + " (Baca juga: Warga Kembali ke Rumah) Setelah itu delegasi meninggalkan gedung dengan pengawalan ketat."
    document = read(f"<html><body><h1>{TITLE}</h1>{article(between=f'<p>{words}</p>')}</body></html>", knowledge)
    body = body_of(document)
    assert "Baca juga" not in body
    assert "Setelah itu delegasi meninggalkan" in body
    assert "(Baca juga: Warga Kembali ke Rumah)" in [
        aside.span.of(document.text) for aside in document.set_aside if aside.reason == "teaser"
    ]


def test_author_box_and_list_behind_a_head(knowledge: Knowledge) -> None:
    page = f"""<html><body><h1>{TITLE}</h1><div>{article(between="<p>Video Rekomendasi</p><p>Detik-detik Delegasi Tiba</p>")}</div>
    <div class="penulis-kotak"><b>N.N.</b><p>Wartawan di kota ini sejak lama, meliput isu luar negeri dan pertahanan untuk halaman depan.</p></div></body></html>"""
    document = read(page, knowledge)
    assert body_of(document).splitlines() == list(PARAGRAPHS)


def test_standfirst_above_the_dateline(knowledge: Knowledge) -> None:
    standfirst = "<p>Pertukaran tawanan menjadi pokok pembicaraan kedua delegasi yang bertemu untuk ketiga kalinya.</p>"
    document = read(
        f"<html><body><h1>{TITLE}</h1>{article(before=standfirst, first='BAKU, KOMPAS.com - ')}</body></html>", knowledge
    )
    assert document.dateline == "BAKU, KOMPAS.com"
    assert document.body[0].of(document.text).startswith("BAKU, KOMPAS.com - Delegasi")


def test_every_line_not_of_the_article_has_its_reason(knowledge: Knowledge) -> None:
    page = f"""<html><body><h1>{TITLE}</h1><figure><figcaption>Petugas berjaga di pos perbatasan pada malam hari.</figcaption></figure>
    {article(between="<h2>Jalan Masih Ditutup</h2><p>" + PARAGRAPHS[0] + "</p>")}<p>Editor: N.N.</p>
    <div class="related-posts"><ul>{TEASERS}</ul></div><div id="comments"><p>Semoga damai segera tiba untuk semua orang di sana, amin.</p></div>{FOOT}</body></html>"""
    document = read(page, knowledge)
    reasons = {aside.span.of(document.text): aside.reason for aside in document.set_aside}
    assert reasons["Petugas berjaga di pos perbatasan pada malam hari."] == "caption"
    assert reasons["Jalan Masih Ditutup"] == "subheading"
    assert reasons["Editor: N.N."] == "author"
    assert reasons["Semoga damai segera tiba untuk semua orang di sana, amin."] == "comment"
    assert reasons[PARAGRAPHS[0]] == "repeat"
    assert document.byline == "N.N."
    assert body_of(document).splitlines() == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a><figcaption>{}</figcaption></figure>", "<p><img src=a><br><small>{}</small></p>", "<p><img src=a><em>{}</em></p>",
        '<div class="foto"><img src=a><div class="keterangan">{}</div></div>', '<div class="wp-caption"><img src=a><p class="wp-caption-text">{}</p></div>',
        '<div class="photo__caption">{}</div>', "<p>{} (ANTARA FOTO/N.N./foc)</p>",
    ],
)  # fmt: skip
def test_captions(picture: str, knowledge: Knowledge) -> None:
    caption = "Seorang tentara berjaga di dekat jembatan yang hancur dalam pertempuran pada Sabtu (7/11/2020), di pinggir kota"
    document = read(f"<html><body><h1>{TITLE}</h1>{article(before=picture.format(caption))}</body></html>", knowledge)
    assert body_of(document).splitlines() == list(PARAGRAPHS)
    assert [aside.reason for aside in document.set_aside if caption in aside.span.of(document.text)] == ["caption"]


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ('{"@type":"NewsArticle","datePublished":"2020-11-10T08:00:00+07:00",}', date(2020, 11, 10)),
        ('<!-- {"@type":"NewsArticle",\n"datePublished":"2020-11-10T08:00:00+07:00"} -->', date(2020, 11, 10)),
        ('[[{"@type":"Article","description":"baris\nbaru","datePublished":"2020-11-10"}]];', date(2020, 11, 10)),
        ('{"@type":"NewsArticle","headline":"Tanda "kutip" rusak","datePublished":"2020-11-10 08:00"', date(2020, 11, 10)),
        ('{"@type":"WebPage","datePublished":"2020-11-10T08:00:00+07:00","mainEntity":{"@type":"Question"}}', date(2020, 11, 10)),
        ('{"@type":"NewsArticle","datePublished":["2020-11-10T08:00:00+07:00"],"author":["A","B"]}', date(2020, 11, 10)),
        ('{"@type":"NewsArticle","datePublished":null}', None),
        ("null", None),
        ("[" * 100_000, None),
    ],
)
def test_broken_json_ld(script: str, day: date | None, knowledge: Knowledge) -> None:
    page = f'<html><head><script type="application/ld+json">{script}</script></head><body><h1>{TITLE}</h1>{article()}</body></html>'
    assert read(page, knowledge).published_on == day


def test_two_against_one_date(knowledge: Knowledge) -> None:
    """A bare `date` tag of the day of the download does not beat the address and the header line that agree."""
    page = f"""<html><head><meta name="date" content="2024-05-01"></head><body><h1>{TITLE}</h1>
    <div class="date">Selasa, 10/11/2020 15:02 WIB</div>{article()}</body></html>"""
    document = read(page, knowledge, url="https://contoh.com/read/2020/11/10/150200/dua-delegasi")
    assert document.published_on == document.dated == date(2020, 11, 10)
    assert document.source == "contoh.com"


def test_address_of_an_archive(knowledge: Knowledge) -> None:
    page = f'<html><head><link rel="canonical" href="https://web.archive.org/web/20201111000000/https://www.voaindonesia.com/a/dua/1.html"></head><body>{article()}</body></html>'
    assert read(page, knowledge).source == "voaindonesia.com"


def test_a_date_in_running_text_is_not_published(knowledge: Knowledge) -> None:
    document = read(
        f"<html><body><h1>{TITLE}</h1>{article()}<p>Konflik itu bermula pada 27 September 2020 di wilayah tersebut.</p></body></html>",
        knowledge,
    )
    assert document.published_on is None


def test_article_that_only_scripts_show(knowledge: Knowledge) -> None:
    text = "\\n".join(PARAGRAPHS).replace('"', '\\"')
    page = f'<html><head><script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{text}"}}</script></head><body><div id="root"></div></body></html>'
    document = read(page, knowledge)
    assert body_of(document).splitlines() == list(PARAGRAPHS)
    assert document.problems


def test_cut_headline(knowledge: Knowledge) -> None:
    page = f'<html><head><title>{TITLE} : Okezone Nasional</title><meta property="og:title" content="{TITLE[:30]}..."><meta property="og:site_name" content="okezone.com"></head><body>{article()}</body></html>'
    assert read(page, knowledge).title == TITLE


def test_bench_pages(shared: object, knowledge: Knowledge) -> None:
    """The shared pages keep their floors: every title, every day, and no lost article."""
    import json
    from pathlib import Path

    folder = Path(str(shared)) / "bench" / "html"
    for row in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        document = read((folder / f"{row['id']}.html").read_bytes(), knowledge)
        assert document.title == " ".join(row["title"].split())
        stated = datetime.fromisoformat(row["published_at"].replace("Z", "+00:00"))
        assert document.published_at is not None
        assert abs((document.published_at - stated).total_seconds()) < 60
        assert document.body
