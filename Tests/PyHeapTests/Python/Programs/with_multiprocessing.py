# A pool of processes, of which one is looked at as well as the one that started it.
import multiprocessing
import sys
from waiting import counted, wait


def work(number):
    table = {key: str(key) for key in range(number)}
    return sorted(table.values())[:3]


def held(number):
    global kept
    kept = [{'number': each, 'text': str(each)} for each in range(5000)]
    return counted()


if __name__ == '__main__':
    way = multiprocessing.get_context(sys.argv[1])
    shared = way.Array('d', range(1000))
    queue = way.Queue()
    with way.Pool(3) as pool:
        assert len(pool.map(work, range(500), chunksize=10)) == 500
        for number in range(100): queue.put({'number': number})
        child = pool.apply(held, (1,))
        wait([child])
