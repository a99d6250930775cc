"""Every kind of sheet that can be imported."""

from models.importing.paper_kinds import COLLECTIONS, DELIVERIES, RECEIPTS, SALES
from models.importing.register_kinds import HARVESTS, MEMBERS, PLOTS

# In the order in which they are stored: what later ones name comes before.
KINDS = (MEMBERS, PLOTS, HARVESTS, DELIVERIES, SALES, COLLECTIONS, RECEIPTS)
BY_NAME = {kind.name: kind for kind in KINDS}
