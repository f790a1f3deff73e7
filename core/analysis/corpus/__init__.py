"""A corpus read by one network: where its texts come from, and its states, laid out to be searched."""
