#!/usr/bin/env python3
"""How fast the desk answers over a large store: so many users, each asking a page every few seconds; the table by view, and memory.

    bench/desk.py STORE [--users N] [--every SECONDS] [--seconds N]

The store is one that `bench/archive.py` made and linked. The desk runs in a process of its own, as `pantau serve` runs it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import random
import re
import statistics
import threading
import time
from collections import defaultdict
from pathlib import Path

from pantau.web import Serving, bind, serve

Times = dict[str, list[float]]


def ask(port: int, cookie: str, path: str) -> tuple[int, bytes, str]:
    """One page: its status, its bytes, the cookie it sets."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie, "Host": f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, (answer.getheader("set-cookie") or "").split(";")[0]


def enter(serving: Serving) -> str:
    """The session of the link, once the desk answers."""
    for _ in range(300):
        try:
            return ask(serving.port, "", f"/?token={serving.sessions.token}")[2]
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the desk does not answer")


def find_paths(port: int, cookie: str, seed: int) -> dict[str, list[str]]:
    """Addresses by view: the lists, plain and narrowed, and some of the things they lead to."""

    def items(path: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(ask(port, cookie, f"/api/v1{path}")[1])["items"]
        return found

    chance = random.Random(seed)
    parties = ["AZE", "RUS", "UKR", "IND", "THA", "ISR"]
    documents = [line["document"]["id"] for line in items("/documents?limit=200")]  # type: ignore[index]
    incidents = [line["id"] for line in items("/incidents?limit=200")]
    narrowed = {
        name: [f"/{name}", *(f"/{name}?party={party}" for party in parties)]
        for name in ("incidents", "matrix", "ledger", "records")
    }
    return narrowed | {
        "documents": ["/documents", "/documents?language=id"],
        "document": [f"/documents/{key}" for key in chance.sample(documents, min(60, len(documents)))],
        "incident": [f"/incidents/{key}" for key in chance.sample(incidents, min(60, len(incidents)))],
        "search": ["/search?q=gencatan+senjata", "/search?q=attacked", "/search?q=menyerang+-killed"],
        **{name: [f"/{name}"] for name in ("ceasefires", "sources", "checks", "problems")},
    }


def use(port: int, cookie: str, paths: dict[str, list[str]], every: float, until: float, seed: int, times: Times) -> None:
    """One user: a page of any view, then a pause."""
    chance = random.Random(seed)
    time.sleep(chance.random() * every)
    while time.monotonic() < until:
        view = chance.choice(sorted(paths))
        started = time.monotonic()
        status, _, _ = ask(port, cookie, chance.choice(paths[view]))
        if status != 200:
            raise SystemExit(f"{view}: {status}")
        times[view].append((time.monotonic() - started) * 1000)
        time.sleep(max(0.0, every - (time.monotonic() - started)))


def memory_of(process: int) -> int:
    """The most memory a process has held, in MB (Linux)."""
    match = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    return int(match[1]) // 1024 if match else 0


def main() -> None:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    serving = bind(0)
    desk = multiprocessing.get_context("fork").Process(target=serve, args=(options.store, serving), daemon=True)
    desk.start()
    cookie = enter(serving)
    paths = find_paths(serving.port, cookie, 1)
    for view in paths.values():
        ask(serving.port, cookie, view[0])  # what is kept until the store changes is made by the first who asks
    times: Times = defaultdict(list)
    until = time.monotonic() + options.seconds
    users = [
        threading.Thread(target=use, args=(serving.port, cookie, paths, options.every, until, number, times), daemon=True)
        for number in range(options.users)
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()
    print(f"{options.users} users, a page every {options.every:g} s, {options.seconds:g} s; milliseconds")
    for name, took in sorted(times.items()):
        took.sort()
        middle, late = statistics.median(took), took[int(len(took) * 0.99)]
        print(f"{name:12} {len(took):5} pages  median {middle:6.0f}  p99 {late:6.0f}  most {took[-1]:6.0f}")
    print(f"memory at most: {memory_of(desk.pid or 0)} MB")
    desk.terminate()


if __name__ == "__main__":
    main()
