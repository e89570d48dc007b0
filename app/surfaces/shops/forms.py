"""The form of a shop: kept as typed, with a sentence at every field that is wrong, and what its lists offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.surfaces.console.forms import Typed
from app.surfaces.console.words import CATEGORIES
from app.surfaces.shops.looking_up import options
from app.surfaces.shops.words import BUSINESSES, DAY_WORDS
from app.wiring import current_platform
from chain.errors import Invalid
from points.models.merchant_form import FORM, NAMES, PLACE, ShopForm, read_form

SEARCHES = ("bank_search", "branch_search")


def typed_shop(given: Mapping[str, str], errors: Iterable[Invalid] = (), more: tuple[str, ...] = ()) -> Typed:
    typed = Typed.of((*FORM, *SEARCHES, *more), given)
    for error in errors:
        typed.refuse(error)
    return typed


def read_shop(typed: Typed) -> ShopForm:
    """Names, kind and place, without an account; every field that is wrong gets its sentence."""
    form = read_form({name: typed.values[name] for name in (*NAMES, *PLACE)})
    for error in form.errors:
        typed.refuse(error)
    return form


def lists_for(typed: Typed) -> dict[str, Any]:
    """What the fields of the form are made of."""
    platform = current_platform()
    with platform.db.read() as session:
        towns = platform.municipalities.all(session)
    return {
        "typed": typed,
        "towns": towns,
        "categories": list(CATEGORIES.items()),
        "businesses": [(key.value, words, hint) for key, (words, hint) in BUSINESSES.items()],
        "days": list(DAY_WORDS.items()),
        **options(typed.values),
    }
