"""The artist of an offer, found by what somebody knows of a person: member number, e-mail or address."""

from __future__ import annotations

from app.surfaces.selling.form import OfferForm
from app.wiring import current_platform


def look_up_artist(form: OfferForm) -> None:
    """Keep the address instead of the e-mail or number, which would be personal; what is unknown stays as typed."""
    typed = form.values.get("artist", "").strip()
    if typed:
        found = current_platform().points.directory.find_many([typed])
        form.values["artist"] = found.get(typed, typed)
