"""Parts of a corpus that fit on a screen, with the text around them."""
