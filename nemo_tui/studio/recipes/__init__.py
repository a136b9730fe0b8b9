"""Edit recipes: one file each, the phrases that call it beside the code that does it."""
