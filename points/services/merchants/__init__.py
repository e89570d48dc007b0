"""Use cases about shops: applying, reviewing, importing, keeping, suspending."""
