"""What was learned from data: small files that `make train` writes, and that the rules run without."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pantau.errors import KnowledgeError

_CONFIDENCE = Path(__file__).with_name("confidence.json")


class Models(NamedTuple):
    """`confidence`: the weight of each feature by kind of record; `files`: the bytes they were read from, for the hash."""

    confidence: Mapping[str, Mapping[str, float]]
    files: Mapping[str, bytes]


NO_MODELS = Models({}, {})
"""What the rules run with where nothing was learned."""


def load_models(path: Path = _CONFIDENCE) -> Models:
    """The shipped models; none where their file is absent. Raises KnowledgeError for a file that is no table of weights by kind."""
    if not path.is_file():
        return NO_MODELS
    data = path.read_bytes()
    try:
        tables = json.loads(data)["weights"]
        weights = {str(kind): {str(f): float(w) for f, w in row.items()} for kind, row in tables.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError("no table of weights by kind", where=str(path), todo="make it again with `make train`") from error
    return Models(weights, {path.name: data})
