"""What the car-share says of itself."""

from __future__ import annotations

from app.sandbox_services.common.about import About

COMPLETED = "jp.musubi.carshare.trip_completed"

ABOUT = About(
    name="car_share",
    title=("さらべつ・なかさつない乗り合い", "Sarabetsu and Nakasatsunai Car-share"),
    purpose=(
        "乗り合いの移動が終わったことを伝え、運転した人にも乗った人にもポイントでお礼します。運賃はいただきません。",
        "Tells of shared rides, so that who drove and who rode along are both thanked with points. There is no fare.",
    ),
    town="016390",
    more_towns=("016381",),
    events={COMPLETED: ("乗り合いで移動した", "Completed a shared ride")},
)
