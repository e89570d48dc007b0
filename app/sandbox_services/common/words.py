"""What Musubi's codes mean, for people."""

from __future__ import annotations

import json

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.languages import t

_MESSAGES: dict[str, Text] = {
    "musubi.test": ("お試し", "A try"),
    "musubi.event.processed": ("イベントが処理された", "An event was processed"),
    "musubi.event.put_aside": ("イベントが処理できず、確認を待っている", "An event waits to be looked into"),
    "musubi.points.granted": ("ポイントが付いた", "Points were given"),
    "musubi.points.converted": ("ポイント交換の結果", "How a conversion ended"),
    "musubi.consent.withdrawn": ("本人が同意を取り消した", "A person withdrew consent"),
}
_TICKETS: dict[tuple[str, str], Text] = {
    ("musubi.ticket.sold", "bought"): ("売れた", "sold"),
    ("musubi.ticket.sold", "handed_on"): ("ほかの人からゆずられた", "given by somebody else"),
    ("musubi.ticket.returned", "refunded"): ("返金された", "refunded"),
    ("musubi.ticket.returned", "called_off"): ("中止になった", "called off"),
    ("musubi.ticket.returned", "handed_on"): ("ほかの人にゆずられた", "given to somebody else"),
}
_REASONS: dict[str, Text] = {
    "missing": ("だれのことかが書かれていません", "Whose it is was not said"),
    "form": ("カードや会員番号の形ではありません", "Neither a card nor a member number"),
    "unknown_card": ("この番号のカードはありません", "There is no card of this number"),
    "card_printed": ("まだだれにも渡していないカードです", "The card was never handed out"),
    "card_blocked": ("止められているカードです", "The card is blocked"),
    "unknown_member": ("この会員番号の人がいません", "Nobody has this member number"),
    "unknown_subject": ("このサービスの知らない人です", "Nobody whom this service knows"),
    "consent_withdrawn": ("本人が同意を取り消しました", "The person withdrew consent"),
    "test_mode": ("サービスがテスト中です", "The service is in test mode"),
    "stopped": ("自治体が連携を止めています", "The town has stopped this service"),
    "unreadable": ("結びで記録を開けませんでした", "Musubi could not open its record"),
    "ticket_unknown": ("本人が持っていない券です", "The person holds no such ticket"),
    "ticket_not_yours": ("この券の消込は任されていません", "This service may not cancel the ticket"),
    "ticket_used": ("もう使われた券です", "The ticket was used already"),
    "ticket_few": ("まだ使われていない枚数より多い人数です", "More people than unused tickets"),
    "ticket_early": ("まだ使える時間ではありません", "The ticket is not good yet"),
    "ticket_over": ("便が終わったあとに届きました", "It came after the departure was over"),
    "ticket_called_off": ("中止になった便です", "The departure was called off"),
    "ticket_unsigned": ("本人の署名がありません", "The holder has not signed"),
    "no_answer": ("結びが応えません。また送ります", "Musubi does not answer; it is sent again"),
    "schema": ("内容の形が違います", "The content does not fit the schema"),
    "type": ("認められていない種類です", "A type that is not allowed"),
    "time": ("先の時刻になっています", "The time lies ahead"),
    "too_old": ("時計がずれています", "The clock is wrong"),
    "too_new": ("時計がずれています", "The clock is wrong"),
    "wrong": ("署名が合いません", "The signature does not fit"),
    "id_reused": ("同じidで、内容の違うイベントがあります", "Another event had this id"),
}


def message_words(kind: str, body: str) -> str:
    """Of tickets also which, how many, and why."""
    data = json.loads(body).get("data") or {}
    why = _TICKETS.get((kind, str(data.get("reason", ""))))
    if why is None:
        return t(*_MESSAGES.get(kind, (kind, kind)))
    name, name_en, count = data.get("name", ""), data.get("name#en", ""), data.get("count", 0)
    return t(f"{name} {count}枚：{why[0]}", f"{name_en} ×{count}: {why[1]}")


def reason_words(code: str) -> str:
    """The code itself where it is another one, such as a status of HTTP."""
    return t(*_REASONS.get(code, (code, code)))
