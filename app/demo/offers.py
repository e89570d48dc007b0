"""What the towns of the demonstration sell. Kinds and themes follow the regions' own applications (ambassador cards of
four towns, museum VIP pass, first refusal on a vacant house, …); dates, prices and numbers are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from chain.ids import MunicipalityCode
from chain.units import Yen
from marketplace.models import AmbassadorCardDetail, Detail, Kind, Rarity, TourismDetail, detail_from_json
from marketplace.models.kinds import RIGHTS


class PayeeRole(StrEnum):
    TOWN = "town"  # the account of the issuing town
    SHOP = "shop"  # `payee` is a name_ja in app/demo/regions.py SHOPS
    TREASURY = "treasury"  # `payee` is the slug of a community
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class DemoShare:
    role: PayeeRole
    payee: str
    basis_points: int
    label_ja: str
    label_en: str


def _shares(town_ja: str, town_en: str, *others: DemoShare) -> tuple[DemoShare, ...]:
    """The town stands first and gets what the others leave."""
    rest = 10_000 - sum(share.basis_points for share in others)
    return (DemoShare(PayeeRole.TOWN, "", rest, town_ja, town_en), *others)


def _shop(name_ja: str, name_en: str, basis_points: int) -> DemoShare:
    return DemoShare(PayeeRole.SHOP, name_ja, basis_points, f"{name_ja}（地域の事業者）", f"{name_en} (local business)")


def _treasury(slug: str, name_ja: str, name_en: str, basis_points: int) -> DemoShare:
    label = (f"{name_ja}の金庫（使いみちは投票で決めます）", f"Treasury of {name_en} (its members vote on it)")
    return DemoShare(PayeeRole.TREASURY, slug, basis_points, *label)


_PLATFORM = DemoShare(PayeeRole.PLATFORM, "", 500, "結びの運営費", "Running costs of Musubi")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffer:
    """A collection and its listing. `sold`: how many the demonstration's people have bought by today."""

    series: str
    symbol: str
    municipality: MunicipalityCode
    kind: Kind
    name_ja: str
    name_en: str
    story_ja: str
    story_en: str
    gives_ja: tuple[str, ...]
    gives_en: tuple[str, ...]
    scene: str
    price: Yen
    supply: int
    per_buyer: int
    shares: tuple[DemoShare, ...]
    upright_ja: str = ""
    rarity: Rarity = Rarity.COMMON
    community: str = ""  # slug in app/demo/communities.py; such a card votes
    featured: int = 0
    sold: int = 0
    valid_days: int = 0  # from the day the demonstration is loaded; 0: no end
    place_ja: str = ""
    place_en: str = ""
    spot: tuple[str, str] = ("", "")  # latitude and longitude of the place
    people: int = 1
    minutes: int = 0
    uses: int = 1
    is_lendable: bool = False
    own: Mapping[str, Any] = field(default_factory=dict)  # what only its kind of right has
    royalty_basis_points: int = 500
    holding: str = ""  # series: only who holds one of it may buy

    @property
    def votes(self) -> bool:
        return bool(self.community)

    def valid_until(self, today: date) -> date | None:
        return today + timedelta(days=self.valid_days) if self.valid_days else None

    def detail(self, today: date) -> Detail:
        until = self.valid_until(today)
        if self.kind is Kind.AMBASSADOR_CARD:
            return AmbassadorCardDetail(self.upright_ja or self.name_ja, self.name_en)
        if self.kind in RIGHTS:
            last = until.isoformat() if until else ""
            given = {"uses": self.uses, "valid_until": last, "is_lendable": self.is_lendable, **self.own}
            return detail_from_json(self.kind, self._place | given)
        assert until is not None
        return TourismDetail(**self._place, people=self.people, minutes=self.minutes, valid_until=until.isoformat())

    @property
    def _place(self) -> dict[str, str]:
        latitude, longitude = self.spot
        return {"place_ja": self.place_ja, "place_en": self.place_en, "latitude": latitude, "longitude": longitude}

    def until_words(self, today: date) -> tuple[str, str]:
        """Until when, in Japanese and English."""
        until = self.valid_until(today)
        if self.kind is Kind.PRODUCE:
            return f"お届けがすべて終わるまで（全{self.uses}回）。", f"Until all {self.uses} deliveries have been made."
        if until is None:
            return "期限はありません。ずっとお持ちいただけます。", "No end: it is yours to keep."
        return (
            f"{until.year}年{until.month}月{until.day}日までご利用いただけます。",
            f"Valid until {until.day} {until:%B} {until.year}.",
        )


def _code(code: str) -> MunicipalityCode:
    return MunicipalityCode(code)


DEMO_OFFERS = (
    DemoOffer(
        series="four-towns-ambassador", symbol="YONCHO", municipality=_code("292125"), kind=Kind.AMBASSADOR_CARD,
        community="four-towns", scene="four_legends", rarity=Rarity.LEGEND, featured=100,
        name_ja="四町アンバサダーカード", name_en="Four Towns Ambassador Card", upright_ja="四町の伝説",
        story_ja="宇陀の小烏丸、大月の桃太郎、富士川のダイヤモンド富士、那智の八咫烏。四つのまちの伝説を描いたカードです。どの伝説が"
        "届くかは、通し番号の順番で決まります。四枚続けて手に入れると、四つのまちがそろいます。\n\nカード1枚は、四町アンバサダーDAOの"
        "1票。新しい酒のラベルや合同ツアーの予算を、四町に暮らす人、離れて暮らす人が一緒に決めます。",
        story_en="Kogarasumaru of Uda, Momotaro of Otsuki, Diamond Fuji of Fujikawa, the three-legged crow of Nachi: cards "
        "of four legends. Which one comes to you follows the serial number; four in a row make the set.\n\nOne card is one "
        "vote in the Four Towns Ambassador DAO, where people near and far decide on labels of new sake and joint tours.",
        gives_ja=("四町アンバサダーDAOでの1票（手に入れた時から、次の提案に）", "四町の伝説を描いたアート1枚（通し番号入り）",
                  "四町めぐりクーポンの対象になります"),
        gives_en=("One vote in the Four Towns Ambassador DAO, from the next proposal on",
                  "One artwork of a town's legend, with its serial number", "Eligible for the Four Towns Coupon"),
        price=Yen(3_000), supply=4_000, per_buyer=10, sold=118,
        shares=_shares("四町（宇陀市・大月市・富士川町・那智勝浦町）", "The four towns",
                       _treasury("four-towns", "四町アンバサダーDAO", "the Four Towns DAO", 3_000), _PLATFORM),
    ),
    DemoOffer(
        series="mukawa-museum-vip", symbol="HOBETSU", municipality=_code("015865"), kind=Kind.TOURISM, featured=90,
        scene="dinosaur", rarity=Rarity.RARE, upright_ja="恐竜の夜", name_ja="穂別博物館 恐竜の夜 VIP券",
        name_en="A Night with the Dinosaur: Hobetsu Museum VIP Pass",
        story_ja="閉館後の穂別博物館を、学芸員と歩く夜。海の地層から見つかった恐竜の骨格を、懐中電灯の光でめぐり、ふだんは入れない"
        "化石の作業室で、石を削る音に耳をすませます。\n\nお子さまから大人まで、1枚で4名までご一緒いただけます。",
        story_en="After closing time you walk the Hobetsu Museum with its curator, from bone to bone of a dinosaur found in "
        "sea rock, by torchlight, and into the workshop where fossils are freed from stone.\n\nOne pass admits up to four.",
        gives_ja=("閉館後の特別見学 120分（1枚で4名まで）", "化石クリーニング室の見学と作業体験", "恐竜アートのカード1枚（通し番号入り）"),
        gives_en=("A private visit of 120 minutes after closing, for up to four", "The fossil workshop, with a try at the work",
                  "One dinosaur artwork with its serial number"),
        price=Yen(28_000), supply=40, per_buyer=2, sold=13, valid_days=240, people=4, minutes=120,
        place_ja="むかわ町穂別博物館（現地）", place_en="Hobetsu Museum, Mukawa (on site)",
        spot=("42.765300", "142.141400"),
        shares=_shares("むかわ町", "Mukawa", _PLATFORM),
    ),
    DemoOffer(
        series="kotohira-kabuki-seat", symbol="KONPIRA", municipality=_code("374032"), kind=Kind.VIEWING, featured=80,
        scene="kabuki_stage", rarity=Rarity.RARE, upright_ja="春の幕開き", name_ja="こんぴら歌舞伎 桟敷席の観覧権",
        name_en="Kanamaruza Kabuki: Box Seat Right",
        story_ja="江戸の芝居小屋の姿を今に伝える金丸座。ろうそくの灯る舞台を、桟敷席から見る権利です。幕が開く前には、舞台下の"
        "「奈落」と回り舞台を案内します。\n\n公演日が決まりしだい、ご希望の日をお選びいただけます。",
        story_en="Kanamaruza keeps the shape of an Edo playhouse. This right seats you in a box above the candle-lit stage, "
        "after a look at the hand-turned machinery below it.\n\nYou choose your day once the dates are announced.",
        gives_ja=("春の公演の桟敷席 1名分（1回）", "開演前の舞台裏の案内", "行けなくなったときは、人に譲れます"),
        gives_en=("One box seat at a spring performance", "A tour below the stage before the play", "May be passed on to somebody else"),
        price=Yen(19_800), supply=60, per_buyer=4, sold=37, valid_days=300,
        is_lendable=True, place_ja="旧金毘羅大芝居（金丸座）", place_en="Kanamaruza, Kotohira",
        spot=("34.187600", "133.817200"),
        own={"event_ja": "四国こんぴら歌舞伎大芝居", "event_en": "Shikoku Konpira Kabuki", "seat_ja": "桟敷席",
             "seat_en": "Box seat", "people": 1},
        shares=_shares("琴平町", "Kotohira", _PLATFORM),
    ),
    DemoOffer(
        series="nachi-dawn-visit", symbol="NACHI", municipality=_code("304212"), kind=Kind.TOURISM, featured=70,
        scene="waterfall", rarity=Rarity.RARE, upright_ja="那智の朝", name_ja="那智の滝 夜明けの特別参拝",
        name_en="Nachi Falls at Dawn: a Special Visit",
        story_ja="まだ人のいない夜明けの参道を、熊野の語り部と登ります。滝の音だけが響く時間のあとは、勝浦の市場食堂で、水揚げした"
        "ばかりの生まぐろの朝食を。",
        story_en="Climb the empty path at dawn with a storyteller of Kumano, stand in the sound of the falls, then have "
        "breakfast of tuna landed that morning.",
        gives_ja=("語り部と歩く早朝の参拝 150分（2名まで）", "生まぐろの朝食", "日本語・英語でご案内します"),
        gives_en=("A dawn visit of 150 minutes with a storyteller, for up to two", "Breakfast of fresh tuna", "Guided in Japanese or English"),
        price=Yen(24_000), supply=80, per_buyer=2, sold=22, valid_days=200, people=2, minutes=150,
        place_ja="熊野那智大社 参道入口", place_en="Foot of the path to Kumano Nachi Taisha",
        shares=_shares("那智勝浦町", "Nachikatsuura", _shop("勝浦まぐろ市場食堂", "Katsuura Tuna Market Diner", 2_500), _PLATFORM),
    ),
    DemoOffer(
        series="uda-swordsmith", symbol="UDA", municipality=_code("292125"), kind=Kind.TOURISM, featured=60,
        scene="sword", rarity=Rarity.LEGEND, upright_ja="刀と薬草", name_ja="刀鍛冶の仕事場と薬草の膳",
        name_en="The Swordsmith's Workshop and a Meal of Herbs",
        story_ja="火花の散る鍛錬を、すぐそばで。刀匠の話を聞きながら小さな小刀を自分の手で打ち、昼は大和当帰など宇陀の薬草を使った膳を"
        "いただきます。",
        story_en="Stand beside the sparks, hear the smith, and forge a small knife with your own hands. Lunch is a tray of "
        "Uda's herbs.",
        gives_ja=("鍛錬の見学と小刀づくり 180分（1名）", "薬草の膳", "できあがった小刀は後日お届け"),
        gives_en=("Forging of 180 minutes for one person", "A meal of medicinal herbs", "Your finished knife is sent to you"),
        price=Yen(38_000), supply=24, per_buyer=1, sold=9, valid_days=180, people=1, minutes=180,
        place_ja="宇陀市内の鍛刀場", place_en="A forge in Uda",
        shares=_shares("宇陀市", "Uda", _shop("宇陀松山薬草茶房", "Uda Matsuyama Herb Tea", 3_000), _PLATFORM),
    ),
    DemoOffer(
        series="funahashi-vacant-house", symbol="FUNAHASHI", municipality=_code("163210"), kind=Kind.FIRST_REFUSAL, featured=50,
        scene="vacant_house", rarity=Rarity.LEGEND, upright_ja="はじめの一軒", name_ja="空き家の優先交渉権",
        name_en="First Refusal on a Vacant House",
        story_ja="村に空き家が出たとき、公開される前に、最初に相談を受けられる権利です。家を見る日は村の職員が案内し、暮らしの相談にも"
        "のります。購入や賃借を約束するものではありません。",
        story_en="When a house falls vacant in the village, you are asked first, before it is made public. The village shows "
        "you around and answers questions of daily life. It is no promise to buy or rent.",
        gives_ja=("空き家の情報を公開の14日前にお知らせ", "職員の案内による内見", "一度だけ、優先して交渉できます"),
        gives_en=("Word of a vacant house 14 days before anybody else", "A viewing with the village's staff", "One negotiation before all others"),
        price=Yen(12_000), supply=20, per_buyer=1, sold=20, valid_days=365,
        place_ja="舟橋村内", place_en="Funahashi",
        own={"notice_days": 14,
             "steps_ja": ("ここで行使を申し出ます", "村の職員が内見の日をお知らせします", "家を見て、暮らしの相談をします",
                          "ほかの人より先に、家主と交渉します"),
             "steps_en": ("You declare it here", "The village's staff name a day for a viewing",
                          "You see the house and ask about daily life", "You negotiate with its owner before others")},
        shares=_shares("舟橋村", "Funahashi", _PLATFORM),
    ),
    DemoOffer(
        series="funahashi-sunflower-walk", symbol="HIMAWARI", municipality=_code("163210"), kind=Kind.TOURISM,
        scene="sunflowers", upright_ja="ひまわり", name_ja="村長とひまわり畑を歩く", name_en="A Walk with the Mayor among Sunflowers",
        story_ja="日本一小さな村を、村長の案内でぐるりと一周。みんなで植えたひまわり畑で、とれたての野菜のおにぎりをいただきます。",
        story_en="Around Japan's smallest village with its mayor, ending with rice balls and fresh vegetables in the field "
        "everybody planted.",
        gives_ja=("村長の案内 90分（4名まで）", "畑での昼食", "ひまわりの種"),
        gives_en=("A walk of 90 minutes with the mayor, for up to four", "Lunch in the field", "A packet of sunflower seeds"),
        price=Yen(6_000), supply=30, per_buyer=2, sold=11, valid_days=270, people=4, minutes=90,
        place_ja="舟橋村役場前", place_en="In front of the village hall", shares=_shares("舟橋村", "Funahashi", _PLATFORM),
    ),
    DemoOffer(
        series="izu-ferry-captain", symbol="SURUGA", municipality=_code("222224"), kind=Kind.TOURISM, featured=40,
        scene="ferry", rarity=Rarity.RARE, upright_ja="駿河の夕凪", name_ja="駿河湾フェリー 夕日のデッキと操舵室",
        name_en="Suruga Bay Ferry: Sunset Deck and Bridge",
        story_ja="富士を背に、夕日へ向かう七十五分。航海の途中で操舵室に案内し、船長が海図を開きます。土肥に着いたら、夕日カフェの"
        "一杯でひと休み。",
        story_en="Seventy-five minutes into the sunset with Fuji behind you. On the way the captain opens the charts on the "
        "bridge; in Toi a drink at the Sunset Cafe is waiting.",
        gives_ja=("フェリー片道の特等席 2名分", "操舵室の見学", "土肥夕日カフェのお飲みもの"),
        gives_en=("Two seats of the best class, one way", "A visit to the bridge", "Drinks at the Toi Sunset Cafe"),
        price=Yen(15_000), supply=90, per_buyer=3, sold=41, valid_days=210, people=2, minutes=75,
        place_ja="清水港フェリーのりば", place_en="Shimizu ferry terminal",
        shares=_shares("伊豆市", "Izu", _shop("土肥夕日カフェ", "Toi Sunset Cafe", 1_500), _PLATFORM),
    ),
    DemoOffer(
        series="otsuki-bridge-lights", symbol="SARUHASHI", municipality=_code("192066"), kind=Kind.TOURISM,
        scene="gorge_bridge", upright_ja="月と猿橋", name_ja="月夜の猿橋と桃太郎語り", name_en="The Monkey Bridge by Moonlight",
        story_ja="提灯を手に、月夜の猿橋へ。橋の下の渓谷から見上げる組木は、昼とは別の姿です。たもとの茶屋で、大月に伝わる桃太郎の話を。",
        story_en="By lantern to the bridge under the moon, seen from the gorge below. At the teahouse you hear Otsuki's own "
        "tale of the Peach Boy.",
        gives_ja=("提灯歩きと渓谷の案内 100分（2名まで）", "茶屋での語りと桃の菓子"),
        gives_en=("A lantern walk of 100 minutes, for up to two", "The tale, with a sweet of peach"),
        price=Yen(8_800), supply=60, per_buyer=2, sold=16, valid_days=150, people=2, minutes=100,
        place_ja="猿橋公園", place_en="Saruhashi Park",
        shares=_shares("大月市", "Otsuki", _shop("猿橋たもと茶屋", "Saruhashi Bridge Teahouse", 3_500), _PLATFORM),
    ),
    DemoOffer(
        series="fujikawa-first-light", symbol="HINODE", municipality=_code("193682"), kind=Kind.RIGHT, featured=30,
        scene="diamond_fuji", rarity=Rarity.LEGEND, upright_ja="日出づる里", name_ja="初日の出 ダイヤモンド富士の特等席",
        name_en="First Sunrise: the Best Place for Diamond Fuji",
        story_ja="元日の朝、日出づる里の高台に、あなたの席を。富士の頂に最初の光がともる瞬間を、温かいゆず茶とともに迎えます。",
        story_en="On New Year's morning a place is kept for you on the hill of the rising sun, with hot yuzu tea, for the "
        "moment when the first light stands on the summit of Fuji.",
        gives_ja=("元日の観覧席 1名分（1回）", "ゆず茶とゆずの焼き菓子", "天候に恵まれないときは、翌朝に振り替えられます"),
        gives_en=("One place on New Year's morning", "Yuzu tea and a yuzu cake", "Moved to the next morning in bad weather"),
        price=Yen(9_500), supply=50, per_buyer=4, sold=31, valid_days=90,
        place_ja="富士川町 高下地区の高台", place_en="The hill of Takaori, Fujikawa",
        shares=_shares("富士川町", "Fujikawa", _shop("富士川ゆず工房", "Fujikawa Yuzu Works", 2_000), _PLATFORM),
    ),
    DemoOffer(
        series="sunpu-walker", symbol="SUNPU", municipality=_code("221007"), kind=Kind.AMBASSADOR_CARD,
        scene="diamond_fuji", upright_ja="駿府の歩き手", name_ja="駿府 まち歩きカード", name_en="Sunpu Walker Card",
        story_ja="城下町の味噌と茶、清水港の朝。静岡市を何度も歩く人のためのカードです。売上は、案内板と歩道の手入れに使われます。",
        story_en="Miso and tea of the castle town, mornings at Shimizu port: the card of those who walk Shizuoka again and "
        "again. What it earns keeps signs and footpaths in repair.",
        gives_ja=("まち歩きの案内（季節ごと）", "通し番号入りのアート1枚"),
        gives_en=("A walk with a guide each season", "Art with a serial number"),
        price=Yen(1_200), supply=1_000, per_buyer=2,
        shares=_shares("静岡市", "Shizuoka", _PLATFORM),
    ),
    DemoOffer(
        series="izu-fan-club", symbol="IZUFAN", municipality=_code("222062"), kind=Kind.AMBASSADOR_CARD,
        community="izu-fan-club", scene="mountains", upright_ja="伊豆の仲間", name_ja="伊豆ファン倶楽部カード",
        name_en="Izu Fan Club Card",
        story_ja="三島・熱海・函南の新しい商品を、企画から一緒につくる仲間のカードです。1枚が1票。会員限定の催しにもお招きします。",
        story_en="The card of those who make new products of Mishima, Atami and Kannami together. One card is one vote, and "
        "the way into members-only events.",
        gives_ja=("伊豆ファン倶楽部での1票", "会員限定の試食会や見学会へのご案内"),
        gives_en=("One vote in the Izu Fan Club", "Invitations to tastings and visits for members"),
        price=Yen(2_000), supply=2_000, per_buyer=5, sold=64,
        shares=_shares("三市町（三島市・熱海市・函南町）", "Mishima, Atami and Kannami",
                       _treasury("izu-fan-club", "伊豆ファン倶楽部", "the Izu Fan Club", 4_000), _PLATFORM),
    ),
    DemoOffer(
        series="sarabetsu-toya-support", symbol="TOKACHI", municipality=_code("016390"), kind=Kind.AMBASSADOR_CARD,
        community="sarabetsu-toya", scene="wide_fields", upright_ja="十勝の風", name_ja="更別・洞爺湖 応援カード",
        name_en="Sarabetsu and Toya Support Card",
        story_ja="畑の村と湖の町を、遠くから応援するカードです。朝市や湖畔の休憩所など、小さくて大切な使いみちを、1枚1票で決めます。",
        story_en="A card to cheer a village of fields and a town by a lake from afar. One card, one vote on small things that "
        "matter: a morning market, a bench by the water.",
        gives_ja=("更別・洞爺湖 地域応援DAOでの1票", "朝市と湖畔の催しの便り"),
        gives_en=("One vote in the Sarabetsu and Toya Support DAO", "News of markets and lakeside festivals"),
        price=Yen(1_500), supply=3_000, per_buyer=10, sold=52,
        shares=_shares("更別村・洞爺湖町", "Sarabetsu and Toyako",
                       _treasury("sarabetsu-toya", "更別・洞爺湖 地域応援DAO", "the Sarabetsu and Toya DAO", 5_000), _PLATFORM),
    ),
    DemoOffer(
        series="mukawa-harvest", symbol="MINORI", municipality=_code("015865"), kind=Kind.PRODUCE, featured=55,
        scene="wide_fields", rarity=Rarity.RARE, upright_ja="むかわの実り", name_ja="むかわの実り 農水産物の長期購入権",
        name_en="The Harvest of Mukawa: Long-term Purchase",
        story_ja="畑と海が隣り合うむかわ町から、その季節にいちばんおいしいものを、三年のあいだ年に四回お届けします。夏はほべつメロン、"
        "秋はししゃも。中身は、畑と浜の様子を見て、まちの生産者が選びます。\n\nお届け先は、送る生産者だけが見て、届いたあとに消えます。",
        story_en="From Mukawa, where fields meet the sea, the best of each season comes to you four times a year for three "
        "years: Hobetsu melons in summer, shishamo smelt in autumn, chosen by the growers.\n\nYour address is seen by the "
        "sender alone, and erased once the parcel is with you.",
        gives_ja=("旬の農水産物 年4回、3年（全12回）", "お届けの前に、中身をお知らせ", "引っ越したら、お届け先を変えられます"),
        gives_en=("Produce of the season, four times a year for three years", "Word of what is in the box before it is sent",
                  "Change where it goes whenever you move"),
        price=Yen(48_000), supply=60, per_buyer=2, sold=4, uses=12, place_ja="むかわ町（畑と前浜）", place_en="Mukawa, fields and shore",
        own={"goods_ja": "旬の農水産物 1箱（約3kg）", "goods_en": "One box of the season (about 3 kg)", "per_year": 4, "years": 3,
             "months": (2, 5, 8, 11), "cares_ja": "中身により、乳・小麦・いくら・さけを含むことがあります。\n届いたら冷蔵し、箱に書いた日までにお召し上がりください。",
             "cares_en": "May contain milk, wheat, salmon roe or salmon, depending on the box.\nKeep cool, and eat by the day on the box."},
        shares=_shares("むかわ町", "Mukawa", _PLATFORM),
    ),
    DemoOffer(
        series="uda-herb-evening", symbol="TOKI", municipality=_code("292125"), kind=Kind.TOURISM, holding="four-towns-ambassador",
        scene="mountains", rarity=Rarity.RARE, upright_ja="薬草の宵", name_ja="大和当帰と地酒の夕べ（アンバサダー限定）",
        name_en="An Evening of Yamato Toki and Sake, for Ambassadors",
        story_ja="四町アンバサダーカードをお持ちの方をお招きする、宇陀松山の夕べ。大和当帰をはじめとする宇陀の薬草の料理を、城下町の酒蔵の"
        "一杯と。蔵人と料理人が席をまわり、次の企画の話もします。\n\nカードは、お持ちいただくだけで、なくなりません。",
        story_en="An evening in Matsuyama, the old castle town of Uda, for holders of the Four Towns Ambassador Card: dishes with "
        "Yamato toki and other herbs, sake from the town's brewery, and talk of what to make together next.\n\nYou only need to "
        "hold the card; it stays yours.",
        gives_ja=("薬草の膳と地酒 1名分", "蔵と城下町の夜の案内 120分"),
        gives_en=("A meal of herbs with sake, for one", "A guided evening of 120 minutes in the brewery and the old town"),
        price=Yen(7_500), supply=24, per_buyer=2, sold=5, valid_days=120, people=1, minutes=120,
        place_ja="宇陀松山 まちづくりセンター前", place_en="Matsuyama, Uda",
        shares=_shares("宇陀市", "Uda", _shop("宇陀松山薬草茶房", "Uda Matsuyama Herb Tea", 3_000), _PLATFORM),
    ),
)  # fmt: skip
