"""Who copied whom: the same edges in any order and one by one, and the guards that keep independent reports apart."""

from __future__ import annotations

import random
from datetime import date, timedelta
from hashlib import sha256

import pytest

from pantau.knowledge import load_knowledge
from pantau.link.candidates import MemoryIndex, find_candidates
from pantau.link.corpus import Corpus
from pantau.link.families import find_families, join
from pantau.link.lineage import compare, compare_all, find_lineage, link_document, update_edges
from pantau.link.prints import make_print
from pantau.model import Credit, Document, Lineage, Span

DAY = date(2021, 3, 4)
TRUCE = (
    "Kedua pihak sepakat menghentikan tembakan di sepanjang sungai mulai Jumat malam. Utusan khusus Marta Rinaldi membacakan isi "
    "kesepakatan itu di sebuah sekolah yang dipakai sebagai balai perundingan. Pasukan harus mundur lima kilometer dari jembatan tua, "
    "sedangkan truk bantuan boleh lewat dua kali sehari. Para pengungsi menunggu kabar di lapangan bola sejak subuh."
)
REWRITTEN = (
    "Tembakan akan berhenti pekan ini. Kedua pihak sepakat menghentikan tembakan di sepanjang sungai mulai Jumat malam, demikian kabar "
    "dari balai tempat para juru runding duduk sejak pagi tanpa makan siang. "
    "Sungguh kabar yang ditunggu. Pasukan harus mundur lima kilometer dari jembatan tua, sedangkan truk bantuan boleh "
    "lewat dua kali sehari, "
    "kata Rinaldi. "
    "Warga masih cemas akan ranjau."
)
APART = (
    "Marta Rinaldi mengumumkan gencatan senjata pada Jumat. Menurut wartawan kami yang berada di seberang, suasana pasar kembali ramai "
    "setelah berhari-hari sepi, dan anak-anak bermain lagi. Seorang pedagang ikan mengaku belum percaya bahwa jarak lima kilometer "
    "cukup untuk melindungi perahunya."
)
ENGLISH = (
    "Both sides agreed to stop firing along the river from Friday night. Special envoy Marta Rinaldi read the agreement at a school "
    "used as a negotiation hall. Troops must withdraw five kilometers from the old bridge, while aid trucks may pass twice a day. "
    "Refugees waited for news on a football field since dawn."
)
SPOKEN = "\"Kami tidak akan mundur satu langkah pun sebelum semua tawanan pulang ke rumah masing-masing dengan selamat,\""
SPEECH_A = (
    f"Panglima wilayah utara berpidato di depan ratusan prajurit yang baru dilantik kemarin sore. {SPOKEN} ujarnya. Upacara itu "
    "ditutup dengan parade kendaraan lapis baja dan doa bersama untuk korban banjir bandang."
)
SPEECH_B = (
    f"Harga beras naik tajam setelah jalan pegunungan ditutup oleh longsor. Pemerintah daerah menyalahkan perang. {SPOKEN} begitu "
    "kutipan lama yang diputar lagi oleh radio setempat pada malam itu juga."
)


def document(
    text: str, name: str, *, language: str = "id", on: date = DAY, source: str | None = None, credits: tuple[Credit, ...] = (),
) -> Document:  # fmt: skip
    return Document(
        id=sha256(f"{name}\n{text}".encode()).hexdigest(), name=name, text=text, language=language, published_on=on,
        source=source or f"{name}.example", body=(Span(0, len(text)),) if text else (), credits=credits,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (document(TRUCE, "a"), document(TRUCE, "b"), "copy"),
        (document(TRUCE, "a"), document(REWRITTEN, "b"), "rewrite"),
        (document(TRUCE, "a"), document(ENGLISH, "b", language="en"), "translation"),
        (document(TRUCE, "a", source="x"), document(TRUCE + " Tambahan.", "b", source="x", on=DAY + timedelta(1)), "update"),
        (document(SPEECH_A, "a"), document(SPEECH_B, "b"), "quotation"),
        (document(TRUCE, "a"), document(APART, "b"), None),
        (document(APART, "a"), document(ENGLISH, "b", language="en"), None),
        (document("", "a"), document(TRUCE, "b"), None),
        (document("Pendek saja.", "a"), document("Pendek saja.", "b"), None),
    ],
)  # fmt: skip
def test_the_relation_of_two_texts(one: Document, other: Document, relation: str | None) -> None:
    edge = compare(make_print(one), make_print(other))
    assert (edge.relation if edge else None) == relation
    texts = {one.id: one.text, other.id: other.text}
    for reason in edge.reasons if edge else ():
        for here, there in reason.pairs:
            assert here.of(texts[edge.document])
            assert there.of(texts[edge.other])
            if relation in ("copy", "rewrite", "update", "quotation"):
                assert here.of(texts[edge.document]).split()[0].lower() == there.of(texts[edge.other]).split()[0].lower()


def test_the_same_names_and_numbers_in_other_words_are_no_relation() -> None:
    """They are looked at, share no run of words, and nothing is left to compare."""
    towns = ("Baku", "Yerevan", "Moskwa", "Ankara", "Tbilisi", "Ganja", "Barda", "Terter", "Stepanakert", "Shusha", "Lachin")
    one = " ".join(f"Pasukan mendekati {town} dengan {7 * n + 13} truk." for n, town in enumerate(towns))
    other = " ".join(f"Sebanyak {7 * n + 13} keluarga dari {town} mengungsi kemarin malam." for n, town in enumerate(towns))
    prints = [make_print(document(text, name)) for text, name in ((one, "a"), (other, "b"))]
    assert len(find_candidates(prints)) == 1
    assert compare_all(prints) == []


def test_a_shared_passage_of_history_at_the_end_makes_no_family() -> None:
    history = " Wilayah itu diperebutkan sejak kerajaan lama runtuh dan dua perang besar menghancurkan hampir seluruh desa di lembah."
    one = (
        "Banjir merendam gudang obat di tepi danau pada Rabu pagi. "
        "Petugas memindahkan ratusan peti ke atap gereja memakai perahu karet."
    )
    other = (
        "Juara lari jarak jauh pulang disambut karnaval meriah semalam. "
        "Wali kota menjanjikan stadion baru bagi para atlet remaja di sana."
    )
    edge = compare(make_print(document(one + history, "a")), make_print(document(other + history, "b")))
    assert edge is None


def texts(count: int, seed: int) -> list[Document]:
    """Documents in clusters of near copies."""
    chance, words = random.Random(seed), [f"kata{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}" for i in range(400)]
    made = []
    for number in range(count):
        if number % 4 == 0:
            base = [chance.choice(words) for _ in range(60)]
        mixed = [chance.choice(words) if chance.random() < 0.04 else w for w in base]
        made.append(document(" ".join(mixed), f"d{number:03}", on=DAY + timedelta(number % 3)))
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_and_one_by_one_give_the_same_edges(seed: int) -> None:
    documents = texts(60, seed) + [document(" ".join(["sama"] * 5 + [f"lagi{i}" for i in range(40)]), f"x{n}") for n in range(20)]
    shuffled = documents[:]
    random.Random(seed).shuffle(shuffled)
    prints = [make_print(d) for d in documents]
    whole = sorted(compare_all(prints), key=lambda e: (e.document, e.other))
    assert len(whole) > 80
    index, edges = MemoryIndex(), {}
    for each in shuffled:
        update_edges(edges, link_document(make_print(each), index), index)
    assert sorted(edges.values(), key=lambda e: (e.document, e.other)) == whole
    corpora = [Corpus((d, ()) for d in order) for order in (documents, shuffled)]
    knowledge = load_knowledge()
    lineages = [find_lineage(c, knowledge) for c in corpora]
    assert lineages[0] == lineages[1]
    assert find_families(corpora[0], lineages[0], knowledge) == find_families(corpora[1], lineages[1], knowledge)


def edge(a: str, b: str, score: float) -> Lineage:
    return Lineage(document=a, other=b, relation="rewrite", is_directed=False, score=score)


def test_one_weak_edge_glues_no_two_groups() -> None:
    sure = [edge("a", "b", 0.9), edge("c", "d", 0.9)]
    assert join([*sure, edge("b", "c", 0.3)]) == [["a", "b"], ["c", "d"]]
    assert join([*sure, edge("b", "c", 0.3), edge("a", "d", 0.3)]) == [["a", "b", "c", "d"]]
    assert join([*sure, edge("b", "c", 0.8)]) == [["a", "b", "c", "d"]]


def test_a_credit_alone_joins_nothing_and_credited_outlets_come_first() -> None:
    credit = (Credit("Kantor Berita Timur", Span(0, 6), "by", "timur"),)
    one, other = document(TRUCE, "a", source="barat", credits=credit), document(TRUCE, "b", source="timur", on=DAY + timedelta(1))
    corpus, knowledge = Corpus([(one, ()), (other, ())]), load_knowledge()
    found = find_lineage(corpus, knowledge)
    copy = next(e for e in found if e.relation == "copy")
    assert (copy.document, copy.other, copy.is_directed) == (one.id, other.id, True)
    assert [(e.document, e.other) for e in found if e.relation == "credit"] == [(one.id, "timur")]
    (family,) = find_families(corpus, found, knowledge)
    assert (family.id, family.root, family.root_document) == (one.id, "timur", other.id)


def test_hostile_pages_take_no_time() -> None:
    make_print(document("a " * 500_000, "a"))
    make_print(document("kata" * 250_000, "b"))
    same = [make_print(document(TRUCE, f"d{i:05}")) for i in range(2000)]
    found = compare_all(same)
    assert len(found) <= 2000 * 12
    assert len(join(found)) == 1
