"""Books locked with a key: opened, locked, and a screen left alone."""
