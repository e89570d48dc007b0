"""Starting a product project, its votes, its call for makers, its sale, and telling its readers."""
