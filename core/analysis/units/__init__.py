"""Rankings and summaries of single units."""
