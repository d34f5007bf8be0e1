"""What the pipeline finds against what people annotated. Imports nothing that extracts."""
