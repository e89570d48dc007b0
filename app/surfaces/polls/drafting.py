"""The form on which a poll is written, as typed and as a draft: at a town's console, and for a product project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.surfaces.community_tokens.tiers import read_tier, tier_choices
from app.surfaces.console.forms import Typed, read_moment, read_number
from app.surfaces.polls.words import HOUSES, MODES
from chain.clock import unix
from chain.errors import Invalid
from dao.models import Community
from dao.models.polls import House, Mode, Option
from dao.services.polls.open_poll import PollDraft

USUAL: dict[str, str] = {
    "mode": Mode.SINGLE,
    "house": House.CARDS,
    "least_votes": "0",
    "least_persons": "0",
    "tier": "",
}


def ways_to_vote(communities: Sequence[Community] = ()) -> dict[str, Any]:
    """What the form lets choose. `communities`: of whose tokens a tier may be asked for."""
    return {
        "tiers": tier_choices(communities),
        "houses": [(house, str(words[0]), str(words[1])) for house, words in HOUSES.items()],
        "modes": [(mode, str(words[0]), str(words[2])) for mode, words in MODES.items()],
    }


def read_poll(typed: Typed) -> PollDraft | None:
    """What was typed; None with sentences kept when something cannot be read."""
    values = typed.values
    mode = typed.read("mode", _mode)
    house, persons = typed.read("house", _house), typed.read("least_persons", _number_or_none)
    seats, least = typed.read("seats", read_number), typed.read("least_votes", read_number)
    tier = typed.read("tier", read_tier)
    opens = typed.read("opens_at", read_moment) if values["opens_at"] else None
    closes = typed.read("closes_at", read_moment)
    if typed.errors or mode is None or house is None or seats is None or least is None or closes is None:
        return None
    options = [_option(line) for line in values["options"].splitlines() if line.strip()]
    pictures = values["pictures"].split()
    if pictures and len(pictures) != len(options):
        typed.refuse(Invalid("pictures", "one_each", options=len(options)))
        return None
    if pictures:
        options = [replace(option, picture=cid) for option, cid in zip(options, pictures, strict=True)]
    return PollDraft(
        values["title_ja"], values["title_en"], values["body"], mode, tuple(options), seats,
        unix(opens) if opens else 0, unix(closes), least, house, persons or 0, tier,
    )  # fmt: skip


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise Invalid("mode", "one_option") from None


def _house(text: str) -> House:
    """Cards where nothing was chosen."""
    try:
        return House(text or House.CARDS)
    except ValueError:
        raise Invalid("house", "one_option") from None


def _number_or_none(text: str) -> int:
    return read_number(text) if text.strip() else 0


def _option(line: str) -> Option:
    """`日本語 | English`; the English may be left out."""
    ja, _bar, en = line.partition("|")
    return Option(ja.strip(), en.strip())
