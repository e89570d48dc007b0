"""Cards of one person: opened by a town, asked for, issued, and brought to a new account."""
