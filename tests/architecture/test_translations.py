"""Every text for people has its English, with the same placeholders, and no English stands there that nobody uses."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# The product's own name, and names of languages in themselves, stay Japanese.
_MAY_STAY_JAPANESE = re.compile("結び|日本語")


@cache
def texts() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT / "app", methods, options, _KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


@cache
def english() -> Catalog:
    with (ROOT / "app/translations/en/LC_MESSAGES/messages.po").open("rb") as catalogue:
        return read_po(catalogue, "en")


def translation(text: str) -> list[str]:
    message = english().get(text)
    if message is None or not message.string or message.fuzzy:
        return []
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_text_has_its_english() -> None:
    assert sorted(text for text in texts() if not all(translation(text)) or not translation(text)) == []


def test_no_english_is_left_of_a_text_that_is_gone() -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in english() if message.id}
    assert sorted(known - texts()) == []


def test_placeholders_are_the_same() -> None:
    differing = [
        text
        for text in texts()
        for shown in translation(text)
        if set(_PLACEHOLDER.findall(shown)) != set(_PLACEHOLDER.findall(text))
    ]
    assert differing == []


def test_the_english_is_english() -> None:
    left = [
        shown for text in texts() for shown in translation(text) if _JAPANESE.search(_MAY_STAY_JAPANESE.sub("", shown))
    ]
    assert left == []
