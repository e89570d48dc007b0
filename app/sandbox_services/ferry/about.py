"""What the ferry's office says of itself."""

from __future__ import annotations

from app.sandbox_services.common.about import About

BOARDED = "jp.musubi.ferry.boarded"
TICKET_USED = "jp.musubi.ticket.used"

ABOUT = About(
    name="ferry",
    title=("清水港フェリーのりば", "Shimizu Ferry Pier"),
    purpose=(
        "乗船券を確かめ、乗船を伝えて、船の旅にポイントでお礼します。",
        "Checks tickets and tells of boardings, so that crossings are thanked with points.",
    ),
    town="221007",
    events={BOARDED: ("フェリーに乗った", "Boarded the ferry"), TICKET_USED: ("券を消し込んだ", "Ticket used")},
    scopes=("openid", "tickets"),
    asks={"tickets": ("乗船券を確かめるため", "To check your tickets when you board")},
    hears_of="駿河湾フェリー 乗船券",
    checks_in="乗船（清水港）",
)
