"""Demonstration data: municipalities, areas, shops and point programs. Towns and schemes are real names from the regions'
own applications; shops and people are invented."""

from __future__ import annotations

from dataclasses import dataclass

from chain.ids import MunicipalityCode
from points.models import MerchantCategory


@dataclass(frozen=True, slots=True)
class Town:
    code: MunicipalityCode
    name_ja: str
    name_en: str
    prefecture_ja: str
    prefecture_en: str


def _town(code: str, name_ja: str, name_en: str, prefecture_ja: str, prefecture_en: str) -> Town:
    return Town(MunicipalityCode(code), name_ja, name_en, prefecture_ja, prefecture_en)


TOWNS = (
    _town("016390", "更別村", "Sarabetsu", "北海道", "Hokkaido"),
    _town("016381", "中札内村", "Nakasatsunai", "北海道", "Hokkaido"),
    _town("015849", "洞爺湖町", "Toyako", "北海道", "Hokkaido"),
    _town("015865", "むかわ町", "Mukawa", "北海道", "Hokkaido"),
    _town("074071", "磐梯町", "Bandai", "福島県", "Fukushima"),
    _town("163210", "舟橋村", "Funahashi", "富山県", "Toyama"),
    _town("192066", "大月市", "Otsuki", "山梨県", "Yamanashi"),
    _town("193682", "富士川町", "Fujikawa", "山梨県", "Yamanashi"),
    _town("221007", "静岡市", "Shizuoka", "静岡県", "Shizuoka"),
    _town("222054", "熱海市", "Atami", "静岡県", "Shizuoka"),
    _town("222062", "三島市", "Mishima", "静岡県", "Shizuoka"),
    _town("222194", "下田市", "Shimoda", "静岡県", "Shizuoka"),
    _town("222224", "伊豆市", "Izu", "静岡県", "Shizuoka"),
    _town("223042", "南伊豆町", "Minamiizu", "静岡県", "Shizuoka"),
    _town("223051", "松崎町", "Matsuzaki", "静岡県", "Shizuoka"),
    _town("223255", "函南町", "Kannami", "静岡県", "Shizuoka"),
    _town("292125", "宇陀市", "Uda", "奈良県", "Nara"),
    _town("304212", "那智勝浦町", "Nachikatsuura", "和歌山県", "Wakayama"),
    _town("313645", "三朝町", "Misasa", "鳥取県", "Tottori"),
    _town("374032", "琴平町", "Kotohira", "香川県", "Kagawa"),
)


@dataclass(frozen=True, slots=True)
class DemoArea:
    area_id: int
    name: str
    codes: tuple[MunicipalityCode, ...]


def _area(area_id: int, name: str, *codes: str) -> DemoArea:
    return DemoArea(area_id, name, tuple(MunicipalityCode(code) for code in codes))


AREAS = (
    _area(1, "ふじのくに五市町", "221007", "222224", "222194", "223042", "223051"),
    _area(2, "更別・洞爺湖", "016390", "016381", "015849"),
    _area(3, "三朝町", "313645"),
    _area(4, "磐梯町", "074071"),
    _area(5, "四町めぐり", "292125", "192066", "193682", "304212"),
)


@dataclass(frozen=True, slots=True)
class DemoProgram:
    """A point program and what is granted in it. `months` is the validity after the grant."""

    issuer: MunicipalityCode
    area_id: int
    name_ja: str
    name_en: str
    purpose_ja: str
    purpose_en: str
    cap: int
    people: int
    points: tuple[int, ...]  # amounts given in turn
    months: int
    is_transferable: bool = False  # people may give it to each other


PROGRAMS = (
    DemoProgram(
        MunicipalityCode("221007"), 1, "ふじのくにコイン", "Fujinokuni Coin",
        "旅先納税の返礼として、その場で受け取れる電子コインです。", "An electronic coin received on the spot in return for a donation.",
        30_000_000, 80, (3_000, 6_000, 9_000, 15_000), 5, is_transferable=True,
    ),
    DemoProgram(
        MunicipalityCode("016390"), 2, "地域応援ポイント", "Local Support Points",
        "地域のお店と行事を応援するポイントです。", "Points that support local shops and events.",
        10_000_000, 60, (500, 1_000, 2_000), 4,
    ),
    DemoProgram(
        MunicipalityCode("313645"), 3, "三朝温泉 健康ポイント", "Misasa Health Points",
        "歩数や施設の利用に応じて付与するポイントです。", "Points for steps walked and facilities used.",
        5_000_000, 40, (300, 600, 900), 3,
    ),
    DemoProgram(
        MunicipalityCode("074071"), 4, "ばんだいコイン", "Bandai Coin",
        "町内のお買い物に使えるコインです。", "A coin to spend in the town's shops.",
        8_000_000, 40, (1_000, 3_000, 5_000), 5,
    ),
    DemoProgram(
        MunicipalityCode("292125"), 5, "四町めぐりクーポン", "Four Towns Coupon",
        "アンバサダーカードをお持ちの方の来訪に使えるクーポンです。", "A coupon for visits by holders of ambassador cards.",
        6_000_000, 50, (1_000, 2_000), 4,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoShop:
    municipality: MunicipalityCode
    name_ja: str
    name_en: str
    category: MerchantCategory


def _shops(code: str, *shops: tuple[str, str, MerchantCategory]) -> tuple[DemoShop, ...]:
    return tuple(DemoShop(MunicipalityCode(code), *shop) for shop in shops)


FOOD = MerchantCategory.FOOD
GROCERY = MerchantCategory.GROCERY
LODGING = MerchantCategory.LODGING
SERVICE = MerchantCategory.SERVICE
SOUVENIR = MerchantCategory.SOUVENIR

SHOPS = (
    *_shops(
        "221007",
        ("駿府みそ茶屋", "Sunpu Miso Teahouse", FOOD),
        ("清水みなと食堂", "Shimizu Harbour Diner", FOOD),
        ("安倍川和菓子店", "Abekawa Sweets", SOUVENIR),
    ),
    *_shops(
        "222224",
        ("修善寺竹林の湯", "Shuzenji Bamboo Inn", LODGING),
        ("天城わさび直売所", "Amagi Wasabi Stand", GROCERY),
        ("土肥夕日カフェ", "Toi Sunset Cafe", FOOD),
    ),
    *_shops(
        "222194", ("下田港干物店", "Shimoda Dried Fish", GROCERY), ("黒船通り喫茶", "Black Ships Street Cafe", FOOD)
    ),
    *_shops(
        "223042",
        ("弓ヶ浜民宿 しおさい", "Yumigahama Guesthouse Shiosai", LODGING),
        ("石廊崎みやげ店", "Irozaki Souvenirs", SOUVENIR),
    ),
    *_shops(
        "223051", ("なまこ壁の宿", "Namako Wall Inn", LODGING), ("松崎桜葉餅本舗", "Matsuzaki Sakura Mochi", SOUVENIR)
    ),
    *_shops(
        "016390",
        ("更別すももの館売店", "Sarabetsu Plum House Shop", GROCERY),
        ("どんぐり食堂", "Donguri Diner", FOOD),
        ("さらべつパン工房", "Sarabetsu Bakery", FOOD),
    ),
    *_shops("016381", ("中札内たまご屋", "Nakasatsunai Eggs", GROCERY), ("六花の森カフェ", "Rokka Forest Cafe", FOOD)),
    *_shops(
        "015849",
        ("洞爺湖遊覧売店", "Lake Toya Boat Shop", SOUVENIR),
        ("湖畔のほうとう", "Lakeside Hoto Noodles", FOOD),
        ("有珠山ベーカリー", "Usuzan Bakery", FOOD),
    ),
    *_shops(
        "313645",
        ("三徳山麓そば処", "Mitoku Foothill Soba", FOOD),
        ("三朝湯の街薬局", "Misasa Spa Town Pharmacy", SERVICE),
        ("河鹿の宿", "Kajika Inn", LODGING),
    ),
    *_shops(
        "074071", ("磐梯名水豆腐店", "Bandai Spring Tofu", GROCERY), ("慧日寺門前茶屋", "Enichiji Gate Teahouse", FOOD)
    ),
    *_shops(
        "292125",
        ("宇陀松山薬草茶房", "Uda Matsuyama Herb Tea", FOOD),
        ("又兵衛桜売店", "Matabei Cherry Shop", SOUVENIR),
    ),
    *_shops("192066", ("猿橋たもと茶屋", "Saruhashi Bridge Teahouse", FOOD)),
    *_shops("193682", ("富士川ゆず工房", "Fujikawa Yuzu Works", GROCERY)),
    *_shops("304212", ("勝浦まぐろ市場食堂", "Katsuura Tuna Market Diner", FOOD)),
    *_shops("374032", ("金丸座 木戸口", "Kanamaruza Entrance", SERVICE)),  # lets in who holds a seat
)

_FAMILY = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "林",
    "清水",
    "斎藤",
]
_GIVEN = ["花子", "太郎", "美咲", "健一", "陽子", "誠", "さくら", "大輔", "由美", "翔"]
_ABROAD = ("Claire Martin", "Liam Smith", "Mei Chen", "Jonas Weber", "Sofia Rossi", "Arjun Patel", "Emma Johansson")
PEOPLE_IN_ALL = 200


def person_name(number: int) -> str:
    """The invented name of demo person `number`, 0 to 199; every tenth one lives abroad."""
    if number % 10 == 9:
        return _ABROAD[number // 10 % len(_ABROAD)]
    return f"{_FAMILY[number % len(_FAMILY)]} {_GIVEN[number // len(_FAMILY) % len(_GIVEN)]}"


def person_email(number: int) -> str:
    return f"person{number + 1:03d}@demo.example"
