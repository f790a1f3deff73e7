"""What if: change one thing in a network that reads your sentence, and see what follows."""

from pages.shared import controls, frame

# Choose
selection = frame.start(frame.WHAT_IF)
frame.heading(frame.WHAT_IF, selection)
controls.pick(selection)
