"""Relief points: disasters, struck towns, rounds, and who got them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0180_relief"
down_revision = "0161_reward_visits_by_exit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "points_relief",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name_ja", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("struck_on", sa.Date(), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("each", types.PointsType(), nullable=False),
        sa.Column("expiry_day", sa.Date(), nullable=False),
        sa.Column("with_shelters", sa.Boolean(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_relief")),
        sa.UniqueConstraint(
            "municipality", "struck_on", "name_ja", name=op.f("uq_points_relief_municipality_struck_on_name_ja")
        ),
    )
    op.create_table(
        "points_relief_town",
        sa.Column("relief_id", types.BigId, autoincrement=False, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("agreed_by", types.AddressType(length=42), nullable=True),
        sa.Column("agreed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["relief_id"], ["points_relief.id"], name=op.f("fk_points_relief_town_relief_id_points_relief")
        ),
        sa.PrimaryKeyConstraint("relief_id", "municipality", name=op.f("pk_points_relief_town")),
    )
    op.create_index(op.f("ix_points_relief_town_municipality"), "points_relief_town", ["municipality"], unique=False)
    op.create_table(
        "points_relief_round",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("relief_id", types.BigId, nullable=False),
        sa.Column("campaign_id", types.BigId, nullable=False),
        sa.Column("asked_by", types.AddressType(length=42), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["relief_id"], ["points_relief.id"], name=op.f("fk_points_relief_round_relief_id_points_relief")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["points_campaign.id"], name=op.f("fk_points_relief_round_campaign_id_points_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_relief_round")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_points_relief_round_campaign_id")),
    )
    op.create_index(op.f("ix_points_relief_round_relief_id"), "points_relief_round", ["relief_id"], unique=False)
    op.create_table(
        "points_relief_recipient",
        sa.Column("relief_id", types.BigId, autoincrement=False, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("person", types.Bytes32(length=32), nullable=True),
        sa.Column("basis", sa.String(length=10), nullable=False),
        sa.Column("campaign_id", types.BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["relief_id"], ["points_relief.id"], name=op.f("fk_points_relief_recipient_relief_id_points_relief")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_relief_recipient_campaign_id_points_campaign"),
        ),
        sa.PrimaryKeyConstraint("relief_id", "account", name=op.f("pk_points_relief_recipient")),
        sa.UniqueConstraint("relief_id", "person", name=op.f("uq_points_relief_recipient_relief_id_person")),
    )
    op.create_index(
        op.f("ix_points_relief_recipient_campaign_id"), "points_relief_recipient", ["campaign_id"], unique=False
    )
    _tell_of_office(op.get_bind())


def _tell_of_office(connection: sa.Connection) -> None:
    """Who chose kinds of notices before there was this one did not choose against it."""
    choices = sa.table(
        "points_notice_choice",
        sa.column("account", types.AddressType(length=42)),
        sa.column("mail", sa.JSON()),
        sa.column("push", sa.JSON()),
    )
    for account, mail, push in connection.execute(sa.select(choices.c.account, choices.c.mail, choices.c.push)).all():
        more = {"mail": [*mail, "office"], "push": [*push, "office"]}
        connection.execute(sa.update(choices).where(choices.c.account == account).values(**more))


def downgrade() -> None:
    op.drop_index(op.f("ix_points_relief_recipient_campaign_id"), table_name="points_relief_recipient")
    op.drop_table("points_relief_recipient")
    op.drop_index(op.f("ix_points_relief_round_relief_id"), table_name="points_relief_round")
    op.drop_table("points_relief_round")
    op.drop_index(op.f("ix_points_relief_town_municipality"), table_name="points_relief_town")
    op.drop_table("points_relief_town")
    op.drop_table("points_relief")
