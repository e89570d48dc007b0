"""A community without a chain, its steward, three member shops, and holders of its token."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from chain.clock import FixedClock, unix
from chain.db import Database
from chain.ids import Address
from chain.units import Yen
from dao.models.membership import CommunityRole, InvitedShop, RoleHolding
from dao.models.polls import Mode, Option, Poll, PollResult
from dao.models.product_projects import ApplicationWords, ProjectWords
from dao.ports import FundableProject, MilestoneQuestion, OfferProgress, Payee, PayeeKind, TokenTier
from dao.queries.membership.belonging import Belonging
from dao.queries.polls.voters import Voters
from dao.services.polls.open_poll import PollDraft
from dao.services.product_projects.assembly import ProductProjects, assemble_product_projects
from tests.fixtures.boards import Board, put_board
from tests.fixtures.chain import UDA
from tests.fixtures.governance import NoHolders
from wallet.services.persons.roll import PersonsRoll

TOKEN = Address("0x" + "70" * 20)
WORDS = ProjectWords("みかんのコーラ", "Mandarin cola", "山のみかんで。", "Of mandarins.")


@dataclass(slots=True)
class Guild(NoHolders):
    """Who works for which shop, and who holds which tier. Also in the place of Directory and ProductSales."""

    staff: dict[Address, Address] = field(default_factory=dict)  # of a person the shop
    tiers: dict[Address, frozenset[str]] = field(default_factory=dict)
    offers: dict[int, OfferProgress] = field(default_factory=dict)

    def shops_of(self, session: object, account: object) -> frozenset[Address]:
        return frozenset(shop for person, shop in self.staff.items() if person == account)

    def staff_of(self, session: object, shops: object) -> frozenset[Address]:
        assert isinstance(shops, Collection)
        return frozenset(person for person, shop in self.staff.items() if shop in shops)

    def tiers_of(self, session: object, community: object) -> list[TokenTier]:
        return [
            TokenTier("7:1", 1, "会員", "Member", TOKEN), TokenTier("7:10", 10, "株主", "Shareholder", TOKEN)
        ]  # fmt: skip

    def tiers_reached(self, session: object, community: object, account: object) -> frozenset[str]:
        return next((tiers for person, tiers in self.tiers.items() if person == account), frozenset())

    def token_holders(self, session: object, community: object, tier: str = "") -> frozenset[Address]:
        return frozenset(person for person, tiers in self.tiers.items() if tier in tiers)

    def payees(self) -> list[Payee]:
        """Two of the three shops go by one name."""
        shops = sorted(set(self.staff.values()))
        return [
            Payee(shop, "食堂" if place else "菓子屋", "Diner" if place else "Sweets", PayeeKind.MERCHANT)
            for place, shop in enumerate(shops)
        ]

    def projects(self) -> list[FundableProject]:
        return []

    def milestone_questions(self, supporter: Address) -> list[MilestoneQuestion]:
        return []

    def names(self, addresses: Collection[Address]) -> dict[Address, str]:
        return {}

    def progress(self, session: object, offer: int) -> OfferProgress:
        return self.offers.get(offer, OfferProgress(is_over=True))


@dataclass(slots=True)
class Workshop:
    """`shops`: person of the staff, and the shop's account."""

    board: Board
    guild: Guild
    products: ProductProjects
    steward: Address
    shops: list[tuple[Address, Address]]
    forms: int = 0

    @property
    def db(self) -> Database:
        return self.board.db

    @property
    def clock(self) -> FixedClock:
        return self.board.clock

    def form(self) -> str:
        self.forms += 1
        return f"{self.forms:032x}"

    def start(self, **changed: Any) -> int:
        return self.products.start.start("uda", self.steward, replace(WORDS, **changed), self.form())

    def draft(self, pictures: tuple[str, ...] = ("cid-a", "cid-b")) -> PollDraft:
        options = tuple(Option(f"試作{place}", "", picture) for place, picture in enumerate(pictures))
        closes = unix(self.clock.now() + timedelta(days=2))
        return PollDraft("試作品", "", "", Mode.SINGLE, options, 1, 0, closes, 0)

    def count(self, poll: int, *winners: int) -> None:
        """As the scheduler would, after the close."""
        with self.db.write() as session:
            self.clock.advance(
                timedelta(seconds=max(0, session.get_one(Poll, poll).closes_at - unix(self.clock.now())))
            )
            session.add(
                PollResult(
                    poll_row=poll, result={"is_valid": bool(winners), "winners": list(winners)}, result_hash=bytes(32),
                    ballots_root=bytes(32), seed_block=1, counted_at=self.clock.now(),
                )
            )  # fmt: skip

    def voted(self, **changed: Any) -> int:
        """A project whose second prototype won."""
        number = self.start(**changed)
        self.count(self.products.votes.about_prototypes(number, self.steward, self.draft()), 1)
        return number

    def asked(self, **changed: Any) -> int:
        number = self.voted(**changed)
        self.products.ask.ask(number, self.steward, self.clock.now() + timedelta(days=3))
        return number

    def words(self, price: int = 500) -> ApplicationWords:
        return ApplicationWords("得意です。", Yen(price), 100, (self.clock.now() + timedelta(days=30)).date())

    def applied(self, shops: int = 2, **changed: Any) -> int:
        """A project for which so many shops applied before the deadline."""
        number = self.asked(**changed)
        for person, shop in self.shops[:shops]:
            self.products.apply.apply(number, person, shop, self.words())
        self.clock.advance(timedelta(days=3))
        return number


@pytest.fixture
def workshop(db: Database, clock: FixedClock) -> Workshop:
    board, guild = put_board(db, clock), Guild()
    steward, now = board.person(900), clock.now()
    shops = [(board.person(800 + place), board.person(700 + place)) for place in range(3)]
    guild.staff = dict(shops)
    with db.write() as session:
        held = {"community": "uda", "municipality": str(UDA), "named_by": steward, "named_at": now}
        session.add(RoleHolding(account=steward, role=CommunityRole.STEWARD, **held))
        for person, shop in shops:
            invited = {"community": "uda", "invited_by": steward, "invited_at": now}
            session.add(InvitedShop(shop=shop, accepted_by=person, accepted_at=now, **invited))
    products = assemble_product_projects(db, clock, Belonging(guild), guild, guild, Voters(PersonsRoll(), guild), guild)
    return Workshop(board, guild, products, steward, shops)
