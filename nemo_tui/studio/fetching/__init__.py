"""Fetching what lies at a URL, in a process of its own that can be stopped at any moment."""
