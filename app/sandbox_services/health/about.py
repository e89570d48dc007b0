"""What the health notebook says of itself."""

from __future__ import annotations

from app.sandbox_services.common.about import About

STEPS, SLEEP = "jp.musubi.health.steps_recorded", "jp.musubi.health.sleep_recorded"
CHECKED_IN = "jp.musubi.facility.checked_in"

ABOUT = About(
    name="health",
    title=("うだ健康ノート", "Uda Health Notebook"),
    purpose=(
        "1日の歩数と睡眠、温泉の利用を伝え、健康づくりにポイントでお礼します。",
        "Tells of steps and sleep a day and of visits to the hot spring, so that good habits are thanked with points.",
    ),
    town="292125",
    events={
        STEPS: ("1日の歩数", "Steps of a day"),
        SLEEP: ("1日の睡眠", "Sleep of a day"),
        CHECKED_IN: ("温泉に来た", "Came to the hot spring"),
    },
)
