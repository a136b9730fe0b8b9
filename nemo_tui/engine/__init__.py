"""The conversation: messages become plans, plans become events, events end in a file."""
