"""Page texts in the layouts of many houses, in sentences of our own: every line says whether it is the article.

`B` before a line: article. `-`: not. `‹…›` inside an article line: cut out of it. A lone `.` is an empty line.
"""

from __future__ import annotations

from datetime import date
from typing import Any


def build(marked: str) -> tuple[str, list[str]]:
    """The page without its marks, and the stretches that are the article."""
    lines, body = [], []
    for row in marked.strip("\n").split("\n"):
        mark, line = row[:1], row[2:]
        if mark == "B":
            body += [part.split("›")[-1].strip() for part in line.split("‹") if part.split("›")[-1].strip()]
        lines.append("" if mark == "." else line.replace("‹", "").replace("›", ""))
    return "\n".join(lines), body


# name: (page, outlet, published, credits, more fields)
PAGES: dict[str, tuple[str, str | None, str | None, list[str], dict[str, Any]]] = {
    "agency with photo, pointers and rights": ("""
- Beranda
- Internasional
- Pasukan Sudan rebut kembali pangkalan di Omdurman
- Selasa, 10 Oktober 2023 14:21 WIB
- waktu baca 2 menit
- Warga melintas di depan gedung yang hancur di Omdurman. ANTARA/REUTERS/Nama Juru Foto/pri.
B Khartoum (ANTARA) - Tentara Sudan pada Senin (9/10) menyatakan telah merebut kembali sebuah pangkalan di Omdurman.
B Sedikitnya 12 orang tewas dalam pertempuran itu, kata seorang petugas medis kepada Reuters.
- Baca juga: PBB minta kedua pihak di Sudan hentikan tembakan
- Baca juga: Ribuan warga Khartoum mengungsi ke Chad
B Pasukan Dukungan Cepat belum memberikan tanggapan.
- Sumber: Anadolu
- Penerjemah: Nama Penerjemah
- Editor: Nama Penyunting
- Copyright © ANTARA 2023
- Tags:
- sudan
- omdurman
- Komentar
- Berita Terkait
- Dua kapal perang tiba di Laut Merah
- 3 jam lalu
- Menlu bahas evakuasi warga dari Sudan
- 5 jam lalu
""", "antaranews.com", "2023-10-10", ["Reuters", "Anadolu"],
        {"dateline": "Khartoum (ANTARA)", "title": "Pasukan Sudan rebut kembali pangkalan di Omdurman"}),
    "upper-case dateline, red and rep": ("""
- Israel Serang Kamp Pengungsi, Hamas Ancam Mundur dari Perundingan
- Selasa 10 Oct 2023 12:05 WIB
- Rep: Nama Wartawan/ Red: Nama Redaktur
- Asap mengepul di atas kamp pengungsi di Gaza utara setelah serangan udara.
- Foto: AP/Nama Juru Foto
B REPUBLIKA.CO.ID, GAZA -- Serangan udara Israel menghantam kamp pengungsi Jabalia pada Senin malam dan menewaskan belasan orang.
B Hamas mengancam akan meninggalkan perundingan di Kairo, demikian dilaporkan Aljazirah English.
- Scroll untuk membaca
- BACA JUGA: Mesir Tawarkan Gencatan Senjata Tiga Hari
B "Kami tidak akan berunding di bawah tembakan," kata juru bicara Hamas.
- Advertisement
B Militer Israel belum berkomentar.
- sumber : Reuters
- Ikuti Berita Republika Lainnya
- Berita Terpopuler
- Ini Jadwal Siaran Langsung Piala Asia
- Harga Emas Hari Ini Naik Tipis
""", "republika.co.id", "2023-10-10", ["Reuters"], {"dateline": "REPUBLIKA.CO.ID, GAZA"}),
    "initials at the end, double dash": ("""
- Rusia Klaim Kuasai Desa di Donetsk
- CNN Indonesia
- Sabtu, 04 Mei 2024 09:12 WIB
- Bagikan:
- url telah tercopy
- Tentara Rusia di wilayah Donetsk. (REUTERS/Nama Juru Foto)
B Jakarta, CNN Indonesia --
B Kementerian Pertahanan Rusia mengklaim pasukannya menguasai satu desa di Donetsk pada Jumat (3/5).
B Ukraina membantah klaim itu dan menyebut pertempuran masih berlangsung.
- Pilihan Redaksi
- Ukraina Tembak Jatuh 13 Drone Rusia
- Putin Dilantik Lagi Pekan Depan
B "Pasukan kami masih menguasai bagian barat desa," kata juru bicara militer Ukraina seperti dikutip AFP.
- [Gambas:Video CNN]
B Gubernur Donetsk menyatakan tiga warga sipil terluka.
- (abc/def)
- [Gambas:Video CNN]
- Bagikan:
- Topik Terkait
- rusia
- ukraina
- Rekomendasi untuk Anda
""", "cnnindonesia.com", "2024-05-04", ["AFP"], {"title": "Rusia Klaim Kuasai Desa di Donetsk"}),
    "captions named as such": ("""
- Perang di Sudan: Warga El Fasher terjebak di antara dua pasukan
- Sumber gambar, Getty Images
- Keterangan gambar, Para pengungsi berjalan menuju kamp di dekat El Fasher.
- 12 Juni 2024
- Diperbarui 13 Juni 2024
B Ribuan warga terjebak di kota El Fasher setelah pertempuran antara tentara dan Pasukan Dukungan Cepat meningkat pekan ini.
B Seorang dokter di rumah sakit kota itu berkata sedikitnya 40 orang dibawa ke ruang gawat darurat dalam satu malam.
- Lewati Paling banyak dibaca dan terus membaca
- Paling banyak dibaca
- Akhir dari Paling banyak dibaca
B "Kami kehabisan obat," katanya kepada BBC.
- Apa yang diperebutkan?
B Kota itu adalah kota besar terakhir di Darfur yang dikuasai tentara.
- Sumber gambar, Reuters
- Keterangan gambar, Sebuah pasar yang terbakar.
B PBB mendesak kedua pihak membuka jalur bantuan.
""", None, "2024-06-12", ["BBC"], {}),
    "dateline on its own line, square initials": ("""
- Tautan-tautan Akses
- AS, Inggris Serang Sasaran Houthi di Yaman
- 24 Februari 2024
B WASHINGTON —
B Amerika Serikat dan Inggris melancarkan serangan baru terhadap 18 sasaran Houthi di Yaman pada hari Sabtu.
B Serangan itu tanggapan atas serangan kelompok tersebut terhadap kapal di Laut Merah, kata Pentagon. ‹[ab/cd]›
- Lihat komentar (3)
- Forum
""", None, "2024-02-24", [], {"title": "AS, Inggris Serang Sasaran Houthi di Yaman"}),
    "sign-off names the agencies": ("""
- Konflik
- Turki dan Yunani Sepakat Redakan Ketegangan
- 07.12.2023
- Iklan
B Turki dan Yunani menandatangani deklarasi hubungan bertetangga yang baik di Athena hari Kamis.
B Kedua negara juga sepakat memulihkan jalur komunikasi militer.
- hp/as (afp, rtr)
- Lewatkan Artikel berikutnya
""", None, "2023-12-07", ["afp", "rtr"], {}),
    "reporter line, house in brackets, page number": ("""
- Serangan Drone di Port Sudan, Bandara Ditutup
- Penulis: Nama Penulis
- Editor: Nama Editor
- Selasa, 6 Mei 2025 10:15 WIB
- lihat foto
B TRIBUNNEWS.COM, PORT SUDAN - Bandara Port Sudan ditutup setelah serangan drone pada Selasa pagi.
B Mengutip Al Jazeera, asap hitam terlihat dari arah gudang bahan bakar.
- Baca juga: Bandara Khartoum Rusak Parah
B Belum ada laporan korban jiwa.
- (Tribunnews.com/Nama Penulis)
- Halaman 1/2
- BERITATERKAIT
- Ikuti kami di
""", "tribunnews.com", "2025-05-06", ["Al Jazeera"], {"byline": "Nama Penulis"}),
    "follow us, pointer with glued text": ("""
- Hamas dan Fatah Bertemu di Beijing
- Nama Wartawan
- , Jurnalis-Selasa, 23 Juli 2024 |11:05 WIB
- news.okezone.com
.
B BEIJING - Perwakilan Hamas dan Fatah bertemu di Beijing dan menandatangani pernyataan bersama untuk mengakhiri perpecahan.
B China menyebut pernyataan itu langkah bersejarah. ‹Baca Juga: China Undang 14 Faksi Palestina ke Beijing›
- Follow Berita Okezone di Google News
B Pernyataan itu menyerukan pemerintahan persatuan nasional sementara.‹(Nama/Okezone)›
- Dapatkan berita up to date dengan satu akun, daftar sekarang dengan klik disini dan nantikan kejutan lainnya
""", "okezone.com", "2024-07-23", [], {"byline": "Nama Wartawan"}),
    "list of pointers, initials in square brackets": ("""
- Kapal Bantuan Ditahan di Lepas Pantai Gaza
- Reporter : Nama Reporter
- Senin, 9 Juni 2025 08:30
- Merdeka.com
B Merdeka.com - Angkatan Laut Israel menahan sebuah kapal bantuan sekitar 180 kilometer dari pantai Gaza.
B Dua belas orang di kapal itu dibawa ke pelabuhan Ashdod, kata penyelenggara pelayaran.
- Baca juga:
- Kapal Kedua Siap Berangkat dari Sisilia
B Kementerian Luar Negeri Israel menyatakan semua penumpang selamat. ‹[abc]›
""", "merdeka.com", "2025-06-09", [], {}),
    "next page": ("""
- Pasukan Kongo Rebut Kota dari M23
- Jumat, 14 Maret 2025 - 09:40 WIB
- Oleh :
- Nama Penulis
B Kinshasa, VIVA – Tentara Kongo menyatakan merebut sebuah kota kecil di Kivu Selatan dari kelompok M23.
B Juru bicara militer mengatakan pertempuran berlangsung dua hari.
- Baca Juga :
- Rwanda Bantah Kirim Pasukan ke Kongo
B M23 belum memberikan pernyataan.
- Halaman Selanjutnya
- Juru bicara militer mengatakan pertempuran berlangsung dua hari.
- Halaman Selanjutnya
- Artikel Terkait
- Uganda Tambah Pasukan di Ituri
""", "viva.co.id", "2025-03-14", [], {}),
    "credit in the closing brackets": ("""
- Menlu Iran Tiba di Jenewa, Siap Berunding
- Jumat, 20 Juni 2025 – 13:10 WIB
- Menlu Iran. Foto: Nama Juru Foto/AFP
B jpnn.com, JENEWA - Menteri luar negeri Iran tiba di Jenewa untuk berunding dengan tiga negara Eropa.
- Baca Juga:
- Trump Tunda Keputusan soal Iran
B Perundingan itu adalah yang pertama sejak serangan Israel dimulai pekan lalu. ‹(antara/jpnn)›
- Jangan Lewatkan Video Terbaru:
- Redaktur & Reporter : Nama Redaktur
- Sumber : Antara
- Facebook Comments
""", "jpnn.com", "2025-06-20", ["antara"], {}),
    "bare body without any frame": ("""
B Tentara Kolombia menewaskan tujuh pemberontak FARC dalam pertempuran di provinsi Cauca hari Senin, kata kementerian pertahanan.
B Pertempuran itu terjadi di dekat kota Toribio.
B Kami akan terus mengejar mereka, kata menteri pertahanan kepada wartawan.
B Tiga tentara terluka.
""", None, None, [], {"title": None}),
    "torn sentences": ("""
- Dua Tentara Terluka di Perbatasan
- Nama Wartawan - detikNews
- 11 Jun 2025
- news.detik.com
.
B Bangkok
B -
B Dua tentara
B Thailand
B terluka akibat ranjau di dekat perbatasan
B Kamboja
B , kata juru bicara militer.
B Pernyataan itu, seperti dilansir
B AFP
B dan
B Bangkok Post
B , Rabu (11/6/2025), menyebut ranjau itu baru dipasang.
- SCROLL TO CONTINUE WITH CONTENT
- Baca juga:
- Kamboja Tutup Pos Perbatasan
B Kamboja membantah tuduhan itu dan meminta
B ASEAN
B (Perhimpunan Bangsa-bangsa Asia Tenggara) menyelidiki.
- Simak Video: Suasana di Perbatasan Thailand-Kamboja
- [Gambas:Video 20detik]
- (abc/def)
- thailand
- kamboja
- perbatasan thailand kamboja
""", "detik.com", "2025-06-11", ["AFP", "Bangkok Post"], {"byline": "Nama Wartawan - detikNews"}),
    "head in the middle, summaries behind": ("""
- Azerbaijan dan Armenia Saling Tuduh Langgar Gencatan Senjata
.
- Senin, 26 Oktober 2020 19:02 WIB
.
B BAKU - Azerbaijan menuduh pasukan Armenia menembaki kota Terter beberapa menit setelah gencatan senjata berlaku.
.
B Armenia membantah tuduhan itu dan menuduh balik Azerbaijan menyerang posisi di garis depan.
.
- Berita Terkait
.
B Gencatan senjata itu ditengahi Amerika Serikat dan mulai berlaku pukul delapan pagi waktu setempat.
.
B Dua gencatan senjata sebelumnya yang ditengahi Rusia gagal dalam hitungan jam.
.
- Berita Terkait
.
- Pompeo Bertemu Dua Menteri Luar Negeri di Washington
.
- 9 jam lalu
.
- Menteri Luar Negeri Amerika Serikat menerima tamunya secara terpisah di kantornya pada hari Jumat.
.
- Baca Selengkapnya
.
- Kota Kedua Karabakh Kembali Dihujani Roket
.
- 1 hari lalu
.
- Penduduk kota itu bersembunyi di ruang bawah tanah ketika sirene berbunyi sepanjang malam.
.
- Baca Selengkapnya
""", None, "2020-10-26", [], {}),
    "repeated halves and inline brackets": ("""
- Turki Bantah Kirim Milisi ke Libya
- loading...
- A
- A
B ANKARA - Turki membantah telah mengirim milisi Suriah ke Libya untuk membantu pemerintah di Tripoli.
B Kemlu Turki menyebut tuduhan itu tidak berdasar, seperti dilansir dari Sputnik, Rabu (8/1/2020).‹(Baca juga: Haftar Menolak)›
B Parlemen Turki pekan lalu menyetujui pengiriman tentara ke Libya selama satu tahun.
- Kemlu Turki menyebut tuduhan itu tidak berdasar, seperti dilansir dari Sputnik, Rabu (8/1/2020).(Baca juga: Haftar Menolak)
- Parlemen Turki pekan lalu menyetujui pengiriman tentara ke Libya selama satu tahun.
- (abc)
""", None, None, ["Sputnik"], {"dated": date(2020, 1, 8), "dated_by": "body"}),
    "subheads and numbered list": ("""
- Isi Kesepakatan Gencatan Senjata Lebanon
- Kompas.com - 27/11/2024, 09:30 WIB
- Nama Penulis
.
- Penulis
.
B BEIRUT, KOMPAS.com - Israel dan Hizbullah menyepakati gencatan senjata selama 60 hari yang mulai berlaku hari Rabu.
.
- Isi kesepakatan
.
B Berikut tiga butir utama kesepakatan itu:
.
B 1. Israel menarik pasukannya dari Lebanon selatan secara bertahap.
.
B 2. Hizbullah mundur ke utara Sungai Litani.
.
- Baca juga: Warga Lebanon Selatan Mulai Pulang
.
- ## Siapa yang mengawasi
.
B Amerika Serikat dan Perancis memimpin panitia pengawas, dikutip dari *The Guardian*.
.
- Halaman:
- Komentar
- Close Ads
""", "kompas.com", "2024-11-27", ["The Guardian"], {"title": "Isi Kesepakatan Gencatan Senjata Lebanon"}),
    "fields before the text": ("""
- # Mesir Usulkan Gencatan Senjata Dua Hari
.
- Mesir mengusulkan gencatan senjata dua hari di Gaza untuk menukar empat sandera.
.
- | Field         | Value |
- |---------------|-------|
- | Title         | Mesir Usulkan Gencatan Senjata Dua Hari |
- | Short URL     | https://www.kompas.com/global/read/2024/10/28/080000070/mesir-usulkan |
- | Author        | Nama Penulis |
.
- ![Presiden Mesir di Kairo, 27 Oktober 2024.](https://asset.kompas.com/crops/foto.jpg)
.
B **KAIRO, KOMPAS.com** - Presiden Mesir mengusulkan gencatan senjata dua hari di Gaza.
.
B ‹\\[video.1\\]› Usul itu disampaikan dalam jumpa pers bersama Presiden Aljazair.
""", "kompas.com", "2024-10-28", [], {"byline": "Nama Penulis", "dated_by": "url"}),
    "sign-off in capitals, pointer of the editor": ("""
- Junta Myanmar Bebaskan Ribuan Tahanan
- Reporter
- Nama Reporter
- Editor
- Nama Editor
- Kamis, 4 Januari 2024 15:40 WIB
- Gerbang penjara Insein di Yangon. REUTERS/Nama Juru Foto
B TEMPO.CO, Jakarta - Junta Myanmar membebaskan lebih dari 9.000 tahanan dalam amnesti tahunan pada Kamis, 4 Januari 2024.
- Iklan
- Scroll Untuk Melanjutkan
B Belum jelas apakah tahanan politik termasuk di antara mereka yang dibebaskan.
- NAMA REPORTER | REUTERS
- Pilihan Editor: Tiga Kelompok Etnis Rebut Kota di Perbatasan
""", "tempo.co", "2024-01-04", ["REUTERS"], {"dateline": "TEMPO.CO, Jakarta"}),
    "address above all, unknown house": ("""
- https://www.suaratimurraya.co.id/internasional/2023/09/20/azerbaijan-mulai-operasi-di-karabakh
- Azerbaijan Mulai Operasi Militer di Karabakh
B Azerbaijan mengumumkan operasi militer di Karabakh dan meminta pasukan Armenia menyerah, kata kementerian pertahanannya.
B Penduduk Stepanakert melaporkan ledakan sejak siang hari.
""", "suaratimurraya.co.id", "2023-09-20", [], {"dated_by": "url"}),
    "fact box, info graphic, several adverts": ("""
- 5 Tentara Filipina Tewas dalam Bentrok dengan Abu Sayyaf
- Nama Wartawan
- Diperbarui 18 Jan 2019, 10:35 WIB
- www.liputan6.com
.
B Liputan6.com, Jolo - Lima tentara Filipina tewas dalam bentrokan dengan kelompok Abu Sayyaf di Pulau Jolo.
- Baca Juga
B Militer mengatakan tiga anggota kelompok itu juga tewas.
- Advertisement
B Demikian dikutip dari laman Inquirer, Jumat (18/1/2019).
- Infografis Kelompok Bersenjata di Filipina. (Liputan6.com/Nama Perancang)
- * Fakta atau Hoaks? Untuk mengetahui kebenaran informasi yang beredar, silakan kirim ke nomor kami.
- Saksikan Video Pilihan di Bawah Ini:
- Live Streaming
""", "liputan6.com", "2019-01-18", ["Inquirer"], {}),
    "a paragraph without its stop": ("""
- Houthi Tembakkan Rudal ke Arah Israel
- Minggu, 15 September 2024 - 08:11 WIB
- international.sindonews.com
.
B SANAA - Kelompok Houthi menembakkan sebuah rudal ke arah Israel tengah pada Minggu pagi.
B Juru bicara kelompok itu menyebut rudal tersebut menempuh jarak lebih dari dua ribu kilometer dalam sebelas menit
B Militer Israel mengatakan rudal itu jatuh di tanah kosong.
""", "sindonews.com", "2024-09-15", [], {}),
}
