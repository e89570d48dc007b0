"""Three apps of Fukushima whose points become Bandai's coin: the rates, the next one of the first app, and who turned."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import business_date, unix
from chain.ids import MunicipalityCode
from chain.units import Points
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.services.receive_event import Request
from points.bridges.services.register_service import ServiceEntry
from points.bridges.signatures import sign
from points.services.conversion.keep_conversion import ConversionTerms

_BANDAI, _COIN, _VENDOR = MunicipalityCode("074071"), "ばんだいコイン", "apps@demo.example"
_MOST_A_DAY, _MOST_A_MONTH, _BUDGET, _NEXT_IN = Points(1_000), Points(3_000), Points(100_000), timedelta(days=9)


@dataclass(frozen=True, slots=True)
class _App:
    name_ja: str
    name_en: str
    purpose: str
    rate: tuple[int, int]
    next_rate: tuple[int, int] | None
    asked: tuple[tuple[int, int, int], ...]  # days ago, person of the cast, app points


_APPS = (
    _App("ふくしま健康アプリ", "Fukushima Health App", "歩いて、測って、健康に暮らす人を応援するため",
         (10, 8), (10, 9), ((19, 50, 500), (9, 50, 754), (4, 61, 300))),
    _App("ふくしまボランティアアプリ", "Fukushima Volunteers", "地域の活動に加わった人にお礼をするため",
         (1, 1), None, ((14, 50, 200), (6, 62, 450))),
    _App("地域のお買い物アプリ", "Local Shopping App", "地域のお店での買い物を応援するため",
         (5, 1), None, ((11, 63, 1_250), (2, 50, 640))),
)  # fmt: skip


@dataclass(slots=True)
class CommonPoints:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying

    def note(self) -> None:
        for app in _APPS:
            client_id, secret = self._connect(app)
            self._set_rates(app, client_id)
            for number, (days_ago, person, amount) in enumerate(app.asked):
                ask = partial(self._ask, client_id, secret, f"c-{number + 1}", person, amount)
                self.table.add(self.table.moment(days_ago, 20, 15), ask)

    def _connect(self, app: _App) -> tuple[str, bytes]:
        platform = self.playback.platform
        bridges, officer = platform.points.bridges, self.cast.officers[_BANDAI]
        entry = ServiceEntry(app.name_ja, app.name_en, app.purpose, [CONVERSION_REQUESTED], [], email=_VENDOR)
        client_id = bridges.register.invite(_BANDAI, officer, entry)
        vendor = platform.wallet.find(_VENDOR)
        assert vendor is not None
        secret = bridges.secrets.make(client_id, vendor, 0)
        bridges.register.go_live(_BANDAI, officer, client_id)
        return client_id, base64.b64decode(secret.removeprefix("whsec_"))

    def _set_rates(self, app: _App, client_id: str) -> None:
        program = next(number for number, one in self.paying.programs.items() if one.name_ja == _COIN)
        keep, officer = self.playback.platform.points.conversion.keep, self.cast.officers[_BANDAI]
        today = business_date(self.playback.clock.now())
        dated = [(today, app.rate)] + ([(self.table.today + _NEXT_IN, app.next_rate)] if app.next_rate else [])
        for first_day, (app_points, common_points) in dated:
            limits = app_points * 10, _MOST_A_DAY, _MOST_A_MONTH, _BUDGET
            terms = ConversionTerms(program, app_points, common_points, *limits, first_day)
            keep.set_rate(_BANDAI, officer, client_id, terms)

    def _ask(self, client_id: str, secret: bytes, number: str, person: int, amount: int) -> None:
        """As the app's own server would, signed."""
        services, now = self.playback.platform.points, unix(self.playback.clock.now())
        event = {
            "specversion": "1.0",
            "id": f"e-{number}",
            "source": "https://apps.demo.example/",
            "type": CONVERSION_REQUESTED,
            "subject": self.cast.people[person].member_number,
            "data": {"conversion": number, "app_points": amount},
        }
        body = json.dumps(event).encode()
        headers = {
            "content-type": "application/cloudevents+json",
            "webhook-id": f"e-{number}",
            "webhook-timestamp": str(now),
            "webhook-signature": sign(secret, f"e-{number}", now, body),
        }
        request, receive = Request(client_id, body, headers), services.bridges.receive
        receive.take(receive.identify(request), request)
        services.bridges.hand_on.hand_on()
        self.playback.settle()
        services.conversion.give.advance()
