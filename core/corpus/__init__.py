"""A corpus read by one network: where its texts come from, and its states, to be searched."""
