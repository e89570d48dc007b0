"""Puts the services of reward rules together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from points.bridges.rules.ports import FamilyDirectory, PeopleFacts
from points.bridges.rules.services.forecast_rule import ForecastRule
from points.bridges.rules.services.judge_event import JudgeEvent
from points.bridges.rules.services.pair_visits import PairVisits
from points.bridges.rules.services.run_rule import RunRule
from points.bridges.rules.services.send_rewards import SendRewards
from points.bridges.rules.services.write_rule import RuleDraft, WriteRule
from points.bridges.services.queue_message import QueueMessage
from points.ports import CardHolders, Cipher, Signer


@dataclass(frozen=True, slots=True)
class RuleServices:
    writing: WriteRule
    running: RunRule
    judge: JudgeEvent
    rewards: SendRewards
    forecast: ForecastRule

    def write(self, town: MunicipalityCode, officer: Address, draft: RuleDraft) -> int:
        return self.writing.write(town, officer, draft)

    def launch(self, town: MunicipalityCode, officer: Address, rule_id: int) -> None:
        self.running.launch(town, officer, rule_id)


def assemble(
    db: Database,
    clock: Clock,
    cipher: Cipher,
    *,
    contracts: Contracts,
    municipalities: Municipalities,
    signer: Signer,
    people: PeopleFacts,
    families: FamilyDirectory,
    cards: CardHolders,
    messages: QueueMessage,
) -> RuleServices:
    judge = JudgeEvent(clock, municipalities, people, families, cards, PairVisits(cipher))
    return RuleServices(
        writing=WriteRule(db, clock, signer),
        running=RunRule(db, clock, signer),
        judge=judge,
        rewards=SendRewards(db, clock, contracts, signer, messages),
        forecast=ForecastRule(db, clock, cipher, municipalities, people, families, cards),
    )
