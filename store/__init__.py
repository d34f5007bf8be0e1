"""Everything that needs no screen: records, tables, reading, extraction, exports."""
