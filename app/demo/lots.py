"""Two lotteries of ambassador cards: one of Shizuoka that can be entered, and one of Uda that is drawn and half bought. The
ferry, the sword and the herbs are of the regions' own applications; the cards, prices and numbers are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.models import AmbassadorCardDetail, SaleState
from marketplace.models.selling.splitting import Part
from marketplace.queries.lotteries.pages import find_lottery
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.lotteries.open_lottery import LotteryTerms
from marketplace.signing import ToSign

SHIZUOKA, UDA = MunicipalityCode("221007"), MunicipalityCode("292125")
_DRAWN, _RUNNING = 21, 4  # days ago they opened
_ENTRANTS = {SHIZUOKA: slice(3, 15), UDA: slice(0, 8)}


@dataclass(slots=True)
class Lots:
    playback: Playback
    cast: Cast
    table: Timetable
    collections: dict[MunicipalityCode, int] = field(default_factory=dict)
    numbers: dict[MunicipalityCode, int] = field(default_factory=dict)

    def begin(self) -> None:
        """The series, each signed by its town's officer."""
        market = self.playback.platform.marketplace
        for draft in (self._ferry(), self._sword()):
            officer = self.cast.officers[draft.municipality]
            asked = market.create_collection.prepare(officer, draft)
            market.create_collection.complete(asked.subject, self._signature(officer, asked, "collection"))
            self.collections[draft.municipality] = int(asked.subject)

    def note(self) -> None:
        """Shizuoka's is open for another week; Uda's was drawn, and one of those chosen has not bought yet."""
        add, at = self.table.add, self.table.moment
        add(at(_DRAWN, 10), lambda: self._open(UDA, Yen(4_000), 3, days=9))
        add(at(_RUNNING, 10), lambda: self._open(SHIZUOKA, Yen(3_500), 10, days=11))
        for town, opened in ((UDA, _DRAWN), (SHIZUOKA, _RUNNING)):
            add(at(opened - 1, 12), self._all_enter(town))
        lotteries = self.playback.platform.marketplace.lotteries
        add(at(8, 9), self._fix)
        for days_ago in (8, 7):  # the block after the fixing has come by then
            add(at(days_ago, 9, 30), lambda: self._run(lotteries.draw.draw_due))
        add(at(7, 10), self._offer)
        add(at(7, 11), lambda: self._run(lotteries.tell.tell))
        add(at(6, 20), self._buy)

    def _run(self, job: Callable[[], int]) -> None:
        """As the scheduler does."""
        job()

    def _open(self, town: MunicipalityCode, price: Yen, cards: int, *, days: int) -> None:
        now = self.playback.clock.now()
        parts = [Part("town", 9_500), Part("platform", 500)]
        terms = LotteryTerms(self.collections[town], price, cards, 14, now, now + timedelta(days=days), parts)
        opening = self.playback.platform.marketplace.lotteries.open
        self.numbers[town] = opening.open(town, self.cast.officers[town], terms)

    def _all_enter(self, town: MunicipalityCode) -> Callable[[], None]:
        def enter() -> None:
            for person in self.cast.people[_ENTRANTS[town]]:
                self.playback.platform.marketplace.lotteries.enter.enter(self.numbers[town], person.address)
                if town == UDA:
                    self._give_yen(person.address, Yen(4_000))

        return enter

    def _fix(self) -> None:
        fixing, officer = self.playback.platform.marketplace.lotteries.fix, self.cast.officers[UDA]
        asked = fixing.prepare(UDA, self.numbers[UDA], officer)
        fixing.complete(asked.subject, self._signature(officer, asked, "lottery"))

    def _offer(self) -> None:
        offering, officer = self.playback.platform.marketplace.lotteries.offer, self.cast.officers[UDA]
        asked = offering.prepare(UDA, self.numbers[UDA], officer)
        offering.complete(asked.subject, self._signature(officer, asked, "lottery_round"))

    def _buy(self) -> None:
        """Two of the three."""
        platform = self.playback.platform
        for person in self.cast.people[_ENTRANTS[UDA]]:
            with platform.db.read() as session:
                view = find_lottery(session, self.numbers[UDA], platform.clock.now(), person.address)
            own = view.standing.own_round if view.standing else None
            if own is None or own.listing.state is not SaleState.ON_SALE or view.left < 2:
                continue
            asked = platform.marketplace.place_order.prepare(own.round.listing_number, person.address, 1)
            platform.marketplace.place_order.complete(asked.subject, self._signature(person.address, asked, "order"))

    def _signature(self, signer: Address, asked: ToSign, purpose: str) -> bytes:
        wallet = self.playback.platform.wallet
        return wallet.sign_typed_data(signer, asked.typed_data, reason=f"marketplace.{purpose}")

    def _give_yen(self, to: Address, amount: Yen) -> None:
        platform, name = self.playback.platform, f"demo.lottery_yen:{to}"
        with platform.db.write() as session:
            call = platform.contracts.yen.faucet_mint(to, amount)
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())

    def _ferry(self) -> CollectionDraft:
        return CollectionDraft(
            series="suruga-bay-ambassador", symbol="SURUGADAI", municipality=SHIZUOKA,
            detail=AmbassadorCardDetail("駿河湾フェリーと富士山", "The Suruga Bay ferry and Mount Fuji"),
            name_ja="駿河湾 海の大使カード", name_en="Suruga Bay Sea Ambassador",
            story_ja="海の上から富士山を見る、駿河湾フェリー。清水と土肥を結ぶ航路を応援する、海の大使のカードです。\n\n"
            "枚数が少ないので、抽選で販売します。",
            story_en="The Suruga Bay ferry sees Mount Fuji from the sea. This is the card of those who stand by the route from "
            "Shimizu to Toi.\n\nThere are few, so they are sold by lottery.",
            gives_ja=("海の大使の名札", "年に一度の船上の集いへのご案内"),
            gives_en=("The badge of a sea ambassador", "An invitation to the yearly gathering on board"),
            scene="ferry", max_supply=30, royalty_receiver=self.cast.accounts_of_towns[SHIZUOKA], upright_ja="海の大使",
        )  # fmt: skip

    def _sword(self) -> CollectionDraft:
        return CollectionDraft(
            series="uda-founding-ambassador", symbol="UDADAI", municipality=UDA,
            detail=AmbassadorCardDetail("宇陀の刀と薬草", "The sword and the herbs of Uda"),
            name_ja="宇陀 刀と薬草の大使カード", name_en="Uda Ambassador of Sword and Herbs",
            story_ja="刀工の里であり、日本書紀に薬猟の地と記された宇陀。まちの二つの宝を語り継ぐ、大使のカードです。\n\n"
            "初版は3枚だけを、抽選で販売します。",
            story_en="Uda is a home of swordsmiths, and the oldest chronicles tell of herb gathering here. This is the card of "
            "those who pass both treasures on.\n\nOf the first edition three are sold, by lottery.",
            gives_ja=("大使の任命状", "薬草料理の会へのご案内（年1回）"),
            gives_en=("A letter of appointment", "An invitation to the yearly dinner of herbs"),
            scene="sword", max_supply=12, royalty_receiver=self.cast.accounts_of_towns[UDA], upright_ja="刀と薬草",
        )  # fmt: skip
