"""What sellers and curators are told when something is refused."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree

SENTENCES: Sentences = {
    (tree.Invalid, "no_month"): _l("出荷できる月を1つ以上選んでください。"),
    (tree.Invalid, "half_position"): _l("緯度と経度は、両方を入力するか、両方を空欄にしてください。"),
    (tree.Invalid, "not_degrees"): _l("緯度と経度は、34.975600 のような数で入力してください。地図を押しても選べます。"),
    (tree.Invalid, "outside_japan"): _l(
        "この位置は日本の外です。%(least)sから%(most)sまでの数にしてください。緯度と経度が逆になっていないか確かめてください。"
    ),
    (tree.Invalid, "fraction"): _l("値段は1円単位です。小数は使えません。"),
    (tree.Invalid, "too_dear"): _l("値段は%(most)s円までです。けたを間違えていないか確かめてください。"),
    (tree.Invalid, "over_most"): _l("%(most)s までの数を入力してください。"),
    (tree.Invalid, "over_supply"): _l("おひとりの上限は、売る枚数（%(most)s枚）までにしてください。"),
    (tree.Invalid, "artist_unnamed"): _l("作者の名前を入力してください。作品のページに載ります。"),
    (tree.Invalid, "artist_unknown"): _l(
        "このアカウントは見つかりません。作者の会員番号、メールアドレスか、ウォレットのアドレスを確かめてください。"
    ),
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
    (tree.Invalid, "series_not_complete"): _l(
        "シリーズの一覧に、絵が届いていないカードか、売る枚数より大きい通し番号があります。「1枚ずつ違うカード」を確かめて"
        "ください。"
    ),
    (tree.Invalid, "list_empty"): _l("一覧に行がありません。カードの行を書いて、もう一度送ってください。"),
    (tree.Invalid, "list_encoding"): _l(
        "ファイルを読み取れませんでした。ExcelでCSV UTF-8形式を選んで保存し、もう一度送ってください。"
    ),
    (tree.Invalid, "list_too_long"): _l("行が多すぎます。%(most)s行までに分けてください。"),
    (tree.Invalid, "list_too_wide"): _l("1つのセルが長すぎて読み取れません。CSVの形を確かめてください。"),
    (tree.Invalid, "no_serial_column"): _l("「通し番号」の列がありません。見本の見出しに合わせてください。"),
    (tree.Invalid, "not_a_serial"): _l("通し番号は1から%(most)sまでの数で書いてください。"),
    (tree.Invalid, "serial_twice"): _l("同じ通し番号が、前の行にもあります。"),
    (tree.Invalid, "unknown_rarity"): _l("めずらしさは「通常」「希少」「伝説」のどれかで書いてください。"),
    (tree.Invalid, "not_an_attribute"): _l(
        "属性は「色=赤; 場所=滝」のように、名前と値を=で結び、;で区切ってください（それぞれ60字まで）。"
    ),
    (tree.Invalid, "not_a_zip"): _l("ZIPファイルとして読み取れません。絵をZIPにまとめて、もう一度送ってください。"),
    (tree.Invalid, "zip_encrypted"): _l("パスワード付きのZIPは読み取れません。パスワードなしで作り直してください。"),
    (tree.Invalid, "zip_empty"): _l("ZIPの中にファイルがありません。"),
    (tree.Invalid, "zip_too_many"): _l("ZIPの中のファイルは%(most)sまでにしてください。"),
    (tree.Invalid, "zip_too_heavy"): _l("ZIPは%(most)sMBまでです。いくつかに分けて送ってください。"),
    (tree.Invalid, "limits_nothing"): _l("人ごとに数えるときは、おひとりの上限を1枚以上にしてください。"),
    (tree.Invalid, "nobody_listed"): _l("買える方の一覧に、まだだれも載っていません。一覧を送ってください。"),
    (tree.Invalid, "nobody_found"): _l(
        "この一覧の方は、だれも見つかりませんでした。1列目に会員番号かメールアドレスを書いてください。"
    ),
    (tree.Conflict, "not_now"): _l(
        "いまの状態ではできません。ほかの人が先に進めたかもしれません。画面を確かめてください。"
    ),
    (tree.Conflict, "changed_meanwhile"): _l(
        "ほかの人が、この下書きを先に変えました。入力した内容はこの画面に残っています。新しい内容を別の画面で開いて、"
        "見比べてください。"
    ),
    (tree.Conflict, "not_on_sale"): _l("この販売は、もう終わっているか、残りがありません。"),
    (tree.Conflict, "seller_suspended"): _l("このお店の取り扱いは止められています。再開するまで販売を始められません。"),
    (tree.Conflict, "already_signed"): _l("すでに署名されています。画面を読み込み直してください。"),
    (tree.Conflict, "old_on_sale"): _l("先に、いまの販売を終えてください。"),
}
