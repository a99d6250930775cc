"""Screens of members and of what they owe."""
