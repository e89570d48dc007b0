"""Messages to the sample services on this machine go by plain http, to exactly their origins; all others as ever."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from app.adapters.https_postman import HttpsPostman
from app.adapters.public_https import NoAnswer, exchange
from points.bridges.ports import Answer, Postman
from points.bridges.services.keep_webhook import origin_of

_SECONDS = 10.0


def postman_for(origins: frozenset[str]) -> Postman:
    """In production there are none of these origins, and nothing but the guarded postman."""
    return NearPostman(origins, HttpsPostman()) if origins else HttpsPostman()


class NearPostman:
    def __init__(self, origins: frozenset[str], others: Postman) -> None:
        self._origins = origins
        self._others = others

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if origin_of(url) not in self._origins:
            return self._others.post(url, body, headers)
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
        try:
            reply = exchange(connection, parts.path or "/", body, headers, _SECONDS)
        except NoAnswer:
            return Answer(0, error="no_answer")
        return Answer(reply.status, reply.retry_after)
