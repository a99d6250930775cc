"""Sheets that others wrote: read safely, understood, and shown before anything is stored."""
