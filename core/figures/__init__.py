"""Figures as pure functions: a record in, a Plotly figure out; nothing here imports torch."""
