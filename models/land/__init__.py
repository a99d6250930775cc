"""Land: where plots lie, how they are used by season, how they are cared for."""
