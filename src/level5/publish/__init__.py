"""Publishing: an adapter with card, config, results and checksums, verified before it is pushed."""
