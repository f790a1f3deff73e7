"""Functions over traces and networks: what the numbers of a trace add up to."""
