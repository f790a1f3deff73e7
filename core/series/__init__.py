"""Series of one's own: read from a table, forecast, and judged by their held-out end."""
