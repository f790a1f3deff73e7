"""How gradients travel through time: backward, reach, paths, spectrum, connectivity."""
