"""Made-up tasks by rule: their texts, the symbols that may follow, and the least possible loss."""
