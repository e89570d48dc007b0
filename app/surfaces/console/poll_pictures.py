"""Pictures of a poll's options: kept as soon as they come, so that a form that is refused loses none."""

from __future__ import annotations

import re

from flask import request

from app.access import current_account
from app.errors import sentence
from app.surfaces.console.forms import Typed
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.models.polls.rules import MOST_OPTIONS
from marketplace.errors import StoreUnavailable, TownUnknown


def take_pictures(code: MunicipalityCode, typed: Typed) -> None:
    """Those that came along, in the order of their files' names, take the place of those sent before.

    What was sent before is only kept where this town uploaded it.
    """
    keep = current_platform().marketplace.artwork.keep_picture
    typed.values["pictures"] = " ".join(cid for cid in typed.values["pictures"].split() if keep.is_kept(code, cid))
    if request.form.get("pictures_away"):
        typed.values["pictures"] = ""
    files = [file for file in request.files.getlist("uploads") if file.filename][:MOST_OPTIONS]
    kept = []
    for file in sorted(files, key=lambda file: _order(file.filename or "")):
        try:
            kept.append(keep.keep(code, current_account().address, file.stream.read()))
        except (Invalid, StoreUnavailable, TownUnknown) as error:
            typed.errors.setdefault("pictures", f"{file.filename}: {sentence(error)}")
            return
    if kept:
        typed.values["pictures"] = " ".join(kept)


def _order(name: str) -> list[tuple[int, str]]:
    """So that 2.png comes before 10.png."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.lower())]
