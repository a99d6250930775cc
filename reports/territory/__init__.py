"""Papers of the territory: the acta, the attendance sheet, the plan and the donor report."""
