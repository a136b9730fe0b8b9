"""Widgets draw, and announce what a person did by posting a message."""
