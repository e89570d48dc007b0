"""What an officer is told when the points domain refuses: what is wrong, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.sentences import Sentences
from chain import errors as tree
from points import errors

SENTENCES: Sentences = {
    errors.OnlineSaleRefused: _l("このポイントは、オンラインで販売できません。"),
    (errors.OnlineSaleRefused, "not_paid"): _l("オンラインで販売できるのは、有償の事業のポイントだけです。"),
    (errors.OnlineSaleRefused, "over"): _l("この事業の期間は終わりました。"),
    errors.BonusRefused: _l("この上乗せは、受け取れません。"),
    (errors.BonusRefused, "paid"): _l(
        "上乗せは、無償の事業のポイントで配ります。買われるポイントとは分けて数えるためです。"
    ),
    (errors.BonusRefused, "own_wallet"): _l("自動で署名するため、おまかせウォレットのアカウントで始めてください。"),
    (errors.BonusRefused, "closed"): _l("この上乗せは終わりました。"),
    (errors.BonusRefused, "not_verified"): _l("先に本人確認をしてください。"),
    (errors.BonusRefused, "not_resident"): _l("この上乗せは、このまちの住民だけが受け取れます。"),
    (errors.BonusRefused, "taken"): _l("この上乗せは、もう受け取りました。1人1回だけです。"),
    (errors.BonusRefused, "no_points"): _l(
        "いま、このまちのポイントを持っていません。ポイントが届いてから受け取れます。"
    ),
    (errors.BonusRefused, "over_budget"): _l("予算を使い切ったため、いまは受け取れません。"),
    (tree.Invalid, "not_in_program"): _l("今日から事業の最終日までの日を選んでください。"),
    (errors.OnlineSaleRefused, "own_wallet"): _l(
        "チャージのたびに署名するため、鍵をここに預けている職員だけが始められます。"
    ),
    (errors.CampaignFileRefused, "empty"): _l("名簿に行がありません。人の行を書いて、もう一度送ってください。"),
    (errors.CampaignFileRefused, "encoding"): _l(
        "ファイルを読み取れませんでした。ExcelでCSV UTF-8形式を選んで保存し、もう一度送ってください。"
    ),
    (errors.CampaignFileRefused, "no_amount_column"): _l(
        "「ポイント」の列がありません。見本の見出しに合わせてください。"
    ),
    (errors.CampaignFileRefused, "no_identifier_column"): _l(
        "「会員番号」「メール」「アドレス」のどの列もありません。見本の見出しに合わせてください。"
    ),
    (errors.CampaignFileRefused, "too_many_rows"): _l("行が多すぎます。%(most)s行までに分けてください。"),
    (errors.CampaignFileRefused, "too_wide"): _l("1つのセルが長すぎて読み取れません。CSVの形を確かめてください。"),
    (errors.CampaignFileRefused, "unknown_row"): _l(
        "ファイルの%(row)s行めにある「名簿の行」は、直す行の一覧にありません。一覧の番号のまま送ってください。"
    ),
    (errors.CardNotFit, "printed"): _l("このカードはまだ渡されていません。先に受け取りの手続きをしてください。"),
    (errors.CardNotFit, "active"): _l("このカードはすでに使われています。画面を読み込み直してください。"),
    (errors.CardNotFit, "blocked"): _l("このカードは止められています。"),
    (errors.CardNotFit, "replaced"): _l("このカードは再発行されています。新しいカードの画面で操作してください。"),
    errors.SheetsClosed: _l("このカードの印刷は終わっています。足りないときは、新しいカードを作ってください。"),
    (tree.Invalid, "nobody_has_it"): _l(
        "見つかりませんでした。カード番号、会員番号、メールアドレスのどれかを確かめてください。"
    ),
    (tree.Invalid, "not_katakana"): _l("カタカナで入力してください。"),
    (tree.Invalid, "not_a_birthday"): _l("生年月日を確かめてください。"),
    (tree.Invalid, "not_within_years"): _l("今日から%(years)s年後までの日を選んでください。"),
    (tree.Conflict, "verified_elsewhere"): _l(
        "同じ氏名と生年月日の人が、別のアカウントで本人確認を終えています。1人が使えるアカウントは1つです。"
    ),
    (tree.Conflict, "account_taken"): _l("このアカウントは、別の人の本人確認に使われています。"),
    (tree.Invalid, "not_card_number"): _l("カード番号は9けたの数字です。例：C-123-456-789"),
    (tree.Invalid, "check_digit_card"): _l("カード番号が違います。打ち間違いがないか確かめてください。"),
    (tree.Invalid, "no_such_card"): _l("このまちに、その番号のカードはありません。"),
    (tree.Invalid, "not_in_stock"): _l("渡していない新しいカードの番号を入れてください。"),
    (tree.Invalid, "holds_points"): _l(
        "このカードにはすでにポイントが入っています。別の新しいカードを使ってください。"
    ),
    (tree.Invalid, "not_four_digits"): _l("暗証番号は4けたの数字です。"),
    (tree.Invalid, "easy"): _l("0000や1234のような、当てられやすい番号は使えません。"),
    (tree.Invalid, "different"): _l("2回の入力が違います。もう一度入れてください。"),
    (tree.Invalid, "one_to_most"): _l("1から%(most)sまでの数を入れてください。"),
    (tree.Invalid, "below_one_payment"): _l("1日の上限は、1回の上限と同じか、それより大きくしてください。"),
    (tree.Conflict, "not_published"): _l("まだ公開していないクーポンです。画面を読み込み直してください。"),
    (tree.Conflict, "stopped"): _l("このクーポンは止められています。新しいクーポンをつくってください。"),
    (tree.Invalid, "before_from_time"): _l("終わりの時間は、始まりの時間より後にしてください。"),
    (tree.Invalid, "not_a_time"): _l("時間は「10:00」のように入力してください。"),
    (tree.Invalid, "own_town_missing"): _l("使えるまちに、このまちを入れてください。"),
    (tree.Invalid, "outside_towns"): _l("選んだお店のまちも、使えるまちに入れてください。"),
    (tree.Conflict, "list_changed"): _l("ほかの職員が名簿を送りました。画面を読み込み直してください。"),
    (tree.Conflict, "signed"): _l("すでに署名されています。"),
    (errors.CampaignNotReady, "changed"): _l("確認したあとで名簿が変わりました。もう一度、内容を確かめてください。"),
    errors.CampaignLocked: _l("この付与はすでに始まっているので、名簿は変えられません。"),
    (errors.CampaignNotReady, "no_list"): _l("先に名簿を送ってください。"),
    (errors.CampaignNotReady, "no_people"): _l("付与できる人が1人もいません。名簿を直して送り直してください。"),
    (errors.CampaignNotReady, "cap_exceeded"): _l(
        "事業の上限を %(over)s ポイント超えます（残り %(left)s）。名簿を減らすか、別の事業にしてください。"
    ),
    (errors.CampaignNotReady, "expired"): _l("使える期限が過ぎています。新しい付与をつくってください。"),
    (errors.CampaignNotReady, "too_early"): _l("この事業の付与は %(first_day)s からできます。"),
    (errors.CampaignNotSteerable, "all_sent"): _l("この付与はすべて送られているので、止められません。"),
    (errors.CampaignNotSteerable, "not_paused"): _l("この付与は止まっていません。画面を読み込み直してください。"),
    (errors.CampaignNotSteerable, "signature_over"): _l(
        "署名の期限（7日）が過ぎたので、再開できません。残りを取りやめて、新しい付与をつくってください。"
    ),
    (errors.CampaignNotSteerable, "expired"): _l(
        "ポイントを使える期限が過ぎたので、再開できません。残りを取りやめてください。"
    ),
    (errors.CampaignNotReady, "before_start_day"): _l("始まりの日（%(start_day)s）より前には付与できません。"),
    (errors.CampaignNotReady, "over_budget"): _l(
        "この付与の予算 %(budget)s ポイントを %(over)s ポイント超えます。名簿か額を減らすか、予算を見直してください。"
    ),
    (errors.CampaignNotReady, "unlawful"): _l(
        "法令の確認で「できない」となった項目があります。額の決め方などを直してください。"
    ),
    (errors.CampaignNotReady, "unverified"): _l(
        "名簿を確かめたあとで、本人確認が切れた人が%(count)s人います（%(rows)s行目）。このポイント事業は本人確認を終えた人だけのものです。"
        "名簿を送り直すと、その人を除いて付与できます。"
    ),
    (errors.CampaignNotReady, "legal_reason"): _l("法令の確認で、理由の記録が必要な項目があります。"),
    (errors.CampaignNotReady, "approval"): _l(
        "%(limit)s ポイントを超える付与です。ほかの職員の承認を受けてから始めてください。"
    ),
    (errors.CampaignNotReady, "relief_approval"): _l(
        "支援ポイントは、ほかの職員の確認を受けてから付与します。支援ポイントのページから進めてください。"
    ),
    (errors.ReliefRefused, "same"): _l(
        "同じ日・同じ名前の災害が、すでに登録されています。一覧から開いてください。二重の付与を防ぐためです。"
    ),
    (errors.ReliefRefused, "own_pages"): _l("支援ポイントの付与は、支援ポイントのページで進めてください。"),
    (errors.ReliefRefused, "not_struck"): _l("このまちは、その支援に入るよう頼まれていません。"),
    (errors.ReliefRefused, "waiting"): _l(
        "確認を待っている依頼があります。それが終わってから、もう一度押してください。"
    ),
    (errors.ReliefRefused, "none_open"): _l("いま確認を待っている依頼はありません。画面を読み込み直してください。"),
    (errors.ReliefRefused, "program"): _l(
        "ポイント事業がまだ始まっていません。事業の署名がすむと、依頼できるようになります。"
    ),
    (errors.ReliefRefused, "nobody"): _l("まだ受け取っていない人はいません。"),
    (tree.Invalid, "six_months"): _l("きょうから6か月たつ前の日にしてください。"),
    (errors.ApprovalRefused, "own"): _l(
        "自分で作った付与や直した付与は、自分では承認できません。ほかの職員に頼んでください。"
    ),
    (errors.ApprovalRefused, "own_limit"): _l(
        "自分で申し出た上限は、自分では決められません。ほかの職員に頼んでください。"
    ),
    (errors.ApprovalRefused, "not_asked"): _l("この付与は、いま承認を待っていません。画面を読み込み直してください。"),
    (errors.ApprovalRefused, "changed"): _l("表示したあとで内容が変わりました。もう一度、内容を確かめてください。"),
    (tree.Invalid, "not_a_share"): _l("0より大きく100までの率を入れてください。例：30"),
    (tree.Invalid, "after_expiry"): _l("使える期限より前の日にしてください。"),
    (tree.Invalid, "not_yet"): _l("きょうか、それより前の日を選んでください。"),
    (tree.Invalid, "no_file"): _l("ファイルを選んでください。"),
    (tree.Invalid, "nobody"): _l("あてはまる人がいません。条件を変えてください。"),
    (tree.Invalid, "too_many_people"): _l("人が多すぎます。%(most)s人までに分けてください。"),
    (tree.Invalid, "not_plain"): _l("文字だけで書いてください。HTMLのタグは使えません。"),
    (tree.Invalid, "unknown_blank"): _l(
        "「{%(blank)s}」は使えません。使えるのは {title}・{amount}・{expiry}・{program} です。"
    ),
    errors.NothingToSettle: _l("この日までに精算するポイントはありません。"),
    errors.NothingToPay: _l("振り込める精算がありません。お店の口座が登録されているか確かめてください。"),
    errors.MoneyDeskIncomplete: _l("先に「会計の設定」で、自治体の振込元口座を登録してください。"),
    errors.BatchNotOpen: _l("この振込データは、いまの状態ではその操作ができません。画面を読み込み直してください。"),
    errors.TransferFileDamaged: _l("総合振込のファイルを読み取れません。ダウンロードし直してください。"),
    (tree.Conflict, "not_indexed"): _l(
        "ブロックチェーンの取り込みがまだ始まっていません。しばらくしてからもう一度お試しください。"
    ),
    (tree.Conflict, "reorganising"): _l(
        "ブロックチェーンが入れ替わっている途中です。少し待ってからもう一度お試しください。"
    ),
    (tree.Invalid, "not_a_closing_day"): _l("日にちを「15, 月末」のように入力してください。"),
    (tree.Invalid, "not_a_rate"): _l("0から100までの率を、小数第2位までで入力してください。例：1.5"),
    (tree.Invalid, "unknown_reason"): _l("戻ってきた理由を選んでください。"),
    (tree.Invalid, "kana"): _l("「%(character)s」は銀行のデータに使えません。カタカナ、英字、数字で入力してください。"),
    (tree.Invalid, "unknown_code"): _l("この番号の銀行や支店は見つかりません。番号を確かめてください。"),
    (tree.Invalid, "not_banking_day"): _l(
        "銀行の営業日を選んでください（土日・祝日・12月31日から1月3日は振り込めません）。"
    ),
    (tree.Invalid, "check_digit_invoice"): _l("登録番号はTと13けたの数字です。打ち間違いがないか確かめてください。"),
    (tree.Invalid, "invoice_form"): _l("登録番号は、Tのあとに13けたの数字を入力してください。"),
    (tree.Invalid, "my_number_invoice"): _l(
        "12けたの番号は入力できません。マイナンバーではなく、Tと13けたの登録番号を入力してください。"
    ),
    (tree.Invalid, "hours_form"): _l(
        "営業時間は「10:00-19:00」のように入力してください。休けいがあれば「,」で区切ります。"
    ),
    (tree.Invalid, "hours_order"): _l("営業時間は、終わりを翌朝6時（30:00）までにしてください。"),
    (tree.Invalid, "hours_overlap"): _l("営業時間が重なっています。早い順に入力してください。"),
    (tree.Invalid, "phone_form"): _l("電話番号は数字とハイフンで入力してください。"),
    (tree.Invalid, "web_form"): _l("ウェブサイトは https:// から始まるアドレスを入力してください。"),
    (tree.Invalid, "position"): _l("地図の位置を読み取れません。地図を押して選び直してください。"),
    (tree.Invalid, "shop_exists"): _l("同じ名前のお店が、すでに登録されています。"),
    (tree.Invalid, "shop_twice"): _l("同じ名前のお店が、前の行にもあります。"),
    (tree.Conflict, "already"): _l("お店はすでにその状態です。画面を読み込み直してください。"),
    (tree.Conflict, "application_sent"): _l("このお申し込みは、すでに送られています。"),
    (tree.Conflict, "application_decided"): _l("このお申し込みには、すでにほかの職員が答えています。"),
    (tree.Conflict, "too_many_applications"): _l(
        "お返事待ちのお申し込みが10件あります。お返事をお待ちになるか、書きかけのものを直してください。"
    ),
    (errors.MerchantFileRefused, "empty"): _l("一覧に行がありません。お店の行を書いて、もう一度送ってください。"),
    (errors.MerchantFileRefused, "encoding"): _l(
        "ファイルを読み取れませんでした。ExcelでCSV UTF-8形式を選んで保存し、もう一度送ってください。"
    ),
    (errors.MerchantFileRefused, "no_name_column"): _l("「店名」の列がありません。見本の見出しに合わせてください。"),
    (errors.MerchantFileRefused, "no_email_column"): _l(
        "「担当者メール」の列がありません。見本の見出しに合わせてください。"
    ),
    (errors.MerchantFileRefused, "too_many_rows"): _l("行が多すぎます。%(most)s行までに分けてください。"),
    (errors.MerchantFileRefused, "too_wide"): _l("1つのセルが長すぎて読み取れません。CSVの形を確かめてください。"),
    (tree.Conflict, "account_changed"): _l("口座が変更されました。画面を読み込み直して、もう一度確かめてください。"),
    (tree.Invalid, "not_a_day"): _l("日付を選んでください。"),
    (tree.Invalid, "past"): _l("きょうより前の日は選べません。"),
    (tree.Invalid, "future"): _l("きょうより先の日では締められません。"),
    (tree.Invalid, "before_first_day"): _l("終わりの日は、始まりの日より後にしてください。"),
    (tree.Invalid, "too_late"): _l("期間は10年までです。"),
    (tree.Invalid, "after_program"): _l("事業の終わりの日より後にはできません。"),
    (tree.Invalid, "unknown"): _l("一覧から選んでください。"),
    (tree.Invalid, "not_email"): _l("メールアドレスの形が正しくありません。"),
}
