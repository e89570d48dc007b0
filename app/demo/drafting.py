"""A proposal's draft that two members write together, shown to the others with the day on which it is to be proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from app.demo.communities import FOUR_TOWNS
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import business_date
from chain.ids import Address
from dao.models.drafts import Draft

_FIRST = {
    "title_ja": "四町を結ぶデジタルスタンプ帳",
    "body": "## なぜ\n四町のうち二つ以上をたずねた仲間は、まだ1割ほどです。\n\n## 何をするか\n"
    "道の駅と宿にスタンプのQRを置き、四つ集めた人に手ぬぐいを贈ります。",
}  # fmt: skip
_SECOND = {
    "title_ja": "四町を結ぶデジタルスタンプ帳と、四つ集めた人への手ぬぐい",
    "title_en": "A digital stamp book of the four towns, with a cotton towel for all four",
    "body": "## なぜ\n四町のうち二つ以上をたずねた仲間は、まだ1割ほどです。\n\n## 何をするか\n"
    "道の駅と宿の**12か所**にスタンプのQRを置き、四つ集めた人に手ぬぐいを贈ります。\n\n"
    "- 手ぬぐい100枚 **90,000円**\n- 置き場所の札 **12,000円**",
}  # fmt: skip
_PRINTER = "又兵衛桜売店"
_PLANNED_IN = timedelta(days=6)


@dataclass(slots=True)
class Drafting:
    playback: Playback
    cast: Cast
    table: Timetable
    members: list[Address]

    def note(self) -> None:
        self.table.add(self.table.moment(4, 19, 10), self._begin)

    def _begin(self) -> None:
        drafts, (first, second) = self.playback.platform.dao.drafts, self.members[:2]
        number = drafts.keep.begin(FOUR_TOWNS.slug, first, _FIRST)
        with self.playback.platform.db.read() as session:
            draft = session.get_one(Draft, number)
        drafts.invite.join(number, draft.invitation, second)
        self.table.add(self.table.moment(2, 20, 40), partial(self._show, number, first, second))

    def _show(self, number: int, first: Address, second: Address) -> None:
        planned = business_date(self.playback.clock.now()) + _PLANNED_IN
        keep = self.playback.platform.dao.drafts.keep
        paid = {"payee": self.cast.shops[_PRINTER], "amount": "102000", "planned_on": planned.isoformat()}
        keep.save(number, second, 1, {**_SECOND, **paid})
        keep.show(number, first, is_open=True)
