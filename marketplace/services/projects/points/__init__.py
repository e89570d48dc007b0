"""Points pledged to projects: opened by an officer, pledged by supporters."""
