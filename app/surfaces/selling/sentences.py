"""What sellers and curators are told when something is refused."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree

SENTENCES: Sentences = {
    (tree.Invalid, "fraction"): _l("値段は1円単位です。小数は使えません。"),
    (tree.Invalid, "too_dear"): _l("値段は%(most)s円までです。けたを間違えていないか確かめてください。"),
    (tree.Invalid, "too_many"): _l("%(most)s までの数を入力してください。"),
    (tree.Invalid, "over_supply"): _l("おひとりの上限は、売る枚数（%(most)s枚）までにしてください。"),
    (tree.Invalid, "royalty_too_high"): _l("転売のときの取り分は%(most)s%%までです。"),
    (tree.Invalid, "turned"): _l(
        "文字の向きを変える見えない記号が入っています。別の名前に見せかけられるため、使えません。"
        "いちど消して、入力し直してください。"
    ),
    (tree.Invalid, "unseen"): _l("目に見えない記号や制御文字が入っています。いちど消して、入力し直してください。"),
    (tree.Invalid, "too_many_lines"): _l("%(most)s行までにしてください。"),
    (tree.Invalid, "payee_unknown"): _l("受け取る人は一覧から選んでください。停止中のお店は選べません。"),
    (tree.Invalid, "payee_twice"): _l("同じ受け取り先が2回あります。1行にまとめてください。"),
    (tree.Invalid, "too_many_payees"): _l("受け取り先は%(most)sまでです。"),
    (tree.Invalid, "not_hundred"): _l("合計が100%%になるようにしてください（いまは%(total)s%%です）。"),
    (tree.Invalid, "not_complete"): _l("まだ書けていないところがあります。下書きを開いて直してください。"),
    (tree.Conflict, "not_now"): _l(
        "いまの状態ではできません。ほかの人が先に進めたかもしれません。画面を確かめてください。"
    ),
    (tree.Conflict, "changed_meanwhile"): _l(
        "ほかの人が、この下書きを先に変えました。入力した内容はこの画面に残っています。新しい内容を別の画面で開いて、"
        "見比べてください。"
    ),
    (tree.Conflict, "not_on_sale"): _l("この販売は、もう終わっているか、残りがありません。"),
    (tree.Conflict, "already_signed"): _l("すでに署名されています。画面を読み込み直してください。"),
    (tree.Conflict, "old_on_sale"): _l("先に、いまの販売を終えてください。"),
}
