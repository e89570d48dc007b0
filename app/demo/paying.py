"""Points: programs, shops, grants by list, payments at the till, refunds, one closing."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

from app.demo.accounts import SHOPKEEPER
from app.demo.founding import Cast, Person
from app.demo.places import PLACES
from app.demo.playback import Playback
from app.demo.regions import AREAS, PROGRAMS, SHOPS, DemoProgram, DemoShop
from app.demo.timetable import Timetable
from app.demo.visits import GRANTED, OTHERS, RECEIVERS, REGULARS
from app.wiring import Platform
from chain.clock import business_date
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import CampaignMethod
from points.models.merchant import Merchant
from points.services.check_campaign import CampaignPlan
from points.services.create_program import ProgramTerms
from points.services.refund_payment import RefundOrder
from points.services.register_merchant import MerchantEntry
from points.services.sale import Sale

TILL_HOURS = ((10, 40), (13, 10), (18, 30))
_REFUND_EVERY = 23
_PROGRAM_DAYS = 334  # from the day of loading
_AT_HOME = 3  # times as often as in another town of its area do people spend a program in the issuer's shops
_KEPT_FOR_VISITORS = 2_500  # points of the fan and the member that this history leaves alone


@dataclass(frozen=True, slots=True)
class Till:
    merchant_id: int
    cashier: Address


@dataclass(slots=True)
class Paying:
    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random
    programs: dict[int, DemoProgram] = field(default_factory=dict)  # by id on chain
    tills: dict[int, list[Till]] = field(default_factory=dict)  # by area
    shops: dict[str, Till] = field(default_factory=dict)  # by name
    purses: dict[int, dict[Address, int]] = field(default_factory=lambda: defaultdict(dict))  # by program: what is left
    paid: int = 0

    @property
    def platform(self) -> Platform:
        return self.playback.platform

    def begin(self) -> None:
        """Programs and shops, as the officers of each town set them up."""
        for program in PROGRAMS:
            self.programs[self._create_program(program)] = program
        tills = {shop: self._register(number, shop) for number, shop in enumerate(SHOPS)}
        for area in AREAS:
            issuer = next(program.issuer for program in PROGRAMS if program.area_id == area.area_id)
            self.tills[area.area_id] = [
                till
                for shop, till in tills.items()
                if shop.municipality in area.codes
                for _ in range(_AT_HOME if shop.municipality == issuer else 1)
            ]

    def note(self) -> None:
        """What happens in the last four weeks."""
        for number, (program_id, program) in enumerate(self.programs.items()):
            people = self._people_of(program, number)
            first, second = people[: program.people * 3 // 4], people[program.people * 3 // 4 :]
            later = CampaignMethod.DROP if number == 0 else CampaignMethod.GRANT
            self._note_campaign(
                GRANTED, 9 + number, program_id, first, f"{program.name_ja} 第1回", CampaignMethod.GRANT
            )
            self._note_campaign(12, 9 + number, program_id, second, f"{program.name_ja} 第2回", later)
        for days_ago in range(27, -1, -1):
            for hour, minute in TILL_HOURS:
                count = self.chance.randint(2, 7)
                self.table.add(self.table.moment(days_ago, hour, minute), partial(self._busy_hour, count))
        self.table.add(self.table.moment(6, 17), lambda: self._close(MunicipalityCode("221007"), days_ago=7))
        self.table.add(self.table.moment(5, 17), lambda: self._close(MunicipalityCode("016390"), days_ago=6))

    def _create_program(self, program: DemoProgram) -> int:
        today = business_date(self.playback.clock.now())
        terms = ProgramTerms(
            name_ja=program.name_ja,
            name_en=program.name_en,
            description=f"{program.purpose_ja}（デモ）",
            area_id=program.area_id,
            cap=Points(program.cap),
            first_day=today,
            last_day=self.table.today + timedelta(days=_PROGRAM_DAYS),
            is_transferable=program.is_transferable,
        )
        officer = self.cast.officers[program.issuer]
        service = self.platform.points.create_program
        to_sign = service.prepare(program.issuer, officer, terms)
        signature = self.platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="points.program")
        service.complete(to_sign.subject, signature)
        return int(to_sign.subject)

    def _register(self, number: int, shop: DemoShop) -> Till:
        is_ours = number == 0
        email = SHOPKEEPER.email if is_ours else f"shop{number + 1:02d}@demo.example"
        name = SHOPKEEPER.name if is_ours else f"{shop.name_ja} 店長"
        cashier, _ = self.platform.wallet.open_managed_account(email, display_name=name)
        officer = self.cast.officers[shop.municipality]
        service = self.platform.points.register_merchant
        entry = MerchantEntry(shop.name_ja, shop.name_en, shop.category, email)
        to_sign = service.prepare(shop.municipality, officer, entry, PLACES[shop.name_ja].entry(number + 1))
        signature = self.platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="points.merchant")
        service.complete(to_sign.subject, signature)
        merchant_id = int(to_sign.subject)
        with self.platform.db.read() as session:
            self.cast.shops[shop.name_ja] = session.get_one(Merchant, merchant_id).account
        self.shops[shop.name_ja] = Till(merchant_id, cashier.address)
        return self.shops[shop.name_ja]

    def _people_of(self, program: DemoProgram, number: int) -> list[Person]:
        """The fan and the member hold points of the first program, as do its regulars: the former from the first grant,
        the latter, who stand last here, from the second."""
        people = self.cast.people
        if number:
            return self.chance.sample(people[2:], program.people)
        known = [*people[:2], *people[RECEIVERS.start : RECEIVERS.stop]]
        others = [*people[2 : REGULARS.start], *people[REGULARS.stop :]]
        further = self.chance.sample(others, program.people - len(known) - len(OTHERS))
        return [*known, *further, *people[OTHERS.start : OTHERS.stop]]

    def _note_campaign(
        self, days_ago: int, hour: int, program_id: int, people: Sequence[Person], purpose: str, method: CampaignMethod
    ) -> None:
        run = partial(self.fill_purses, program_id, people, f"{purpose}付与", method)
        self.table.add(self.table.moment(days_ago, hour, 5), run)

    def fill_purses(
        self, program_id: int, people: Sequence[Person], purpose: str, method: CampaignMethod = CampaignMethod.GRANT
    ) -> None:
        """By a grant; amounts as the program gives them, in turn."""
        program = self.programs[program_id]
        amounts = [program.points[number % len(program.points)] for number in range(len(people))]
        rows = [f"{person.member_number},{amount}" for person, amount in zip(people, amounts, strict=True)]
        self.grant(program_id, purpose, ["会員番号,ポイント", *rows], method)
        for person, amount in zip(people, amounts, strict=True):
            purse = self.purses[program_id]
            kept = _KEPT_FOR_VISITORS if person in self.cast.people[:2] else 0
            purse[person.address] = purse.get(person.address, 0) + amount - kept

    def grant(
        self, program_id: int, purpose: str, lines: Sequence[str], method: CampaignMethod = CampaignMethod.GRANT
    ) -> None:
        """By a list as an officer sends it."""
        program = self.programs[program_id]
        officer = self.cast.officers[program.issuer]
        checking, starting = self.platform.points.check_campaign, self.platform.points.start_campaign
        expiry_day = _months_later(business_date(self.playback.clock.now()), program.months)
        campaign = checking.draft(program.issuer, officer, CampaignPlan(program_id, purpose, expiry_day))
        file = io.BytesIO("\n".join(lines).encode())
        checking.check_list(campaign, file, f"{purpose}.csv")
        checking.choose_method(campaign, method)
        to_sign = starting.prepare(campaign, officer)
        signature = self.platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="points.campaign")
        starting.complete(to_sign.subject, signature)

    def _busy_hour(self, count: int) -> None:
        for _ in range(count):
            program_id = self.chance.choices(list(self.programs), [one.people for one in self.programs.values()])[0]
            if able := [holder for holder, left in self.purses[program_id].items() if left >= 200]:
                till = self.chance.choice(self.tills[self.programs[program_id].area_id])
                self.pay(program_id, till, self.chance.choice(able), self.chance.randrange(180, 2_400, 10))

    def pay(self, program_id: int, till: Till, holder: Address, most: int) -> None:
        """So many points, or what the holder has left."""
        purse = self.purses[program_id]
        amount = min(purse[holder], most)
        purse[holder] -= amount
        code = self.platform.points.issue_payment_code.issue(holder)
        self.paid += 1
        sale = Sale(till.merchant_id, till.cashier, code.code, Points(amount), f"demo-payment-{self.paid}")
        payment = self.platform.points.charge_customer.charge(sale)
        if self.paid % _REFUND_EVERY == 0:
            back = amount if self.paid % 2 else max(1, amount // 2)
            order = RefundOrder(till.merchant_id, payment, till.cashier, Points(back), f"demo-refund-{self.paid}")
            later = self.playback.clock.now() + timedelta(minutes=25)
            self.table.add(later, lambda: self._refund(order, purse, holder))

    def _refund(self, order: RefundOrder, purse: dict[Address, int], holder: Address) -> None:
        self.platform.points.refund_payment.refund(order)
        purse[holder] += int(order.amount)

    def _close(self, municipality: MunicipalityCode, days_ago: int) -> None:
        through_day = self.table.today - timedelta(days=days_ago)
        officer = self.cast.officers[municipality]
        self.platform.points.close_settlement.close(municipality, officer, through_day)


def _months_later(day: date, months: int) -> date:
    """The last day of the month `months` after that of `day`."""
    index = day.year * 12 + day.month - 1 + months + 1
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
