"""What data is: records, tables, views. Pure: no I/O, no Beam."""
