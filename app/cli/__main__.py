"""`python -m app.cli`: how the supervisor starts its children, whatever is on PATH."""

from app.cli import main

main(prog_name="musubi")
