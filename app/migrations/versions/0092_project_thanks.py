"""Tickets and points as thanks to supporters of projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0092_project_thanks"
down_revision = "0095_community_tokens"
branch_labels = None
depends_on = None

_NUMBERS = ("thanks_uses", "points_thanks_program", "points_thanks_each")
_WORDS = {"thanks_place_ja": 120, "thanks_place_en": 120, "thanks_until": 10}


def upgrade() -> None:
    for name in _NUMBERS:
        kind = sa.Integer() if name == "thanks_uses" else sa.BigInteger()
        op.add_column("project", sa.Column(name, kind, nullable=False, server_default="0"))
    for name, length in _WORDS.items():
        op.add_column("project", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("project", sa.Column("points_thanks_from", types.YenType(), nullable=False, server_default="0"))
    op.add_column("project", sa.Column("points_thanks_campaign", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for name in ("points_thanks_campaign", "points_thanks_from", *_WORDS, *_NUMBERS):
        op.drop_column("project", name)
