"""Which unit follows which feature of a text, measured on held-out text beside chance."""
