"""Runs one function over many items: in this process or in a pool of processes, results in the order of the items either way."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(function: Callable[[Item], Result], items: Iterable[Item], *, jobs: int = 1) -> Iterator[Result]:
    """`function` of every item, in order.

    With `jobs` > 1 it runs in that many processes, never more than a few items ahead of the consumer.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    items = iter(items)
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting: list[Future[Result]] = [pool.submit(function, item) for item in itertools.islice(items, jobs * 4)]
        while waiting:
            done = waiting.pop(0)
            for item in itertools.islice(items, 1):
                waiting.append(pool.submit(function, item))
            yield done.result()
