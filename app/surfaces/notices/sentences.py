"""What people are told about being told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.adapters.public_https import AddressRefused, NoAnswer
from app.sentences import Sentences
from points import errors

SENTENCES: Sentences = {
    errors.PushRefused: _l("このブラウザーの通知は登録できませんでした。メールでのお知らせをお使いください。"),
    errors.PushGone: _l("このブラウザーの通知は、もう届きません。もう一度登録してください。"),
    errors.PushUnavailable: _l("通知を送れませんでした。少し待ってから、もう一度お試しください。"),
    AddressRefused: _l("このブラウザーの通知は登録できませんでした。メールでのお知らせをお使いください。"),
    NoAnswer: _l("通知を送れませんでした。少し待ってから、もう一度お試しください。"),
}
