"""The campaign wizard: an officer says step by step why, who, how much and by which law, and then looks at all of it.

Every step has an address and a form of its own; what was typed is kept with the campaign.
"""

from __future__ import annotations

from app.surfaces.console.wizard import (  # noqa: F401  (they add their routes)
    amounts,
    approval,
    budget,
    check,
    law,
    limit,
    message,
    people,
    purpose,
    record,
)
