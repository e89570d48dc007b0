"""A server that goes on speaking slowly holds nobody up; what it answered in time is kept."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from app.adapters.https_postman import HttpsPostman
from app.adapters.public_https import NoAnswer, Reply, exchange
from points.bridges.ports import Answer


@contextmanager
def listening(speak: Callable[[socket.socket], None]) -> Iterator[http.client.HTTPConnection]:
    """A connection to a server that says what `speak` does."""

    def serve() -> None:
        with suppress(OSError):
            taken, _ = server.accept()
            with taken:
                taken.recv(4_096)
                speak(taken)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield http.client.HTTPConnection("127.0.0.1", server.getsockname()[1], timeout=5)
    thread.join(5)


def test_of_an_answer_the_status_and_the_wish_to_wait_are_kept() -> None:
    with listening(lambda to: to.sendall(b"HTTP/1.1 503 Busy\r\nRetry-After: 60\r\n\r\nsecret")) as connection:
        assert exchange(connection, "/x", b"{}", {}) == Reply(503, "60")


def test_a_server_that_drips_is_left_when_the_time_is_over() -> None:
    def drip(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nx: ")
        for _ in range(100):
            to.sendall(b"y")
            time.sleep(0.02)
        to.sendall(b"\r\n\r\n")

    begun = time.monotonic()
    with listening(drip) as connection, pytest.raises(NoAnswer):
        exchange(connection, "/", b"{}", {}, seconds=0.2)
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(("found", "error"), [(["10.0.0.1"], "address"), ([], "address"), (["8.8.8.8"], "no_answer")])
def test_a_message_that_did_not_get_there_says_why(found: list[str], error: str) -> None:
    def send(*_: object) -> Reply:
        raise NoAnswer()

    postman = HttpsPostman(lambda host: found, send)
    assert postman.post("https://gym.example.jp/", b"{}", {}) == Answer(0, error=error)
