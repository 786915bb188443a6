"""How bytes come in from the network: guarded, one gate a host, bounded, archived.

Import from the modules; this package imports nothing, so that a pure user of :mod:`transforms.fetching.reasons` or
:mod:`transforms.fetching.answer` does not pay for an HTTP library.
"""
