# Greenlets that wait in the middle of their calls, as gevent's do: each has a data stack of its own.
import greenlet
from waiting import wait


def visit(depth, request):
    seen = {'depth': depth, 'request': request}
    if depth: return visit(depth - 1, request)
    return greenlet.getcurrent().parent.switch(seen)


waiting = []
for number in range(500):
    each = greenlet.greenlet(visit)
    each.switch(number % 40, [number])
    waiting.append(each)
wait()
