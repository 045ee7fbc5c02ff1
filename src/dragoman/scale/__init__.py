"""The same coding over many processes or machines, to a lake of Parquet files; merging and loading it."""
