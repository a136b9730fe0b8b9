"""Widgets of the app; none knows another."""
