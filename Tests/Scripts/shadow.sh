#!/usr/bin/env bash
# Usage: shadow.sh [PYTHON…]   (default: every interpreter that pysize finds and can load)
#
# Runs all standard-library test modules that mention sizeof under `pysize shadow`, and says for each
# interpreter how many calls agreed and which types did not: nothing may disagree, and nothing be
# unknown to the model. Where an interpreter has NumPy, pandas, pydantic, SQLAlchemy or lxml, every
# object that a program with them can reach is asked about as well; what is not modelled there is
# listed by type and count. What the tests themselves say is not looked at: some fail on a machine
# without a network, with or without pysize.
set -euo pipefail
cd "$(dirname "$0")/../.."
pysize=${PYSIZE:-$PWD/.build/debug/pysize}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if [ $# = 0 ]; then
  mapfile -t pythons < <("$pysize" interpreters --format csv |
    python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin):
    if row["bridge"] == "libpython": print(row["executable"])')
else
  pythons=("$@")
fi

status=0
for python in "${pythons[@]}"; do
  # Only modules of the interpreter's own test package, found by name and not imported.
  mapfile -t modules < <("$python" - <<'PYTHON'
import io, os
home = os.path.join(os.path.dirname(os.__file__), 'test')
for folder, folders, names in sorted(os.walk(home)):
    for name in sorted(names):
        if name.startswith('test_') and name.endswith('.py'):
            path = os.path.join(folder, name)
            with io.open(path, encoding='latin-1') as file:
                text = file.read()
            if 'getsizeof' in text or '__sizeof__' in text or 'check_sizeof' in text:
                print('test' + path[len(home):-3].replace(os.sep, '.'))
PYTHON
  )
  rm -f "$folder"/*
  for module in "${modules[@]}"; do
    (cd "$folder" && timeout 900 nice "$pysize" shadow --python "$python" --format json \
      --output "$folder/$module.json" -m unittest "$module") </dev/null >"$folder/$module.log" 2>&1 || true
  done
  (cd "$folder" && nice "$pysize" shadow --python "$python" --format json \
    --output "$folder/packages.json" "$OLDPWD/Tests/Scripts/reach.py") </dev/null \
    >"$folder/packages.log" 2>&1 || true
  python3 - "$python" "$folder" <<'PYTHON' || status=1
import glob, json, os, re, sys
python, folder = sys.argv[1:]
calls = tests = 0
wrong, unknown, known = {}, {}, set()
for path in glob.glob(os.path.join(folder, '*.json')):
    report = json.load(open(path))
    calls += report['calls']
    isThird = path.endswith('packages.json')
    for row in report['types']:
        if row['verdict'] == 'own __sizeof__': continue
        isWrong = row['verdict'] == 'disagrees' or not isThird
        place = wrong if isWrong else unknown
        name = row['type'], row['verdict'], row['model'], row['cpython']
        place[name if isWrong else row['type']] = (
            place.get(name if isWrong else row['type'], 0) + row['calls'])
for path in glob.glob(os.path.join(folder, '*.log')):
    found = re.search(r'Ran (\d+) test', open(path, errors='replace').read())
    tests += int(found.group(1)) if found else 0
modules = len(glob.glob(os.path.join(folder, 'test*.json')))
print('%s: %d modules, %d tests, %d calls of sys.getsizeof, %d disagree or are not known' % (
    python, modules, tests, calls, sum(wrong.values())))
for name in sorted(wrong, key=str): print('  %s: %s, model %s, CPython %s (%d calls)' % (
    name + (wrong[name],)))
for name in sorted(unknown, key=lambda n: -unknown[n]):
    print('  not modelled, of a package: %s, %d calls' % (name, unknown[name]))
if not modules: print('  skipped: its tests, for its test package is not installed')
sys.exit(bool(wrong) or calls == 0)
PYTHON
done
exit "$status"
