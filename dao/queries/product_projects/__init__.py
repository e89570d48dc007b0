"""Product projects: where each stands, who reads it, and its pages. Read only."""
