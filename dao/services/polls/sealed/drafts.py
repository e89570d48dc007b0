"""A poll's draft as it waits for its trustees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dao.models.polls import House, Mode, Option
from dao.services.polls.open_poll import PollDraft


def as_json(draft: PollDraft) -> dict[str, Any]:
    return {**asdict(draft), "options": [asdict(option) for option in draft.options]}


def from_json(found: Mapping[str, Any]) -> PollDraft:
    read = {"mode": Mode(found["mode"]), "house": House(found["house"])}
    return PollDraft(**{**found, **read, "options": tuple(Option(**option) for option in found["options"])})
