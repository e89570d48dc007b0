"""Two naming auctions: a village's hall, in which people are bidding, and a museum's square, whose name is up. What is
named follows the towns' applications; amounts, bids and the name are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.assembly import Auctions
from marketplace.models import NamingDetail, Share
from marketplace.models.auctions.names import NameWords
from marketplace.services.auctions.write_auction import AuctionDraft, AuctionTerms
from marketplace.signing import ToSign

_FUNAHASHI, _MUKAWA = MunicipalityCode("163210"), MunicipalityCode("015865")
_SHOWN_FOR = timedelta(days=3 * 365)
_EXTENSION = timedelta(minutes=5)
_RULES = (
    "日本語で12文字まで。会社やお店の名前も使えます。政治や宗教の名前、ほかの施設とまぎらわしい名前は使えません。",
    "Up to 12 signs in Japanese. Names of companies and shops are possible, names of politics or religion are not.",
)
_CRITERIA = (
    "子どもからお年寄りまで親しめること。地域の歴史や景色に合うこと。だれかを傷つけないこと。",
    "Dear to children and the old alike, at home with the place and its history, and hurtful to nobody.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAuction:
    """`opens`, `closes`: days ago at 9:00 and 21:00, negative for days to come. `bids`: (person, days ago, hour, yen);
    person 1 is the member one can sign in as."""

    series: str
    municipality: MunicipalityCode
    property_ja: str
    property_en: str
    place_ja: str
    place_en: str
    name_ja: str
    name_en: str
    story_ja: str
    story_en: str
    gives_ja: tuple[str, ...]
    gives_en: tuple[str, ...]
    scene: str
    reserve: Yen
    increment: Yen
    opens: int
    closes: int
    bids: tuple[tuple[int, int, int, int], ...]


HALL = DemoAuction(
    series="funahashi-hall-naming", municipality=_FUNAHASHI, scene="sunflowers",
    property_ja="舟橋会館 ホール", property_en="Funahashi Hall",
    place_ja="舟橋村の真ん中、役場のとなり", place_en="In the middle of the village, beside its office",
    name_ja="舟橋会館 ホールの名付け親", name_en="Name Funahashi Hall",
    story_ja="成人式も、落語の会も、ひまわりの苗を分ける朝も、このホールから始まります。日本一小さな村の、いちばん大きな部屋に、"
    "名前を付けてください。\n\n落札した人が名前を考え、村が審査して、入口と村の地図に掲げます。",
    story_en="Coming of age, an evening of stories, the morning on which sunflower seedlings are shared: all begin in this "
    "hall. Give a name to the largest room of Japan's smallest village.\n\nThe winner thinks of the name, the village "
    "reviews it, and it stands at the door and on the village map.",
    gives_ja=("ホールを年1回、1日お使いいただけます", "ひまわり畑の収穫祭に4名をご招待", "名前を刻んだ銘板のレプリカ"),
    gives_en=("The hall for one day each year", "The harvest in the sunflower field, for four", "A small copy of the plate"),
    reserve=Yen(30_000), increment=Yen(2_000), opens=4, closes=-5,  # a visitor gets 50,000 at once to bid with
    bids=((12, 4, 11, 30_000), (18, 3, 20, 32_000), (25, 2, 9, 36_000), (12, 1, 21, 40_000)),
)  # fmt: skip
SQUARE = DemoAuction(
    series="mukawa-museum-naming", municipality=_MUKAWA, scene="dinosaur",
    property_ja="穂別博物館 学びの広場", property_en="Hobetsu Museum, Learning Square",
    place_ja="むかわ町 穂別博物館", place_en="Hobetsu Museum, Mukawa",
    name_ja="穂別博物館 学びの広場の名付け親", name_en="Name the Learning Square of Hobetsu Museum",
    story_ja="化石に触れて学ぶ子どもたちの広場です。名前は入口に掲げられ、広場の手入れは落札額から続けられます。",
    story_en="A square where children learn with fossils in their hands. The name stands at its entrance, and the winning "
    "bid keeps the square in good repair.",
    gives_ja=("学芸員の案内を年1回、5名まで", "化石クリーニング体験"),
    gives_en=("A tour with the curator each year, for up to five", "A try at cleaning a fossil"),
    reserve=Yen(50_000), increment=Yen(2_000), opens=27, closes=12,
    bids=((31, 26, 12, 50_000), (40, 20, 19, 61_000), (1, 12, 20, 80_000)),
)  # fmt: skip
_TOO_NEAR = NameWords("むかわ学びの広場", "Mukawa Learning Square", "ムカワマナビノヒロバ", "高橋 太郎", "")
_GOOD = NameWords(
    "カムイサウルスの広場",
    "Kamuysaurus Square",
    "カムイサウルスノヒロバ",
    "高橋 太郎",
    "子どもたちの好きな恐竜の名前です。",
)


@dataclass(slots=True)
class Naming:
    playback: Playback
    cast: Cast
    table: Timetable
    rounds: list[int] = field(default_factory=list)  # proposed names

    @property
    def auctions(self) -> Auctions:
        return self.playback.platform.marketplace.auctions

    def begin(self) -> dict[str, int]:
        """Drafts, whose cards each town's officer signs; the auctions' numbers by series."""
        numbers = {}
        for one in (HALL, SQUARE):
            officer = self.cast.officers[one.municipality]
            number = self.auctions.write.draft(officer, self._draft(one))
            asked = self.auctions.open.prepare_collection(one.municipality, number, officer)
            self.playback.platform.marketplace.create_collection.complete(asked.subject, self._sign(asked, officer))
            numbers[one.series] = number
        return numbers

    def note(self, numbers: dict[str, int]) -> None:
        """Open both, once their cards are on chain; who bids when; and how the square got its name."""
        for one in (HALL, SQUARE):
            number, officer = numbers[one.series], self.cast.officers[one.municipality]
            asked = self.auctions.open.prepare(one.municipality, number, officer)
            self.auctions.open.complete(asked.subject, self._sign(asked, officer))
            for person, days_ago, hour, amount in one.bids:
                bidder = self.cast.people[person].address
                self._give_yen(bidder, Yen(amount), f"{one.series}:{amount}")
                self.table.add(self.table.moment(days_ago, hour, 40), partial(self._bid, number, bidder, Yen(amount)))
        square, winner = numbers[SQUARE.series], self.cast.people[1].address
        self.table.add(self.table.moment(SQUARE.closes, 21, 1), self._settle)
        self.table.add(self.table.moment(11, 10), partial(self._propose, square, winner, _TOO_NEAR))
        self.table.add(self.table.moment(10, 14), self._refuse)
        self.table.add(self.table.moment(9, 20), partial(self._propose, square, winner, _GOOD))
        self.table.add(self.table.moment(8, 11), self._approve)

    def _draft(self, one: DemoAuction) -> AuctionDraft:
        moment, today = self.table.moment, self.table.today
        first = today + timedelta(days=-7 if one is SQUARE else 60)
        payees = {payee.key: payee for payee in self.playback.platform.marketplace.selling.payees.of(one.municipality)}
        shares = [
            Share(payees[key].address, points, payees[key].name_ja, payees[key].name_en)
            for key, points in (("town", 9_500), ("platform", 500))
        ]
        return AuctionDraft(
            municipality=one.municipality,
            detail=NamingDetail(
                one.property_ja, one.property_en, one.place_ja, one.place_en, first.isoformat(),
                (first + _SHOWN_FOR).isoformat(), 12,
            ),
            name_ja=one.name_ja, name_en=one.name_en, story_ja=one.story_ja, story_en=one.story_en,
            gives_ja=one.gives_ja, gives_en=one.gives_en, scene=one.scene, series=one.series,
            terms=AuctionTerms(
                one.reserve, one.increment, moment(one.opens, 9), moment(one.closes, 21), _EXTENSION, shares, *_RULES,
                *_CRITERIA,
            ),
        )  # fmt: skip

    def _bid(self, number: int, bidder: Address, amount: Yen) -> None:
        self.auctions.tell.tell()
        asked = self.auctions.place_bid.prepare(number, bidder, amount)
        self.auctions.place_bid.complete(asked.subject, self._sign(asked, bidder))

    def _settle(self) -> None:
        self.playback.settle()  # so that the newest block, by which it is judged, is known
        self.auctions.settle.settle_due()

    def _propose(self, number: int, winner: Address, words: NameWords) -> None:
        self.auctions.tell.tell()
        self.rounds.append(self.auctions.propose_name.propose(number, winner, words))

    def _refuse(self) -> None:
        reason = "町の図書館に「むかわ学びのひろば」があり、まぎらわしいため、別の名前をお願いします。"
        self.auctions.review_name.refuse(_MUKAWA, self.cast.officers[_MUKAWA], self.rounds[-1], reason)

    def _approve(self) -> None:
        self.auctions.review_name.approve(_MUKAWA, self.cast.officers[_MUKAWA], self.rounds[-1])

    def _sign(self, asked: ToSign, signer: Address) -> bytes:
        wallet = self.playback.platform.wallet
        return wallet.sign_typed_data(signer, asked.typed_data, reason="marketplace.auction")

    def _give_yen(self, to: Address, amount: Yen, what: str) -> None:
        platform, name = self.playback.platform, f"demo.yen:{what}"
        with platform.db.write() as session:
            call = platform.contracts.yen.faucet_mint(to, amount)
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())
