"""What the town's everyday services say of themselves, and the events they send."""

from __future__ import annotations

from app.sandbox_services.common.about import About

READ = "jp.musubi.circular.read"
REPORTED = "jp.musubi.citizen.report_accepted"
RIDDEN = "jp.musubi.bus.ridden"
BORROWED = "jp.musubi.library.books_borrowed"
BOUGHT = "jp.musubi.shop.unmanned_purchase"

ABOUT = About(
    name="everyday",
    title=("うだ くらしの窓口", "Uda Everyday Services"),
    purpose=(
        "回覧、市民レポート、バス、図書館、無人売店の利用を伝え、ポイントでお礼します。読んだ本や書いた文は伝えません。",
        "Tells that these services were used, so that points can thank you; neither books nor what you wrote.",
    ),
    town="292125",
    events={
        READ: ("回覧を読んだ", "Read a circular"),
        REPORTED: ("市民レポートが受け付けられた", "A report was accepted"),
        RIDDEN: ("バスに乗った", "Rode the bus"),
        BORROWED: ("図書館で本を借りた", "Borrowed books"),
        BOUGHT: ("無人売店で買った", "Bought at the unmanned shop"),
    },
)
