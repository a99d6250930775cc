"""Questions about a month, what must be so before it closes, and its closing."""
