"""Where the invented shops of the demonstration are, when they are open and what they say of themselves. Quarters and
sights are real, so that the map shows something; addresses stop before the number, and telephone numbers lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from points.models.merchant_form import read_form
from points.models.opening_hours import HOLIDAY, WEEKDAYS
from points.models.shop import ShopEntry


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """`closed`: weekdays by the names of points/models/opening_hours.py."""

    address: str
    latitude: str
    longitude: str
    hours: str = "10:00-17:00"
    closed: str = ""
    hours_note: str = ""
    description_ja: str = ""
    description_en: str = ""

    def entry(self, number: int) -> ShopEntry:
        """`number`: among all shops, for the telephone."""
        days = {f"hours_{day}": self.hours for day in WEEKDAYS if day not in self.closed.split()}
        typed = {
            "name_ja": "店", "category": "other", "address": self.address, "latitude": self.latitude,
            "longitude": self.longitude, "hours_note": self.hours_note, "description_ja": self.description_ja,
            "description_en": self.description_en, "phone": f"000-0000-{number:04d}",
            **(days | {f"hours_{HOLIDAY}": self.hours} if self.hours else {}),
        }  # fmt: skip
        shop = read_form(typed).or_refuse().shop
        assert shop is not None
        return shop


_LUNCH_AND_DINNER, _INN = "11:00-14:30, 17:00-21:00", ""
_CHECK_IN = "チェックイン 15:00–18:00。お電話は9:00から20:00まで。"

PLACES = {
    "駿府みそ茶屋": DemoPlace(
        "静岡市葵区駿府町", "34.976450", "138.388300", _LUNCH_AND_DINNER, "wed", "祝日の水曜は営業します。",
        "駿府城公園の東門そば。三年仕込みの味噌でつくる豚汁定食と、夜は安倍奥の野菜の味噌鍋をどうぞ。",
        "By the east gate of Sunpu Castle Park. Pork soup with miso aged three years; hot pots at night.",
    ),
    "清水みなと食堂": DemoPlace(
        "静岡市清水区島崎町", "35.015300", "138.489600", "9:30-15:00", "tue", "売り切れじまい。",
        "清水港の目の前。朝揚がった桜えびとしらすの丼が名物です。",
        "Right at Shimizu harbour: bowls of sakura shrimp and whitebait landed in the morning.",
    ),
    "安倍川和菓子店": DemoPlace(
        "静岡市葵区弥勒", "34.963900", "138.366700", "9:00-18:00", "thu", "",
        "安倍川の橋のたもとで、つきたての餅にきな粉をまぶしています。",
        "Fresh rice cakes rolled in soybean flour, at the foot of the Abe river bridge.",
    ),
    "修善寺竹林の湯": DemoPlace(
        "伊豆市修善寺", "34.970900", "138.926500", _INN, "", _CHECK_IN,
        "竹林の小径のさきにある、七部屋の湯宿です。", "An inn of seven rooms beyond the bamboo path.",
    ),
    "天城わさび直売所": DemoPlace(
        "伊豆市湯ケ島", "34.866800", "138.927600", "9:00-16:30", "", "12月31日と1月1日は休み。",
        "清流で育ったわさびを、その場ですりおろしてお渡しします。", "Wasabi from the brook, grated in front of you.",
    ),
    "土肥夕日カフェ": DemoPlace(
        "伊豆市土肥", "34.907600", "138.785800", "11:00-18:30", "mon tue", "夏は日の入りまで。",
        "駿河湾に沈む夕日を、窓いっぱいに。", "The sun sets over Suruga Bay right in the window.",
    ),
    "下田港干物店": DemoPlace(
        "下田市外ケ岡", "34.677100", "138.951600", "8:00-16:00", "wed", "",
        "金目鯛と鯵を、毎朝店先で干しています。", "Alfonsino and horse mackerel, dried in front of the shop every morning.",
    ),
    "黒船通り喫茶": DemoPlace(
        "下田市三丁目", "34.670700", "138.943900", "10:00-18:00", "thu", "",
        "ペリーロードの石蔵で、深いりの珈琲を。", "Dark roast in a stone storehouse on Perry Road.",
    ),
    "弓ヶ浜民宿 しおさい": DemoPlace(
        "南伊豆町湊", "34.636200", "138.892700", _INN, "", _CHECK_IN,
        "弓なりの白い浜まで歩いて一分の民宿です。", "One minute on foot from the white crescent beach.",
    ),
    "石廊崎みやげ店": DemoPlace(
        "南伊豆町石廊崎", "34.607400", "138.846700", "9:00-16:00", "", "海が荒れた日は休みます。",
        "岬の突端へ行く前に、天草のところてんで一休み。", "Agar jelly before the walk to the cape.",
    ),
    "なまこ壁の宿": DemoPlace(
        "松崎町松崎", "34.752400", "138.777300", _INN, "", _CHECK_IN,
        "なまこ壁の商家を直した、一日三組の宿です。", "A merchant's house with namako walls, for three parties a night.",
    ),
    "松崎桜葉餅本舗": DemoPlace(
        "松崎町宮内", "34.754000", "138.781200", "8:30-17:00", "wed", "",
        "日本一の産地の桜葉で、二枚ずつ包みます。", "Each cake in two cherry leaves of the town that grows most of them.",
    ),
    "更別すももの館売店": DemoPlace(
        "更別村字更別", "42.648300", "143.186200", "9:00-17:00", "mon", "冬は16:00まで。",
        "すもものジャムと、畑の名のついたじゃがいもの菓子。", "Plum jam, and sweets of potatoes that carry their field's name.",
    ),
    "どんぐり食堂": DemoPlace(
        "更別村字更別南", "42.644900", "143.190500", "11:00-14:00, 17:00-20:00", "sun", "",
        "村の豆と小麦でつくる、あんかけ焼きそばの食堂。", "Fried noodles of the village's own wheat and beans.",
    ),
    "さらべつパン工房": DemoPlace(
        "更別村字上更別", "42.596100", "143.204500", "8:00-16:00", "sun mon", "なくなりしだい終わり。",
        "朝四時に焼きはじめる、十勝小麦の食パン。", "Bread of Tokachi wheat, in the oven from four in the morning.",
    ),
    "中札内たまご屋": DemoPlace(
        "中札内村東一条", "42.697900", "143.134800", "9:00-17:30", "tue", "",
        "平飼いのたまごと、プリンの直売所。", "Free-range eggs and custard.",
    ),
    "六花の森カフェ": DemoPlace(
        "中札内村常盤", "42.689300", "143.125400", "10:00-16:00", "", "4月下旬から10月中旬まで。",
        "はまなすの咲く川べりで、スープとケーキを。", "Soup and cake by a brook among beach roses.",
    ),
    "洞爺湖遊覧売店": DemoPlace(
        "洞爺湖町洞爺湖温泉", "42.564900", "140.818900", "8:30-17:30", "", "",
        "遊覧船の桟橋の前。中島の鹿の木彫りがあります。", "By the pier of the lake boats.",
    ),
    "湖畔のほうとう": DemoPlace(
        "洞爺湖町洞爺町", "42.627300", "140.804600", "11:00-15:00", "wed thu", "",
        "湖を見ながら、かぼちゃのほうとうを。", "Pumpkin noodles with a view of the lake.",
    ),
    "有珠山ベーカリー": DemoPlace(
        "洞爺湖町本町", "42.551300", "140.764200", "7:30-17:00", "sun", "",
        "火山灰の色の、竹炭のあんぱんが人気です。", "Known for a bun as grey as the volcano's ash.",
    ),
    "三徳山麓そば処": DemoPlace(
        "三朝町三徳", "35.398300", "133.957800", "10:30-15:00", "tue", "",
        "投入堂に登る前に、山の水で打つ十割そばを。", "Buckwheat noodles before the climb to Nageire-do.",
    ),
    "三朝湯の街薬局": DemoPlace(
        "三朝町三朝", "35.409000", "133.893300", "9:00-19:00", "sun", "",
        "湯治のお客さまの相談に、薬剤師が答えます。", "A pharmacist for guests who take the waters.",
    ),
    "河鹿の宿": DemoPlace(
        "三朝町山田", "35.407600", "133.890400", _INN, "", _CHECK_IN,
        "河原の湯のすぐ上、河鹿蛙の声が聞こえる宿です。", "Above the riverside bath, where the kajika frogs sing.",
    ),
    "磐梯名水豆腐店": DemoPlace(
        "磐梯町大字磐梯", "37.560400", "139.988300", "8:00-17:00", "sun", "",
        "磐梯西山麓の湧き水だけでつくる豆腐です。", "Tofu of nothing but beans and the springs below Mount Bandai.",
    ),
    "慧日寺門前茶屋": DemoPlace(
        "磐梯町大字磐梯字本寺", "37.571200", "139.986600", "10:00-16:00", "mon", "12月から3月は土日だけ。",
        "史跡のそばで、そば粉のガレットと甘酒を。", "Buckwheat galettes by the old temple.",
    ),
    "宇陀松山薬草茶房": DemoPlace(
        "宇陀市大宇陀", "34.479600", "135.932600", "10:00-17:00", "mon", "",
        "大和当帰の葉のお茶と、葛の菓子の店です。", "Tea of Yamato angelica, and sweets of kudzu.",
    ),
    "又兵衛桜売店": DemoPlace(
        "宇陀市大宇陀本郷", "34.464800", "135.921500", "9:00-16:00", "wed", "桜の季節は毎日7:00から。",
        "滝桜のふもとで、よもぎ餅を焼いています。", "Grilled mugwort cakes below the great weeping cherry.",
    ),
    "猿橋たもと茶屋": DemoPlace(
        "大月市猿橋町猿橋", "35.615500", "138.980200", "10:00-16:30", "thu", "",
        "奇橋を見上げながら、おつけだんごを。", "Dumpling soup in view of the strange bridge.",
    ),
    "富士川ゆず工房": DemoPlace(
        "富士川町小室", "35.557400", "138.425300", "9:00-16:00", "sun", "12月はゆず狩りがあります。",
        "穂積のゆずを、皮ごとしぼっています。", "Yuzu of Hozumi, pressed with its peel.",
    ),
    "勝浦まぐろ市場食堂": DemoPlace(
        "那智勝浦町築地", "33.628500", "135.943300", "8:00-15:00", "tue", "せりのない日は休み。",
        "せり場のとなりで、生まぐろだけを出す食堂です。", "Next to the auction: nothing but fresh tuna.",
    ),
    "金丸座 木戸口": DemoPlace(
        "琴平町乙", "34.187600", "133.817200", "9:00-17:00", "", "公演の日は開演の1時間前から。",
        "芝居小屋の木戸口です。観覧権のコードを見せてお入りください。", "The playhouse's door: show the code of your seat.",
    ),
}  # fmt: skip
