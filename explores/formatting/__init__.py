"""How a value is written: numbers, money, dates, in the language and the code that were chosen."""
