# ruff: noqa: E501 - pages stand here as the web delivers them, in long lines
"""Pages of our own writing in the layouts that news sites use; `article` fills a body in."""

from __future__ import annotations

PARAGRAPHS = (
    "Delegasi kedua negara bertemu di kota perbatasan itu pada Senin (9/11/2020) untuk membahas pertukaran tawanan, kata juru bicara kementerian.",
    "Menurut dia, pertemuan berlangsung selama tiga jam dan akan dilanjutkan pekan depan dengan kehadiran pengamat dari negara ketiga.",
    "\"Kami datang dengan itikad baik, dan kami berharap pihak seberang melakukan hal yang sama,\" ujar kepala delegasi kepada wartawan di lokasi.",
    "Warga di desa-desa sekitar mengatakan suara tembakan tidak lagi terdengar sejak malam sebelumnya, meski sejumlah jalan masih ditutup tentara.",
    "Perundingan itu merupakan yang ketiga dalam dua bulan terakhir setelah dua putaran sebelumnya berakhir tanpa hasil yang berarti bagi warga.",
)  # fmt: skip
TITLE = "Dua Delegasi Bertemu di Perbatasan, Bahas Pertukaran Tawanan"


def article(*, before: str = "", between: str = "", first: str = "") -> str:
    """The paragraphs as `<p>`, with something before and in the middle of them."""
    lines = [f"<p>{first if n == 0 else ''}{words}</p>" for n, words in enumerate(PARAGRAPHS)]
    return before + "\n".join([*lines[:2], between, *lines[2:]])


TEASERS = "".join(
    f'<li><a href="/berita/{n}">Judul berita lain nomor {n} yang tidak ada hubungannya</a> <span class="date">{n} Jan 2019 10:0{n} WIB</span></li>'
    for n in range(1, 9)
)
FOOT = "<footer><p>Tentang Kami</p><p>Copyright © 2020 Contoh Media. Hak cipta dilindungi undang-undang dan tidak boleh disalin tanpa izin tertulis.</p></footer>"

# name -> (page, expected: title, published instant, url's outlet)
LAYOUTS: dict[str, tuple[str, str | None, str | None]] = {
    "meta date with slashes, link box in the text": (
        f"""<html><head><title>{TITLE}</title><meta name="publishdate" content="2020/11/10 08:28:12">
        <link rel="canonical" href="https://news.detik.com/internasional/d-5247110/dua-delegasi"></head><body>
        <div class="nav"><ul>{TEASERS}</ul></div><article class="detail"><h1 class="detail__title">{TITLE}</h1>
        <div class="detail__author">N.N. - detikNews</div><div class="detail__date">Selasa, 10 Nov 2020 08:28 WIB</div>
        <figure><img src="a.jpg"><figcaption class="detail__media-caption">Foto: Suasana di perbatasan saat kedua delegasi tiba (AP Photo)</figcaption></figure>
        <div class="detail__body-text itp_bodycontent"><strong>Jakarta</strong> -
        {article(between='<table class="linksisip"><tr><td><div class="lihatjg"><strong>Baca juga: </strong><a href="/x">Berita Lain yang Menarik Perhatian</a></div></td></tr></table>')}
        <p><strong>(nnn/ita)</strong></p></div></article><aside><h3>Terpopuler</h3><ul>{TEASERS}</ul></aside>{FOOT}</body></html>""",
        "2020-11-10T08:28:12+07:00", "detik.com",
    ),
    "graph of JSON-LD in UTC, day rolls over": (
        f"""<html lang="id"><head><title>{TITLE} | Tempo.co</title><meta property="og:title" content="{TITLE} - Tempo.co">
        <meta property="og:url" content="https://dunia.tempo.co/read/1404000/dua-delegasi">
        <script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"Tempo.co"}},
        {{"@type":["NewsArticle"],"headline":"{TITLE}","datePublished":"2020-11-09T17:30:00Z","dateModified":"2020-11-12T01:00:00Z",
        "author":[{{"@type":"Person","name":"Nama Penulis"}}],"publisher":{{"@type":"Organization","name":"Tempo.co"}}}},
        {{"@type":"ItemList","itemListElement":[{{"@type":"NewsArticle","headline":"Lain","datePublished":"2011-01-01T00:00:00Z"}}]}}]}}</script></head>
        <body><h1>{TITLE}</h1><p class="date">10 November 2020 00:30 WIB</p><div class="detail-in">{article(first="TEMPO.CO, Jakarta - ")}</div>
        <div class="related"><ul>{TEASERS}</ul></div>{FOOT}</body></html>""",
        "2020-11-10T00:30:00+07:00", "tempo.co",
    ),
    "local time written as UTC": (
        f"""<html><head><title>{TITLE} - Republika Online</title><meta property="article:published_time" content="2020-11-10T15:02:41+00:00">
        <meta property="og:site_name" content="Republika Online"><link rel="canonical" href="https://internasional.republika.co.id/berita/qjk/dua-delegasi">
        </head><body><div class="max-card__title"><h1>{TITLE}</h1></div><div class="date date-item__headline">Selasa 10 Nov 2020 15:02 WIB</div>
        <div class="article-content">{article(first="REPUBLIKA.CO.ID, BAKU -- ")}</div>{FOOT}</body></html>""",
        "2020-11-10T15:02:41+07:00", "republika.co.id",
    ),
    "no metadata at all: day in the address, clock in a line": (
        f"""<html><head><title>{TITLE} - Kompas.com</title></head><body><div class="kcm-date">Jumat, 3 Januari 2025</div><h1>{TITLE}</h1>
        <div class="read__time">Kompas.com - 10/11/2020, 09:12 WIB</div><div class="read__content"><div class="clearfix">
        {article(first="<strong>BAKU, KOMPAS.com</strong> - ", between='<p><strong>Baca juga: <a href="/y">Kisah Lain dari Perbatasan</a></strong></p>')}
        </div></div><div class="tags"><a href="/t">Tawanan</a></div><a href="https://internasional.kompas.com/x">Internasional</a>
        <a href="https://www.kompas.com/">Beranda</a>{FOOT}</body></html>""",
        "2020-11-10T09:12:00+07:00", "kompas.com",
    ),
    "blog with its theme's classes, time element": (
        f"""<html><head><title>{TITLE} &#8211; Kabar Damai</title><meta property="og:site_name" content="Kabar Damai">
        <link rel="canonical" href="https://kabardamai.id/2020/11/dua-delegasi/"></head><body class="single has-sidebar related-on">
        <article class="post-12 post type-post tag-iklan tag-perang category-dunia hentry"><header><h1 class="entry-title">{TITLE}</h1>
        <time class="entry-date published" datetime="2020-11-10T09:15:00+09:00">November 10, 2020</time>
        <time class="updated" datetime="2021-02-01T09:15:00+09:00">1 Februari 2021</time></header><div class="entry-content">{article()}
        <div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li></ul></div></div></article>
        <div id="comments"><p>{PARAGRAPHS[0].replace('Delegasi', 'Menurut saya delegasi')} Komentar ini panjang sekali supaya tampak seperti paragraf.</p></div>
        <aside class="sidebar"><ul>{TEASERS}</ul></aside></body></html>""",
        "2020-11-10T09:15:00+09:00", "kabardamai.id",
    ),
    "old page of tables and line breaks, central Indonesian time": (
        f"""<HTML><HEAD><TITLE>Tribun Timur: {TITLE}</TITLE></HEAD><BODY><FORM><TABLE><TR><TD><TABLE><TR><TD><UL>{TEASERS}</UL></TD></TR></TABLE></TD>
        <TD><B>{TITLE}</B><BR>Selasa, 10 Nopember 2020 | 15.45 WITA<BR><BR>{'<BR><BR>'.join(PARAGRAPHS)}<BR><BR></TD></TR></TABLE></FORM></BODY></HTML>""",
        "2020-11-10T15:45:00+08:00", None,
    ),
    "twelve hours in an English head": (
        f"""<html lang="en"><head><title>{TITLE} | AP News</title><link rel="canonical" href="https://apnews.com/article/dua-delegasi-1"></head><body>
        <main><h1>{TITLE}</h1><div class="byline">By A WRITER</div><div class="timestamp">Published 3:04 PM EST, November 10, 2020</div>
        <div class="timestamp">Updated 6:10 PM EST, November 11, 2020</div><div class="RichTextStoryBody">{article()}</div></main></body></html>""",
        "2020-11-10T15:04:00-05:00", "apnews.com",
    ),
}  # fmt: skip
