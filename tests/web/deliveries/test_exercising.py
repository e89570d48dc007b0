"""A holder asks to use a first refusal or a seat; the seller answers; only an answer with a day counts."""

from __future__ import annotations

from datetime import timedelta

from app.wiring import event_handlers
from chain.clock import FixedClock
from chain.events import route_pending
from marketplace.models import RightRedemption
from marketplace.models.deliveries.rows import Exercise
from tests.web.deliveries.conftest import HARVEST, HOUSE, SEAT, Farm

WISH = "駅に近い家を見たいです。"


def newest(farm: Farm) -> Exercise:
    with farm.platform.db.read() as session:
        return session.query(Exercise).order_by(Exercise.id.desc()).first()  # type: ignore[return-value]


def test_a_first_refusal_is_used_when_the_town_answers_with_a_day(farm: Farm, clock: FixedClock) -> None:
    client = farm.client
    token = farm.sell(HOUSE, farm.holder())
    page = client.get(f"{token}/exercise").text
    assert "公開の14日前" in page and "2. 村の職員が内見の日をお知らせします" in page
    assert client.get(f"{token}/exercise?lang=en").status_code == 200
    assert "行使を申し出る" in client.get(f"{token}?lang=ja").text
    for wish, words in (("", "入力してください"), ("1234 5678 9018", "マイナンバー"), ("あ" * 501, "長すぎます")):
        refused = client.post(f"{token}/exercise", data={"wish": wish})
        assert refused.status_code == 422 and words in refused.text and wish in refused.text
    assert client.post(f"{token}/exercise", data={"wish": WISH}).status_code == 303
    assert client.post(f"{token}/exercise", data={"wish": WISH}).status_code == 409
    first = newest(farm).id
    assert client.post(f"{token}/exercises/{first}/withdrawal").status_code == 303
    assert client.post(f"{token}/exercise", data={"wish": WISH}).status_code == 303
    asked = newest(farm)
    assert WISH.encode() not in (asked.sealed or b"")

    farm.sign_in(email="else@example.jp")
    assert WISH not in client.get(token).text and client.get(f"{token}/exercise").status_code == 403
    assert client.post(f"{token}/exercises/{asked.id}/withdrawal").status_code == 404
    other = farm.town(HARVEST)
    answer = {"decision": "accept", "day": "2026-12-12", "answer": "10時に役場でお待ちします。"}
    assert client.post(f"{other}/exercises/{asked.id}/answer", data=answer).status_code == 404
    desk = farm.town(HOUSE)
    assert WISH in client.get(f"{desk}/deliveries").text
    refused = client.post(f"{desk}/exercises/{asked.id}/answer", data=answer | {"day": ""})
    assert refused.status_code == 422 and "10時に役場" in refused.text
    assert client.post(f"{desk}/exercises/{asked.id}/answer", data=answer | {"answer": ""}).status_code == 422
    assert client.post(f"{desk}/exercises/{asked.id}/answer", data=answer).status_code == 303
    assert client.post(f"{desk}/exercises/{asked.id}/answer", data=answer).status_code == 409
    assert farm.counted(HOUSE) == 1
    farm.holder()
    page = client.get(token).text
    assert "10時に役場" in page and "行使を申し出る" not in page
    route_pending(farm.platform.db, event_handlers(farm.platform), clock.now())
    assert "行使に返事が来ました" in client.get("/notices").text
    clock.advance(timedelta(days=31))
    assert farm.platform.marketplace.deliveries.exercise.forget() == 1
    assert newest(farm).sealed is None


def test_what_is_declined_counts_nothing_and_a_seat_is_counted_at_the_door(farm: Farm) -> None:
    client = farm.client
    token = farm.sell(SEAT, farm.holder())
    assert "当日に入口でコード" in client.get(f"{token}/exercise").text
    assert client.post(f"{token}/exercise", data={"wish": "4月の土曜日"}).status_code == 303
    desk = farm.town(SEAT)
    declined = {"decision": "decline", "answer": "満席です。"}
    assert client.post(f"{desk}/exercises/{newest(farm).id}/answer", data=declined).status_code == 303
    farm.holder()
    assert "満席です" in client.get(token).text
    assert client.post(f"{token}/exercise", data={"wish": "4月の日曜日"}).status_code == 303
    desk = farm.town(SEAT)
    accepted = {"decision": "accept", "day": "2027-04-18", "answer": "い-12です。"}
    assert client.post(f"{desk}/exercises/{newest(farm).id}/answer", data=accepted).status_code == 303
    with farm.platform.db.read() as session:
        assert session.query(RightRedemption).count() == 0
    farm.holder()
    assert "right-code" in client.get(token).text
