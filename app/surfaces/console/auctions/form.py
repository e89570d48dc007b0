"""The form of a naming auction: what an officer typed, and the draft that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request

from app.surfaces.console.forms import Typed, local_moment, read_day, read_moment
from app.surfaces.console.sale_forms import read_scene, read_shares
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from chain.units import Points, Yen
from marketplace.models import NamingDetail
from marketplace.models.selling.splitting import percent_words
from marketplace.ports import SalePayee
from marketplace.queries.auctions.auctions import AuctionView
from marketplace.services.auctions.write_auction import AuctionDraft, AuctionTerms

_WORDS = ("name_ja", "name_en", "story_ja", "story_en", "rules_ja", "rules_en", "criteria_ja", "criteria_en")
_DETAIL = ("property_ja", "property_en", "place_ja", "place_en")
FIELDS = (
    *_WORDS, *_DETAIL, "gives_ja", "gives_en", "scene", "reserve", "increment", "opens_at", "closes_at", "extension",
    "shown_from", "shown_until", "longest_name", "shares",
)  # fmt: skip
_LEAST_LINES, _MOST_LINES = 3, 16


@dataclass(slots=True)
class AuctionForm:
    """`shares`: lines of (key of a payee, percent) as typed."""

    typed: Typed
    shares: list[list[str]]

    @classmethod
    def blank(cls) -> AuctionForm:
        given = {"extension": "5", "longest_name": "20", "increment": "1000"}
        return cls(Typed.of(FIELDS, given), [["town", "95.00"], ["platform", "5.00"]])

    @classmethod
    def sent(cls) -> AuctionForm:
        pairs = zip(request.form.getlist("payee"), request.form.getlist("percent"), strict=False)
        lines = [[payee, percent] for payee, percent in pairs if percent.strip()]
        return cls(Typed.of(FIELDS, request.form), lines[:_MOST_LINES])

    @classmethod
    def of(cls, view: AuctionView, payees: Sequence[SalePayee]) -> AuctionForm:
        auction, collection, detail = view.auction, view.collection, view.detail
        given = {name: str(getattr(collection, name)) for name in ("name_ja", "name_en", "story_ja", "story_en")}
        given |= {name: str(getattr(auction, name)) for name in _WORDS[4:]}
        given |= {name: str(getattr(detail, name)) for name in (*_DETAIL, "shown_from", "shown_until", "longest_name")}
        given |= {"gives_ja": "\n".join(collection.gives_ja), "gives_en": "\n".join(collection.gives_en)}
        given |= {"scene": collection.scene, "extension": str(auction.extension_seconds // 60)}
        given |= {"reserve": str(int(auction.reserve)), "increment": str(int(auction.increment))}
        given |= {"opens_at": local_moment(auction.opens_at), "closes_at": local_moment(auction.closes_at)}
        keys = {payee.address: payee.key for payee in payees}
        lines = [[keys.get(one.payee, ""), percent_words(one.basis_points)] for one in auction.typed_shares()]
        return cls(Typed.of(FIELDS, given), lines)

    @property
    def lines(self) -> list[list[str]]:
        """Those typed, and some to fill in."""
        count = min(max(_LEAST_LINES, len(self.shares) + 1), _MOST_LINES)
        return (self.shares + [["", ""]] * count)[:count]

    def draft(self, code: MunicipalityCode, payees: Sequence[SalePayee]) -> AuctionDraft | None:
        """None with a sentence kept for each field that cannot be read."""
        typed, values = self.typed, self.typed.values
        read: dict[str, Any] = {
            "reserve": typed.read("reserve", Yen.parse),
            "increment": typed.read("increment", Yen.parse),
            "opens_at": typed.read("opens_at", read_moment),
            "closes_at": typed.read("closes_at", read_moment),
            "extension": typed.read("extension", lambda text: timedelta(minutes=int(Points.parse(text or "0")))),
            "shares": typed.read("shares", lambda _: read_shares(self.shares, payees)),
        }
        read |= {name: values[name] for name in _WORDS[4:]}
        detail = self._detail()
        if typed.errors or detail is None:
            return None
        return AuctionDraft(
            municipality=code,
            detail=detail,
            name_ja=values["name_ja"],
            name_en=values["name_en"],
            story_ja=values["story_ja"],
            story_en=values["story_en"],
            gives_ja=tuple(values["gives_ja"].splitlines()),
            gives_en=tuple(values["gives_en"].splitlines()),
            scene=values["scene"],
            terms=AuctionTerms(**read),
            royalty_receiver=next((one.address for one in payees if one.key == "town"), None),
        )

    def _detail(self) -> NamingDetail | None:
        typed, values = self.typed, self.typed.values
        first, last = typed.read("shown_from", read_day), typed.read("shown_until", read_day)
        longest = typed.read("longest_name", lambda text: int(Points.parse(text)))
        typed.read("scene", read_scene)
        if first is None or last is None or longest is None:
            return None
        words = {name: values[name].strip() for name in _DETAIL}
        try:
            return NamingDetail(
                **words, shown_from=first.isoformat(), shown_until=last.isoformat(), longest_name=longest
            )
        except Invalid as error:
            typed.refuse(error)
            return None
