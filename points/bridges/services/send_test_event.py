"""A vendor's person sends an event from the page, by the same way that the service itself goes."""

from __future__ import annotations

import json
from secrets import token_hex

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from points.bridges.errors import SignatureRefused
from points.bridges.models import ConnectedService
from points.bridges.reading import STRUCTURED
from points.bridges.sandbox import TEST_SUBJECTS
from points.bridges.services.keep_secrets import KeepSecrets
from points.bridges.services.receive_event import ReceiveEvent, Request
from points.bridges.signatures import sign

_LONGEST = 4_000


class SendTestEvent:
    def __init__(self, db: Database, wall: Clock, secrets: KeepSecrets, receive: ReceiveEvent) -> None:
        self.db = db
        self.wall = wall
        self.secrets = secrets
        self.receive = receive

    def send(self, service: ConnectedService, kind: str, subject: str, data: str) -> None:
        """`data`: JSON as somebody typed it.

        Raises: Invalid (data, subject), SignatureRefused (no_secret), EventRefused, ServiceStopped.
        """
        if subject not in TEST_SUBJECTS:
            raise Invalid("subject", "unknown")
        now, event_id = self.wall.now(), "test-" + token_hex(8)
        event = {
            "specversion": "1.0",
            "id": event_id,
            "source": f"urn:musubi:{service.client_id}",
            "type": kind,
            "subject": subject,
            "time": now.isoformat(timespec="seconds"),
            "data": _data(data),
        }
        body = json.dumps(event, ensure_ascii=False).encode()
        with self.db.read() as session:
            keys = self.secrets.valid(session, service)
        if not keys:
            raise SignatureRefused("no_secret")
        headers = {
            "content-type": STRUCTURED,
            "user-agent": "Musubi",
            "webhook-id": event_id,
            "webhook-timestamp": str(unix(now)),
            "webhook-signature": sign(keys[0], event_id, unix(now), body),
        }
        request = Request(service.client_id, body, headers)
        self.receive.take(self.receive.identify(request), request)


def _data(text: str) -> object:
    if len(text) > _LONGEST:
        raise Invalid("data", "too_long", max_length=_LONGEST)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("data", "not_json") from None
