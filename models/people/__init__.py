"""Members, and one account for each: dues, charges, loans, work days."""
