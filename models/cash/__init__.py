"""Cash and bank: receipts, transfers, counts, funds, the budget, and their books."""
