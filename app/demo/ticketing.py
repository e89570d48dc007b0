"""A ferry across Suruga Bay with a combined ticket, an inn's nights in Mukawa and a walk with a village's mayor, booked by
day; and a pass for Shizuoka that is good at once. The ferry, the dinosaurs and the mayor's walk are of the regions' own
applications; the rest is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from app.demo.founding import Cast
from app.demo.paying import Till
from app.demo.playback import Playback
from app.demo.timetable import Timetable
from chain.clock import JST
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.models import Kind, Share
from marketplace.models.tickets.details import Leg, RefundRule, ServiceDetail
from marketplace.services.admission.door import Door, Scan
from marketplace.services.tickets.book import BookingWish
from marketplace.services.tickets.write_service import FarePlan, ServiceDraft, SlotPlan

SHIZUOKA, MUKAWA, FUNAHASHI = (MunicipalityCode(code) for code in ("221007", "015865", "163210"))
_DAY, _HOUR = 86_400, 3_600
_FERRY_RULES = (RefundRule(_DAY, 10_000), RefundRule(_HOUR, 7_000))
_INN_RULES = (RefundRule(7 * _DAY, 10_000), RefundRule(2 * _DAY, 5_000))
_SAILINGS = (time(8, 0), time(10, 45), time(14, 20))
_WEEKEND = 4  # Friday and Saturday nights cost more


@dataclass(slots=True)
class Ticketing:
    playback: Playback
    cast: Cast
    table: Timetable
    shops: dict[str, Till]
    services: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """The services, each signed act by act by its town's officer."""
        drafts = {"ferry": self._ferry(), "pass": self._pass(), "inn": self._inn(), "walk": self._walk()}
        for name, draft in drafts.items():
            self._open(name, draft)

    def note(self) -> None:
        """Who books what."""
        people = [person.address for person in self.cast.people]
        wishes: tuple[tuple[str, Address, Sequence[int], int, int], ...] = (
            ("ferry", people[0], (0, 2, 1), 4, 1), ("ferry", people[2], (2,), 4, 1), ("ferry", people[3], (0, 1), 5, 1),
            ("inn", people[0], (1,), 9, 2), ("inn", people[4], (1,), 3, 1), ("walk", people[5], (2,), 0, 1),
            ("walk", people[6], (4,), 0, 1),
        )  # fmt: skip
        for place, (name, guest, quantities, slot, slots) in enumerate(wishes):
            self.give_yen(guest, Yen(60_000), f"guest:{place}")
            self.table.add(
                self.table.moment(3, 9 + place, 40), partial(self._book, name, guest, quantities, slot, slots)
            )

    def book_pass(self, guest: Address) -> None:
        """By somebody who has the yen."""
        self._book("pass", guest, (1,), 0, 1)

    def come_in(self, guest: Address, leg: int) -> None:
        """With the pass, at the shop of its part `leg`."""
        platform, tickets = self.playback.platform, self.playback.platform.marketplace.tickets
        held = next(one for one in tickets.pages.held(guest) if one.service.number == self.services["pass"])
        place = held.fare.typed_legs()[leg].place
        till = next(one for one in self.shops.values() if one.merchant_id == place)
        scan = Scan(tickets.codes.code(held.token_id, guest), f"demo-pass-{held.token_id}-{guest}"[:64])
        door = Door(till.merchant_id, SHIZUOKA, till.cashier, is_open=True)
        platform.marketplace.admission.admit_ticket.admit(door, scan, leg, 1)

    def _open(self, name: str, draft: ServiceDraft) -> None:
        platform, officer = self.playback.platform, self.cast.officers[draft.municipality]
        tickets = platform.marketplace.tickets
        number = self.services[name] = tickets.write.draft(officer, draft)
        for act in tickets.pages.town_service(draft.municipality, number).acts:
            asked = tickets.publish.prepare(draft.municipality, act.id, officer)
            signature = platform.wallet.sign_typed_data(officer, asked.typed_data, reason="marketplace.ticket_act")
            tickets.publish.complete(asked.subject, signature)
            self.playback.settle()  # slots and fares need their service on chain

    def _book(self, name: str, guest: Address, quantities: Sequence[int], slot: int, slots: int) -> None:
        """`quantities` by fare, the dearest first."""
        platform = self.playback.platform
        tickets = platform.marketplace.tickets
        fares = [fare for fare in tickets.pages.service(self.services[name]).open_fares if not fare.program_id]
        wanted = {fare.number: count for fare, count in zip(fares, quantities, strict=False)}
        asked = tickets.book.prepare(BookingWish(self.services[name], wanted, slot, slots), guest)
        signature = platform.wallet.sign_typed_data(guest, asked.typed_data, reason="marketplace.booking")
        tickets.book.complete(asked.subject, signature)

    def give_yen(self, to: Address, amount: Yen, what: str) -> None:
        platform, name = self.playback.platform, f"demo.ticket_yen:{what}"
        with platform.db.write() as session:
            call = platform.contracts.yen.faucet_mint(to, amount)
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())

    def _at(self, days: int, at: time) -> datetime:
        return datetime.combine(self._date(days), at, JST)

    def _date(self, days: int) -> date:
        return self.table.today + timedelta(days=days)

    def _ferry(self) -> ServiceDraft:
        pier, cafe = self.shops["清水みなと食堂"], self.shops["土肥夕日カフェ"]
        board = Leg("乗船（清水港）", "Boarding (Shimizu Port)", pier.merchant_id)
        coffee = Leg("夕日カフェの一杯（土肥）", "A cup at the Sunset Cafe (Toi)", cafe.merchant_id)
        town = Share(self.cast.accounts_of_towns[SHIZUOKA], 9_500, "駿河湾フェリー", "Suruga Bay Ferry")
        platform = Share(self.cast.platform, 500, "結びの運営費", "Running costs of Musubi")
        shop = Share(self.cast.shops["土肥夕日カフェ"], 1_500, "土肥夕日カフェ", "Toi Sunset Cafe")
        both = (Share(town.payee, 8_000, town.label_ja, town.label_en), shop, platform)
        return ServiceDraft(
            municipality=SHIZUOKA, kind=Kind.TICKET,
            detail=ServiceDetail("清水港 → 土肥港", "Shimizu Port → Toi Port", "清水港フェリーのりば", "Ferry pier, Shimizu Port",
                                 minutes=75),
            name_ja="駿河湾フェリー 乗船券", name_en="Suruga Bay Ferry Ticket",
            story_ja="清水港から伊豆の土肥港まで、富士山を見ながら海を渡ります。\n\n周遊券なら、着いた港のカフェで夕日を待つ一杯も。",
            story_en="From Shimizu to Toi in Izu, with Mount Fuji over the bay.\n\nThe combined ticket holds a cup at the "
            "harbour cafe, where you wait for the sunset.",
            gives_ja=("えらんだ便に片道1回", "周遊券は、土肥夕日カフェの飲みもの1杯つき"),
            gives_en=("One way on the departure you choose", "Combined ticket: one drink at Toi Sunset Cafe"),
            scene="ferry",
            fares=(
                FarePlan("周遊券（おとな・カフェつき）", "Combined (adult, with cafe)", 3_200, (board, coffee), _FERRY_RULES, both,
                         transfer_cut_off=_HOUR),
                FarePlan("おとな", "Adult", 2_600, (board,), _FERRY_RULES, (town, platform), transfer_cut_off=_HOUR),
                FarePlan("こども（小学生）", "Child (6–12)", 1_300, (board,), _FERRY_RULES, (town, platform),
                         transfer_cut_off=_HOUR),
            ),
            slots=[
                SlotPlan(days * 3 + place, 60, self._at(days, at), self._at(days - 1, time(17)),
                         self._at(days, at) + timedelta(minutes=75), 11_000 if self._date(days).weekday() > _WEEKEND else 10_000)
                for days in range(1, 11) for place, at in enumerate(_SAILINGS)
            ],
        )  # fmt: skip

    def _pass(self) -> ServiceDraft:
        """An open ticket, so that the door of the shop one can sign in as has somebody to let in on the first day."""
        tea, pier = self.shops["駿府みそ茶屋"], self.shops["清水みなと食堂"]
        legs = (
            Leg("みそ汁の一杯（駿府みそ茶屋）", "A bowl of miso soup (Sunpu Miso Teahouse)", tea.merchant_id),
            Leg(
                "富士を見るデッキ（清水みなと食堂）",
                "The deck with Mount Fuji (Shimizu Harbour Diner)",
                pier.merchant_id,
            ),
        )
        shares = (
            Share(self.cast.accounts_of_towns[SHIZUOKA], 1_000, "静岡市", "Shizuoka"),
            Share(self.cast.shops["駿府みそ茶屋"], 4_500, "駿府みそ茶屋", "Sunpu Miso Teahouse"),
            Share(self.cast.shops["清水みなと食堂"], 4_500, "清水みなと食堂", "Shimizu Harbour Diner"),
        )
        return ServiceDraft(
            municipality=SHIZUOKA, kind=Kind.TICKET,
            detail=ServiceDetail("静岡市 駿府と清水港", "Sunpu and Shimizu Port, Shizuoka"),
            name_ja="駿府と清水港 めぐり券", name_en="Sunpu and Shimizu Port Pass",
            story_ja="城下町のみそ汁で温まり、港のデッキで富士山を眺める一枚。日を決めずに買って、好きな順番で、別の日にも使えます。",
            story_en="Warm up on miso soup in the castle town, then look at Mount Fuji from the harbour. Buy it without a "
            "day, use its two parts in any order, on different days if you like.",
            gives_ja=("駿府みそ茶屋でみそ汁1杯", "清水みなと食堂の富士見デッキ"),
            gives_en=("A bowl of soup at Sunpu Miso Teahouse", "The view from the deck at Shimizu Harbour Diner"),
            scene="diamond_fuji",
            fares=(FarePlan("おひとり", "Per person", 1_200, legs, shares=shares),),
            slots=[SlotPlan(0, 2_000, None, self.table.opening, self._at(60, time(18)))],
        )  # fmt: skip

    def _inn(self) -> ServiceDraft:
        town = Share(self.cast.accounts_of_towns[MUKAWA], 10_000, "むかわ町の宿", "Inn in Mukawa")
        night = (Leg("宿泊", "Night"),)
        return ServiceDraft(
            municipality=MUKAWA, kind=Kind.STAY,
            detail=ServiceDetail("むかわ町穂別", "Hobetsu, Mukawa", check_in="15:00", check_out="10:00", needs_register=True,
                                 languages="日本語・English"),
            name_ja="恐竜の丘の宿 一棟貸し", name_en="Lodge on Dinosaur Hill",
            story_ja="恐竜の化石が見つかった丘の上の一軒家。夜は星、朝はししゃもの朝ごはん。\n\n4名まで泊まれます。",
            story_en="A house on the hill where the dinosaur was found. Stars at night, smelt for breakfast.\n\nSleeps four.",
            gives_ja=("一棟まるごと1泊（4名まで）", "ししゃもの朝ごはん"),
            gives_en=("The whole house for a night, up to four", "Breakfast with local smelt"),
            scene="dinosaur",
            fares=(
                FarePlan("一棟・朝食つき", "Whole house, with breakfast", 24_000, night, _INN_RULES, (town,), transfer_cut_off=2 * _DAY),
                FarePlan("一棟・素泊まり（2泊から）", "Whole house, no meals (from 2 nights)", 18_000, night, _INN_RULES, (town,),
                         least_slots=2, transfer_cut_off=2 * _DAY),
            ),
            slots=[
                SlotPlan(days, 2, self._at(days, time(15)), self._at(days, time(14)), self._at(days + 1, time(10)),
                         12_500 if self._date(days).weekday() in (4, 5) else 10_000)
                for days in range(2, 40) if days not in (12, 13)
            ],
        )  # fmt: skip

    def _walk(self) -> ServiceDraft:
        town = Share(self.cast.accounts_of_towns[FUNAHASHI], 10_000, "舟橋村", "Funahashi")
        return ServiceDraft(
            municipality=FUNAHASHI, kind=Kind.TOURISM,
            detail=ServiceDetail("舟橋村", "Funahashi", "舟橋会館の玄関", "Entrance of Funahashi Hall", "舟橋村長", "The mayor",
                                 "日本語・English", 150),
            name_ja="村長と歩く ひまわりの朝", name_en="A Sunflower Morning with the Mayor",
            story_ja="日本一小さい村を、村長の案内で歩きます。ひまわり畑のあとは、採れたての野菜で朝ごはん。",
            story_en="Walk Japan's smallest village with its mayor. After the sunflower fields, breakfast from the garden.",
            gives_ja=("村長の案内で2時間半", "採れたて野菜の朝ごはん"), gives_en=("Two and a half hours with the mayor", "Breakfast"),
            scene="sunflowers",
            fares=(FarePlan("参加（1名）", "Per person", 6_000, (Leg("参加", "Admission"),), (RefundRule(3 * _DAY, 10_000),), (town,),
                            transfer_cut_off=_DAY),),
            slots=[
                SlotPlan(place, 8, self._at(days, time(6, 30)), self._at(days, time(6)), self._at(days, time(9)))
                for place, days in enumerate((6, 13, 20))
            ],
        )  # fmt: skip
