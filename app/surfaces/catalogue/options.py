"""What can be chosen in the search's form. Drawn once a choice and state of the catalogue: a town's list is long."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from app.i18n import language, localized, number
from app.surfaces.catalogue import blueprint
from app.surfaces.catalogue.keeping import kept_choices, kept_part
from app.surfaces.catalogue.words import SALES, SORTS, kind_name
from marketplace.queries.catalogue.pages import Choices

_Option = tuple[str, str]  # value and words


@blueprint.app_template_global("search_options")
def search_options(name: str, chosen: str) -> Markup:
    """The options of one field; a value that is none of them chooses none."""
    return kept_part(("options", name, chosen[:40], language()), lambda: _drawn(name, chosen))


def _drawn(name: str, chosen: str) -> Markup:
    option, selected = Markup('<option value="{}"{}>{}</option>'), Markup(" selected")
    return Markup().join(
        option.format(value, selected if value == chosen else "", words)
        for value, words in _OPTIONS[name](kept_choices())
    )


def _kinds(choices: Choices) -> Sequence[_Option]:
    return [_all(), *((kind, f"{kind_name(kind)} ({number(count)})") for kind, count in choices.kinds)]


def _prefectures(choices: Choices) -> Sequence[_Option]:
    return [_all(), *((ja, en if language() == "en" else ja) for ja, en in choices.prefectures)]


def _towns(choices: Choices) -> Sequence[_Option]:
    towns = choices.towns
    return [_all(), *((town.code, f"{localized(town, 'name')} ({number(town.count)})") for town in towns)]


def _all() -> _Option:
    return "", str(_("すべて"))


_OPTIONS: dict[str, Callable[[Choices], Sequence[_Option]]] = {
    "sale": lambda _: [(key, str(words)) for key, words in SALES.items()],
    "sort": lambda _: [("" if key == "featured" else key, str(words)) for key, words in SORTS.items()],
    "kind": _kinds,
    "prefecture": _prefectures,
    "town": _towns,
}
