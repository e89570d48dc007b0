"""A reward arrives: on the real chain, in the person's history and notices with its reason, and at the service."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chain.clock import JST
from chain.db import Database
from points.bridges.models import ServiceMessage, Webhook
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import Amount, Terms
from points.bridges.services.queue_message import BODY
from points.models import DecisionStage, RuleDecision
from points.queries.history import holder_history
from tests.fixtures.bridges import GYM_ENTERED, make_bridge
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


def test_points_arrive_with_their_reason_and_what_the_contract_refuses_is_sent_again(region: Region) -> None:
    platform, bridges = region.platform, region.points.bridges
    bridge = make_bridge(platform, UDA)
    bridges.register.go_live(UDA, bridge.officer, bridge.client_id)
    with platform.db.write() as session:
        now = platform.clock.now()
        session.add(Webhook(service_id=bridge.service.id, url="https://gym.example.jp/", set_at=now, free_at=now))
    program, account = region.program(cap=150), platform.wallet.open_managed_account("taro@example.jp")[0]
    today = region.today
    draft = RuleDraft("ジム", GYM_ENTERED, program, 1_000, today, today + timedelta(days=9), Terms(Amount(points=100)))
    rule_id = bridges.rules.write(UDA, region.officer, draft)
    bridges.rules.launch(UDA, region.officer, rule_id)
    when = platform.clock.now().astimezone(JST).isoformat()
    for number in range(2):
        bridge.receive(bridge.event(f"e{number}", account.member_number, time=when), message_id=f"m{number}")
    bridges.hand_on.hand_on()
    region.look()
    assert bridges.rules.rewards.send() == 2 and bridges.rules.rewards.send() == 0
    region.settle()
    assert bridges.rules.rewards.tell() == 1 and bridges.rules.rewards.tell() == 0
    assert region.balance(account.address).total == 100
    with platform.db.read() as session:
        (entry,) = holder_history(session, account.address).entries
        assert entry.reward is not None and entry.reward.rule_number == 1
        assert entry.reward.event_type == GYM_ENTERED
        messages = session.query(ServiceMessage).filter_by(type="musubi.points.granted").all()
        bodies = [bridges.cipher.open(BODY, one.body_sealed, bridge.client_id) for one in messages]
        told = [json.loads(body) for body in bodies]
        stages = [one.stage for one in session.query(RuleDecision).order_by(RuleDecision.id)]
    assert told[0]["data"] == {
        "event": "e0", "event_type": GYM_ENTERED, "amount": 100, "program": "むすびポイント", "rule": "ジム",
        "rule_number": 1,
    }  # fmt: skip
    assert account.address not in json.dumps(told) and stages == [DecisionStage.GIVEN, DecisionStage.FAILED]
    assert bridges.rules.running.send_again(UDA, region.officer, rule_id) == 1
    bridges.rules.rewards.send()
    region.settle()
    with platform.db.read() as session:
        failed = session.query(RuleDecision).filter_by(stage=DecisionStage.FAILED).one()
        assert failed.failure == "ProgramCapExceeded", failed.failure
