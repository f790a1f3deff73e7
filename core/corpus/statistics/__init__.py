"""Spread, saturation and memory of every unit, summed while a corpus is read."""
