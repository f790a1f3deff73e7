"""The training of the shipped networks: ``python -m core.training --help``."""
