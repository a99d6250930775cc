"""From the plot to the sale: products, harvests, deliveries, lots, sales, losses."""
