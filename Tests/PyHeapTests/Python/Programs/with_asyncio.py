# Hundreds of tasks that wait: for queues, events, locks, timers, and for streams between themselves.
import asyncio
import contextvars
import functools
import os
from waiting import wait

name = contextvars.ContextVar('name')


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(b'%d:' % len(line) + line)
        await writer.drain()
    writer.close()


async def ask(port, number, asked):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    for turn in range(3):
        writer.write(b'line %d\n' % turn)
        assert await reader.readline() == b'7:line %d\n' % turn
    asked.append(number)
    # Waits for what never comes
    await reader.readline()


async def take(queue, number):
    name.set('task %d' % number)
    while True:
        await asyncio.shield(queue.get())


async def produce():
    for number in range(10):
        yield number
        await asyncio.sleep(0)
    await asyncio.Event().wait()


async def consume(seen):
    async for number in produce():
        seen.append(number)


async def compute(loop):
    return await loop.run_in_executor(None, functools.partial(sum, range(1000)))


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    asked, seen, queue = [], [], asyncio.Queue()
    tasks = [asyncio.create_task(take(queue, number)) for number in range(300)]
    tasks += [asyncio.create_task(ask(port, number, asked)) for number in range(30)]
    tasks += [asyncio.create_task(consume(seen)) for _ in range(50)]
    tasks += [asyncio.create_task(asyncio.sleep(3600)) for _ in range(100)]
    assert await asyncio.gather(*[compute(loop) for _ in range(20)]) == [499500] * 20
    for number in range(1000): queue.put_nowait({'number': number})
    while len(asked) < 30 or len(seen) < 500: await asyncio.sleep(0.01)
    # When all of them wait, the loop's own thread does
    loop.call_soon(lambda: (wait(), os._exit(0)))
    await asyncio.gather(*tasks)


asyncio.run(main())
