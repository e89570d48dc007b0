"""A series of locked cards may be handed out at once to verified residents, one a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0124_cards_for_residents"
down_revision = "0123_verification_bonuses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("card_desk") as batch:
        batch.add_column(sa.Column("for_residents", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "card_person",
        sa.Column("collection_number", sa.BigInteger(), nullable=False),
        sa.Column("person", types.Bytes32(length=32), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_number"],
            ["card_desk.collection_number"],
            name=op.f("fk_card_person_collection_number_card_desk"),
        ),
        sa.PrimaryKeyConstraint("collection_number", "person", name=op.f("pk_card_person")),
    )


def downgrade() -> None:
    op.drop_table("card_person")
    with op.batch_alter_table("card_desk") as batch:
        batch.drop_column("for_residents")
