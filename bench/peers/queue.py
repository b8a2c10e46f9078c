# One server with a queue in SimPy 3, in the way of its documentation. Argument: customers. Prints the CPU time, seconds.
import random
import sys
import time

import simpy


def customer(env, server):
    with server.request() as turn:
        yield turn
        yield env.timeout(random.expovariate(1.0))


def source(env, server, customers):
    for _ in range(customers):
        yield env.timeout(random.expovariate(0.8))
        env.process(customer(env, server))


customers = int(sys.argv[1])
random.seed(1)
env = simpy.Environment()
env.process(source(env, simpy.Resource(env, capacity=1), customers))
start = time.process_time()
env.run()
print(time.process_time() - start)
