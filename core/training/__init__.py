"""How the shipped networks were trained: ``python -m core.training --help``."""
