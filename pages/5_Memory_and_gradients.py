"""Memory and gradients: why one cell remembers and another forgets, on your own sentence."""

from pages.shared import controls, frame

# Choose
selection = frame.start(frame.MEMORY_AND_GRADIENTS)
frame.heading(frame.MEMORY_AND_GRADIENTS, selection)
controls.pick(selection)
