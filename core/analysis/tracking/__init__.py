"""Scores of every unit for every feature of a text, on held-out text, with a chance level."""
