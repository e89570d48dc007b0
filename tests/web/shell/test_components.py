"""Each component renders, in both languages, to well-formed HTML that the content security policy allows."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string

SPECIMEN = Path(__file__).with_name("specimen.html")
_VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "path", "circle"})


class Outline(HTMLParser):
    """Collects what a test asks about, and fails on a tag that closes another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.references: set[str] = set()
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids[value or ""] += 1
            if name in ("for", "aria-describedby", "aria-labelledby"):
                self.references.update((value or "").split())
            if name == "style" or (name.startswith("on") and name != "on"):
                self.inline.append(f"{tag} {name}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def render(app: Flask, language: str = "ja") -> str:
    with app.test_request_context(f"/specimen?lang={language}"):
        return render_template_string(
            SPECIMEN.read_text(encoding="utf-8"),
            page_address=lambda page: f"/items?page={page}",
            moment=datetime(2026, 11, 24, 1, 0, tzinfo=UTC),
            image="/static/icons/mark.svg",
            payees=[SimpleNamespace(key="town:292125", name_ja="宇陀市", name_en="Uda City")],
        )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_component_renders_to_well_formed_html(app: Flask, language: str) -> None:
    outline = Outline(render(app, language))
    assert outline.open == []
    assert [name for name, times in outline.ids.items() if times > 1] == []


def test_labels_and_descriptions_point_at_elements_that_exist(app: Flask) -> None:
    outline = Outline(render(app))
    assert outline.references <= set(outline.ids)


def test_nothing_needs_inline_styles_or_handlers(app: Flask) -> None:
    assert Outline(render(app)).inline == []


def test_the_specimen_shows_every_component_file(app: Flask) -> None:
    folder = Path(app.root_path) / "templates" / "components"
    shown = SPECIMEN.read_text(encoding="utf-8") + (folder.parent / "layout.html").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("*.html") if f"components/{path.name}" not in shown] == []


def test_a_demonstration_says_so_on_every_page(app: Flask) -> None:
    assert "これはデモンストレーションです" in render(app)
