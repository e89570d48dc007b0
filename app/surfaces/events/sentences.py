"""What people are told about refusals at events."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao import errors
from dao.models.events import errors as photos

SENTENCES: Sentences = {
    errors.EventUnknown: _l("お探しのイベントが見つかりませんでした。"),
    errors.EventReplyUnknown: _l("このイベントへの申し込みが見つかりませんでした。"),
    errors.NotInvited: _l("このイベントには参加できません。"),
    (errors.NotInvited, "members"): _l(
        "このイベントは、コミュニティの仲間のためのものです。カードかトークンを手に入れると、その日から仲間です。"
    ),
    (errors.NotInvited, "series"): _l("このイベントは、決まったカードを持つ人のためのものです。"),
    (errors.NotInvited, "tier"): _l(
        "このイベントは、コミュニティのトークンを決まった口数まで持つ人のためのものです。あと%(missing)s口で申し込めます。"
    ),
    (errors.NotInvited, "card"): _l(
        "このイベントは、まちのカード（アンバサダーカードかデジタル住民票）を持つ人のためのものです。"
    ),
    errors.EventClosed: _l("このイベントは、もう変えられません。"),
    (errors.EventClosed, "called_off"): _l("このイベントは中止になりました。"),
    (errors.EventClosed, "begun"): _l("このイベントはもう始まっています。"),
    (errors.EventClosed, "over"): _l("このイベントは終わりました。"),
    (errors.EventClosed, "nothing_offered"): _l(
        "確定できる空きがありません。期限が過ぎたか、まだ順番が来ていません。画面を読み込み直してください。"
    ),
    (errors.EventClosed, "too_early"): _l("入場は、始まりの6時間前からです。"),
    (errors.EventClosed, "no_place"): _l(
        "この申し込みは、席が決まっていません。キャンセル待ちか、取り消されています。"
    ),
    (errors.EventClosed, "not_over"): _l("イベントが終わってから付与してください。"),
    errors.AlreadyIn: _l("このコードは、すでに使われています（%(came_at)s）。"),
    errors.NotAtThisDoor: _l("この入口を手伝えるのは、まちの職員と、まちが決めた人だけです。"),
    photos.PhotoUnknown: _l("お探しの写真が見つかりませんでした。もう消されているかもしれません。"),
    photos.NotThere: _l("写真を載せられるのは、入口で受付を済ませた人と、世話役、まちの職員です。"),
    photos.DidNotCome: _l("この調査に答えられるのは、イベントの入口で受付を済ませた人だけです。"),
    photos.BoardFull: _l("この写真帳にはもう載せられません。"),
    (photos.BoardFull, "of_event"): _l("この写真帳はいっぱいです（%(most)s枚まで）。"),
    (photos.BoardFull, "of_person"): _l("1人が載せられるのは%(most)s枚までです。前の写真を消すと、また載せられます。"),
    (tree.Invalid, "consent_missing"): _l("写っている人の了解を得てから、印を付けてください。"),
    (tree.Invalid, "nobody_came"): _l("入場した人がいません。"),
    (tree.Invalid, "companions_range"): _l("0から%(most)sまでの数を入力してください。"),
    (tree.Invalid, "no_room"): _l("あと%(free)s人までしか増やせません。いまの申し込みはそのままです。"),
    (tree.Invalid, "one_to"): _l("1から%(most)sまでの数を入力してください。"),
    (tree.Invalid, "event_length"): _l("終わりは、始まりのあと%(days)s日以内で決めてください。"),
    (tree.Invalid, "fewer_than_taken"): _l("すでに%(taken)s人の席が決まっています。それより少なくはできません。"),
}
