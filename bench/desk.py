#!/usr/bin/env python3
"""How fast the desk answers people who look around in a large store, and how much memory it takes.

    bench/desk.py STORE [--users N] [--seconds N] [--pause N] [--seed N]

Starts `pantau serve` over the store (bench/archive.py makes one), asks every list once, as the first person of the day does, and then
lets users ask, each a page every few seconds: every view, plain and narrowed by what the filter knows, and pages of single things that
the lists name. Prints milliseconds of the first answers, at the median and the 99th percentile for each view, how many answers were no
pages, and the server's memory.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from pantau.web.views import VIEWS

PROGRAM = "from pantau.cli import main; main()"


class Answer(NamedTuple):
    """One page asked for."""

    view: str
    milliseconds: float
    status: int
    size: int


class Browser:
    """One user's connection; the link's session is shared, as it would be between the tabs of one desk."""

    def __init__(self, port: int, cookie: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": cookie, "Accept": "text/html"}

    def get(self, address: str) -> tuple[int, bytes]:
        """Status and body of an address."""
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def json(self, address: str) -> Any:
        """What the API says at an address."""
        status, body = self.get(f"/api/v1{address}")
        if status != 200:
            raise SystemExit(f"{address}: {status}\n{body[:500]!r}")
        return json.loads(body)


def start(store: Path) -> tuple[subprocess.Popen[str], int, str]:
    """The server, its port, and the session's cookie."""
    command = [sys.executable, "-c", PROGRAM, "serve", "--store", str(store), "--port", "0", "--no-open"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    found = next((m for line in server.stdout if (m := re.search(r"http://\S+", line))), None)
    if found is None:
        raise SystemExit("the desk did not start")
    link = urlsplit(found[0])
    assert link.port is not None
    connection = http.client.HTTPConnection("127.0.0.1", link.port, timeout=30)
    for _ in range(100):
        try:
            connection.request("GET", f"{link.path}?{link.query}")
            break
        except ConnectionRefusedError:
            time.sleep(0.1)
    cookie = connection.getresponse().headers["Set-Cookie"].partition(";")[0]
    return server, link.port, cookie


def items_of(page: Any) -> list[Mapping[str, Any]]:
    """The first list of things with ids in a page of the API."""
    for value in page.values() if isinstance(page, dict) else ():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return value
        if isinstance(value, dict) and (found := items_of(value)):
            return found
    return []


def ids_of(page: Any) -> list[str]:
    """The ids of the things in a page's list."""
    return [str(item["id"] if "id" in item else item["document"]["id"]) for item in items_of(page)]


class Walk:
    """What a user may ask for: a view, what narrows it, or a single thing that a list named."""

    def __init__(self, browser: Browser, seed: int) -> None:
        self.chance = random.Random(seed)
        self.ids = {
            "incident": ids_of(browser.json("/incidents?limit=200")),
            "document": ids_of(browser.json("/documents?limit=200")),
            "ceasefire": ids_of(browser.json("/ceasefires")),
        }

    def address(self) -> tuple[str, str]:
        """A view's name and an address of it."""
        view = self.chance.choice(VIEWS)
        path = view.path
        for name in re.findall(r"{(\w+)}", path):
            known = self.ids.get(name) or self.ids.get(view.name)
            if not known:
                return self.address()
            path = path.replace(f"{{{name}}}", self.chance.choice(known))
        words = self.chance.choice(("menyerang", "gencatan senjata", "attacked", "kata12 kata99"))
        asked = {"q": words} if view.name == "search" else {}
        for name, values in (
            ("party", ("ISR", "ARM", "RUS", "IND")), ("since", ("2020-01-01", "2021-06-01")), ("type", ("ASSAULT", "CONSULT")),
            ("origins", ("2",)), ("theatre", ("karabakh", "other")),
        ):  # fmt: skip
            if name in view.uses and self.chance.random() < 0.3:
                asked[name] = self.chance.choice(values)
        return view.name, path + (f"?{urlencode(asked)}" if asked else "")


def look(browser: Browser, walk: Walk, until: float, pause: float, found: list[Answer], faults: list[str]) -> None:
    """One user, until the time is up."""
    time.sleep(walk.chance.random() * pause)
    while time.monotonic() < until:
        view, address = walk.address()
        began = time.perf_counter()
        status, body = browser.get(address)
        took = (time.perf_counter() - began) * 1000
        found.append(Answer(view, took, status, len(body)))
        if status != 200:
            faults.append(f"{status} {address}")
        time.sleep(max(0.0, pause * (0.5 + walk.chance.random()) - took / 1000))


def memory_of(process: int) -> tuple[float, float]:
    """Megabytes held now, and at most."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    now, most = (int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[index]
    return now, most


def percentile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("store", type=Path)
    asked.add_argument("--users", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=120)
    asked.add_argument("--pause", type=float, default=5)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    server, port, cookie = start(options.store)
    try:
        first = {view.name: ask_once(Browser(port, cookie), view.path) for view in VIEWS if "{" not in view.path}
        until = time.monotonic() + options.seconds
        found: list[Answer] = []
        faults: list[str] = []
        walks = [Walk(Browser(port, cookie), options.seed + n) for n in range(options.users)]
        users = [
            threading.Thread(target=look, args=(Browser(port, cookie), walk, until, options.pause, found, faults)) for walk in walks
        ]
        for user in users:
            user.start()
        for user in users:
            user.join()
        now, most = memory_of(server.pid)
    finally:
        server.terminate()
        server.wait(10)
    show(found, first, faults, options)
    print(f"memory of the server: {now:,.0f} MB, {most:,.0f} MB at most")


def ask_once(browser: Browser, address: str) -> float:
    """Milliseconds of one answer."""
    began = time.perf_counter()
    browser.get(address)
    return (time.perf_counter() - began) * 1000


def show(found: list[Answer], first: Mapping[str, float], faults: list[str], options: argparse.Namespace) -> None:
    """The table."""
    by_view: dict[str, list[Answer]] = defaultdict(list)
    for answer in found:
        by_view[answer.view].append(answer)
    print(f"{options.users} users, a page every {options.pause:g} s, {len(found):,} pages in {options.seconds:g} s")
    print(f"{'view':<14}{'pages':>7}{'first ms':>10}{'median ms':>11}{'p99 ms':>9}{'kB':>8}")
    for view, answers in [*sorted(by_view.items()), ("all", found)]:
        times, size = [a.milliseconds for a in answers], median(a.size for a in answers) / 1024
        once = f"{first[view]:.0f}" if view in first else ""
        print(f"{view:<14}{len(answers):>7}{once:>10}{median(times):>11.0f}{percentile(times, 0.99):>9.0f}{size:>8.0f}")
    print(f"answers that were no pages: {len(faults)}")
    for fault in sorted(set(faults))[:10]:
        print(f"  {fault}")


if __name__ == "__main__":
    main()
