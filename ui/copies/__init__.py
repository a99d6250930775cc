"""Copies of the book: made in time, and put back."""
