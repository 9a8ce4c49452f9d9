"""English benchmarks that wait for the English pack: PLOVER codings of sentences, fields of military press releases."""

from __future__ import annotations

from pantau.measure.benchmark import Benchmark, Peer, rows_of

PLOVER = Benchmark(
    name="plover",
    task="English sentence to PLOVER type, source and target",
    language="en",
    unit="sentences",
    load=rows_of("plover.jsonl"),
    peers=(Peer("Universal PETRARCH", {"type": 0.411, "type and dyad": 0.252}, "bench/README.md, whole set, best published run"),),
)
ISAF = Benchmark(
    name="isaf",
    task="English military press release to 13 fields",
    language="en",
    unit="texts",
    load=rows_of("isaf.jsonl"),
    peers=(Peer("GPT-4o", {"mean of fields": 0.854}, "bench/README.md; its author's scoring"),),
)
