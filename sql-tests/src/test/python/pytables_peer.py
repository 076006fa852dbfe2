"""Answers the benchmark programs from an open HDF5 file: a command a line, tab between its parts.

    read  FIELD             read a field of /t            -> @@ nanoseconds rows 0.0
    sum   FIELD             read a field of /t, sum it    -> @@ nanoseconds 1 sum
    where CONDITION FIELD   Table.read_where on /t        -> @@ nanoseconds rows sum
"""

import sys
import time

import tables


def answer(table, command, *arguments):
    if command == "read":
        return len(table.read(field=arguments[0])), 0.0
    if command == "sum":
        return 1, float(table.read(field=arguments[0]).sum())
    values = table.read_where(arguments[0], field=arguments[1])
    return len(values), float(values.sum())


def main():
    with tables.open_file(sys.argv[1], "r") as file:
        table = file.root.t
        for line in sys.stdin:
            parts = line.rstrip("\n").split("\t")
            start = time.perf_counter_ns()
            rows, total = answer(table, *parts)
            nanos = time.perf_counter_ns() - start
            print("@@\t%d\t%d\t%r" % (nanos, rows, total), flush=True)


if __name__ == "__main__":
    main()
