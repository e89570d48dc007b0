"""Every text for people has its English, with the same placeholders, and no English stands there that nobody uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

pytestmark = pytest.mark.xdist_group("translations")  # one worker reads all texts once
ROOT = Path(__file__).parents[2]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_JAPANESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff65]")  # with full-width punctuation
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


def test_the_catalogue_keeps_no_dates_and_places() -> None:
    noise = re.compile(r'^(#:|#~|"POT-Creation-Date|"PO-Revision-Date|"Generated-By)', re.MULTILINE)
    assert noise.findall((ROOT / "app/translations/en/LC_MESSAGES/messages.po").read_text("utf-8")) == []


def test_templates_say_nothing_in_japanese_outside_gettext() -> None:
    parse = Environment(autoescape=True).parse
    found = [
        f"{path.relative_to(ROOT)}: {text.strip()}"
        for path in sorted((ROOT / "app/templates").rglob("*.html"))
        for text in _untranslated(parse(path.read_text("utf-8")))
        if _JAPANESE.search(_MAY_STAY_JAPANESE.sub("", text))
    ]
    assert found == []


def _untranslated(node: nodes.Node) -> Iterator[str]:
    """The words of a template that do not go through gettext."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    is_gettext = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in _KEYWORDS
    for child in node.iter_child_nodes(exclude=("args",) if is_gettext else None):
        yield from _untranslated(child)
