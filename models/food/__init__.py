"""Food: what families keep of their harvests, and how they eat."""
