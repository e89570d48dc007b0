"""Cards of one person as applicants and officers see them."""
