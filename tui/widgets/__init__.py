"""What panes and screens are made of: lists, lines, rules, prompts. They know records, no store."""
