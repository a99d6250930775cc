"""Screens of a month: its book, its papers, its numbers, its closing."""
