"""One file a task: what is learned from, and how."""
