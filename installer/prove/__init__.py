"""Installs what was built, works with it, takes it away again."""
