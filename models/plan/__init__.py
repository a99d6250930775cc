"""The local development plan: axes, objectives, activities, what was done and what it cost."""
