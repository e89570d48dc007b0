"""Reward rules of the demonstration: Sarabetsu thanks drivers, riders and who goes to the gym; Uda thanks
donors; Shizuoka thanks who crosses the bay by ferry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.demo.founding import Cast
from app.demo.paying import Paying
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import Amount, AmountKind, Residence, Terms

_SARABETSU, _UDA, _SHIZUOKA = (MunicipalityCode(code) for code in ("016390", "292125", "221007"))
_TRIP = "jp.musubi.carshare.trip_completed"
_DAYS = 60  # from the day of loading


@dataclass(frozen=True, slots=True)
class _Rule:
    town: MunicipalityCode
    name_ja: str
    name_en: str
    event_type: str
    budget: int
    terms: Terms


_RULES = (
    _Rule(
        _SARABETSU, "ジムに行こう", "Go to the gym", "jp.musubi.gym.entered", 300_000,
        Terms(Amount(points=100), once_per="visit", cap_day=100),
    ),
    _Rule(
        _SARABETSU, "乗せてくれてありがとう", "Thanks for the lift", _TRIP, 200_000,
        Terms(Amount(points=200), choices={"role": ("driver",)}, once_per="trip", cap_day=600),
    ),
    _Rule(
        _SARABETSU, "乗り合いで出かけよう", "Go out together", _TRIP, 100_000,
        Terms(Amount(points=50), choices={"role": ("rider",)}, once_per="trip", cap_day=100),
    ),
    _Rule(
        _UDA, "ふるさと納税のお礼", "Thanks for a hometown-tax donation", "jp.musubi.hometown_tax.donation_paid", 900_000,
        Terms(
            Amount(AmountKind.PERCENT, 30, "amount_yen"), residence=Residence.OUTSIDE_TOWN, once_per="donation"
        ),
    ),
    _Rule(
        _UDA, "回覧を読もう", "Read the circulars", "jp.musubi.circular.read", 30_000,
        Terms(Amount(points=5), once_per="circular", cap_day=20),
    ),
    _Rule(
        _UDA, "市民レポートのお礼", "Thanks for a report", "jp.musubi.citizen.report_accepted", 50_000,
        Terms(Amount(points=50), once_per="report", cap_day=150),
    ),
    _Rule(
        _SHIZUOKA, "船で渡ろう", "Cross by ferry", "jp.musubi.ferry.boarded", 200_000,
        Terms(Amount(points=100), once_per="sailing", cap_day=200),
    ),
    _Rule(
        _UDA, "バスで出かけよう", "Go by bus", "jp.musubi.bus.ridden", 50_000,
        Terms(Amount(points=30), once_per="ride", cap_day=60),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Rewarding:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying

    def note(self) -> None:
        """Launched on the first day; services send the events later."""
        today, rules = business_date(self.playback.clock.now()), self.playback.platform.points.bridges.rules
        for one in _RULES:
            officer = self.cast.officers[one.town]
            program = next(number for number, given in self.paying.programs.items() if given.issuer == one.town)
            draft = RuleDraft(
                one.name_ja, one.event_type, program, one.budget, today, self.table.today + timedelta(days=_DAYS),
                one.terms,
                name_en=one.name_en,
            )  # fmt: skip
            rules.launch(one.town, officer, rules.write(one.town, officer, draft))
