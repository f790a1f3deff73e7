"""Indexes on disk: written whole or not at all, shared by processes, evicted by last use."""
