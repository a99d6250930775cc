"""Importing from sheets: choose a file, say what its columns are, answer, and store it."""
