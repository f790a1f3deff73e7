"""Work in the background: whose turn it is, how far it is, who wants it, when to stop."""
