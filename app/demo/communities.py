"""Three communities of the demonstration and their proposals. Towns and ideas follow the regions' own applications;
shops that are paid are the invented ones of app/demo/regions.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chain.deploying import CommunityPlan
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from dao.services.open_community import CommunityProfile

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class DemoProposal:
    """`days_ago`: when it was submitted. Per cent of the voters who choose for and against; the rest abstain.

    With `days_ago` smaller than delay + period the vote is still open (or has not begun) in the demonstration.
    """

    title_ja: str
    title_en: str
    body: str
    shop: str  # whom it pays; a name in app/demo/regions.py SHOPS
    amount: Yen
    days_ago: int
    in_favour: int
    against: int
    turnout: int  # per cent of the members
    reasons: tuple[str, ...] = ()
    is_changeable: bool = False
    also: tuple[tuple[str, Yen], ...] = ()  # further shops that it pays
    vetoed_by: str = ""  # code of the town that stops it while it waits
    veto: tuple[str, str] = ("", "")  # why, in Japanese and English

    @property
    def payments(self) -> tuple[tuple[str, Yen], ...]:
        return ((self.shop, self.amount), *self.also)


@dataclass(frozen=True, slots=True)
class DemoCommunity:
    profile: CommunityProfile
    proposals: tuple[DemoProposal, ...]
    voting_delay: int = _DAY
    voting_period: int = 5 * _DAY
    quorum_percent: int = 20
    timelock_delay: int = 2 * _DAY
    vote_extension: int = _DAY

    @property
    def slug(self) -> str:
        return self.profile.slug

    def plan(self, collection: Address) -> CommunityPlan:
        return CommunityPlan(
            slug=self.slug,
            collection=collection,
            voting_delay=self.voting_delay,
            voting_period=self.voting_period,
            quorum_percent=self.quorum_percent,
            timelock_delay=self.timelock_delay,
            vote_extension=self.vote_extension,
            towns=[code.number for code in self.profile.towns],
        )


def _towns(*codes: str) -> tuple[MunicipalityCode, ...]:
    return tuple(MunicipalityCode(code) for code in codes)


FOUR_TOWNS = DemoCommunity(
    CommunityProfile(
        slug="four-towns",
        name_ja="四町アンバサダーDAO",
        name_en="Four Towns Ambassador DAO",
        tagline_ja="日本刀、猿橋、ゆず、那智の滝。四つのまちの魅力を、離れて暮らす仲間と育てます。",
        tagline_en="Swords, a monkey bridge, yuzu and a waterfall: four towns grown together with friends far away.",
        story_ja="""## 四つのまちが、ひとつの輪に

奈良県**宇陀市**、山梨県**大月市**と**富士川町**、和歌山県**那智勝浦町**。日本刀発祥の地、日本三奇橋の猿橋、ゆずの里、世界遺産の\
那智大社。山と海に離れた四つのまちが、アンバサダーカードを持つ人たちとつくるコミュニティです。

## ここで決めること

- 新しい酒や菓子の**ラベルデザイン**
- 四町をめぐる**合同ツアー**や写真展の予算
- 次の年のカードと特産品づくり

カードの売上の一部が金庫に入り、その使いみちは仲間の投票で決まります。""",
        story_en="""## Four towns, one circle

**Uda** in Nara, **Otsuki** and **Fujikawa** in Yamanashi, **Nachikatsuura** in Wakayama. The birthplace of the Japanese \
sword, one of the three strangest bridges, a village of yuzu, a World Heritage shrine. Four towns far apart \
build this community with the people who hold their ambassador cards.

## What is decided here

- **Label designs** of new sake and sweets
- The budget of **joint tours** and photo exhibitions
- Next year's cards and local products

A part of each card's price goes to the treasury; the members vote on how it is spent.""",
        landscape="mountains",
        towns=_towns("292125", "192066", "193682", "304212"),
    ),
    proposals=(
        DemoProposal(
            "宇陀の薬草茶の新しいラベルを仲間のデザインにする",
            "A label for Uda's herbal tea, designed by members",
            """## なぜ
宇陀松山は薬の町として知られ、大和当帰などの薬草が今も育てられています。いまのラベルは20年前のままです。

## 何をするか
1. デザインを公募する（応募は仲間なら誰でも）
2. ラベル2,000枚を印刷し、四町の道の駅で販売する

| 費目 | 金額 |
|---|---|
| デザイン謝礼 | 60,000円 |
| 印刷 2,000枚 | 60,000円 |

売上の1割を金庫に戻します。""",
            "宇陀松山薬草茶房",
            Yen(120_000),
            40,
            82,
            9,
            46,
            ("海外の友人にも贈りたくなるラベルを期待しています。", "薬草の絵を残してくれるなら賛成です。"),
        ),
        DemoProposal(
            "四町合同ツアー「滝と橋をめぐる三日間」の準備費",
            "Preparing a joint tour: three days of falls and bridges",
            """カードを持つ仲間20名で、**大月の猿橋**から**那智の滝**まで三日間でめぐるツアーの下見と資料づくりの費用です。

- 下見2回分の交通費
- 英語の案内冊子（200部）
- 那智勝浦での生まぐろ解体見学の手配

参加費は別にいただき、余りは金庫に戻します。""",
            "勝浦まぐろ市場食堂",
            Yen(200_000),
            16,
            71,
            14,
            41,
            ("冊子の英語版はぜひ。", "冬の開催も考えてほしいです。"),
        ),
        DemoProposal(
            "記念碑を四町に一つずつ建てる",
            "A monument in each of the four towns",
            """四町の縁を形に残すため、石の記念碑を各町に建てます。設置場所は各町と相談します。""",
            "猿橋たもと茶屋",
            Yen(900_000),
            12,
            28,
            55,
            38,
            ("維持費が心配です。", "同じお金なら、若い人の滞在に使いたい。"),
        ),
        DemoProposal(
            "富士川のゆずと那智のじゃばらでつくる合同菓子の試作",
            "A joint sweet of Fujikawa yuzu and Nachi jabara",
            """富士川町のゆずと那智勝浦町のじゃばらを合わせた焼き菓子を、まず300個試作します。

- 試作と成分表示（富士川ゆず工房） **80,000円**
- じゃばらと、仲間30名に送って感想を集める費用（勝浦まぐろ市場食堂） **20,000円**

可決されると、二つの支払いが一度に行われます。

反応がよければ、次の提案で商品化します。""",
            "富士川ゆず工房",
            Yen(80_000),
            3,
            76,
            8,
            30,
            ("じゃばらは花粉の季節に喜ばれそう。",),
            is_changeable=True,
            also=(("勝浦まぐろ市場食堂", Yen(20_000)),),
        ),
        DemoProposal(
            "四町の若手が集まる写真展を大阪で開く",
            "A photo exhibition of the four towns in Osaka",
            """四町で暮らす若手と、カードを持つ写真好きの仲間が撮った60枚を、大阪で一週間展示します。会場費と運搬費です。""",
            "又兵衛桜売店",
            Yen(150_000),
            0,
            0,
            0,
            0,
        ),
    ),
)

IZU_FANS = DemoCommunity(
    CommunityProfile(
        slug="izu-fan-club",
        name_ja="伊豆ファン倶楽部",
        name_en="Izu Fan Club",
        tagline_ja="三島・熱海・函南。海と富士山のあいだで、地域のものづくりに参加する倶楽部です。",
        tagline_en="Mishima, Atami, Kannami: a club that makes local things between the sea and Mount Fuji.",
        story_ja="""## 地域の株主のように

**三島市・熱海市・函南町**と会員がいっしょに、伊豆の新しい商品を企画し、試し、世に出すまでを進める倶楽部です。会員は使う人で\
あり、つくる人でもあります。

## 会員になると

- 商品づくりの企画に意見と票を入れられます
- 会員限定の催しに参加できます
- 加盟店の新しい取り組みをいち早く知れます""",
        story_en="""## Like shareholders of a region

**Mishima, Atami and Kannami** and the members plan, try and launch new products of Izu together. A member is \
somebody who uses them and somebody who makes them.

## As a member

- give ideas and votes to what is made
- come to members-only events
- hear first what member shops are trying""",
        landscape="coast",
        towns=_towns("222062", "222054", "223255"),
    ),
    proposals=(
        DemoProposal(
            "商店街の空き店舗を会員のお試し工房に改装する",
            "Turn an empty shop into a members' workshop",
            """三島の商店街にある空き店舗を、会員が週末に使えるお試し工房にします。

- 床と電気の工事 **280,000円**
- 作業台と棚 **70,000円**

家賃は一年間、持ち主の厚意で無料です。使う日は会員の予約制にします。""",
            "天城わさび直売所",
            Yen(350_000),
            39,
            78,
            12,
            44,
            ("週末に通える場所ができるのはうれしい。", "鍵の管理だけ心配です。"),
        ),
        DemoProposal(
            "丹那の牛乳と伊豆の柑橘でジェラートを試作する",
            "A gelato of Tanna milk and Izu citrus",
            """函南町丹那の牛乳と伊豆の柑橘を使ったジェラートを三種類試作し、会員の試食会で一つに決めます。""",
            "土肥夕日カフェ",
            Yen(180_000),
            4,
            81,
            6,
            33,
            ("試食会に必ず行きます。",),
        ),
    ),
    quorum_percent=15,
)

SARABETSU_TOYA = DemoCommunity(
    CommunityProfile(
        slug="sarabetsu-toya",
        name_ja="更別・洞爺湖 地域応援DAO",
        name_en="Sarabetsu and Toya Support DAO",
        tagline_ja="十勝の畑と洞爺の湖。二つのまちの買い物と出番を、みんなで応援します。",
        tagline_en="Fields of Tokachi and a lake: everybody supports the shops and festivals of two places.",
        story_ja="""## 70%の「不便」を、みんなの「楽しい」に

更別村のアンケートでは、住民の7割が買い物に不満を持ち、村の外で買い物をしています。洞爺湖町でも、お店が続けられるか、行事に\
人が集まるかが心配されています。

**更別村と洞爺湖町**は、ポイントとカードを持つ人たちの知恵を借りて、お店と行事を元気にします。

## 応援のしかた

- アイデアを提案する
- 投票で使いみちを決める
- 遊びに行き、お店で使う""",
        story_en="""## From inconvenient to fun

In Sarabetsu seven of ten residents are unhappy with shopping and buy outside the village; in Toyako \
people worry whether shops can go on and events are attended.

**Sarabetsu and Toyako** ask the people who hold their points and cards for ideas to bring shops and events to life.

## How to support

- propose an idea
- vote on how money is spent
- visit, and spend it in the shops""",
        landscape="lake",
        towns=_towns("016390", "015849"),
    ),
    proposals=(
        DemoProposal(
            "さらべつの朝市に移動パン屋を呼ぶ",
            "A travelling bakery for Sarabetsu's morning market",
            """買い物の場所が少ない地区をまわる朝市に、月2回パンの販売を加えます。半年分の燃料費と什器の費用です。""",
            "さらべつパン工房",
            Yen(90_000),
            38,
            88,
            4,
            52,
            ("楽しみにしているお年寄りが多いです。",),
        ),
        DemoProposal(
            "湖畔の足湯のそばに冬の灯りをともす",
            "Winter lights beside the lakeside foot bath",
            """洞爺湖畔の足湯のまわりに、11月から2月まで灯りを置きます。器具と電気工事の費用です。""",
            "洞爺湖遊覧売店",
            Yen(120_000),
            12,
            74,
            9,
            45,
            ("夜も歩ける湖畔になるとうれしいです。",),
            vetoed_by="015849",
            veto=(
                "湖畔の工事には自然公園の許可が要ることが、可決のあとに分かりました。許可が出たら、もう一度提案してください。",
                "Works at the lakeside need a nature park permit, as we learned after the vote. Please propose it again then.",
            ),
        ),
        DemoProposal(
            "洞爺湖畔の店先を直して休める場所にする",
            "A place to rest in front of the lakeside shops",
            """湖畔の店先三軒に、ベンチと日よけ、雨の日に使える電源を置きます。

> 「座る場所があれば、もう少し歩ける」という声から始まりました。""",
            "洞爺湖遊覧売店",
            Yen(160_000),
            5,
            69,
            11,
            35,
            ("冬の雪かきも考えておきたいです。",),
        ),
    ),
)

COMMUNITIES: tuple[DemoCommunity, ...] = (FOUR_TOWNS, IZU_FANS, SARABETSU_TOYA)


def plans(collections: Mapping[str, Address]) -> Sequence[CommunityPlan]:
    """What to deploy for the communities whose voting collection is known, by slug."""
    return [community.plan(collections[community.slug]) for community in COMMUNITIES if community.slug in collections]
