"""Figures of the territory, worked out from what is already typed, and the donor report."""
