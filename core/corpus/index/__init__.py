"""The index of a corpus: one network's states along it, built once and laid out to be searched."""
