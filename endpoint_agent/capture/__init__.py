"""Pictures of the screen: taken after the person's own click, marked, made unreadable where they say, kept as PNG."""
