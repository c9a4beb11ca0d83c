"""What each of the programs raises: its class and its message, or null."""
import json
import sys
from collections import OrderedDict, deque

answers = []
for source in json.load(sys.stdin):
    try:
        exec(source, {'D': deque, 'O': OrderedDict})
        answers.append(None)
    except Exception as error:
        answers.append("%s: %s" % (type(error).__name__, error))
json.dump(answers, sys.stdout)
