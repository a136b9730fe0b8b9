"""Talk to your video in a terminal: skills, an engine, a screen, and a studio for this machine."""

__version__ = "0.1.0"
