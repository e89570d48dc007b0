"""Before the last four weeks: programs are given for the first time, identities checked at counters, and people come to
Shizuoka again and again, some with its card, its pass and a gift for the pines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

from app.demo.donating import Donating
from app.demo.founding import Cast
from app.demo.paying import TILL_HOURS, Paying
from app.demo.playback import Playback
from app.demo.selling import Selling
from app.demo.ticketing import Ticketing
from app.demo.timetable import Timetable
from app.demo.visits import (
    BOOKING,
    BUYING,
    GIVING,
    GUESTS,
    REGULARS,
    Visit,
    early_visits,
    home_of,
    visits_after_grant,
)
from chain.clock import business_date
from chain.ids import Address
from chain.units import Yen
from marketplace.services.projects.make_pledge import SupporterWords
from wallet.services.persons.verify_person import Document

_CARD, _GIFT, _PASS_PRICE = "sunpu-walker", 2_000, Yen(1_200)
_NAMES = ("アオヤマ ミノル", "カワイ トモコ", "サワダ シンジ", "ナガイ ユキ", "ホンダ マコト")
_PARTS_OF_PASS = 2
_CHECKED_FOR = timedelta(days=3 * 365)


@dataclass(slots=True)
class Regulars:
    playback: Playback
    cast: Cast
    table: Timetable
    paying: Paying
    selling: Selling
    tickets: Ticketing
    donating: Donating
    chance: Random

    def note(self) -> None:
        add, early = self.table.add, self.table.early
        add(early(0), self._give_first)
        add(early(1), self._check_identities)
        for place, visit in early_visits(self.chance):
            add(early(place), partial(self._pay, visit))
        for days_ago, visit in visits_after_grant(self.chance):
            add(self.table.moment(days_ago, *TILL_HOURS[1]), partial(self._pay, visit))
        for place, person in _each(BUYING):
            self.selling.sell_to(_CARD, self._account(person), early(place))
        for place, person in _each(GIVING):
            self.donating.support("pines", self._account(person), early(place), _GIFT, SupporterWords("", ""))
        for place, person in _each(BOOKING):
            self._note_pass(place, person)

    def _note_pass(self, place: int, person: int) -> None:
        guest = self._account(person)
        self.tickets.give_yen(guest, _PASS_PRICE, f"pass:{person}")
        self.table.add(self.table.early(place), partial(self.tickets.book_pass, guest))
        self.table.add(self.table.early(place + 1), partial(self.tickets.come_in, guest, person % _PARTS_OF_PASS))

    def _give_first(self) -> None:
        for (program_id, program), guests in zip(self.paying.programs.items(), GUESTS, strict=True):
            people = [self.cast.people[one] for one in guests]
            self.paying.fill_purses(program_id, people, f"{program.name_ja} お披露目の付与")

    def _check_identities(self) -> None:
        """At the counters of the towns where they live."""
        platform = self.playback.platform
        until = business_date(platform.clock.now()) + _CHECKED_FOR
        for place, person in enumerate(REGULARS):
            if home := home_of(person):
                born = date(1950 + place, 1 + place % 12, 1 + place % 28)
                document = Document(_NAMES[place % len(_NAMES)], born, until)
                platform.wallet.verify_person.verify(home, self.cast.officers[home], self._account(person), document)

    def _pay(self, visit: Visit) -> None:
        program_id, visitor = list(self.paying.programs)[visit.program], self._account(visit.person)
        if self.paying.purses[program_id][visitor]:
            self.paying.pay(program_id, self.paying.shops[visit.shop], visitor, visit.most)

    def _account(self, person: int) -> Address:
        return self.cast.people[person].address


def _each(people: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    return ((place, one) for place, some in people.items() for one in some)
