"""What the gym says of itself."""

from __future__ import annotations

from app.sandbox_services.common.about import About

ENTERED, LEFT, BOUGHT = "jp.musubi.gym.entered", "jp.musubi.gym.left", "jp.musubi.shop.unmanned_purchase"

ABOUT = About(
    name="gym",
    title=("さらべつ無人ジム", "Sarabetsu Unmanned Gym"),
    purpose=(
        "ジムの入退室と無人売店の利用を伝え、健康づくりにポイントでお礼します。",
        "Tells of visits to the gym and its unmanned shop, so that exercise is thanked with points.",
    ),
    town="016390",
    more_towns=("016381",),
    events={
        ENTERED: ("ジムに入った", "Entered the gym"),
        LEFT: ("ジムを出た", "Left the gym"),
        BOUGHT: ("無人売店で買った", "Bought at the unmanned shop"),
    },
)
