"""Writers of data messages: DuckDB makes the text of observations, the writers what is around it."""
