"""The campaign wizard (付与の手順): what an officer decides step by step before a campaign starts."""
