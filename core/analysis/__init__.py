"""Analyses of traces and networks."""
