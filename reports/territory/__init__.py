"""Papers of the territory: map, family file, acta, attendance sheet, plan and donor report."""
