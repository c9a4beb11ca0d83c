# Counts as fast as it can, and tells how far it is when it is asked.
import os
import threading

keep = b'x' * (48 << 20)
count = 0


def run():
    global count
    while True: count += 1


thread = threading.Thread(target=run)
thread.daemon = True
thread.start()
os.write(1, b'0\n')
while os.read(0, 100): os.write(1, b'%d\n' % count)
os._exit(0)
