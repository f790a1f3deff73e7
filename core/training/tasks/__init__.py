"""The tasks, one per file: the training texts and the recipe of each."""
