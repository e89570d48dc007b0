"""Product projects (商品プロジェクト) of communities: steered by stewards, made by member shops."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("product_projects", __name__)

from app.surfaces.product_projects import (  # noqa: E402,F401  (they add their routes)
    applying,
    asking,
    browsing,
    pictures,
    starting,
    stopping,
    voting,
    words,
)
