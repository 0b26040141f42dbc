# Overrides the globals of the script that executes this: first a file, then --key=value words.
import sys
from ast import literal_eval

for arg in sys.argv[1:]:
    if '=' not in arg:
        print(f'Overriding with {arg}')
        with open(arg) as file:
            print(file.read())
        exec(open(arg).read())
    else:
        key, value = arg[2:].split('=')
        if key in globals():
            try:
                attempt = literal_eval(value)
            except (SyntaxError, ValueError):
                attempt = value
            globals()[key] = attempt
        else:
            raise ValueError(f'Unknown config key: {key}')
