"""Writes the HDF5 files that the benchmark programs read. Needs PyTables 3.7 or newer.

    make_table.py columns FILE.h5 [--rows N] [--compress]   table /t: N (1,000,000) rows x 11 numbers
    make_table.py rows    FILE.h5 [--rows N] [--compress]   table /t: N (10,000,000) rows of mixed columns
    make_table.py array   FILE.h5 [--compress]              array /a: 1000 x 1000 x 100 int16, in chunks

--compress uses shuffle and deflate level 5; without it chunks are stored as they are. The same call
gives the same values.
"""

import argparse

import numpy as np
import tables

BLOCK = 100_000
NAMES = np.array(["item-%05d" % (i * 37 % 100_000) for i in range(1000)], dtype="S10")
TS_START = 1577836800000  # 2020-01-01 00:00:00 UTC in milliseconds
TS_STEP = 250

COLUMNS = np.dtype(
    [
        ("i8", "<i1"),
        ("i16", "<i2"),
        ("i32", "<i4"),
        ("i64", "<i8"),
        ("u8", "<u1"),
        ("u16", "<u2"),
        ("u32", "<u4"),
        ("f32", "<f4"),
        ("f64", "<f8"),
        ("price", "<f8"),
        ("quantity", "<i4"),
    ]
)
ROWS = np.dtype(
    [
        ("id", "<i8"),
        ("col1", "<f8"),
        ("col2", "<f8"),
        ("col3", "<i4"),
        ("col4", "<f8"),
        ("name", "S10"),
        ("ts", "<i8"),
    ]
)


def columns_block(random, first, count):
    block = np.empty(count, dtype=COLUMNS)
    block["i8"] = random.integers(-128, 128, count)
    block["i16"] = random.integers(-1000, 1000, count)
    block["i32"] = random.integers(-(10**6), 10**6, count)
    block["i64"] = np.arange(first, first + count)
    block["u8"] = random.integers(0, 256, count)
    block["u16"] = random.integers(0, 5000, count)
    block["u32"] = random.integers(0, 2**32, count)
    block["f32"] = random.random(count)
    block["f64"] = random.normal(0.0, 1000.0, count)
    block["price"] = np.round(random.uniform(1, 500, count), 2)
    block["quantity"] = random.integers(1, 50, count)
    return block


def rows_block(random, first, count):
    block = np.empty(count, dtype=ROWS)
    block["id"] = np.arange(first, first + count)
    block["col1"] = random.random(count)
    block["col2"] = random.random(count)
    block["col3"] = random.integers(0, 10, count)
    block["col4"] = random.random(count)
    block["name"] = NAMES[random.integers(0, len(NAMES), count)]
    block["ts"] = TS_START + block["id"] * TS_STEP
    return block


def write_table(file, dtype, block, rows, filters):
    random = np.random.default_rng(42)
    table = file.create_table("/", "t", dtype, filters=filters, expectedrows=rows)
    for first in range(0, rows, BLOCK):
        table.append(block(random, first, min(BLOCK, rows - first)))
    table.flush()
    print("%d rows, chunks of %d rows" % (table.nrows, table.chunkshape[0]))


def write_array(file, filters):
    shape = (1000, 1000, 100)
    array = file.create_carray(
        "/", "a", tables.Int16Atom(), shape, filters=filters, chunkshape=(10, 100, 100)
    )
    for i in range(0, shape[0], 10):
        i0, i1, i2 = np.ogrid[i : i + 10, 0 : shape[1], 0 : shape[2]]
        array[i : i + 10] = ((i0 * 31 + i1 * 7 + i2) % 20_000).astype("i2")
    print("%s in chunks of %s" % (array.shape, array.chunkshape))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=["columns", "rows", "array"])
    parser.add_argument("file")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--compress", action="store_true")
    arguments = parser.parse_args()
    filters = None
    if arguments.compress:
        filters = tables.Filters(complevel=5, complib="zlib", shuffle=True)
    with tables.open_file(arguments.file, "w") as file:
        if arguments.kind == "columns":
            write_table(file, COLUMNS, columns_block, arguments.rows or 1_000_000, filters)
        elif arguments.kind == "rows":
            write_table(file, ROWS, rows_block, arguments.rows or 10_000_000, filters)
        else:
            write_array(file, filters)


if __name__ == "__main__":
    main()
