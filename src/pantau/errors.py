"""The few errors pantau raises: each says what was wrong, where, and what to do."""

from __future__ import annotations

from functools import partial


class PantauError(Exception):
    """A fault a person can mend; `str(error)` is one readable message: what, where, what to do."""

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(what, where, todo)

    def __reduce__(self) -> tuple[partial[PantauError], tuple[str]]:
        """Worker processes hand errors over: words given by name must come through."""
        return partial(type(self), where=self.where, todo=self.todo), (self.what,)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.todo})" if self.todo else ""
        return f"{place}{self.what}{hint}"


class UsageError(PantauError):
    """The command was called with something that cannot be: exit status 2."""


class InputError(PantauError):
    """One input could not be read; the run goes on with the others: exit status 1."""


class KnowledgeError(PantauError):
    """A pack, theatre, source or configuration file breaks its form; several faults are listed in one message."""


class DecisionError(PantauError):
    """A decision cannot be taken as it was asked for: `kind` is `form` (something in it cannot be), `eyes` (another person must),
    `role` (this person may not), `changed` (somebody else decided meanwhile), `gone` (what it is about is not there)."""

    def __init__(self, what: str, *, kind: str = "form", where: str | None = None, todo: str | None = None) -> None:
        super().__init__(what, where=where, todo=todo)
        self.kind = kind


class StoreError(PantauError):
    """The store cannot be used: not ours, newer than the program, locked, full."""
