"""Pure functions that turn a record into a Plotly figure; nothing here imports torch."""
