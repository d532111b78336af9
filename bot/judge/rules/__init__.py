"""What kinds of machine check are there? One file each; `bot.judge.compiling` knows them by the name in the TOML."""
