"""Two polls of the four towns: a label that was chosen and stands on chain, and a tour that is being chosen by those who
hold cards and by villagers who were verified at the counter, with both majorities."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random

from app.demo.communities import FOUR_TOWNS
from app.demo.founding import Cast
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import business_date, unix
from chain.ids import Address, MunicipalityCode
from dao.models.polls import House, Mode, Option
from dao.services.polls.open_poll import PollDraft
from marketplace.artwork.cards import draw_scene
from wallet.services.persons.verify_person import Document

UDA = MunicipalityCode("292125")
_LABELS = {  # and the scene of each
    Option("宇陀の小烏丸", "The Kogarasumaru blade of Uda"): "sword",
    Option("猿橋の月", "Moon over the monkey bridge"): "gorge_bridge",
    Option("富士川のダイヤモンド富士", "Diamond Fuji over the river"): "diamond_fuji",
    Option("那智の滝", "The waterfall of Nachi"): "waterfall",
}
_LABEL_WIDTH = 720
_VERIFIED = 24
_NAMES = ("タカハシ タロウ", "ヤマモト サチ", "モリ ケンジ", "オオツカ ミドリ")
_TOURS = (
    Option("宇陀・刀鍛冶の里を歩く", "Uda: a walk through the swordsmiths' village"),
    Option("大月・猿橋と岩殿山", "Otsuki: the monkey bridge and Mt. Iwadono"),
    Option("富士川・ゆずの収穫", "Fujikawa: the yuzu harvest"),
    Option("那智勝浦・滝と生まぐろ", "Nachikatsuura: the waterfall and fresh tuna"),
)


@dataclass(slots=True)
class Polling:
    """`members`: who holds a card from the first days on."""

    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random
    members: list[Address]

    def note(self) -> None:
        label, tour = self.table.moment(12, 9), self.table.moment(3, 9)
        self.table.add(self.table.moment(13, 10), self._verify)
        self.table.add(label, self._open_label)
        self.table.add(self.table.moment(6, 21, 5), self.count)
        self.table.add(tour, self._open_tour)

    def _open_label(self) -> None:
        closes = unix(self.table.moment(6, 21))
        labels = tuple(replace(option, picture=self._label(scene)) for option, scene in _LABELS.items())
        number = self._open(
            PollDraft(
                "新酒のラベル", "The label of the new sake",
                "四町の水と米で仕込んだ新酒のラベルを決めます。よいと思う順に番号をつけてください。",
                Mode.RANKED, labels, 1, 0, closes, 20,
            )
        )  # fmt: skip
        for voter in self.chance.sample(self.members, len(self.members) * 2 // 3):
            ranking = self.chance.sample(range(len(_LABELS)), self.chance.randint(1, len(_LABELS)))
            moment = self.table.moment(self.chance.randint(7, 11), 20, self.chance.randint(0, 50))
            self.table.add(moment, partial(self.answer, number, voter, tuple(ranking)))

    def _open_tour(self) -> None:
        closes = unix(self.table.moment(-6, 21))
        number = self._open(
            PollDraft(
                "春の合同ツアーの行き先", "Where the spring tour goes",
                "春に全国の仲間と訪ねるまちを決めます。よいと思うものをいくつでも選んでください。",
                Mode.APPROVAL, _TOURS, 1, 0, closes, 20, House.BOTH, 5,
            )
        )  # fmt: skip
        voters = {*self.chance.sample(self.members, len(self.members) // 3), *self._villagers[1::2]}
        for voter in sorted(voters - {self.cast.people[1].address}):  # the member one can be votes for oneself
            chosen = self.chance.sample(range(len(_TOURS)), self.chance.randint(1, 2))
            moment = self.table.moment(self.chance.randint(1, 2), 19, self.chance.randint(0, 50))
            self.table.add(moment, partial(self.answer, number, voter, tuple(chosen)))

    def _verify(self) -> None:
        """Villagers come to the counter with their documents."""
        verify = self.playback.platform.wallet.verify_person
        today = business_date(self.playback.platform.clock.now())
        for place, account in enumerate(self._villagers):
            name, born = _NAMES[place % len(_NAMES)], date(1940 + place, 1 + place % 12, 1 + place)
            until = today + timedelta(days=3 * 365)
            verify.verify(UDA, self.cast.officers[UDA], account, Document(name, born, until))

    @property
    def _villagers(self) -> list[Address]:
        return [person.address for person in self.cast.people[1 : 1 + _VERIFIED]]

    def _open(self, draft: PollDraft) -> int:
        self.playback.settle()  # so that the cards of this moment are known
        polls = self.playback.platform.dao.polls
        return polls.open.open(FOUR_TOWNS.slug, UDA, self.cast.officers[UDA], draft)

    def _label(self, scene: str) -> str:
        drawn = io.BytesIO()
        draw_scene(scene, 3, _LABEL_WIDTH).save(drawn, "PNG")
        keep = self.playback.platform.marketplace.artwork.keep_picture.keep
        return keep(UDA, self.cast.officers[UDA], drawn.getvalue())

    def answer(self, number: int, voter: Address, answer: tuple[int, ...]) -> None:
        platform = self.playback.platform
        asked = platform.dao.polls.answer.prepare(number, voter, answer)
        signature = platform.wallet.sign_typed_data(voter, asked.typed_data, reason="dao.poll_ballot")
        platform.dao.polls.answer.complete(asked.subject, signature)

    def count(self) -> None:
        """And have the officer announce what came out."""
        self.playback.settle()  # so that the block that breaks ties is known
        platform, officer = self.playback.platform, self.cast.officers[UDA]
        platform.dao.polls.count.count()
        for standing in platform.dao.polls.pages.of_community(FOUR_TOWNS.slug):
            if standing.result is not None and standing.anchor is None:
                asked = platform.dao.polls.announce.prepare(standing.poll.id, officer)
                signature = platform.wallet.sign_typed_data(officer, asked.typed_data, reason="dao.poll_result")
                platform.dao.polls.announce.complete(asked.subject, signature, officer)
