"""Screens where money comes in, goes out, is counted or looked at."""
