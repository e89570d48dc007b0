"""Towns of the demonstration as the marketplace shows them: words, colours and pictures. Names and what the towns are
known for follow the regions' own applications; what each sells stands in app/demo/offers.py."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.regions import TOWNS as REGIONS
from app.demo.regions import Town as Region
from chain.ids import MunicipalityCode


@dataclass(frozen=True, slots=True)
class DemoTown:
    """The words of marketplace.models.Town; names and prefecture come from app/demo/regions.py."""

    code: MunicipalityCode
    tagline_ja: str
    tagline_en: str
    story_ja: str
    story_en: str
    colours: tuple[str, str, str, str]  # deep, main, light, accent
    pattern: str
    scene: str
    seed: int

    @property
    def region(self) -> Region:
        return next(region for region in REGIONS if region.code == self.code)


# In the order in which the lists show them.
DEMO_TOWNS = (
    DemoTown(
        MunicipalityCode("292125"),
        "日本刀と薬草のふるさと", "Where the Japanese sword and its healing herbs began",
        "日本刀の祖とされる「小烏丸」の伝承と、飛鳥の時代から続く薬草の里。宇陀松山の町並みには、薬問屋の看板と、大和当帰の香りが"
        "今も残ります。\n\n人口はおよそ2万7千人。離れて暮らすファンと一緒に、薬草を使った食や、刀鍛冶の技を伝える取り組みを進めています。",
        "Home of the legend of Kogarasumaru, first of the Japanese swords, and of medicinal herbs gathered since the "
        "Asuka age. Signs of old apothecaries and the scent of Yamato angelica still fill the streets of Uda "
        "Matsuyama.\n\nTogether with friends far away, its 27,000 people cook with herbs and pass on the smith's craft.",
        ("#1d1b45", "#3f3a86", "#dcdaf0", "#d8b35f"), "asanoha", "sword", 7,
    ),
    DemoTown(
        MunicipalityCode("192066"),
        "猿橋と桃太郎伝説の渓谷", "A gorge of a strange bridge and the Peach Boy",
        "日本三奇橋のひとつ「猿橋」が渓谷にかかり、桃太郎が生まれたという伝説が山々に残るまち。都心から電車で一時間あまり、紅葉の"
        "季節には橋が燃えるような色に包まれます。\n\n担い手が減るなか、伝説を語り、橋を照らし、渓谷を歩く体験を仲間とつくっています。",
        "One of Japan's three strangest bridges spans the gorge, and the hills tell that the Peach Boy was born here. "
        "An hour from Tokyo by train, the bridge glows among maple leaves in autumn.\n\nThe town invites friends to help "
        "tell its legend, light its bridge and walk its gorge.",
        ("#2a1f4d", "#6a3f6f", "#f1dfe6", "#e8843c"), "uroko", "gorge_bridge", 5,
    ),
    DemoTown(
        MunicipalityCode("193682"),
        "日出づる里と日本一のゆず", "The village of the rising sun, and Japan's finest yuzu",
        "元日の朝、富士山の頂から日が昇る「ダイヤモンド富士」の里。標高の高い穂積の畑では、香り高いゆずが育ちます。\n\n"
        "ゆずと平飼い卵の菓子づくりなど、四町の産品を合わせた新しい味にも挑戦しています。",
        "On New Year's morning the sun rises from the very top of Mount Fuji: Diamond Fuji. On the high fields of Hozumi "
        "grows yuzu of rare fragrance.\n\nIts makers now try new sweets with the produce of all four towns.",
        ("#123f3c", "#24656a", "#dcece4", "#f0a81a"), "blossom", "diamond_fuji", 3,
    ),
    DemoTown(
        MunicipalityCode("304212"),
        "那智の滝と八咫烏、生まぐろの港", "Nachi Falls, the three-legged crow, a harbour of fresh tuna",
        "世界遺産・熊野那智大社と、落差133メートルの那智の滝。道案内の神の使い八咫烏が、参道をゆく人を見守ります。勝浦漁港には"
        "生まぐろが揚がり、じゃばらの畑が山を彩ります。\n\n国内外の人が、祈りと食の文化にゆっくり触れられる滞在を育てています。",
        "The World Heritage shrine of Kumano Nachi and its waterfall of 133 metres, watched over by Yatagarasu, the crow "
        "that shows the way. Fresh tuna is landed at Katsuura and jabara citrus grows on the hills.\n\nThe town grows "
        "slow journeys of prayer and food for visitors from all over the world.",
        ("#173626", "#2f6047", "#dfeadf", "#d6432c"), "seigaiha", "waterfall", 11,
    ),
    DemoTown(
        MunicipalityCode("015865"),
        "恐竜と出会うまち", "A town to meet dinosaurs",
        "穂別の地層から、海に眠っていた恐竜の全身骨格が見つかりました。北海道胆振東部地震からの歩みのなかで、むかわ町は恐竜と"
        "ししゃも、そして人のつながりをまちの力にしています。\n\n買ってくださった方は、まちの「関係人口」として迎えられます。",
        "In the rock of Hobetsu slept a whole dinosaur of the ancient sea. Since the earthquake of 2018 Mukawa builds its "
        "future on dinosaurs, shishamo smelt, and the people it meets.\n\nWhoever buys here is welcomed as one of the town's own.",
        ("#0c2b45", "#17637a", "#d5ecea", "#d9793f"), "kikko", "dinosaur", 2,
    ),
    DemoTown(
        MunicipalityCode("163210"),
        "日本一小さな村の、大きなひまわり", "Japan's smallest village, with very tall sunflowers",
        "面積が日本一小さい村、舟橋村。休耕田にひまわりを植える「サンフラワープロジェクト」で、新しく来た家族と地元の人が"
        "同じ畑に立ちます。\n\n空き家の最初の相談や、村長みずからの案内など、小さな村だからできることを届けます。",
        "The smallest village of Japan by area. In its Sunflower Project, new families and old neighbours plant resting "
        "rice fields together.\n\nIt offers what only a small village can: the first word on a vacant house, or a walk with the mayor.",
        ("#1f4f7a", "#2f86bd", "#e3f0f6", "#f2b01c"), "leaves", "sunflowers", 9,
    ),
    DemoTown(
        MunicipalityCode("374032"),
        "こんぴら参りと芝居小屋", "The pilgrimage of Konpira and its old playhouse",
        "金刀比羅宮の門前町。現存最古とされる芝居小屋「旧金毘羅大芝居（金丸座）」では、春になると歌舞伎の幕が開きます。\n\n"
        "日帰りの多い参拝客に、夜の参道や舞台の裏側まで味わってもらう滞在を、商店街と一緒につくっています。",
        "The town below the shrine of Kotohira. In spring the curtain rises in Kanamaruza, said to be the oldest playhouse "
        "still standing.\n\nWith its shops the town makes stays out of day trips: the steps at night, and the world behind the stage.",
        ("#3a1218", "#8c2530", "#f5dfd8", "#d8a648"), "shippo", "kabuki_stage", 4,
    ),
    DemoTown(
        MunicipalityCode("222224"),
        "修善寺、天城、駿河湾の夕日", "Shuzenji, Amagi, and sunsets over Suruga Bay",
        "海越しに富士を望む土肥の港へは、駿河湾フェリーで清水から七十五分。ふじのくにコインが使える五つの市町の旅は、ここから"
        "はじまります。\n\nわさび田の水音と湯けむりのまちで、船と宿と食をつなぐ体験を届けます。",
        "Seventy-five minutes by Suruga Bay Ferry from Shimizu lies the harbour of Toi, with Fuji across the sea. A journey "
        "through the five towns of the Fujinokuni Coin begins here.\n\nThe town of wasabi brooks and hot springs ties ship, inn and table together.",
        ("#123f6e", "#2f6fa0", "#dfeaf3", "#ef6a45"), "seigaiha", "ferry", 6,
    ),
    DemoTown(
        MunicipalityCode("222062"),
        "富士の湧き水と、伊豆のものづくり", "Springs of Fuji, makers of Izu",
        "富士山の湧き水がまちなかを流れる三島市。熱海市・函南町とともに「伊豆ファン倶楽部」を開き、会員と新しい商品を企画し、"
        "試し、世に出しています。",
        "Springs of Mount Fuji run through the streets of Mishima. With Atami and Kannami it opened the Izu Fan Club, "
        "whose members plan, try and launch new products together.",
        ("#0f4a5a", "#1f7f8f", "#dcf0f0", "#e0553d"), "tatewaku", "mountains", 8,
    ),
    DemoTown(
        MunicipalityCode("016390"),
        "十勝の畑から、地域を応援", "Cheering a region on from the fields of Tokachi",
        "見渡すかぎりの畑と日高の山並み。人口およそ三千人の更別村は、洞爺湖町とともに、ポイントとカードを持つ仲間の知恵を借りて、"
        "お店と行事を元気にしています。",
        "Fields as far as the eye reaches, and the Hidaka range behind. With Toyako, the 3,000 people of Sarabetsu ask "
        "holders of their points and cards for ideas that bring shops and festivals to life.",
        ("#1f4d3c", "#3f7f55", "#e3efdc", "#e8593a"), "leaves", "wide_fields", 12,
    ),
    DemoTown(
        MunicipalityCode("221007"),
        "駿河湾フェリーが出る港", "The port of the Suruga Bay Ferry",
        "清水港から伊豆の土肥港へ、富士山を望みながら駿河湾を渡るフェリー。静岡市は伊豆市・下田市・南伊豆町・松崎町とともに、共通の"
        "地域通貨「ふじのくにコイン」と船のチケットで、湾をめぐる旅を育てています。",
        "From Shimizu a ferry crosses Suruga Bay to Toi on the Izu side, with Mount Fuji in sight. With Izu, Shimoda, "
        "Minamiizu and Matsuzaki, Shizuoka grows journeys around the bay with one currency, the Fujinokuni Coin.",
        ("#12314f", "#2a6f97", "#e1edf4", "#f2b544"), "seigaiha", "ferry", 21,
    ),
    DemoTown(
        MunicipalityCode("074071"),
        "宝の山のふもと、水のまち", "A town of springs at the foot of the mountain of treasure",
        "磐梯山のふもと、慧日寺の門前にひらけた水のまち。デジタル住民票とばんだいコインで、離れて暮らす人ともつながります。\n\n"
        "ふくしまファンクラブの協力店が、訪れる会員を迎えます。",
        "A town of clear springs at the foot of Mount Bandai, grown at the gate of Enichiji. With digital resident cards and "
        "its own coin it stays close to those who live elsewhere.\n\nPartner shops of the Fukushima Fan Club welcome members.",
        ("#14344f", "#2f6d8c", "#e1eef2", "#c9792b"), "asanoha", "mountains", 7,
    ),
)  # fmt: skip
