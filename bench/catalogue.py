"""The catalogue with 10,000 things, asked over 16 connections of gunicorn with 2 workers, beside a hello page: a bare
Flask application of one line, served and asked in the same way in the same run. Asking takes from the same processors.

Rows: what most visitors ask for; the same while something is sold every second, now and then the last of it; and
searches of which no two are alike, so that nothing drawn before can serve.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from app.demo.regions import TOWNS
from app.serving import WebServer
from app.tables import import_tables
from chain.clock import SystemClock, business_date
from chain.db import Base, Database
from chain.settings import Settings
from chain.units import Yen
from marketplace.models import Kind, Town
from marketplace.projections.counting import Counted, count
from marketplace.services.catalogue.put_entry import Entry, put_entry
from tests.fixtures.web import make_up_deployments

_THINGS, _CONNECTIONS, _SECONDS = 10_000, 16, float(os.environ.get("BENCH_SECONDS", "8"))
_GOAL_MS, _GOAL_SHARE = 60, 0.25
_NOUNS = ("ゆず", "フェリー", "恐竜", "古民家", "日本酒", "渓谷", "温泉", "花火", "紅葉", "和紙", "抹茶", "棚田")
_THEMES = ("の体験", "カード", "宿泊", "の権利", "めぐり", "づくり", "の夜", "オーナー", "の見学", "ツアー")
_ENGLISH = ("yuzu", "ferry", "dinosaur", "farmhouse", "sake", "gorge", "hot spring", "fireworks", "maple", "paper")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="musubi-catalogue-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # as `musubi web` has it
        settings = Settings(_env_file=None, state_dir=Path(folder), web_port=_free_port(), web_workers=2)
        db = _fill(settings)
        print(f"{_THINGS:,} things, {_CONNECTIONS} connections, 2 workers, {os.cpu_count()} processors")
        print(f"{'':<44}{'a second':>9}{'p50 ms':>9}{'p99 ms':>9}{'of hello':>10}", flush=True)
        with _served(_Hello, settings):
            hello = _row("a hello page", settings.web_port, _always("/"))
        with _served(_Catalogue, settings):
            _ask(settings.web_port, _popular(), 6)
            _row("what most ask for", settings.web_port, _popular(), hello)
            with _selling(db):
                _row("the same, with a sale every second", settings.web_port, _popular(), hello)
            _row("searches that nobody made before", settings.web_port, _unseen(), hello)
        db.close()
    print(f"goals: p99 < {_GOAL_MS} ms and at least {_GOAL_SHARE:.0%} of hello, for what most ask for")


class _Catalogue(WebServer):
    def load(self) -> Flask:
        from app.factory import create_app
        from app.wiring import build_platform

        return create_app(build_platform(self._settings, deployments=make_up_deployments()))


class _Hello(WebServer):
    def load(self) -> Flask:
        flask = Flask("hello")
        flask.add_url_rule("/", view_func=lambda: "<!DOCTYPE html><title>hello</title><p>hello")
        return flask


def _popular() -> Callable[[], str]:
    """Mostly the first pages: everything, kinds, towns and well-known words, in both languages."""
    towns = [town.code for town in TOWNS]
    addresses = ["/items"] * 12 + ["/items?lang=en"] * 4
    addresses += [f"/items?kind={kind}" for kind in (Kind.TOURISM, Kind.RIGHT, Kind.STAY, Kind.AMBASSADOR_CARD)] * 2
    addresses += [f"/items?town={town}" for town in towns]
    addresses += [f"/items?q={quote(noun)}&sale=now" for noun in _NOUNS]
    addresses += ["/items?sort=cheapest", "/items?price_to=3000&sort=dearest", f"/items?after=0-{_THINGS // 2}"]
    chance = random.Random(1)
    return lambda: chance.choice(addresses)


def _unseen() -> Callable[[], str]:
    chance = random.Random(2)

    def one() -> str:
        noun, low = quote(chance.choice(_NOUNS)), chance.randrange(100_000)
        sort = chance.choice(("cheapest", "newest"))
        return f"/items?q={noun}&price_from={low % 5_000}&price_to={5_000 + low}&sort={sort}"

    return one


def _always(address: str) -> Callable[[], str]:
    return lambda: address


def _row(name: str, port: int, address: Callable[[], str], hello: float | None = None) -> float:
    seconds = sorted(_ask(port, address, _SECONDS))
    rate = len(seconds) / _SECONDS
    share = f"{rate / hello:.0%}" if hello else ""
    p50, p99 = (1000 * seconds[round(part * (len(seconds) - 1))] for part in (0.5, 0.99))
    print(f"{name:<44}{rate:>9.0f}{p50:>9.1f}{p99:>9.1f}{share:>10}", flush=True)
    return rate


def _ask(port: int, address: Callable[[], str], seconds: float) -> list[float]:
    """How long each answer took, of all connections."""
    took: list[list[float]] = [[] for _ in range(_CONNECTIONS)]
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=_connection, args=(port, address, until, one)) for one in took]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for of_connection in took for one in of_connection]


def _connection(port: int, address: Callable[[], str], until: float, took: list[float]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        while time.perf_counter() < until:
            asked = f"GET {address()} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n".encode()
            begun = time.perf_counter()
            line.sendall(asked)
            status = _answer(line)
            took.append(time.perf_counter() - begun)
            assert status == 200, status


def _answer(line: socket.socket) -> int:
    read = b""
    while b"\r\n\r\n" not in read:
        read += line.recv(65_536)
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(line.recv(65_536))
    return int(head[9:12])


@contextmanager
def _served(server: type[WebServer], settings: Settings) -> Iterator[None]:
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(server, settings))
    process.start()
    try:
        _wait(settings.web_port)
        yield
    finally:
        process.terminate()
        process.join(30)


def _serve(server: type[WebServer], settings: Settings) -> None:
    import logging

    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    server(settings).run()


def _wait(port: int) -> None:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(100).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError("gunicorn does not answer")


@contextmanager
def _selling(db: Database) -> Iterator[None]:
    stop, chance = threading.Event(), random.Random(3)

    def sell() -> None:
        while not stop.wait(1):
            with db.write() as session:
                count(session, [Counted(f"bench:{chance.randrange(_THINGS)}", sold=1)], 1)

    thread = threading.Thread(target=sell)
    thread.start()
    yield
    stop.set()
    thread.join()


def _fill(settings: Settings) -> Database:
    import_tables()
    db = Database(settings.sqlalchemy_url)
    Base.metadata.create_all(db.engine)
    now, chance = SystemClock().now(), random.Random(0)
    with db.write() as session:
        for position, town in enumerate(TOWNS):
            session.add(
                Town(
                    code=town.code, name_ja=town.name_ja, name_en=town.name_en, prefecture_ja=town.prefecture_ja,
                    prefecture_en=town.prefecture_en, position=position,
                )
            )  # fmt: skip
    kinds: Sequence[Kind] = list(Kind)
    for start in range(0, _THINGS, 1_000):
        with db.write() as session:
            for number in range(start, start + 1_000):
                noun = number % len(_NOUNS)
                entry = Entry(
                    subject=f"bench:{number}",
                    kind=chance.choice(kinds),
                    municipality=chance.choice(TOWNS).code,
                    name_ja=f"{_NOUNS[noun]}{chance.choice(_THEMES)} 第{number}回",
                    name_en=f"{chance.choice(_ENGLISH).title()} of the town, no. {number}",
                    page=f"/items/{number + 1}",
                    picture=f"/artwork/collections/{number + 1}/sample-list.webp",
                    price_from=Yen(chance.randrange(5, 500) * 100),
                    opens_at=now + timedelta(days=chance.randint(-60, 5)),
                    closes_at=now + timedelta(days=chance.randint(-5, 90)) if number % 3 else None,
                    last_day=business_date(now) + timedelta(days=chance.randint(-10, 300)) if number % 2 else None,
                    supply=chance.randint(1, 300),
                    waits_for_chain=True,
                )
                put_entry(session, entry, now)
            opened = [Counted(f"bench:{number}", opened=1, sold=number % 9) for number in range(start, start + 1_000)]
            count(session, opened, 1)
    return db


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main()
