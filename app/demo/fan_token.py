"""The token of the Izu fan club: three thousand units that never grow in number, of which some members hold a few. The club
and its towns follow the regions' own application; price, tiers and perks are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import JST
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.models import Share
from marketplace.models.community_tokens import Tier
from marketplace.services.community_tokens.draft_offering import OfferingDraft
from marketplace.signing import ToSign

CLUB, MISHIMA = "izu-fan-club", MunicipalityCode("222062")
PRICE = Yen(1_000)
_FIRST_BUYER = 60
_BOUGHT = ((9, 12), (8, 3), (7, 1), (5, 30), (4, 2), (2, 10))  # days ago, units
_TIERS = (
    Tier(
        1,
        "倶楽部会員",
        "Member",
        "アイデアを書き、商品づくりに参加。仲間だけのお便り。",
        "A say in ideas for products, and news for holders.",
    ),
    Tier(10, "地域株主", "Local shareholder", "できた商品を先に買えます。", "First to buy what comes out of it."),
    Tier(30, "名付け親", "Godparent", "商品の箱にお名前が入ります。", "Your name on the product's box."),
)


@dataclass(slots=True)
class FanToken:
    playback: Playback
    cast: Cast
    table: Timetable
    treasury: Address

    def begin(self) -> None:
        """Written and opened by Mishima's officer, for the club of three towns."""
        services, officer = self.playback.platform.marketplace.community_tokens, self.cast.officers[MISHIMA]
        number = services.draft.draft(MISHIMA, officer, self._offering())
        asked = services.open.prepare(MISHIMA, number, officer)
        services.open.complete(asked.subject, self._signature(asked, officer))
        for place, (days_ago, units) in enumerate(_BOUGHT):
            buyer = self.cast.people[_FIRST_BUYER + place].address
            self._give_yen(buyer, PRICE * units, str(place))
            self.table.add(self.table.moment(days_ago, 20, 40), partial(self._buy, number, buyer, units))

    def _buy(self, number: int, buyer: Address, units: int) -> None:
        buying = self.playback.platform.marketplace.community_tokens.buy
        asked = buying.prepare(number, buyer, units)
        buying.complete(asked.subject, self._signature(asked, buyer))

    def _signature(self, asked: ToSign, signer: Address) -> bytes:
        return self.playback.platform.wallet.sign_typed_data(signer, asked.typed_data, reason="demo.fan_token")

    def _give_yen(self, to: Address, amount: Yen, what: str) -> None:
        platform, name = self.playback.platform, f"demo.fan_token_yen:{what}"
        with platform.db.write() as session:
            call = platform.contracts.yen.faucet_mint(to, amount)
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())

    def _offering(self) -> OfferingDraft:
        return OfferingDraft(
            community=CLUB, name_ja="伊豆ファン倶楽部トークン", name_en="Izu Fan Club Token", symbol="IZUFAN",
            story_ja="三島・熱海・函南と会員がいっしょに、地元の素材で新しい商品をつくります。トークンはその「地域株主」のしるしです。\n\n"
            "アイデアを出し、試作品を投票で選び、つくる店を決めるまで、いっしょに歩きます。",
            story_en="Mishima, Atami and Kannami make new products out of what grows here, together with the club's members. The "
            "token is the sign of a “local shareholder”.\n\nIdeas, a vote on prototypes, the shop that makes it: we walk all "
            "of the way together.",
            scene="diamond_fuji", price=PRICE, cap=3_000, per_account=50, opens_at=self.playback.clock.now(),
            closes_at=datetime.combine(self.table.today + timedelta(days=60), time(20), JST), tiers=_TIERS,
            shares=(
                Share(self.treasury, 9_500, "伊豆ファン倶楽部の金庫", "Treasury of the Izu fan club"),
                Share(self.cast.platform, 500, "結びの運営費", "Running costs of Musubi"),
            ),
        )  # fmt: skip
