"""What a proposal does once it passes: chosen in a form, told in words."""
