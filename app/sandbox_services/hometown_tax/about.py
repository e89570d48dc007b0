"""What the donation office says of itself, and the towns that share it."""

from __future__ import annotations

from dataclasses import dataclass

from app.sandbox_services.common.about import About, Text

PAID = "jp.musubi.hometown_tax.donation_paid"


@dataclass(frozen=True, slots=True)
class Receiver:
    code: str
    name: Text


# Where the coin can be spent, and whose own residents get none. The first runs the office for all.
RECEIVERS = (
    Receiver("221007", ("静岡市", "Shizuoka City")),
    Receiver("222224", ("伊豆市", "Izu City")),
    Receiver("222194", ("下田市", "Shimoda City")),
    Receiver("223042", ("南伊豆町", "Minamiizu Town")),
    Receiver("223051", ("松崎町", "Matsuzaki Town")),
)
USES: dict[str, Text] = {
    "coast": ("海と温泉を守る", "Coast and hot springs"),
    "children": ("子どもの学びと遊び", "Children's learning and play"),
    "visitors": ("旅の人を迎えるまちづくり", "A town that welcomes travellers"),
}

ABOUT = About(
    name="hometown_tax",
    title=("ふじのくに旅先納税", "Fujinokuni Travel Donations"),
    purpose=(
        "旅先で寄附した人に、その場でふじのくにコインを届けます。氏名と住所は伝えません。",
        "Brings Fujinokuni Coin on the spot to travellers who donate. Names and addresses are not passed on.",
    ),
    town=RECEIVERS[0].code,
    more_towns=tuple(one.code for one in RECEIVERS[1:]),
    events={PAID: ("ふるさと納税を支払った", "Paid a hometown-tax donation")},
    scopes=("openid", "town"),
)


def receiver_of(code: str) -> Receiver | None:
    return next((one for one in RECEIVERS if one.code == code), None)
