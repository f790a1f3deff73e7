"""Work in the background for all sessions: queue, turns, progress, stop and visitors.

A job is a generator: it yields its progress and returns its result. This folder knows neither
what is computed nor what progress looks like.
"""
