# Runs the published script of "Exponential Backoff And Jitter" (aws-samples/aws-arch-backoff-simulator) in Python 3, all of
# its table. Arguments: path of backoff_simulator.py, repeats per cell. Prints the CPU time, seconds.
import sys
import time


class Nowhere:
    def write(self, text):
        pass


source = open(sys.argv[1]).read().rstrip()
assert source.endswith("\nrun()"), "this is not the script of 2015"
script = {"xrange": range}
exec(compile(source[: -len("run()")], sys.argv[1], "exec"), script)
start = time.process_time()
for clients in range(10, 200, 10):
    for backoff, _ in script["backoff_types"]:
        for _ in range(int(sys.argv[2])):
            queue, _ = script["setup_sim"](clients, backoff, Nowhere(), script["Stats"]())
            script["run_sim"](queue)
print(time.process_time() - start)
