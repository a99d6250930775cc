"""From a lot to what each member gets: the forecast, the settlement, and how it came about."""
