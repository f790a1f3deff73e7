"""Gradients through time: backward pass, reach, paths, spectrum, connectivity."""
