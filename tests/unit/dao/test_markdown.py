"""Markdown that people write cannot bring scripts, styles or foreign pictures onto a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from dao.markdown import to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "![x](https://evil.example/track.png)",
    '<https://ok.example/" onmouseover="alert(1)>',
    "[a](https://ok.example 'x\" onclick=\"alert(1)')",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "```html\n<script>alert(1)</script>\n```",
    "[x]: javascript:alert(1)\n\n[x]",
    "# <svg onload=alert(1)>",
]
ALLOWED = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(text: str) -> list[tuple[str, dict[str, str | None]]]:
    seen = Seen()
    seen.feed(to_html(text))
    return seen.tags


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_dangerous_comes_through(attack: str) -> None:
    for tag, attributes in tags_of(attack):
        assert tag in ALLOWED
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        link = attributes.get("href")
        assert link is None or link.startswith(("https://", "http://"))


def test_ordinary_markdown_is_shown() -> None:
    table = "| 費目 | 円 |\n|---|---|\n| 印刷 | 300 |"
    html = to_html(f"# 見出し\n\n**太字** と [宇陀市](https://www.city.uda.lg.jp/)\n\n- 一\n- 二\n\n{table}")
    assert "<h3>見出し</h3>" in html
    assert "<strong>太字</strong>" in html
    assert 'rel="nofollow noopener ugc"' in html
    assert "<li>二</li>" in html
    assert "<td>印刷</td>" in html
