"""A NemoVideo-compatible server for this machine: it fetches, edits and renders for real."""
