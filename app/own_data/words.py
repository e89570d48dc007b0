"""What the note in the ZIP says, in Japanese and English at once: it is read away from the site."""

from __future__ import annotations

_INTRODUCTION = {
    "ja": (
        "あなたについて保存しているデータの控え\n作成：{made}\n\n"
        "それぞれの表を、JSON（プログラム用）とCSV（表計算ソフト用）の2つの形で入れています。かっこの中は行の数です。\n"
        "日時は日本時間です。ポイントと円は整数です。\n"
        "ブロックチェーンに記録されたものは、この控えを消しても残ります。秘密鍵・暗証番号・署名は入っていません。\n"
        "紙のカードは、アカウントと結びつけて保存していません。お店や自治体の仕事として行った操作は、お店や自治体の記録です。\n"
    ),
    "en": (
        "A copy of what is stored about you\nMade: {made}\n\n"
        "Each table comes twice: as JSON for programs and as CSV for spreadsheets. The number of rows is in brackets.\n"
        "Times are Japan Standard Time. Points and yen are whole numbers.\n"
        "What is on the blockchain stays there. Private keys, PINs and signatures are not in here.\n"
        "Paper cards are not linked to an account. What you did at work for a shop or a town is the shop's or town's.\n"
    ),
}


def introduction(language: str, made: str) -> str:
    return _INTRODUCTION[language].format(made=made)


TABLES: dict[tuple[str, str], tuple[str, str]] = {
    ("account", "account"): (
        "アカウント：メールアドレス、表示名、会員番号",
        "The account: e-mail, name, member number",
    ),
    ("account", "sign_ins"): ("サインインした端末", "Where you signed in"),
    ("account", "roles"): ("役割（お店の人、職員など）", "Roles, such as shop staff or officer"),
    ("account", "signatures"): ("署名の記録", "Signatures made: what for and when"),
    ("account", "signature_requests"): ("署名の依頼（1日で消えます）", "Requests to sign (kept for a day)"),
    ("account", "verifications"): ("本人確認", "Identity checks"),
    ("account", "identity_checks"): ("アプリでの本人確認：年代", "Identity checks by the app: your band of age"),
    ("account", "kept_identity"): (
        "同意して保存した氏名と住所",
        "Name and address that you agreed to be kept",
    ),
    ("account", "key_exports"): ("秘密鍵を書き出した記録", "When the private key was exported"),
    ("account", "passkeys"): ("パスキー", "Passkeys"),
    ("account", "authenticator_apps"): ("認証アプリ", "Authenticator apps"),
    ("account", "recovery_codes"): ("回復コードを作った・使った日時", "When recovery codes were made and used"),
    ("account", "consents"): (
        "連携サービスへの同意：渡す内容、使いみち、あなたの番号（sub）",
        "What connected services may know of you, what for, and their name for you (sub)",
    ),
    ("account", "consent_uses"): ("同意が使われた日と回数", "On which days the consents were used, and how often"),
    ("account", "service_tokens"): (
        "連携サービスに出したアクセスの記録（1日後までに消えます）",
        "Access given to connected services (kept for a day after it ends)",
    ),
    ("account", "family"): ("家族：だれがだれの代わりに操作できるか", "Family: who may act for whom"),
    ("account", "family_acts"): ("家族の代わりにしたこと", "What was done for a family member, by whom"),
    ("account", "copies"): ("この控えの記録", "Copies like this one"),
    ("points", "balances"): ("いま使えるポイントと期限", "Points you can spend, with expiry"),
    ("points", "history"): ("ポイントの履歴", "What happened to your points"),
    ("points", "payments"): ("お店での支払い", "Payments in shops"),
    ("points", "refunds"): ("返金", "Refunds"),
    ("points", "gifts"): ("ゆずった・受け取ったポイント", "Points given and received"),
    ("points", "grant_lists"): ("自治体の付与の名簿にあるあなたの行", "Your lines in lists of towns' grants"),
    ("points", "charges"): ("オンラインのチャージ", "Points bought online"),
    ("points", "bonuses"): ("本人確認の上乗せ", "Points on top for an identity check"),
    ("points", "relief"): ("支援ポイント", "Relief points"),
    ("points", "conversions"): ("ほかのアプリから替えたポイント", "Points of other apps made common points"),
    ("points", "rewards"): ("連携サービスの特典", "Rewards for events of connected services"),
    ("points", "payment_codes"): ("支払い用コードを出した日時", "When codes to pay with were shown"),
    ("points", "coupon_uses"): ("使ったクーポン", "Coupons you used"),
    ("points", "draw_entries"): ("抽選への応募", "Entries in prize draws"),
    ("points", "notices"): ("お知らせ", "Notices"),
    ("points", "notice_choices"): ("お知らせの受け取り方", "How you wish to be told"),
    ("points", "notice_browsers"): ("通知を受け取るブラウザー", "Browsers that show notices"),
    ("points", "shop_applications"): ("加盟店の申し込み", "Applications of shops"),
    ("marketplace", "cart"): ("カートの中身", "Your cart"),
    ("marketplace", "checkouts"): ("お会計", "Checkouts"),
    ("marketplace", "point_charges"): ("チャージのお支払い", "What you paid for points"),
    ("marketplace", "card_payments"): (
        "カードでのお支払い（カード番号は持っていません）",
        "Card payments; no card numbers",
    ),
    ("marketplace", "card_refunds"): ("カードへの返金", "Refunds to your card"),
    ("marketplace", "card_disputes"): ("カード会社への異議", "Disputes at your card's bank"),
    ("marketplace", "receipts"): ("領収書", "Receipts"),
    ("marketplace", "purchase_mails"): ("購入の確認メールを送った日時", "When mails about purchases went out"),
    ("marketplace", "card_gifts"): ("贈った・受け取った作品", "Items given and received as gifts"),
    ("marketplace", "orders"): ("注文", "Orders"),
    ("marketplace", "sales"): ("成立した購入", "Purchases on chain"),
    ("marketplace", "cards_and_rights"): ("持っているカードと権利", "Cards and rights you own"),
    ("marketplace", "card_movements"): ("カードと権利の移動", "Where cards and rights went"),
    ("marketplace", "yen_balance"): ("円トークンの残高", "Balance of yen token"),
    ("marketplace", "yen_movements"): ("円トークンの移動", "Movements of yen token"),
    ("marketplace", "yen_requests"): ("試しの円を受け取った記録", "Test yen asked for"),
    ("marketplace", "put_on_sale"): ("売り出した作品", "What you put on sale"),
    ("marketplace", "offers"): ("買いたいという申し込み", "Offers you made"),
    ("marketplace", "resales"): ("持ち主どうしの売買", "Sales between holders"),
    ("marketplace", "token_acts"): ("貸し借り・ゆずる手続き", "Lending, giving and other acts"),
    ("marketplace", "card_applications"): ("会員カードの申し込み", "Member cards you asked for"),
    ("marketplace", "uses_of_rights"): ("使った権利", "Rights you used"),
    ("marketplace", "perks_received"): ("会員カードで受けた特典", "Perks you got with member cards"),
    ("marketplace", "rights_scanned"): ("入口で読み取られた権利", "Rights scanned at a door"),
    ("marketplace", "borrowed_rights"): ("借りた権利", "Rights you borrowed"),
    ("marketplace", "ticket_bookings"): ("チケットの予約", "Ticket bookings"),
    ("marketplace", "tickets"): ("持っているチケット", "Tickets you hold"),
    ("marketplace", "ticket_acts"): (
        "チケットの返金・ゆずる・入場の手続き",
        "Refunds, gifts and admissions of tickets",
    ),
    ("marketplace", "ticket_admissions"): ("チケットを使った記録", "Tickets you used"),
    ("marketplace", "token_purchases"): ("コミュニティトークンの購入", "Purchases of community tokens"),
    ("marketplace", "tokens_bought"): ("持っているコミュニティトークン", "Community tokens you hold"),
    ("marketplace", "pledges"): ("プロジェクトへの支援", "Pledges to projects"),
    ("marketplace", "points_pledges"): ("プロジェクトへのポイントでの支援", "Points pledged to projects"),
    ("marketplace", "points_pledges_returned"): ("戻ってきたポイントの支援", "Pledged points that came back"),
    ("marketplace", "milestone_ballots"): ("支援したプロジェクトでの投票", "Votes in projects you support"),
    ("marketplace", "pledges_returned"): ("戻ってきた支援", "Pledges that came back"),
    ("marketplace", "donation_receipts"): ("寄附金の受領証明書", "Receipts for donations"),
    ("marketplace", "donation_receipt_readings"): (
        "まちが受領証明書の一覧を見た日時",
        "When a town read its list of receipts",
    ),
    ("marketplace", "thanks_of_projects"): ("支援の証", "Thanks from projects"),
    ("marketplace", "bids"): ("入札", "Bids you signed"),
    ("marketplace", "bids_on_chain"): ("成立した入札", "Bids on chain"),
    ("marketplace", "bids_returned"): ("戻ってきた入札のお金", "Bids that came back"),
    ("marketplace", "auctions_won"): ("落札したもの", "Auctions you won"),
    ("marketplace", "proposed_names"): ("提案した名前", "Names you proposed"),
    ("marketplace", "sale_lists"): ("名前の載った、販売の一覧", "Lists of buyers that name you"),
    ("marketplace", "lottery_entries"): ("抽選販売への申し込み", "Entries in lotteries"),
    ("marketplace", "ticket_waiting"): ("キャンセル待ち", "Waiting lists you joined"),
    ("marketplace", "guest_register"): ("宿泊者名簿に書いたこと", "What you wrote into guest registers"),
    ("marketplace", "guest_register_views"): ("宿が名簿を見た日時", "When an inn looked at them"),
    ("marketplace", "shipping_addresses"): ("お届け先", "Where your deliveries go"),
    ("marketplace", "shipping_address_views"): ("売り手がお届け先を見た日時", "When a seller looked at them"),
    ("marketplace", "right_exercises"): ("権利の行使の申し出", "Rights you asked to use"),
    ("marketplace", "deliveries"): ("お届けの記録", "Deliveries to you"),
    ("communities", "ballots"): ("投票と理由", "Ballots and reasons"),
    ("communities", "votes_on_chain"): ("ブロックチェーン上の投票", "Votes on chain"),
    ("communities", "event_replies"): ("イベントへの申し込みと参加", "Events you asked to come to, and came to"),
    ("communities", "events_written"): ("書いたイベント", "Events you wrote"),
    ("communities", "event_photos"): ("イベントで載せた写真", "Photos of events you showed"),
    ("communities", "poll_ballots"): ("アンケートの回答", "Answers in polls"),
    ("communities", "poll_trusteeships"): ("封をしたアンケートの立会人", "Sealed polls you were a trustee of"),
    ("communities", "surveys_answered"): ("答えた意見調査", "Surveys you answered"),
    ("communities", "voting_power"): ("投票できる票数の移り変わり", "How many votes you had, and when"),
    ("communities", "proposals"): ("提案", "Proposals"),
    ("communities", "vetoes"): ("職員として書いた差し止めの理由", "Vetoes of proposals you wrote as an officer"),
    ("communities", "draft_versions"): ("書いた提案の下書き", "Drafts of proposals you wrote"),
    ("communities", "drafts_joined"): ("いっしょに書いている下書き", "Drafts you write with others"),
    ("communities", "ideas"): ("書いた・訳したアイデア", "Ideas you wrote or translated"),
    ("communities", "comments_you_translated"): ("あなたが訳したコメント", "Comments you translated"),
    ("communities", "idea_comments"): ("アイデアへのコメント", "Comments on ideas"),
    ("communities", "idea_attachments"): ("アイデアに添えた写真・資料", "Files you put beside ideas"),
    ("communities", "budget_plans"): ("決めた金庫の予算", "Treasury budgets you set"),
    ("communities", "proposal_grants_drafted"): ("提案にもとづいて下書きした付与", "Grants you drafted for proposals"),
    ("communities", "headings_named"): ("記録した支払いの費目", "Budget headings you recorded"),
    ("communities", "ideas_supported"): ("応援しているアイデア", "Ideas you support"),
    ("communities", "roles"): ("コミュニティでの役割", "Your roles in communities"),
    ("communities", "member_list"): ("仲間の一覧に出した名前と言葉", "What you show in lists of members"),
    ("communities", "codes_of_conduct"): ("世話役として書いた行動のきまり", "Codes of conduct you wrote as a steward"),
    ("communities", "invitations_you_accepted"): (
        "お店のために受けた招待",
        "Invitations you accepted for a shop",
    ),
    ("communities", "shops_you_invited"): ("世話役として招いたお店", "Shops you invited as a steward"),
    ("communities", "news_written"): ("世話役として書いたお便り", "News you wrote as a steward"),
    ("communities", "news_received"): ("届いたお便り", "News sent to you"),
    ("communities", "products_started"): ("始めた商品プロジェクト", "Product projects you started"),
    ("communities", "product_steps"): ("商品プロジェクトで行ったこと", "What you did in product projects"),
    ("communities", "maker_applications"): (
        "お店のために書いた作り手の応募",
        "Applications as a maker you wrote for a shop",
    ),
    ("communities", "reports"): ("あなたの通報", "What you reported"),
    ("communities", "moderation_of_your_words"): ("あなたの投稿への対応と理由", "What moderators did about your posts"),
    ("communities", "moderation_by_you"): ("見守り役として行った対応", "What you did as a moderator"),
    ("chain", "transactions"): ("あなたの操作として送った取引", "Transactions sent on your behalf"),
}
