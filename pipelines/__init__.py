"""What runs: pipelines, their configuration, the command line."""
