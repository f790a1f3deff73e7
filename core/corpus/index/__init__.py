"""A corpus as a network reads it once: its states laid out to be searched."""
