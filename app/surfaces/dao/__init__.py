"""Communities: their pages, proposals, ballots and treasuries."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("dao", __name__)

# They add their routes and filters.
from app.surfaces.dao.actions import grant_words as _grants  # noqa: E402, F401
from app.surfaces.dao.actions import words as _actions  # noqa: E402, F401
from app.surfaces.dao.communities import calendar as _calendar  # noqa: E402, F401
from app.surfaces.dao.communities import pages as _communities  # noqa: E402, F401
from app.surfaces.dao.proposals import drafting as _drafting  # noqa: E402, F401
from app.surfaces.dao.proposals import pages as _proposals  # noqa: E402, F401
from app.surfaces.dao.proposals import words as _proposal_words  # noqa: E402, F401
