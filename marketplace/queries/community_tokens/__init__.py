"""How sales of community tokens stand, and who holds how much."""
