"""HTTP to one NemoVideo backend: one method per endpoint, no policy."""
