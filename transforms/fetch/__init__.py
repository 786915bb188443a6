"""Fetches the pages of stories, hosts in shards, each page handed on as it comes."""
