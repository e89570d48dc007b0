"""The form of a community token: what an officer typed, and the draft that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from app.surfaces.console.forms import Typed, local_moment, read_count, read_moment
from app.surfaces.console.sale_forms import read_scene, read_shares
from chain.errors import Invalid
from chain.units import Yen
from marketplace.models.community_tokens import Tier
from marketplace.models.selling.splitting import percent_words
from marketplace.ports import SalePayee
from marketplace.queries.community_tokens.views import OfferingView
from marketplace.services.community_tokens.draft_offering import OfferingDraft

_WORDS = ("community", "name_ja", "name_en", "symbol", "story_ja", "story_en")
FIELDS = (*_WORDS, "scene", "price", "cap", "per_account", "opens_at", "closes_at", "tiers", "shares")
_TIER_FIELDS = ("tier_least", "tier_ja", "tier_en", "tier_perks_ja", "tier_perks_en")
_LINES = 4


@dataclass(slots=True)
class OfferingForm:
    """`shares`: lines of (key of a payee, percent); `tiers`: lines of (units, names, perks), as typed."""

    typed: Typed
    shares: list[list[str]]
    tiers: list[list[str]]

    @classmethod
    def blank(cls) -> OfferingForm:
        given = {"scene": "mountains", "price": "1000", "cap": "3000", "per_account": "50"}
        tiers = [["1", "", "", "", ""], ["10", "", "", "", ""]]
        return cls(Typed.of(FIELDS, given), [["town", "95.00"], ["platform", "5.00"]], tiers)

    @classmethod
    def sent(cls) -> OfferingForm:
        get = request.form.getlist
        shares = [[payee, part] for payee, part in zip(get("payee"), get("percent"), strict=False) if part.strip()]
        lines = zip(*(get(name) for name in _TIER_FIELDS), strict=False)
        tiers = [list(line) for line in lines if any(one.strip() for one in line)]
        return cls(Typed.of(FIELDS, request.form), shares[:16], tiers[:12])

    @classmethod
    def of(cls, view: OfferingView, payees: Sequence[SalePayee]) -> OfferingForm:
        offering = view.offering
        given = {name: str(getattr(offering, name)) for name in (*_WORDS, "scene")}
        given |= {name: str(int(getattr(offering, name))) for name in ("price", "cap", "per_account")}
        given |= {"opens_at": local_moment(offering.opens_at), "closes_at": local_moment(offering.closes_at)}
        keys = {payee.address: payee.key for payee in payees}
        shares = [[keys.get(one.payee, ""), percent_words(one.basis_points)] for one in offering.typed_shares()]
        tiers = [
            [str(one.least), one.name_ja, one.name_en, one.perks_ja, one.perks_en] for one in offering.typed_tiers()
        ]
        return cls(Typed.of(FIELDS, given), shares, tiers)

    @property
    def share_lines(self) -> list[list[str]]:
        return (self.shares + [["", ""]] * _LINES)[: max(_LINES, len(self.shares) + 1)]

    @property
    def tier_lines(self) -> list[list[str]]:
        return (self.tiers + [[""] * len(_TIER_FIELDS)] * _LINES)[: max(_LINES, len(self.tiers) + 1)]

    def draft(self, payees: Sequence[SalePayee], communities: Sequence[str]) -> OfferingDraft | None:
        """None with a sentence at each field that cannot be read."""
        typed, values = self.typed, self.typed.values
        price, cap = typed.read("price", Yen.parse), typed.read("cap", read_count)
        per_account = typed.read("per_account", read_count)
        opens, closes = typed.read("opens_at", read_moment), typed.read("closes_at", read_moment)
        scene = typed.read("scene", read_scene)
        tiers = typed.read("tiers", lambda _text: self._read_tiers())
        shares = typed.read("shares", lambda _text: read_shares(self.shares, payees))
        if values["community"] not in ("", *communities):
            typed.refuse(Invalid("community", "unknown"))
        if typed.errors or opens is None or closes is None or scene is None or price is None:
            return None
        return OfferingDraft(
            **{name: values[name] for name in _WORDS},
            scene=scene,
            price=price,
            cap=cap or 0,
            per_account=per_account or 0,
            opens_at=opens,
            closes_at=closes,
            tiers=tiers or (),
            shares=shares or (),
        )

    def _read_tiers(self) -> tuple[Tier, ...]:
        """Raises: Invalid."""
        return tuple(Tier(read_count(line[0]), *(one.strip() for one in line[1:])) for line in self.tiers)
