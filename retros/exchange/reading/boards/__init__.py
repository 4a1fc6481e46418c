"""CSV files of retro boards: those of known tools, and any other once its columns are chosen.

    document = parse(text, "board.csv", with_authors=False, pictures=pictures)

`cells` splits the text into rows, a tool's module makes `cards` of them, and each card goes to what
its column stands for; `columns` reads a table by what a person says its columns mean.
"""
