"""Any quantity over any span of a corpus, computed again from checkpoints."""
