"""A ferry on the real chain with adults' and children's tickets, and people with yen who book them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from chain.ids import Address
from marketplace.models import Kind, PublishState, Share
from marketplace.models.tickets.details import Leg, RefundRule, ServiceDetail
from marketplace.services.put_town import TownWords
from marketplace.services.tickets.assembly import TicketServices
from marketplace.services.tickets.write_service import FarePlan, ServiceDraft, SlotPlan
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region

PIER, ISLAND = 501, 502


@dataclass
class Ferry:
    region: Region
    town: Address
    business: Address
    number: int = 0

    @property
    def tickets(self) -> TicketServices:
        return self.region.platform.marketplace.tickets

    def fare(self, number: int) -> int:
        """The number of a fare, the dearest first."""
        return self.tickets.pages.service(self.number).fares[number].fare.number

    def draft(self, *, capacity: int = 10) -> ServiceDraft:
        start = self.region.platform.clock.now() + timedelta(days=2)
        shares = (Share(self.business, 9_000, "船会社", "Ferry company"), Share(self.town, 1_000, "町", "Town"))
        legs = (Leg("乗船", "Boarding", PIER), Leg("灯台", "Lighthouse", ISLAND))
        refunds = (RefundRule(86_400, 8_000), RefundRule(3_600, 5_000))
        return ServiceDraft(
            municipality=UDA,
            kind=Kind.TICKET,
            detail=ServiceDetail("港", "Pier", minutes=70),
            name_ja="フェリー",
            name_en="Ferry",
            story_ja="海をわたります。",
            story_en="Across the bay.",
            gives_ja=("片道1回",),
            gives_en=("One way, once",),
            scene="ferry",
            fares=(
                FarePlan("おとな", "Adult", 2_000, legs, refunds, shares, transfer_cut_off=3_600),
                FarePlan("こども", "Child", 1_000, legs[:1], refunds, shares, transfer_cut_off=None),
            ),
            slots=[
                SlotPlan(day, capacity, start + timedelta(days=day), start, start + timedelta(days=day, hours=2))
                for day in range(3)
            ],
        )

    def open(self, draft: ServiceDraft) -> int:
        """Written, signed act by act, and on chain; its number."""
        self.number = self.tickets.write.draft(self.region.officer, draft)
        self.sign_all()
        return self.number

    def sign_all(self) -> None:
        for act in self.tickets.pages.town_service(UDA, self.number).acts:
            if act.state == PublishState.AWAITING_SIGNATURE:
                asked = self.tickets.publish.prepare(UDA, act.id, self.region.officer)
                self.tickets.publish.complete(asked.subject, self.signature(asked))
                self.region.settle()

    def signature(self, asked: ToSign, signer: Address | None = None) -> bytes:
        wallet = self.region.platform.wallet
        return wallet.sign_typed_data(signer or self.region.officer, asked.typed_data, reason="test")

    def guest(self, yen: int = 20_000) -> Address:
        person = self.region.person()
        if yen:
            self.region.chain.give_yen(person, yen)
            self.region.look()
        return person


@pytest.fixture
def ferry(region: Region) -> Ferry:
    platform = region.platform
    platform.marketplace.put_town.put(
        TownWords(UDA, "宇陀市", "Uda", "奈良県", "Nara", "一言", "Words", "物語", "Story", ("#000000", "#ffffff"),
                  "waves", "ferry", 1, 1)
    )  # fmt: skip
    return Ferry(region, region.person("town@example.jp"), region.person("ferry@example.jp"))
