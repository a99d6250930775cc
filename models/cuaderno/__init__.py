"""A month as one file, done through the same deeds as the screens."""
