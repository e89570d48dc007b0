"""Use cases of sealed polls: asking trustees, opening the poll, opening the ballots, and what if keys are lost."""
