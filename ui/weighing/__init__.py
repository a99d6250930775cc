"""The weigh-in."""
