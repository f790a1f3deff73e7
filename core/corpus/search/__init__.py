"""Searches of an index: a unit's extremes, and runs where a set of units is on together."""
