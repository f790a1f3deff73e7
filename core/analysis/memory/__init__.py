"""What a network still holds of its tokens: the ledger of its memory, shares, the first token."""
