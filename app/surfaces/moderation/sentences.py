"""What people are told when moderation refuses."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from dao import errors
from dao.models.membership import errors as membership

SENTENCES: Sentences = {
    errors.NotAMember: _l(
        "このコミュニティの仲間だけが使えるページです。コミュニティのページで、仲間になる方法をご覧ください。"
    ),
    errors.RoleRequired: _l("この操作は、コミュニティでその役割をもつ人だけが行えます。"),
    errors.TownOfficersOnly: _l("この通報に対応できるのは、そのまちの職員だけです。"),
    errors.OwnSubject: _l("自分の書いたものを、自分で通報したり判断したりすることはできません。"),
    errors.ReportedUnknown: _l("お探しのものが見つかりませんでした。もう消されているかもしれません。"),
    errors.AlreadyDecided: _l("ほかの人が先に対応しています。いまの状態を確かめてください。"),
    errors.ConductChanged: _l("ほかの世話役が先に書き直しました。新しいきまりを読み、もう一度書いてください。"),
    membership.InvitationUnknown: _l(
        "お探しの招待が見つかりませんでした。取り下げられたか、ほかのお店あてかもしれません。"
    ),
    membership.NewsUnknown: _l("お探しのお便りが見つかりませんでした。"),
    membership.NobodyToTell: _l("届く人がいません。ほかの相手を選んでください。"),
    errors.RoleHoldingUnknown: _l("その役割は見つかりませんでした。まちが選んだ人だけを外せます。"),
    (tree.Invalid, "unknown_person"): _l(
        "会員番号かメールアドレスをもう一度確かめてください。あてはまる人がいません。"
    ),
}
