"""Ground floor: units, ids, errors, clock, database, outbox, and the only code that talks to an EVM node."""
