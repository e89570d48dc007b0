"""What the check-in at shelters says of itself."""

from __future__ import annotations

from app.sandbox_services.common.about import About

CHECKED_IN, CHECKED_OUT = "jp.musubi.shelter.checked_in", "jp.musubi.shelter.checked_out"

ABOUT = About(
    name="shelter",
    title=("避難所受付", "Shelter check-in"),
    purpose=(
        "避難所に来た人と出た人を伝え、支援ポイントが届くようにします。",
        "Tells who came to a shelter and who left, so that relief points reach them.",
    ),
    town="221007",
    events={
        CHECKED_IN: ("避難所に入った", "Checked in at a shelter"),
        CHECKED_OUT: ("避難所を出た", "Checked out of a shelter"),
    },
)
