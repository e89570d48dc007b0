"""What is said about refusals of reward bridges, to programs and to people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain.errors import Conflict, Invalid
from points.bridges import errors

_IDENTITY: Sentences = {
    (errors.ServiceUnknown, "no_client"): _l("ヘッダー Musubi-Client に、サービスのクライアントIDを入れてください。"),
    (errors.ServiceUnknown, "unknown_client"): _l("このクライアントIDのサービスはありません。"),
    (errors.SignatureRefused, "missing"): _l(
        "ヘッダー webhook-id、webhook-timestamp、webhook-signature の3つが必要です。"
    ),
    (errors.SignatureRefused, "timestamp_form"): _l("webhook-timestamp は、UNIX時間の秒を整数で入れてください。"),
    (errors.SignatureRefused, "too_old"): _l(
        "webhook-timestamp が5分より古いです。送るたびに署名し直し、時計を確かめてください。"
    ),
    (errors.SignatureRefused, "too_new"): _l("webhook-timestamp が5分より先です。送る側の時計を確かめてください。"),
    (errors.SignatureRefused, "no_secret"): _l("シークレットがまだありません。連携サービスの画面で発行してください。"),
    (errors.SignatureRefused, "wrong"): _l(
        "署名が合いません。本文を1バイトも変えずに、「webhook-id.webhook-timestamp.本文」へ署名してください。"
    ),
}
_EVENT: Sentences = {
    (errors.EventRefused, "content_type"): _l(
        "Content-Type は application/cloudevents+json にするか、application/json と ce- ヘッダーで送ってください。"
    ),
    (errors.EventRefused, "not_json"): _l("本文をJSON（UTF-8）として読めません。"),
    (errors.EventRefused, "envelope"): _l("CloudEvents の属性が足りないか、形が違います。"),
    (errors.EventRefused, "type"): _l("このサービスに認められたイベントの種類ではありません。"),
    (errors.EventRefused, "schema"): _l("イベントの内容が、決められた形と違います。"),
    (errors.EventRefused, "my_number"): _l("マイナンバーのような12けたの番号は送れません。記録もしません。"),
    (errors.EventRefused, "town"): _l("town は、このサービスを使う自治体の団体コードにしてください。"),
    (errors.EventRefused, "time"): _l("time が先の時刻です。起きた時刻を入れてください。"),
    (errors.EventIdReused, "id_reused"): _l(
        "同じ id で、内容の違うイベントが届いています。イベントごとに別の id を付けてください。"
    ),
    (errors.ServiceStopped, "stopped"): _l(
        "このサービスの連携は、自治体によって止められています。自治体に連絡してください。"
    ),
}
# What the page of the interface explains: by the stable code in `reason`.
REFUSALS = [(str(key[1]), words) for key, words in (_IDENTITY | _EVENT).items() if isinstance(key, tuple)]

SENTENCES: Sentences = {
    **_IDENTITY,
    **_EVENT,
    errors.ServiceUnknown: _l("サービスを確かめられませんでした。"),
    errors.SignatureRefused: _l("署名を確かめられませんでした。"),
    errors.EventRefused: _l("このイベントは受け付けられません。"),
    errors.EventIdReused: _l("同じ id のイベントがすでに届いています。"),
    errors.ServiceStopped: _l("このサービスの連携は止められています。"),
    errors.SecretChanged: _l(
        "画面を開いたあとに、新しいシークレットが発行されています。画面を読み込み直してください。"
    ),
    errors.EventNotFit: _l("このイベントは、もう処理されています。画面を読み込み直してください。"),
    (errors.EventNotFit, "forgotten"): _l(
        "このイベントの内容は、保存期間が過ぎたため残っていません。サービスから送り直してください。"
    ),
    errors.WebhookNotFit: _l("送り先が決まっていません。先に送り先を決めてください。"),
    (errors.WebhookNotFit, "gone"): _l(
        "送り先が「もうない」（HTTP 410）と答えたため、送るのを止めています。送り先をもう一度決めてください。"
    ),
    (Invalid, "webhook_address"): _l(
        "https:// で始まるアドレスを入力してください。ポート番号・ユーザー名・# は使えません。"
    ),
    errors.TicketNotUsed: _l("このチケットを消し込めません。"),
    errors.SubjectUnknown: _l("だれのイベントか分かりません。"),
    (Conflict, "no_secret"): _l(
        "サービスの担当者がまだシークレットを発行していません。発行されてから本番にしてください。"
    ),
    (Conflict, "own_access"): _l("自分を外すことはできません。ほかの担当者に外してもらってください。"),
    (Conflict, "too_many_people"): _l("担当者は10人までです。使わなくなった人を外してから加えてください。"),
    (Invalid, "not_json"): _l("JSONとして読めません。かっこや引用符を確かめてください。"),
}
