"""Screens of lots and settlements."""
