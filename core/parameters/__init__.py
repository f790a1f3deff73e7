"""Counting: where every parameter is, under each convention, and what it costs."""
