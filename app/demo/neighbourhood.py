"""The four towns' community has people who look after it, members who wish to be seen, news, and one decision in its
log."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.demo.communities import FOUR_TOWNS
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.ids import Address, MunicipalityCode
from dao.models.membership import Circle, CommunityRole
from dao.models.moderation import Decision, Reason
from dao.queries.membership.profiles import MEMBER
from dao.services.news.write_news import NewsDraft
from points.models import Merchant
from wallet import Role

_UDA, _OTSUKI, _FUJIKAWA = MunicipalityCode("292125"), MunicipalityCode("192066"), MunicipalityCode("193682")
_PROFILES = (
    ("たろう", "東京在住。又兵衛桜の季節に宇陀へ通っています。"),
    ("ゆず畑の見習い", "富士川で週末だけ収穫を手伝っています。"),
    ("Mika in Lyon", "I dye with indigo. First visit to Uda in autumn."),
    ("猿橋の写真屋", "大月の橋を四季で撮っています。"),
    ("熊野の朝市", "那智勝浦の市場の近くで暮らしています。"),
    ("☆格安ツアー販売☆", "いますぐお電話ください。"),
)
_NEWS = (
    NewsDraft(
        "四町の秋のお便り", "Autumn news from the four towns",
        "富士川ではゆずの収穫が、宇陀では大和当帰の根の天日干しが始まりました。\n\n"
        "- 春の合同ツアーの行き先は、**アンケート**で決めます\n- アイデアはいつでも歓迎です",
        "The yuzu harvest has begun in Fujikawa, and Uda dries its angelica roots in the sun.\n\n"
        "- A **poll** decides where the spring tour goes\n- Ideas are welcome at any time",
        "all", "d" * 31 + "1",
    ),
    NewsDraft(
        "宇陀のカードをお持ちの方へ：薬草園の見学日", "To holders of Uda's card: a day at the herb garden",
        "森野旧薬園の見学を、カードをお持ちの方に先にご案内します。",
        "Holders of the card hear first of a visit to the old Morino herb garden.",
        f"town:{_UDA}", "d" * 31 + "2",
    ),
)  # fmt: skip


@dataclass(slots=True)
class Neighbourhood:
    """`members`: who holds a card of the four towns from the first days on. The one whom anybody can sign in as is
    their steward."""

    playback: Playback
    cast: Cast
    table: Timetable
    members: list[Address]

    def note(self) -> None:
        self.table.add(self.table.moment(18, 10), self._begin)
        self.table.add(self.table.moment(9, 10), self._decide)
        self.table.add(self.table.moment(5, 18), self._write)

    def _begin(self) -> None:
        name = self.playback.platform.dao.membership.name_roles.name
        for town, account, role in (
            (_UDA, self._steward, CommunityRole.STEWARD),
            (_OTSUKI, self._others[0], CommunityRole.MODERATOR),
            (_FUJIKAWA, self._others[1], CommunityRole.REPRESENTATIVE),
        ):
            name(FOUR_TOWNS.slug, town, self.cast.officers[town], account, role)
        show = self.playback.platform.dao.membership.show_profile.show
        for account, (shown, line) in zip((self._steward, *self._others), _PROFILES, strict=False):
            show(FOUR_TOWNS.slug, account, shown, line)

    def _decide(self) -> None:
        """An advertisement among the members is reported and hidden."""
        dao, moderator = self.playback.platform.dao, self._others[0]
        pages = dao.membership.pages.people(FOUR_TOWNS.slug, moderator)
        number = next(one.id for one in pages.members if one.account == self._others[4])
        dao.moderation.report.report(MEMBER, number, self._others[2], Reason.ADVERTISING, "ツアーの宣伝です。")
        words = "仲間の一覧を宣伝に使っているため、非表示にしました。書き直せば、もう一度表示します。"
        dao.moderation.decide.decide(MEMBER, number, moderator, Decision.HIDE, Reason.ADVERTISING, words)

    def _write(self) -> None:
        membership = self.playback.platform.dao.membership
        self._welcome(self.cast.shops[FOUR_TOWNS.proposals[0].shop])
        membership.admit_circle.admit(FOUR_TOWNS.slug, _UDA, self.cast.officers[_UDA], Circle.RESIDENTS)
        for draft in _NEWS:
            membership.news.write.write(FOUR_TOWNS.slug, self._steward, draft)
        while membership.news.send.send():
            pass

    def _welcome(self, shop: Address) -> None:
        """A shop is invited, and somebody who works there accepts."""
        platform, keeper = self.playback.platform, self.cast.people[-1].address
        with platform.db.read() as session:
            number = session.scalars(select(Merchant.id).filter_by(account=shop)).one()
        platform.wallet.assign_role(keeper, Role.MERCHANT_STAFF, str(number))
        invite = platform.dao.membership.invite_shop
        invite.invite(FOUR_TOWNS.slug, self._steward, shop)
        invite.accept(FOUR_TOWNS.slug, keeper, shop)

    @property
    def _steward(self) -> Address:
        return self.cast.people[1].address

    @property
    def _others(self) -> list[Address]:
        return [one for one in self.members if one != self._steward][:5]
