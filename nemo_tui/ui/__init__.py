"""The screen: draws the events of the engine and posts what the person wants."""
