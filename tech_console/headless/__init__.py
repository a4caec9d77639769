"""The console without a screen: the same presenters, commands as JSON lines in, what would be shown as JSON lines out."""
