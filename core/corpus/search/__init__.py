"""Where a unit is strongest, and where a set of units is on together."""
