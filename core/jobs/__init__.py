"""Work in the background for all sessions: queue, turns, progress, stop, and who wants the result.

A job is a generator: it yields how far it has come and returns its result. This folder knows
neither what is computed nor what progress looks like.
"""
