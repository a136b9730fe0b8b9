"""Screens decide: they turn what a person wants into one call on the engine."""
