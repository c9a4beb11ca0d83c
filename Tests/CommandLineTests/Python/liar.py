"""An interpreter that is none: told by $LIE what to answer. Run by tests as `--python`."""
import json
import os
import sys
import time

LIE = os.environ.get('LIE', '')

if '-E' in sys.argv:
    facts = {
        'implementation': 'cpython', 'version': [3, 11, 7], 'executable': '/none',
        'pointerSize': 8, 'isDebug': False, 'tracesReferences': False, 'isFreeThreaded': False,
        'gcHeadSize': 16, 'libpython': None}
    if LIE.startswith('{'):
        facts.update(json.loads(LIE))
    print('pysize-probe:' + (json.dumps(facts) if LIE != 'deep' else '[' * 100000))
    sys.exit()

requests, answers = os.fdopen(int(sys.argv[-2]), 'rb'), int(sys.argv[-1])


def send(text):
    line = text.encode() + b'\n'
    while line:
        line = line[os.write(answers, line):]


class Some(object):
    pass


some = Some()
requests.readline()
send('{"build": "3.11.7"}')
while True:
    line = requests.readline()
    if not line:
        break
    parts = json.loads(line.decode())['parts']
    answer = {
        'status': 'measured', 'reason': None, 'version': None, 'parts': [8] * len(parts),
        'object': id(some), 'type': id(Some), 'basicsize': Some.__basicsize__,
        'itemsize': Some.__itemsize__, 'dictoffset': Some.__dictoffset__,
        'weaklistoffset': Some.__weakrefoffset__, 'flags': Some.__flags__}
    if LIE == 'stall':
        time.sleep(1000)
    if LIE == 'endless':
        while True:
            os.write(answers, b'x' * 65536)
    if LIE.startswith('parts '):
        answer['parts'] = eval(LIE[6:])
    if LIE.startswith('answer '):
        answer.update(eval(LIE[7:]))
    send(json.dumps(answer) if not LIE.startswith('text ') else LIE[5:])
