"""Two events to come of the four towns: a harvest with a full list, and a joint tour that still has places."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from app.demo.communities import FOUR_TOWNS
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import unix
from chain.ids import Address, MunicipalityCode
from dao.models.events import Audience, EventKind
from dao.services.events.write_event import EventDraft

_UDA = MunicipalityCode("292125")


@dataclass(slots=True)
class Gathering:
    """`members`: who holds a card from the first days on."""

    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random
    members: list[Address]

    def note(self) -> None:
        self.table.add(self.table.moment(4, 10), self._announce)

    def _announce(self) -> None:
        self.playback.settle()  # so that the cards of this moment are known
        harvest = self._write(self._harvest())
        tour = self._write(self._tour())
        reply = self.playback.platform.dao.events.reply
        coming = self.chance.sample(self.members, min(9, len(self.members)))
        for number, people in ((harvest, coming), (tour, coming[:5])):
            for place, member in enumerate(people):
                home = ("abroad", "other", "")[place % 3]
                reply.come(number, member, place % 2, home)

    def _write(self, draft: EventDraft) -> int:
        write = self.playback.platform.dao.events.write.write
        return write(FOUR_TOWNS.slug, _UDA, self.cast.officers[_UDA], draft)

    def _harvest(self) -> EventDraft:
        begins = self.table.moment(-12, 10)
        return EventDraft(
            EventKind.HARVEST, "大和当帰の収穫", "Harvest of Yamato toki herbs",
            "薬草のまち宇陀で、大和当帰の葉を摘み、お茶にします。長靴と手袋はお貸しします。",
            "In Uda, the town of herbs, we pick toki leaves and make tea of them. Boots and gloves are lent.",
            "宇陀市 大宇陀 道の駅の前", "In front of the roadside station, Ouda, Uda", unix(begins),
            unix(begins) + 4 * 3600, 10, 1, 24, Audience.MEMBERS, None, None,
        )  # fmt: skip

    def _tour(self) -> EventDraft:
        begins = self.table.moment(-24, 9)
        return EventDraft(
            EventKind.TOUR, "四町合同ツアー", "Joint tour of the four towns",
            "宇陀の刀鍛冶の里から那智の滝まで、二日かけてめぐります。",
            "In two days from the swordsmiths' village of Uda to the waterfall of Nachi.",
            "宇陀市 榛原駅", "Haibara station, Uda", unix(begins), unix(begins) + 32 * 3600, 30, 2, 48,
            Audience.EVERYBODY, None, None,
        )  # fmt: skip
