"""A service at work: its book, its outbox, who visits it, and what it does with messages and from time to time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import current_app

from app.sandbox_services.common.about import About
from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.connection import Connection
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.visitors import Visitor, Visitors

EXTENSION = "service"
OnMessage = Callable[[Rows, dict[str, Any]], None]
OnSignIn = Callable[[Visitor, str], None]


@dataclass(slots=True)
class Work:
    seconds: float
    do: Callable[[], object]
    due_at: float = 0.0


@dataclass(slots=True)
class Site:
    about: About
    address: str
    musubi_url: str
    connection: Connection
    book: Book
    outbox: Outbox
    visitors: Visitors
    now: Callable[[], datetime]
    works: list[Work] = field(default_factory=list)
    on_message: dict[str, list[OnMessage]] = field(default_factory=dict)
    on_sign_in: list[OnSignIn] = field(default_factory=list)  # with the access token, which is good for ten minutes

    def every(self, seconds: float, do: Callable[[], object]) -> None:
        self.works.append(Work(seconds, do))

    def on(self, kind: str, do: OnMessage) -> None:
        """`do(rows, data)` with each new message of this type, in the transaction that keeps it."""
        self.on_message.setdefault(kind, []).append(do)

    def step(self) -> None:
        """What is due now: events to send, and the service's own."""
        self.outbox.send_due()
        for work in self.works:
            if work.due_at <= time.monotonic():
                work.due_at = time.monotonic() + work.seconds
                work.do()


def build_site(
    about: About,
    folder: Path,
    musubi_url: str,
    connection: Connection,
    now: Callable[[], datetime],
) -> Site:
    book, base = Book(folder / f"{about.name}.db"), musubi_url.rstrip("/")
    outbox = Outbox(book, base, connection, now)
    return Site(about, connection.address, base, connection, book, outbox, Visitors(book, now), now)


def current_site() -> Site:
    """That of the application that serves this request."""
    return cast("Site", current_app.extensions[EXTENSION])
