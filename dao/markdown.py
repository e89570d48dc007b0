"""Markdown as people write it, to HTML that is safe to show: no raw HTML, no pictures from elsewhere, no scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

_HIGHEST = 3  # the page itself has the two levels above
_LINK_SCHEMES = ("https://", "http://", "mailto:", "/", "#")


def to_html(text: str) -> str:
    return str(_reader.render(text))


def _is_allowed_link(url: str) -> bool:
    return url.strip().lower().startswith(_LINK_SCHEMES) and not url.strip().startswith("//")


def _heading(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
    tokens[at].tag = f"h{min(6, max(_HIGHEST, int(tokens[at].tag[1]) + 1))}"
    return self.renderToken(tokens, at, options, env)


def _link(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
    tokens[at].attrSet("rel", "nofollow noopener ugc")
    return self.renderToken(tokens, at, options, env)


def _make_reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    reader.validateLink = _is_allowed_link  # type: ignore[method-assign]
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    reader.add_render_rule("link_open", _link)
    return reader


_reader = _make_reader()
