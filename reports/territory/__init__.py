"""Papers of the territory: the sketch map and the family file."""
