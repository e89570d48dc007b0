"""Read-only answers about communities, proposals, ballots and treasuries."""
