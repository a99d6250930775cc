"""Screens of the territory: plots and their map, families and their file."""
