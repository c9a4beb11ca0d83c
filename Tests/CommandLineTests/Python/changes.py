"""Sizes of objects that other threads change all the while, and that change when they are asked."""
import sys
import threading

shared = [], {}, set(), bytearray()
over = threading.Event()


def change():
    number = 0
    while not over.is_set():
        number += 1
        items, pairs, keys, octets = shared
        items.append(number)
        pairs[number] = number
        keys.add(number)
        octets.append(number % 256)
        if number % 500 == 0:
            del items[:], octets[:]
            pairs.clear()
            keys.clear()


class Changing(list):
    def __sizeof__(self):
        self.append(1)
        return list.__sizeof__(self)


threads = [threading.Thread(target=change) for _ in range(3)]
for thread in threads:
    thread.start()
sizes = 0
for _ in range(20000):
    for ob in shared:
        sizes += sys.getsizeof(ob) > 0
over.set()
for thread in threads:
    thread.join()
changing = Changing()
print(sizes, [sys.getsizeof(changing) > 0 for _ in range(50)].count(True))
