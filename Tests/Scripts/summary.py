"""Usage: summary.py LOG

What the tests' log comes to: the interpreters and records checked, what was skipped, counted by
reason, and what failed.
"""
import collections
import re
import sys

with open(sys.argv[1], encoding='utf-8', errors='replace') as log:
    lines = log.read().splitlines()

BUILD = r'(\d+\.\d+\.\d+\S*?)'
RECORDS = re.compile(r'^checked %s: (\d+) records, (\d+) cases' % BUILD)
RECORDED = re.compile(r'^checked recorded %s: (\d+) cases' % BUILD)
SKIPPED = re.compile(r'^skipped:? (?:(.*?) because )?(.*)')
RUN = re.compile(r'^. Test run with (\d+) tests? in (\d+) suites? (passed|failed)')
ISSUE = re.compile(r'^✘ Test (?!run |case )(.+?) recorded an issue')
# What ends the tests without an issue of one.
FAULT = re.compile(r'^error: |Fatal error|unexpected signal')


def found(pattern):
    return [match for match in map(pattern.match, lines) if match]


def in_words(counts, limit=4):
    """The most frequent of them, each with its count where there are more than one."""
    words = [name + (' (%d)' % count if count > 1 else '') for name, count in counts.most_common(limit)]
    others = len(counts) - len(words)
    return ', '.join(words) + (' and %d others' % others if others else '')


runs = found(RUN)
print('tests: %d, in suites: %d' % (sum(int(run[1]) for run in runs), sum(int(run[2]) for run in runs)))

live = found(RECORDS)
if live:
    print('interpreters checked (%d), records, cases:' % len(live))
for build, records, cases in (match.groups() for match in live):
    print('  %-16s %4s %6s' % (build, records, cases))
recorded = found(RECORDED)
if recorded:
    print('recorded builds checked: %d, %d cases' % (
        len(recorded), sum(int(match[2]) for match in recorded)))

skips = collections.defaultdict(collections.Counter)
for match in found(SKIPPED):
    skips[match[2]][match[1] or 'no name'] += 1
if skips:
    print('skipped: %d' % sum(sum(whats.values()) for whats in skips.values()))
for reason, whats in sorted(skips.items(), key=lambda item: -sum(item[1].values())):
    print('  %4d because %s: %s' % (sum(whats.values()), reason, in_words(whats)))

failures = collections.OrderedDict()
for index, line in enumerate(lines):
    match = ISSUE.match(line)
    if match or FAULT.search(line):
        details = [line]
        for detail in lines[index + 1:index + 9]:
            if not detail.startswith(('↳', ' ', '\t')):
                break
            details.append(detail)
        failures.setdefault(match[1] if match else line, []).append(details)
if failures:
    print('failed: %d' % len(failures))
for name, issues in failures.items():
    print('  %s' % name)
    for details in issues[:3]:
        print('\n'.join('    ' + detail for detail in details))
    if len(issues) > 3:
        print('    and %d issues more' % (len(issues) - 3))
