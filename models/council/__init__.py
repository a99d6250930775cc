"""The table where plans are made: who sits at it, what was resolved, and what is due."""
