"""Sealed polls of the four towns: a contest of souvenirs that two of three trustees opened, and a choice of venue for
which the member one can sign in as is asked to be a trustee."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from app.demo.communities import FOUR_TOWNS
from app.demo.polling import UDA, Polling
from chain.clock import unix
from chain.ids import Address, MunicipalityCode
from dao.models.polls import Mode, Option
from dao.models.polls.sealing import TrusteeKey
from dao.services.polls.open_poll import PollDraft
from dao.services.polls.sealed.assembly import SealedPolls
from dao.services.polls.sealed.prepare_poll import AskedTrustee

_FUJIKAWA, _NACHIKATSUURA = MunicipalityCode("193682"), MunicipalityCode("304212")
_SOUVENIRS = (
    Option("宇陀の大和当帰茶", "Uda: angelica tea"),
    Option("大月の桃太郎きびだんご", "Otsuki: Momotaro's millet dumplings"),
    Option("富士川のゆず胡椒", "Fujikawa: yuzu pepper"),
    Option("那智勝浦のまぐろの生ハム", "Nachikatsuura: cured tuna"),
)
_VENUES = (
    Option("宇陀・松山の古い町並み", "Uda: the old streets of Matsuyama"),
    Option("那智勝浦・にぎわい市場", "Nachikatsuura: the harbour market"),
)
_VOTERS = 40


@dataclass(slots=True)
class SealedPolling:
    polling: Polling
    keys: dict[Address, TrusteeKey] = field(default_factory=dict)

    def note(self) -> None:
        table = self.polling.table
        table.add(table.moment(9, 9), self._open_contest)
        table.add(table.moment(1, 11), self._ask_member)

    def _open_contest(self) -> None:
        table, opens = self.polling.table, self.polling.table.moment(8, 9)
        number = self._prepare(
            "四町みやげコンクール", "A contest of souvenirs", _SOUVENIRS, table.moment(4, 21), self._trustees(), opens
        )
        for account in (self._officer(_FUJIKAWA), self._officer(_NACHIKATSUURA), self._neighbour):
            self.keys[account] = TrusteeKey.new()
            self._sealed.serve.accept(number, account, self.keys[account].public)
        poll = self._sealed.prepare.open(number, UDA, self._officer(UDA))
        for voter in self.polling.chance.sample(self.polling.members, min(_VOTERS, len(self.polling.members))):
            moment = table.moment(self.polling.chance.randint(5, 7), 20, self.polling.chance.randint(0, 50))
            choice = self.polling.chance.randrange(len(_SOUVENIRS))
            table.add(moment, partial(self.polling.answer, poll, voter, (choice,)))
        table.add(table.moment(3, 10), partial(self._bring_keys, number))
        table.add(table.moment(3, 11), self.polling.count)

    def _bring_keys(self, number: int) -> None:
        """Two of three are enough; the third one has lost the slip."""
        for account in (self._officer(_FUJIKAWA), self._neighbour):
            self._sealed.serve.bring_key(number, account, self.keys[account])

    def _ask_member(self) -> None:
        closes = self.polling.table.moment(-14, 21)
        member = AskedTrustee(self.polling.cast.people[1].address, "仲間からの立会人")
        self._prepare(
            "次の合同の市の会場",
            "Where the next joint market is held",
            _VENUES,
            closes,
            [*self._trustees()[:2], member],
        )

    def _prepare(
        self, title_ja: str, title_en: str, options: tuple[Option, ...], closes: datetime,
        trustees: list[AskedTrustee], opens: datetime | None = None,
    ) -> int:  # fmt: skip
        draft = PollDraft(
            title_ja, title_en, "途中の順位に引かれないように、締切まで封をします。", Mode.SINGLE, options, 1,
            unix(opens) if opens else 0, unix(closes), 0,
        )  # fmt: skip
        return self._sealed.prepare.prepare(FOUR_TOWNS.slug, UDA, self._officer(UDA), draft, trustees, 2)

    def _trustees(self) -> list[AskedTrustee]:
        return [
            AskedTrustee(self._officer(_FUJIKAWA), "富士川町の立会人"),
            AskedTrustee(self._officer(_NACHIKATSUURA), "那智勝浦町の立会人"),
            AskedTrustee(self._neighbour, "大月市の市民の立会人"),
        ]

    def _officer(self, code: MunicipalityCode) -> Address:
        return self.polling.cast.officers[code]

    @property
    def _neighbour(self) -> Address:
        return self.polling.cast.people[7].address

    @property
    def _sealed(self) -> SealedPolls:
        return self.polling.playback.platform.dao.polls.sealed
