"""Counts of parameters under each convention, and their cost in memory and work."""
