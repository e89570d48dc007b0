"""Fares as typed: names and prices, the parts that are cancelled one by one, refund rules and who gets the money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import request
from flask_babel import lazy_gettext as _l

from app.errors import sentence
from app.i18n import localized
from app.surfaces.console.forms import Typed
from app.surfaces.console.tickets.reading import whole
from chain.errors import Invalid
from marketplace.models import Kind, Share
from marketplace.models.selling.splitting import percent_words, read_parts, read_percent
from marketplace.models.selling.wording import plain_words
from marketplace.models.shares import WHOLE
from marketplace.models.tickets.details import MOST_LEGS, MOST_SEATS, Leg, RefundRule, check_refunds
from marketplace.ports import PayeeKind, PointsProgram, SalePayee
from marketplace.services.tickets.write_service import FarePlan

MOST_FARES, MOST_REFUNDS, MOST_PARTS = 6, 5, 16
_LEG, _FARE = (
    ("leg_ja", "leg_en", "leg_place"),
    ("fare_ja", "fare_en", "price", "seats", "least_slots", "cut_off", "paid_in"),
)
_REFUND = ("refund_count", "refund_unit", "refund_percent")
_UNITS = {"days": 86_400, "hours": 3_600}
_MOST_PRICE, _PLATFORM_SHARE = 10_000_000, 500
CUT_OFFS = (
    ("0", _l("始まるまでゆずれる")), ("3600", _l("1時間前までゆずれる")), ("86400", _l("1日前までゆずれる")),
    ("172800", _l("2日前までゆずれる")), ("604800", _l("7日前までゆずれる")), ("never", _l("ゆずれない")),
)  # fmt: skip
FIELDS = tuple(
    f"{name}_{place}"
    for names, most in ((_LEG, MOST_LEGS), (_FARE, MOST_FARES), (_REFUND, MOST_REFUNDS))
    for place in range(most)
    for name in names
)


def points_choices(programs: Sequence[PointsProgram]) -> list[tuple[str, str]]:
    """In points of which program, to which shop, as "program:shop" and words."""
    return [
        (f"{one.program_id}:{shop.merchant_id}", f"{localized(one, 'name')} → {localized(shop, 'name')}")
        for one in programs
        for shop in one.shops
    ]


@dataclass(slots=True)
class FareForm:
    """`shares`: (key of a payee, percent). `legs_of`: for each fare the numbers of its legs; none means all."""

    kind: Kind
    typed: Typed
    shares: list[list[str]]
    legs_of: list[list[str]]
    most_fares: int = MOST_FARES

    @classmethod
    def blank(cls, kind: Kind, most_fares: int = MOST_FARES) -> FareForm:
        given = {f"least_slots_{place}": "1" for place in range(most_fares)} | {"refund_unit_0": "days"}
        shares = [["town", percent_words(WHOLE - _PLATFORM_SHARE)], ["platform", percent_words(_PLATFORM_SHARE)]]
        return cls(kind, Typed.of(FIELDS, given), shares, [[] for _ in range(MOST_FARES)], most_fares)

    @classmethod
    def sent(cls, kind: Kind, most_fares: int = MOST_FARES) -> FareForm:
        pairs = zip(request.form.getlist("payee"), request.form.getlist("percent"), strict=False)
        shares = [[payee, percent] for payee, percent in pairs if percent.strip()][:MOST_PARTS]
        legs = [request.form.getlist(f"fare_legs_{place}") for place in range(MOST_FARES)]
        return cls(kind, Typed.of(FIELDS, request.form), shares, legs, most_fares)

    @property
    def errors(self) -> dict[str, str]:
        return self.typed.errors

    @property
    def share_lines(self) -> list[list[str]]:
        return (self.shares + [["", ""]] * MOST_PARTS)[: min(MOST_PARTS, max(4, len(self.shares) + 2))]

    def lines(self, first_field: str, least: int, most: int) -> range:
        """Those filled in, and some more to fill in."""
        used = [place for place in range(most) if self.typed.values[f"{first_field}_{place}"].strip()]
        return range(min(most, max(least, (used[-1] + 2) if used else 0)))

    def read(self, payees: Sequence[SalePayee], programs: Sequence[PointsProgram] = ()) -> list[FarePlan]:
        """Sentences are kept for what is wrong; then the list is worth nothing."""
        legs, refunds, shares = self._legs(payees), self._refunds(), self._shares(payees)
        used = [place for place in range(self.most_fares) if self._is_used(place)]
        found = [self._fare(place, legs, refunds, shares) for place in used]
        fares = [fare and self._paid_in(place, fare, programs) for place, fare in zip(used, found, strict=True)]
        if not fares:
            self.errors.setdefault("fare_ja_0", sentence(Invalid("fare_ja", "empty")))
        return [fare for fare in fares if fare is not None]

    def _is_used(self, place: int) -> bool:
        return any(self.typed.values[f"{name}_{place}"].strip() for name in ("fare_ja", "fare_en", "price"))

    def _paid_in(self, place: int, fare: FarePlan, programs: Sequence[PointsProgram]) -> FarePlan | None:
        """The same fare in points, where a program and a shop were chosen."""
        chosen = self.typed.values[f"paid_in_{place}"]
        if not chosen:
            return fare
        if chosen not in dict(points_choices(programs)):
            self.errors[f"paid_in_{place}"] = sentence(Invalid("paid_in", "unknown"))
            return None
        program, _, shop = chosen.partition(":")
        return replace(fare, shares=(), program_id=int(program), merchant_id=int(shop))

    def _legs(self, payees: Sequence[SalePayee]) -> dict[str, Leg]:
        """By their place in the form."""
        shops = {one.key.partition(":")[2] for one in payees if one.kind is PayeeKind.SHOP}
        found, values = {}, self.typed.values
        for place in range(MOST_LEGS):
            if not any(values[f"{name}_{place}"].strip() for name in ("leg_ja", "leg_en")):
                continue
            name = self.typed.read(f"leg_ja_{place}", lambda text: plain_words(text, "leg_ja", 60))
            english = self.typed.read(
                f"leg_en_{place}", lambda text: plain_words(text, "leg_en", 80, may_be_empty=True)
            )
            shop = values[f"leg_place_{place}"] or "0"
            if shop != "0" and shop not in shops:
                self.errors[f"leg_place_{place}"] = sentence(Invalid("place", "unknown"))
            elif name is not None and english is not None:
                found[str(place)] = Leg(name, english, int(shop))
        if not found:
            self.errors.setdefault("leg_ja_0", sentence(Invalid("leg_ja", "empty")))
        return found

    def _refunds(self) -> list[RefundRule]:
        found = []
        for place in range(MOST_REFUNDS):
            if not self.typed.values[f"refund_count_{place}"].strip():
                continue
            count = self.typed.read(f"refund_count_{place}", whole(0, 366))
            points = self.typed.read(f"refund_percent_{place}", read_percent)
            seconds = _UNITS.get(self.typed.values[f"refund_unit_{place}"], _UNITS["days"])
            if count is not None and points is not None:
                found.append(RefundRule(count * seconds, points))
        try:
            check_refunds(found)
        except Invalid as error:
            self.errors.setdefault("refunds", sentence(error))
        return found

    def _shares(self, payees: Sequence[SalePayee]) -> list[Share]:
        by_key = {payee.key: payee for payee in payees}
        try:
            parts = read_parts(self.shares, list(by_key))
        except Invalid as error:
            self.errors.setdefault("shares", sentence(error))
            return []
        named = [(by_key[part.payee], part.basis_points) for part in parts]
        return [Share(payee.address, points, payee.name_ja, payee.name_en) for payee, points in named]

    def _fare(
        self, place: int, legs: dict[str, Leg], refunds: Sequence[RefundRule], shares: Sequence[Share]
    ) -> FarePlan | None:
        typed, chosen = self.typed, self.legs_of[place]
        name = typed.read(f"fare_ja_{place}", lambda text: plain_words(text, "fare_ja", 60))
        english = typed.read(f"fare_en_{place}", lambda text: plain_words(text, "fare_en", 80, may_be_empty=True))
        price = typed.read(f"price_{place}", whole(0, _MOST_PRICE))
        seats = typed.read(f"seats_{place}", whole(0, MOST_SEATS, 1))
        least = typed.read(f"least_slots_{place}", whole(1, 60, 1))
        if name is None or english is None or price is None or seats is None or least is None:
            return None
        cut_off = typed.values[f"cut_off_{place}"] or "0"
        if cut_off not in dict(CUT_OFFS):
            typed.errors[f"cut_off_{place}"] = sentence(Invalid("cut_off", "unknown"))
            return None
        return FarePlan(
            name_ja=name,
            name_en=english,
            price=price,
            legs=[leg for key, leg in legs.items() if not chosen or key in chosen],
            refunds=refunds,
            shares=shares,
            seats=seats,
            least_slots=least if self.kind is Kind.STAY else 1,
            transfer_cut_off=None if cut_off == "never" else int(cut_off),
        )
