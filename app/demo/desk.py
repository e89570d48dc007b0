"""At the selling desk of Shizuoka: the right that will go on sale in ten days, and a shop's offer under review. The ferry
is of the region's own application; prices, dates and the shop are invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.demo.founding import Cast
from app.demo.paying import Till
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from app.demo.towns import DEMO_TOWNS
from chain.ids import Address, MunicipalityCode
from marketplace.models import Kind
from marketplace.models.receipts.sellers import SellerForm
from marketplace.models.selling import OfferAct
from marketplace.services.selling.sale_accounts import PLATFORM, SaleAccounts
from marketplace.services.selling.write_offer import Seller
from marketplace.signing import ToSign

_TOWN = Seller(MunicipalityCode("221007"))
_SHOP = "駿府みそ茶屋"
BRIDGE = {
    "name_ja": "駿河湾フェリー 操舵室見学の権利", "name_en": "Suruga Bay Ferry: A Visit to the Bridge",
    "story_ja": "清水港から土肥港まで、駿河湾を70分で渡る船。晴れた日の甲板からは、海の向こうに富士山がそびえます。\n\n"
    "この権利をお持ちの方は、航海中の操舵室で、船長から海図と舵の話を聞けます。",
    "story_en": "The ferry crosses Suruga Bay from Shimizu to Toi in 70 minutes, with Mount Fuji above the sea on a clear "
    "day.\n\nWhoever holds this right may visit the bridge under way, and hear the captain about charts and helm.",
    "gives_ja": "操舵室の見学 1回（2名まで）\n船長のサイン入り航海証明書", "gives_en": "One visit to the bridge, for two\n"
    "A certificate of the voyage, signed by the captain", "art": "scene:ferry", "pattern": "seigaiha", "rarity": "rare",
    "upright_ja": "船長の海", "price": "4500", "supply": "60", "per_buyer": "2", "royalty": "5",
    "place_ja": "駿河湾フェリー 清水港発の便", "place_en": "Suruga Bay Ferry, departures from Shimizu", "uses": "1",
    "lendable": "1",
}  # fmt: skip
MISO = {
    "name_ja": "みそ蔵の朝 仕込みと朝ごはん", "name_en": "A Morning in the Miso Cellar",
    "story_ja": "まだ暗い蔵で、湯気の立つ大豆をつぶし、麹と合わせて樽に仕込みます。手を洗ったら、三年みその汁と、静岡のお茶で"
    "朝ごはん。\n\n仕込んだみそは、一年後にお手元へ届きます。",
    "story_en": "In the dark of the cellar you crush steaming beans, mix them with koji and fill the barrel. Then breakfast: "
    "soup of three-year miso and Shizuoka tea.\n\nA year later, the miso you made arrives at your home.",
    "gives_ja": "仕込み体験と朝ごはん（2名まで）\n一年後に届くみそ1キロ", "gives_en": "Miso making and breakfast, for two\n"
    "One kilogram of your miso, a year later", "art": "scene:vacant_house", "pattern": "kikko", "rarity": "common",
    "upright_ja": "蔵の朝", "price": "12800", "supply": "24", "per_buyer": "2", "royalty": "0",
    "place_ja": "駿府みそ茶屋の蔵（静岡市葵区）", "place_en": "The cellar of Sunpu Miso Teahouse, Shizuoka", "people": "2",
    "minutes": "150",
}  # fmt: skip

TOWN_WORDS = SellerForm(
    responsible="観光交流課長", place="静岡県静岡市葵区（デモのため、番地と電話番号はありません）",
    returns_ja="お客さまのご都合による返金はできません。船が欠航したときは、全額をお返しします。",
    returns_en="No refund for reasons of your own. When the ferry does not sail, everything is given back.",
)  # fmt: skip
SHOP_WORDS = SellerForm(
    legal_name="有限会社駿府みそ茶屋", responsible="みそ蔵の蔵人", place="静岡県静岡市葵区（架空のお店です）",
    delivery_ja="体験は、ご予約の日に。みそは、一年後に発送します。",
    delivery_en="The morning is on the day you book; the miso is sent a year later.",
    returns_ja="ご予約の日の3日前までにお店へご連絡いただければ、全額をお返しします。",
    returns_en="Up to three days before, ask the shop and everything is given back.",
)  # fmt: skip


@dataclass(slots=True)
class SellerDesk:
    playback: Playback
    cast: Cast
    table: Timetable
    shops: dict[str, Till]
    offers: list[int] = field(default_factory=list)

    @property
    def officer(self) -> Address:
        return self.cast.officers[_TOWN.municipality]

    def begin(self) -> None:
        """Accounts for takings, and the series of the right, signed by the officer."""
        platform = self.playback.platform
        accounts = SaleAccounts(platform.db, platform.clock, platform.wallet.shop_accounts)
        for town in DEMO_TOWNS:
            accounts.put(str(town.code), self.cast.accounts_of_towns[town.code])
        accounts.put(PLATFORM, self.cast.platform)
        for key, words in ((f"town:{_TOWN.municipality}", TOWN_WORDS), (self._key(), SHOP_WORDS)):
            platform.marketplace.receipts.keep_seller.save(key, self.officer, words)
        opens = self.table.today + timedelta(days=10)
        days = {"opens_at": f"{opens}T10:00", "closes_at": "", "valid_from": opens.isoformat()}
        until = self.table.today + timedelta(days=365)
        typed = BRIDGE | days | {"valid_until": until.isoformat(), "transfers_until": ""}
        shares = [["town", "75.00"], [self._key(), "20.00"], ["platform", "5.00"]]
        self._begin(_TOWN, self.officer, Kind.RIGHT, typed, shares)
        self._act(_TOWN, self.officer, OfferAct.APPROVE, "船会社と、1便に2組までと決めました。")
        publish = platform.marketplace.selling.publish
        self._sign(publish.prepare_collection(_TOWN, self.officer, self.offers[0]), publish.complete_collection)

    def schedule(self) -> None:
        """The sale of the right, once its series is on chain."""
        publish = self.playback.platform.marketplace.selling.publish
        self._sign(publish.prepare_listing(_TOWN, self.officer, self.offers[0]), publish.complete_listing)

    def note(self) -> None:
        """A shop writes, the curator asks, the shop answers."""
        self.table.add(self.table.moment(3, 10, 20), self._write)
        self.table.add(self.table.moment(2, 11, 20), self._ask)
        self.table.add(self.table.moment(1, 9, 20), self._answer)

    def _write(self) -> None:
        until = self.table.today + timedelta(days=300)
        typed = MISO | {"valid_until": until.isoformat(), "opens_at": "", "closes_at": ""}
        shares = [[self._key(), "85.00"], ["town", "10.00"], ["platform", "5.00"]]
        self._begin(self._shop(), self.shops[_SHOP].cashier, Kind.TOURISM, typed, shares)

    def _ask(self) -> None:
        words = "すてきな体験ですね。アレルギー（大豆・小麦）の案内を、物語に足していただけますか。"
        self._act(_TOWN, self.officer, OfferAct.RETURN, words)

    def _answer(self) -> None:
        selling, shop, cashier = self.playback.platform.marketplace.selling, self._shop(), self.shops[_SHOP].cashier
        offer = selling.pages.offer(shop, self.offers[-1]).offer
        typed = {
            "story_ja": offer.typed["story_ja"]
            + "\n\n大豆と小麦を使います。アレルギーのある方は、先にお知らせください。",
            "story_en": offer.typed["story_en"]
            + "\n\nIt contains soy and wheat. Please tell us of allergies beforehand.",
        }
        selling.write.save(shop, cashier, offer.id, typed, offer.shares, offer.revision)
        self._act(shop, cashier, OfferAct.SUBMIT, "")
        self._act(
            shop, cashier, OfferAct.COMMENT, "アレルギーの案内を、日本語と英語で足しました。よろしくお願いします。"
        )

    def _begin(
        self, seller: Seller, by: Address, kind: Kind, typed: dict[str, str], shares: Sequence[Sequence[str]]
    ) -> None:
        offer = self.playback.platform.marketplace.selling.write.begin(seller, by, kind, typed, shares)
        self.offers.append(offer)
        self._act(seller, by, OfferAct.SUBMIT, "")

    def _act(self, seller: Seller, by: Address, act: OfferAct, words: str) -> None:
        selling = self.playback.platform.marketplace.selling
        keys = [payee.key for payee in selling.payees.of(seller.municipality)]
        selling.review.act(seller, by, self.offers[-1], act, words, payees=keys)

    def _sign(self, asked: ToSign, complete: Callable[[str, bytes, Address], None]) -> None:
        wallet = self.playback.platform.wallet
        signature = wallet.sign_typed_data(self.officer, asked.typed_data, reason="selling")
        complete(asked.subject, signature, self.officer)

    def _shop(self) -> Seller:
        return Seller(_TOWN.municipality, self.shops[_SHOP].merchant_id)

    def _key(self) -> str:
        return f"shop:{self.shops[_SHOP].merchant_id}"
