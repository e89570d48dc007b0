"""A project on chain without a chain: what its town wrote, and the facts that its contract would have told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from eth_utils import keccak, to_checksum_address

from app.wiring import Platform
from chain.clock import unix
from chain.db import Database
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.indexer.models import ChainHead, IndexerCursor
from chain.units import Points, Yen
from marketplace.models import PublishState, Share, YenBalance
from marketplace.models.projects import (
    ChainProject,
    DonationKind,
    Milestone,
    MilestonePaid,
    MilestoneReport,
    MilestoneVoteOpened,
    Pledge,
    Project,
    ProjectPledged,
)
from marketplace.models.projects.points import ProjectPointsGoal, ProjectPointsPledged
from marketplace.services.projects.draft_project import ProjectDraft
from marketplace.services.projects.make_pledge import SupporterWords
from marketplace.services.put_town import TownWords

FUNAHASHI = MunicipalityCode("163210")
OFFICER = Address(to_checksum_address(keccak(text="officer")[-20:]))


_TWO_STEPS = (Milestone(5_000, "種", "Seeds"), Milestone(5_000, "迷路", "The maze"))


@dataclass(slots=True)
class Field:
    """Puts a project on chain, and lets pledges arrive, without a chain."""

    platform: Platform
    blocks: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def open(self, kind: DonationKind = DonationKind.TOWN, *, all_or_nothing: bool = True, vote_days: int = 0) -> int:
        now = self.platform.clock.now()
        draft = ProjectDraft(
            donation_kind=kind, title_ja="ひまわりの迷路", title_en="A sunflower maze",
            story_ja="植えます。", story_en="Planted.", scene="sunflowers", goal=Yen(10_000),
            all_or_nothing=all_or_nothing,
            opens_at=now, closes_at=now + timedelta(days=3), least=Yen(500), most=Yen(50_000),
            suggested=(Yen(1_000), Yen(3_000)),
            milestones=_TWO_STEPS if vote_days else (Milestone(10_000, "種", "Seeds"),),
            shares=(Share(OFFICER, 10_000, "村", "Village"),),
            thanks_from=Yen(0), vote_days=vote_days,
        )  # fmt: skip
        number = self.platform.marketplace.projects.draft.draft(FUNAHASHI, OFFICER, draft)
        with self.platform.db.write() as session:
            project = session.get_one(Project, number)
            project.state = PublishState.PENDING
            session.add(
                ChainProject(
                    number=number, municipality=int(FUNAHASHI), goal=project.goal, opens_at=unix(project.opens_at),
                    closes_at=unix(project.closes_at), all_or_nothing=all_or_nothing, collection=ZERO_ADDRESS,
                    thanks_from=Yen(0), **self.fact(),
                )
            )  # fmt: skip
        return number

    def give_yen(self, account: Address, amount: int) -> None:
        with self.platform.db.write() as session:
            session.merge(YenBalance(account=account, amount=amount))

    def pledge(self, number: int, supporter: Address, amount: int, name: str) -> int:
        self.give_yen(supporter, amount)
        pledging = self.platform.marketplace.projects.pledge
        asked = pledging.prepare(number, supporter, Yen(amount), SupporterWords(name, "がんばれ"))
        pledging.complete(asked.subject, b"\x01" * 65)
        with self.platform.db.write() as session:
            pledge = session.get_one(Pledge, int(asked.subject))
            session.add(
                ProjectPledged(
                    pledge_id=pledge.pledge_id, number=number, supporter=supporter, amount=pledge.amount,
                    tx_hash=keccak(text=asked.subject), **self.fact(),
                )
            )  # fmt: skip
        return int(asked.subject)

    def pledge_directly(self, number: int, supporter: Address, amount: int) -> None:
        """As an account does that signs nothing."""
        words = keccak(text=f"{number}:{supporter}:{amount}")
        fact = ProjectPledged(
            pledge_id=words, number=number, supporter=supporter, amount=Yen(amount), tx_hash=words, **self.fact()
        )
        with self.platform.db.write() as session:
            session.add(fact)

    def pay(self, number: int, amount: int, milestone: int = 0) -> None:
        with self.platform.db.write() as session:
            words = keccak(text=f"{number}:{milestone}")
            session.add(
                MilestonePaid(
                    number=number, milestone=milestone, amount=Yen(amount), report_hash=words, tx_hash=words,
                    **self.fact(),
                )
            )  # fmt: skip

    def open_vote(self, number: int, days: int) -> None:
        """On the second milestone, with a report."""
        now, words = self.platform.clock.now(), keccak(text="report")
        report = MilestoneReport(
            project_number=number, milestone=1, body_ja="植えました。", report_hash=words, officer=OFFICER, deadline=0,
            state=PublishState.PENDING, created_at=now,
        )  # fmt: skip
        opened = MilestoneVoteOpened(
            number=number, round=1, milestone=1, report_hash=words, closes_at=unix(now) + days * 86_400, **self.fact()
        )
        with self.platform.db.write() as session:
            session.add_all([report, opened])

    def take_points(self, number: int, program: int = 7) -> None:
        goal = ProjectPointsGoal(number=number, program_id=program, merchant_id=9, **self._place())
        with self.platform.db.write() as session:
            session.add(goal)

    def pledge_points(self, number: int, supporter: Address, amount: int, lot: int = 7 << 32 | 30_000) -> None:
        words = keccak(text=f"{number}:{supporter}:{lot}:{amount}")
        fact = ProjectPointsPledged(
            pledge_id=words, number=number, supporter=supporter, lot_id=lot, amount=Points(amount), tx_hash=words,
            **self.fact(),
        )  # fmt: skip
        with self.platform.db.write() as session:
            session.add(fact)

    def _place(self) -> dict[str, int]:
        return {name: value for name, value in self.fact().items() if name != "block_time"}

    def make_final(self) -> None:
        """All facts so far stay."""
        with self.platform.db.write() as session:
            session.merge(
                ChainHead(id=1, chain_id=1, block_one_hash=b"1" * 32, number=1_000, time=0, finality_blocks=0)
            )
            session.merge(IndexerCursor(projector="marketplace.projects", block_number=1_000))

    def fact(self) -> dict[str, int]:
        now = unix(self.platform.clock.now())
        return {"block_number": next(self.blocks), "log_index": 0, "part": 0, "block_time": now}


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def fields(platform: Platform) -> Field:
    platform.marketplace.put_town.put(
        TownWords(
            FUNAHASHI, "舟橋村", "Funahashi", "富山県", "Toyama", "", "", "", "", (), "seigaiha", "sunflowers", 1, 0
        )
    )
    return Field(platform)
