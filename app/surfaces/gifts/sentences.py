"""What people are told about gifts that cannot be as they wished."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from marketplace import errors

SENTENCES: Sentences = {
    errors.GiftUnknown: _l(
        "この贈り物は見つかりませんでした。リンクをもう一度確かめるか、贈り主に新しいリンクをお願いしてください。"
    ),
    errors.GiftRefused: _l("この贈り物は受け取れません。"),
    (errors.GiftRefused, "locked"): _l("この作品は人にゆずれないため、贈り物にできません。"),
    (errors.GiftRefused, "restricted"): _l(
        "買える方を限った販売のため、贈り物にできません。ご自分のものとして買えます。"
    ),
    (errors.GiftRefused, "bound"): _l("ゆずれる期限が近いため、贈り物にできません。"),
    (errors.GiftRefused, "taken"): _l("この贈り物は、もう受け取られています。"),
    (errors.GiftRefused, "returned"): _l("この贈り物は、贈り主に戻りました。"),
    (errors.GiftRefused, "expired"): _l("この贈り物の受け取り期限は過ぎました。"),
    (errors.GiftRefused, "own"): _l("ご自分が贈った贈り物です。リンクを相手の方に送ってください。"),
    (errors.GiftRefused, "on_its_way"): _l("贈り物を準備しています。少し待ってからもう一度お試しください。"),
}
