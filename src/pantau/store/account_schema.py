"""The tables of accounts: people, their keys and sessions, the browsers they came by, and failed attempts to sign in.

No secret lies in them: passwords as argon2, keys and tokens as SHA-256 of what was drawn at random. They are no part of the record:
who leaves is disabled, so that the journal's names stay explained.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from pantau.store.schema import metadata

account = Table(
    "account", metadata,
    Column("name", Text, primary_key=True),
    Column("full_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("theatres", Text, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("made_at", Text, nullable=False),
)  # fmt: skip

api_key = Table(
    "api_key", metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, ForeignKey("account.name"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("revoked_at", Text),
    Column("used_on", Text),
)  # fmt: skip

session = Table(
    "session", metadata,
    Column("hash", Text, primary_key=True),
    Column("account", Text, ForeignKey("account.name"), nullable=False, index=True),
    Column("device", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("last_seen_at", Text, nullable=False),
    Column("until", Text, nullable=False),
)  # fmt: skip

device = Table(
    "device", metadata,
    Column("hash", Text, primary_key=True),
    Column("account", Text, ForeignKey("account.name"), primary_key=True),
    Column("first_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
)  # fmt: skip
"""Which accounts signed in from which browser: it stays when the session has ended."""

login_failure = Table(
    "login_failure", metadata,
    Column("what", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Text, nullable=False),
)  # fmt: skip
"""How often signing in failed in a row: `what` is `account`, `device` (of an account that knows it) or `address`."""
Index("login_failure_by_time", login_failure.c.last_at)
