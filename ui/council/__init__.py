"""Screens of the territory: sessions, the plan, indicators and the view over all associations."""
