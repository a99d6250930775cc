"""Workbooks for Excel: the month, and how any sheet looks."""
