"""Compiles each source and says why it does not, as JSON: null, or the error."""
import json
import sys


def compiled(source):
    try:
        compile(source, "<record>", "exec")
    except (SyntaxError, ValueError) as error:
        return "%s: %s" % (type(error).__name__, error)


json.dump([compiled(source) for source in json.load(sys.stdin)], sys.stdout)
