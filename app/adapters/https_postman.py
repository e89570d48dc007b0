"""Messages to connected services go out by https, to public addresses alone."""

from __future__ import annotations

from collections.abc import Mapping

from app.adapters.public_https import AddressRefused, NoAnswer, Resolve, Send, ask, resolve, send
from points.bridges.ports import Answer


class HttpsPostman:
    """`find` and `send` are others in tests, which reach a server of their own."""

    def __init__(self, find: Resolve = resolve, send: Send = send) -> None:
        self._find = find
        self._send = send

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            reply = ask(url, body, headers, self._find, self._send)
        except AddressRefused:
            return Answer(0, error="address")
        except NoAnswer:
            return Answer(0, error="no_answer")
        return Answer(reply.status, reply.retry_after)
