"""Memory of earlier tokens: its ledger, the tokens' shares of an output, the first token."""
