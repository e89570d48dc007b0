"""Templates whose imported macros are looked up quickly.

Jinja compares all globals at each `{% from … import … %}`, in case a page was given globals of its own; ours never are.
"""

from __future__ import annotations

from flask import Flask
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


class QuickTemplate(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def register(flask: Flask) -> None:
    flask.jinja_env.template_class = QuickTemplate
