"""Makes the small HDF5 files under src/test/resources/fixtures, and expected.tsv with their values.

Needs h5py 3.7, PyTables 3.7 and NumPy 1.24 (Debian 12: python3-h5py, python3-tables).
Usage: make_fixtures.py [directory]

Lines of expected.tsv, cells separated by tabs:
    TABLE  file  path  names of the stored columns
    ROW    the values of one row: numbers, true or false, texts with \\t \\n \\\\ escaped, \\N for NULL
    UNREAD file  path  a part of the reason
    ATTR   file  path  name  value
    LINK   file  path  target
"""
import os
import sys

import h5py
import numpy as np
import tables

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "resources", "fixtures")
LINES = []


def cell(value):
    if value is None:
        return "\\N"
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, bytes):
        value = value.rstrip(b"\0")
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            value = value.decode("latin-1")
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def expect(name, path, columns, rows):
    LINES.append("\t".join(["TABLE", name, path] + columns))
    for row in rows:
        LINES.append("\t".join(["ROW"] + [cell(v) for v in row]))


def expect_values(name, path, values):
    expect(name, path, ["value"], [(v,) for v in np.asarray(values).reshape(-1)])


def unread(name, path, reason):
    LINES.append("\t".join(["UNREAD", name, path, reason]))


def attribute(name, path, key, value):
    LINES.append("\t".join(["ATTR", name, path, key, cell(value)]))


def link(name, path, target):
    LINES.append("\t".join(["LINK", name, path, target]))


def create(name, **options):
    path = os.path.join(OUT, name)
    if os.path.exists(path):
        os.remove(path)
    return h5py.File(path, "w", **options)


def low_level(group, name, type_id, shape, data=None, plist=None, fill_bytes=None):
    space = h5py.h5s.create_simple(shape) if shape is not None else h5py.h5s.create(h5py.h5s.NULL)
    dataset = h5py.h5d.create(group.id, name.encode(), type_id, space, plist)
    if data is not None:
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, data, type_id)
    return dataset


INTS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
FLOATS = ["f2", "f4", "f8"]


def extremes(kind):
    if kind[0] == "f":
        info = np.finfo(kind)
        values = [0.0, -0.0, 1.5, -2.25, np.nan, np.inf, -np.inf, info.max, info.min, info.tiny,
                  info.smallest_subnormal, -info.smallest_subnormal, info.eps]
        return np.array(values, dtype=kind)
    info = np.iinfo(kind)
    return np.array([0, 1, info.max, info.min, info.max - 1, info.min + 1, 42], dtype=kind)


def numbers():
    name = "numbers.h5"
    with create(name) as f:
        for kind in INTS + FLOATS:
            for order in "<>":
                values = extremes(kind).astype(order + kind)
                path = ("le_" if order == "<" else "be_") + kind
                f.create_dataset(path, data=values)
                expect_values(name, "/" + path, values)
                f.create_dataset("chunked/" + path, data=values, chunks=(3,), shuffle=True,
                                 compression="gzip")
                expect_values(name, "/chunked/" + path, values)


def layouts():
    name = "layouts.h5"
    rng = np.random.default_rng(7)
    with create(name) as f:
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        small = np.arange(12, dtype="<i4").reshape(3, 4)
        low_level(f, "compact", h5py.h5t.STD_I32LE, (3, 4), small, compact)
        expect_values(name, "/compact", small)
        f.create_dataset("scalar", data=np.float64(2.5))
        expect_values(name, "/scalar", [2.5])
        f.create_dataset("null", data=h5py.Empty("f4"))
        expect_values(name, "/null", np.zeros(0))
        for label, shape in (("0", (0,)), ("0x5", (0, 5)), ("5x0", (5, 0))):
            f.create_dataset("empty_" + label, shape=shape, dtype="i4")
            expect_values(name, "/empty_" + label, np.zeros(0))
            f.create_dataset("empty_chunked_" + label, shape=shape, dtype="i4",
                             maxshape=(None,) * len(shape), chunks=(2,) * len(shape))
            expect_values(name, "/empty_chunked_" + label, np.zeros(0))
        for label, shape, chunks in (("1d", (53,), (8,)), ("2d", (9, 14), (4, 5)),
                                     ("3d", (5, 6, 7), (2, 4, 3)), ("4d", (3, 2, 5, 3), (2, 1, 2, 2)),
                                     ("wide_chunk", (3, 4), (10, 10)), ("thin", (6, 5), (6, 1))):
            data = rng.integers(-1000, 1000, shape).astype("<i2")
            f.create_dataset("contiguous_" + label, data=data)
            expect_values(name, "/contiguous_" + label, data)
            options = {"chunks": chunks}
            if chunks > shape:
                options["maxshape"] = (None,) * len(shape)
            f.create_dataset("chunked_" + label, data=data, **options)
            expect_values(name, "/chunked_" + label, data)
            f.create_dataset("deflated_" + label, data=data, compression=4, **options)
            expect_values(name, "/deflated_" + label, data)


def fills():
    name = "fills.h5"
    with create(name) as f:
        f.create_dataset("unwritten", shape=(5,), dtype="<i4", fillvalue=7)
        expect_values(name, "/unwritten", np.full(5, 7))
        f.create_dataset("unwritten_default", shape=(2, 3), dtype="<f8")
        expect_values(name, "/unwritten_default", np.zeros(6))
        f.create_dataset("unwritten_chunked", shape=(5, 3), dtype=">f4", chunks=(2, 2), fillvalue=np.nan)
        expect_values(name, "/unwritten_chunked", np.full(15, np.nan))
        for label, options in (("plain", {}), ("deflated", {"compression": 6, "shuffle": True})):
            data = np.full((10, 10), -3, dtype="<i8")
            sparse = f.create_dataset("sparse_" + label, shape=(10, 10), dtype="<i8", chunks=(3, 4),
                                      fillvalue=-3, **options)
            sparse[4:6, 5:9] = 11
            data[4:6, 5:9] = 11
            expect_values(name, "/sparse_" + label, data)
        row = f.create_dataset("sparse_1d", shape=(1000,), dtype="<u2", chunks=(10,), fillvalue=65535)
        data = np.full(1000, 65535)
        row[500:505] = 9
        data[500:505] = 9
        expect_values(name, "/sparse_1d", data)
        f.create_dataset("text", shape=(3,), dtype="S4", fillvalue=b"none", chunks=(2,))
        expect_values(name, "/text", np.array([b"none"] * 3))
        f.create_dataset("vlen_text", shape=(3,), dtype=h5py.string_dtype(), chunks=(2,))
        expect(name, "/vlen_text", ["value"], [(None,)] * 3)
        pair = np.dtype([("a", "<i4"), ("b", "<f8")])
        f.create_dataset("compound", shape=(3,), dtype=pair, fillvalue=np.array((5, 0.5), pair), chunks=(2,))
        expect(name, "/compound", ["a", "b"], [(5, 0.5)] * 3)
        never = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        never.set_fill_value(np.array(9, "<i4"))
        never.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
        never.set_chunk((2,))
        low_level(f, "never_filled", h5py.h5t.STD_I32LE, (4,), None, never)
        expect_values(name, "/never_filled", np.zeros(4, "i4"))


def filters():
    name = "filters.h5"
    rng = np.random.default_rng(3)
    with create(name) as f:
        data = rng.integers(0, 100, (40, 10)).astype("<i4")
        for label, options in (
                ("deflate", {"compression": 1}), ("shuffle", {"shuffle": True}),
                ("fletcher", {"fletcher32": True}),
                ("all", {"compression": 9, "shuffle": True, "fletcher32": True})):
            f.create_dataset(label, data=data, chunks=(7, 10), **options)
            expect_values(name, "/" + label, data)
        for order in (("shuffle", "fletcher", "deflate"), ("fletcher", "deflate", "shuffle"),
                      ("deflate", "shuffle"), ("deflate", "fletcher", "shuffle"), ("deflate", "deflate")):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((7, 10))
            for step in order:
                if step == "shuffle":
                    plist.set_shuffle()
                elif step == "fletcher":
                    plist.set_fletcher32()
                else:
                    plist.set_deflate(4)
            path = "_".join(order)
            low_level(f, path, h5py.h5t.STD_I32LE, (40, 10), data, plist)
            expect_values(name, "/" + path, data)
        for kind in ("i1", "i2", "f8", "S3", "S11", "c16"):
            values = rng.integers(0, 90, 301)
            values = values.astype(str).astype(kind) if kind[0] == "S" else values.astype(kind)
            f.create_dataset("shuffled_" + kind, data=values, chunks=(37,), shuffle=True, compression=1)
            if kind == "c16":
                expect(name, "/shuffled_c16", ["r", "i"], [(v.real, v.imag) for v in values])
            else:
                expect_values(name, "/shuffled_" + kind, values)
        masked = f.create_dataset("masked", shape=(30,), dtype="<i4", chunks=(10,), shuffle=True, compression=5)
        parts = [np.arange(10, dtype="<i4") + 100 * i for i in range(3)]
        masked.id.write_direct_chunk((0,), parts[0].tobytes(), 3)
        shuffled = parts[1].view("u1").reshape(10, 4).T.tobytes()
        masked.id.write_direct_chunk((10,), shuffled, 2)
        masked[20:] = parts[2]
        expect_values(name, "/masked", np.concatenate(parts))
        square = f.create_dataset("masked_2d", shape=(4, 4), dtype="<i4", chunks=(2, 2), compression=5)
        whole = np.arange(16, dtype="<i4").reshape(4, 4)
        square[...] = whole
        square.id.write_direct_chunk((2, 2), whole[2:, 2:].tobytes(), 1)
        expect_values(name, "/masked_2d", whole)
        f.create_dataset("lzf", data=data, chunks=(7, 10), compression="lzf")
        unread(name, "/lzf", "filter 32000 (lzf)")
        f.create_dataset("scaleoffset", data=data, chunks=(7, 10), scaleoffset=0)
        unread(name, "/scaleoffset", "filter 6 (scaleoffset)")


def headers():
    rng = np.random.default_rng(5)
    data = rng.standard_normal((20, 3))
    for name, options in (("userblock.h5", {"userblock_size": 1024}), ("v108.h5", {"libver": ("v108", "v108")}),
                          ("latest.h5", {"libver": "latest"}), ("ordered.h5", {"track_order": True})):
        with create(name, **options) as f:
            f.attrs["where"] = name
            f.create_dataset("a", data=data)
            f.create_dataset("group/below/b", data=data[:5].astype(">f4"))
            scalar = f.create_dataset("c", data=17)
            for i in range(5):
                scalar.attrs["attribute number %d" % i] = i
            f["soft"] = h5py.SoftLink("/group/below")
            pair = np.array([(1, 2.5), (3, 4.5)], dtype=[("x", "<i4"), ("y", "<f8")])
            f.create_dataset("pair", data=pair)
            if name == "latest.h5":
                f.create_dataset("chunked", data=data, chunks=(3, 3))
                unread(name, "/chunked", "fixed array")
                dense = f.create_group("dense")
                for i in range(20):
                    dense.create_dataset("d%d" % i, data=i)
                unread(name, "/dense", "dense links")
                layout = h5py.VirtualLayout(shape=(20,), dtype="f8")
                layout[:] = h5py.VirtualSource("other.h5", "x", shape=(20,))
                f.create_virtual_dataset("v", layout)
                unread(name, "/v", "virtual dataset")
            else:
                f.create_dataset("chunked", data=data, chunks=(3, 3), compression=3)
                expect_values(name, "/chunked", data)
        expect_values(name, "/a", data)
        expect_values(name, "/group/below/b", data[:5].astype("f4"))
        expect_values(name, "/c", [17])
        expect(name, "/pair", ["x", "y"], [(1, 2.5), (3, 4.5)])
        attribute(name, "/", "where", name)
        attribute(name, "/c", "attribute number 4", 4)
        link(name, "/soft", "/group/below")
    name = "moved.h5"
    with create(name) as f:
        f.create_dataset("a", data=data)
    path = os.path.join(OUT, name)
    with open(path, "rb") as f:
        content = f.read()
    with open(path, "wb") as f:
        f.write(b"A note before the file".ljust(512, b"\n") + content)
    expect_values(name, "/a", data)


def links():
    name = "links.h5"
    with create(name) as f:
        inner = f.create_group("a/b")
        data = inner.create_dataset("d", data=np.arange(4, dtype="<i8"))
        expect_values(name, "/a/b/d", np.arange(4))
        f["alias"] = data
        link(name, "/alias", "/a/b/d")
        inner["up"] = f["a"]
        link(name, "/a/b/up", "/a")
        inner["self"] = inner
        link(name, "/a/b/self", "/a/b")
        f["z_group"] = inner
        link(name, "/z_group", "/a/b")
        inner["root"] = f["/"]
        link(name, "/a/b/root", "/")
        f["soft"] = h5py.SoftLink("a/b/d")
        link(name, "/soft", "a/b/d")
        f["dangling"] = h5py.SoftLink("/nowhere")
        link(name, "/dangling", "/nowhere")
        f["external"] = h5py.ExternalLink("other.h5", "/x/y")
        link(name, "/external", "other.h5:/x/y")
    name = "many.h5"
    with create(name) as f:
        for i in range(120):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_layout(h5py.h5d.COMPACT)
            low_level(f, "n%03d" % i, h5py.h5t.STD_I8LE, (1,), np.array([i], "i1"), plist)
            expect_values(name, "/n%03d" % i, [i])


def strings():
    name = "strings.h5"
    words = [b"", b"a", b"abcde", b"abc\0d", "\u00e4\u00f6".encode(), b"\xe4\xf6x", b" b ", b"ab   "]
    with create(name) as f:
        for label, pad in (("nullterm", h5py.h5t.STR_NULLTERM), ("nullpad", h5py.h5t.STR_NULLPAD),
                           ("spacepad", h5py.h5t.STR_SPACEPAD)):
            kind = h5py.h5t.C_S1.copy()
            kind.set_size(5)
            kind.set_strpad(pad)
            fill = b" " if label == "spacepad" else b"\0"
            data = np.array([w.ljust(5, fill) for w in words], dtype="S5")
            low_level(f, label, kind, (len(words),), data)
            expect_values(name, "/" + label,
                          [w.rstrip(b" \0") if label == "spacepad" else w for w in words])
        texts = ["", "a", "\u00e4\u00f6\u00fc \u4e2d\u6587 \U0001f600", "tab\tnew\nline\\", "x" * 5000, "end"]
        f.create_dataset("utf8", data=texts, dtype=h5py.string_dtype())
        expect(name, "/utf8", ["value"], [(t,) for t in texts])
        f.create_dataset("chunked", data=texts * 9, dtype=h5py.string_dtype(), chunks=(4,), compression=1)
        expect(name, "/chunked", ["value"], [(t,) for t in texts * 9])
        f.create_dataset("one", data="only one")
        expect(name, "/one", ["value"], [("only one",)])
        short = h5py.string_dtype("utf-8", 6)
        f.create_dataset("fixed_utf8", data=np.array(["\u00e9t\u00e9".encode(), b"ete"], dtype=short), dtype=short)
        expect(name, "/fixed_utf8", ["value"], [("\u00e9t\u00e9",), ("ete",)])
        partly = f.create_dataset("partly", shape=(4,), dtype=h5py.string_dtype("ascii"))
        partly[1] = "one"
        expect(name, "/partly", ["value"], [(None,), ("one",), (None,), (None,)])
        many = ["row %d" % i for i in range(600)]
        f.create_dataset("many", data=many, dtype=h5py.string_dtype(), chunks=(170,), compression=9)
        expect(name, "/many", ["value"], [(t,) for t in many])


def enums():
    name = "enums.h5"
    names = ["RED", "GREEN", "BLUE", "DARK"]
    values = [0, 7, -2, 300]
    with create(name) as f:
        f.create_dataset("bool", data=np.array([True, False, True]))
        expect_values(name, "/bool", np.array([True, False, True]))
        for order in "<>":
            base = np.dtype(order + "i2")
            kind = h5py.enum_dtype(dict(zip(names, values)), base)
            data = np.array([7, 0, 300, -2, 1, 7], dtype=base)
            path = "little" if order == "<" else "big"
            f.create_dataset(path, data=data, dtype=kind)
            expect(name, "/" + path, ["value"], [("GREEN",), ("RED",), ("DARK",), ("BLUE",), (None,), ("GREEN",)])
        pair = np.dtype([("on", "?"), ("colour", h5py.enum_dtype(dict(zip(names, values)), "<i2"))])
        f.create_dataset("pair", data=np.array([(True, 7), (False, 300)], dtype=pair))
        expect(name, "/pair", ["on", "colour"], [(True, "GREEN"), (False, "DARK")])


def compounds():
    inner = np.dtype([("lat", "<f8"), ("long", ">f4")])
    nested = np.dtype([("name", "S6"), ("location", inner), ("deep", [("k", [("v", "<u2")])]), ("alive", "?")])
    rows = np.array([(b"ann", (1.5, 2.5), ((3,),), True), (b"bob", (-1.0, np.inf), ((65535,),), False),
                     (b"\xc3\xa9", (np.nan, 0.0), ((0,),), True)], dtype=nested)
    plain = [(r["name"], r["location"]["lat"], r["location"]["long"], r["deep"]["k"]["v"], r["alive"]) for r in rows]
    columns = ["name", "location.lat", "location.long", "deep.k.v", "alive"]
    for name, options in (("compounds.h5", {}), ("compounds_v108.h5", {"libver": ("v108", "v108")})):
        with create(name, **options) as f:
            f.create_dataset("nested", data=rows)
            expect(name, "/nested", columns, plain)
            h = f.create_group("more")
            f.create_dataset("deflated", data=np.tile(rows, 50), chunks=(7,), compression=2, shuffle=True)
            expect(name, "/deflated", columns, plain * 50)
            f.create_dataset("grid", data=np.tile(rows, 4).reshape(3, 4), chunks=(2, 3))
            expect(name, "/grid", columns, plain * 4)
            f.create_dataset("single", data=rows[1])
            expect(name, "/single", columns, plain[1:2])
            h.create_dataset("complex", data=np.array([1 + 2j, -3.5j]))
            expect(name, "/more/complex", ["r", "i"], [(1.0, 2.0), (-0.0, -3.5)])
            padded = np.dtype({"names": ["a", "b"], "formats": ["<i2", "<f4"], "offsets": [3, 9], "itemsize": 21})
            data = np.zeros(4, padded)
            data["a"] = [1, 2, 3, -4]
            data["b"] = [0.5, 1.5, 2.5, -3.5]
            h.create_dataset("padded", data=data)
            expect(name, "/more/padded", ["a", "b"], list(zip(data["a"], data["b"])))
            text = np.dtype([("id", "<i4"), ("text", h5py.string_dtype())])
            h.create_dataset("text", data=np.array([(1, "one"), (2, "zw\u00f6lf")], dtype=text))
            expect(name, "/more/text", ["id", "text"], [(1, "one"), (2, "zw\u00f6lf")])
            named = np.dtype([("rowid", "<i4"), ("value", "<f8")])
            h.create_dataset("rowid", data=np.array([(5, 0.5), (6, 1.5)], dtype=named))
            expect(name, "/more/rowid", ["rowid", "value"], [(5, 0.5), (6, 1.5)])
            array = np.dtype([("a", "<i4"), ("m", "<f8", (2, 3))])
            h.create_dataset("array", data=np.zeros(2, array))
            unread(name, "/more/array", "Its member 'm' is of type float64[2][3]")


def named():
    name = "named.h5"
    with create(name) as f:
        f["types/pair"] = np.dtype([("x", "<i4"), ("y", "<f8")])
        f["types/count"] = np.dtype(">u4")
        unread(name, "/types/pair", "committed datatype")
        f.create_dataset("pairs", data=np.array([(1, 0.5), (2, 1.5)], f["types/pair"].dtype), dtype=f["types/pair"])
        expect(name, "/pairs", ["x", "y"], [(1, 0.5), (2, 1.5)])
        f.create_dataset("counts", data=[4000000000, 2], dtype=f["types/count"])
        expect_values(name, "/counts", [4000000000, 2])
        f.attrs.create("shared", 77, dtype=f["types/count"])
        attribute(name, "/", "shared", 77)


def odd():
    name = "odd.h5"
    with create(name) as f:
        for label, base, order in (("le", h5py.h5t.STD_I32LE, "<"), ("be", h5py.h5t.STD_I32BE, ">")):
            kind = base.copy()
            kind.set_precision(12)
            kind.set_offset(7)
            raw = np.array([(5 & 0xfff) << 7, (-6 & 0xfff) << 7, 2047 << 7 | 3, (-2048 & 0xfff) << 7], dtype=order + "u4")
            low_level(f, "int12_" + label, kind, (4,)).write(h5py.h5s.ALL, h5py.h5s.ALL, raw, kind)
            expect_values(name, "/int12_" + label, [5, -6, 2047, -2048])
        unsigned = h5py.h5t.STD_U16LE.copy()
        unsigned.set_precision(10)
        low_level(f, "uint10", unsigned, (2,)).write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([1023, 5], "<u2"), unsigned)
        expect_values(name, "/uint10", [1023, 5])
        three = h5py.h5t.STD_I32LE.copy()
        three.set_precision(24)
        three.set_size(3)
        raw = np.frombuffer(b"\x01\x00\x00\xff\xff\xff\x00\x00\x80", dtype="V3")
        low_level(f, "int24", three, (3,)).write(h5py.h5s.ALL, h5py.h5s.ALL, raw, three)
        expect_values(name, "/int24", [1, -1, -8388608])
        brain = h5py.h5t.IEEE_F32LE.copy()
        brain.set_fields(15, 7, 8, 0, 7)
        brain.set_precision(16)
        brain.set_size(2)
        brain.set_ebias(127)
        raw = np.array([0x3f80, 0xc040, 0x7f80, 0x0001, 0x7fc0], dtype="<u2").view("V2")
        low_level(f, "bfloat16", brain, (5,)).write(h5py.h5s.ALL, h5py.h5s.ALL, raw, brain)
        expect_values(name, "/bfloat16", [1.0, -3.0, np.inf, 2.0 ** -133, np.nan])
        bits = np.array([0, 1, 255, 128], "u1")
        low_level(f, "bits8", h5py.h5t.STD_B8LE, (4,), bits)
        expect_values(name, "/bits8", bits)
        low_level(f, "bits16", h5py.h5t.STD_B16BE, (2,), np.array([258, 65535], ">u2"))
        expect_values(name, "/bits16", [258, 65535])
        f.create_dataset("opaque", data=np.array([b"ab", b"cd"], dtype="V2"))
        expect(name, "/opaque", ["value"], [("6162",), ("6364",)])
        f.create_dataset("reference", data=np.array([f.ref], dtype=h5py.ref_dtype), dtype=h5py.ref_dtype)
        unread(name, "/reference", "object reference")
        f.create_dataset("region", shape=(1,), dtype=h5py.regionref_dtype)
        unread(name, "/region", "region reference")
        f.create_dataset("ragged", shape=(2,), dtype=h5py.vlen_dtype("<i4"))
        unread(name, "/ragged", "sequence of int32")
        low_level(f, "array", h5py.h5t.array_create(h5py.h5t.STD_I32LE, (2, 3)), (2,))
        unread(name, "/array", "int32[2][3]")
        low_level(f, "time", h5py.h5t.UNIX_D32LE, (2,))
        expect_values(name, "/time", [0, 0])
        low_level(f, "time64", h5py.h5t.UNIX_D64LE, (2,))
        unread(name, "/time64", "time64; what it counts")
        f.create_dataset("long_double", data=np.zeros(2, np.longdouble))
        unread(name, "/long_double", "does not hold its values exactly")
        outside = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        outside.set_external(b"raw.bin", 0, 8)
        low_level(f, "external", h5py.h5t.STD_I32LE, (2,), None, outside)
        unread(name, "/external", "external raw files")


def attributes():
    name = "attributes.h5"
    with create(name) as f:
        d = f.create_dataset("d", data=1)
        for key, value, text in (
                ("int", np.int16(-5), "-5"), ("u64", np.uint64(2 ** 64 - 1), str(2 ** 64 - 1)),
                ("f4", np.float32(0.1), "0.1"), ("f8", 1e10, "1.0E10"), ("nan", np.nan, "NaN"),
                ("bool", np.bool_(True), "true"), ("text", "gr\u00fcn", "gr\u00fcn"),
                ("fixed", np.bytes_(b"abc"), "abc"), ("ints", np.array([1, 2, 3], ">i4"), "[1,2,3]"),
                ("grid", np.array([[1.5, np.inf], [0.0, -1.0]]), '[1.5,"Infinity",0.0,-1.0]'),
                ("none", h5py.Empty("f8"), ""), ("empty", np.zeros(0, "i4"), "[]"),
                ("pair", np.array((1, 2.5), dtype=[("a", "<i4"), ("b", "<f8")]), '{"a":1,"b":2.5}')):
            d.attrs[key] = value
            attribute(name, "/d", key, text)
        d.attrs.create("texts", ["a\"b", "\u00e4"], dtype=h5py.string_dtype())
        attribute(name, "/d", "texts", '["a\\"b","\u00e4"]')
        d.attrs["reference"] = f.ref
        attribute(name, "/d", "reference", "<Its elements are of type object reference; references are not read.>")


def pytables():
    name = "pytables.h5"
    path = os.path.join(OUT, name)

    class Place(tables.IsDescription):
        lat = tables.Float64Col(pos=0)
        name = tables.StringCol(4, pos=1)

    class Row(tables.IsDescription):
        flag = tables.BoolCol(pos=0)
        i8 = tables.Int8Col(pos=1)
        u8 = tables.UInt8Col(pos=2)
        i16 = tables.Int16Col(pos=3)
        u16 = tables.UInt16Col(pos=4)
        i32 = tables.Int32Col(pos=5)
        u32 = tables.UInt32Col(pos=6)
        i64 = tables.Int64Col(pos=7)
        u64 = tables.UInt64Col(pos=8)
        f16 = tables.Float16Col(pos=9)
        f32 = tables.Float32Col(pos=10)
        f64 = tables.Float64Col(pos=11)
        c64 = tables.ComplexCol(8, pos=12)
        text = tables.StringCol(10, pos=13, dflt=b"none")
        kind = tables.EnumCol(["low", "mid", "high"], "low", "uint8", pos=14)
        place = Place()

    class Wide(tables.IsDescription):
        a = tables.Int32Col(pos=0)
        m = tables.Float32Col(shape=(2, 2), pos=1)

    with tables.open_file(path, "w", title="All kinds") as f:
        for label, filters in (("plain", None), ("zlib", tables.Filters(complevel=5, complib="zlib", shuffle=True)),
                               ("checked", tables.Filters(complevel=1, complib="zlib", fletcher32=True))):
            t = f.create_table("/", label, Row, "A table of " + label, filters=filters, chunkshape=16)
            kinds = t.get_enum("kind")
            row = t.row
            expected = []
            for i in range(50):
                row["flag"] = i % 3 == 0
                values = [i % 3 == 0]
                for bits in (8, 16, 32, 64):
                    for sign in "iu":
                        low = 0 if sign == "u" else -2 ** (bits - 1)
                        high = 2 ** bits - 1 if sign == "u" else 2 ** (bits - 1) - 1
                        value = high if i % 5 == 0 else low if i % 5 == 1 else i
                        row["%s%d" % (sign, bits)] = value
                        values.append(value)
                for bits in (16, 32, 64):
                    value = np.array([i / 3, np.nan, -np.inf, i, 0.5][i % 5]).astype("f%d" % (bits // 8))
                    row["f%d" % bits] = value
                    values.append(float(value))
                row["c64"] = complex(i, -i)
                values += [float(i), float(-i)]
                row["text"] = b"row %d" % i if i % 4 else b"0123456789"
                values.append(b"row %d" % i if i % 4 else b"0123456789")
                row["kind"] = kinds[["low", "mid", "high"][i % 3]]
                values.append(["low", "mid", "high"][i % 3])
                row["place/lat"] = i * 0.5
                row["place/name"] = b"p%d" % i
                values += [i * 0.5, b"p%d" % i]
                expected.append(values)
                row.append()
            t.flush()
            columns = ["flag", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f16", "f32", "f64", "c64.r", "c64.i",
                       "text", "kind", "place.lat", "place.name"]
            expect(name, "/" + label, columns, expected)
        t.attrs.note = "seen by users"
        attribute(name, "/checked", "note", "seen by users")
        f.create_table("/", "empty", {"a": tables.Int32Col()}, chunkshape=8)
        expect(name, "/empty", ["a"], [])
        f.create_table("/", "wide", Wide, chunkshape=8)
        unread(name, "/wide", "Its member 'm' is of type float32[2][2]")
        times = f.create_table("/", "times", {"t": tables.Time64Col(pos=0), "s": tables.Time32Col(pos=1)}, chunkshape=8)
        seconds = [0.0, 1.5, -1.5, -0.25, 1700000000.123456, -2000000000.75]
        times.append([(t, int(t)) for t in seconds])
        expect(name, "/times", ["t", "s"], [(round(t * 1000000), int(t) * 1000000) for t in seconds])
        f.create_array("/arrays", "a", np.arange(6).reshape(2, 3), "An array", createparents=True)
        expect_values(name, "/arrays/a", np.arange(6))
        c = f.create_carray("/arrays", "c", tables.Float32Atom(dflt=1.5), (5, 4), chunkshape=(2, 2))
        c[1, 1] = 9
        data = np.full((5, 4), 1.5)
        data[1, 1] = 9
        expect_values(name, "/arrays/c", data)
        e = f.create_earray("/arrays", "e", tables.BoolAtom(), (0, 3), chunkshape=(2, 3))
        e.append(np.array([[True, False, True], [False, False, True]]))
        expect_values(name, "/arrays/e", np.array([True, False, True, False, False, True]))
        v = f.create_vlarray("/arrays", "v", tables.Int32Atom(), chunkshape=8)
        v.append([1, 2])
        unread(name, "/arrays/v", "sequence of int32")
        f.create_soft_link("/", "soft", "/arrays/a")
        link(name, "/soft", "/arrays/a")


def positions():
    name = "positions.h5"
    rng = np.random.default_rng(11)
    with create(name) as f:
        long = rng.integers(0, 1 << 30, 5000).astype("<i4")
        f.create_dataset("long", data=long, chunks=(20,), compression=1)
        f.create_dataset("contiguous", data=np.arange(13 * 7 * 5, dtype="<i4").reshape(13, 7, 5))
        f.create_dataset("chunked", data=np.arange(13 * 7 * 5, dtype="<i4").reshape(13, 7, 5), chunks=(4, 3, 2))
        f.create_dataset("deflated", data=np.arange(13 * 7 * 5, dtype="<i4").reshape(13, 7, 5), chunks=(4, 3, 2), compression=1)
        table = np.zeros(900, dtype=[("a", "<i4"), ("b", "S3")])
        table["a"] = np.arange(900) * 2
        table["b"] = [b"%d" % (i % 100) for i in range(900)]
        f.create_dataset("table", data=table, chunks=(64,))
        expect_values(name, "/long", long)
        for path in ("contiguous", "chunked", "deflated"):
            expect_values(name, "/" + path, np.arange(13 * 7 * 5))
        expect(name, "/table", ["a", "b"], [(r["a"], r["b"]) for r in table])


os.makedirs(OUT, exist_ok=True)
for make in (numbers, layouts, fills, filters, headers, links, strings, enums, compounds, named, odd, attributes,
             pytables, positions):
    make()
with open(os.path.join(OUT, "expected.tsv"), "w", encoding="utf-8") as f:
    f.write("\n".join(LINES) + "\n")
print(len(LINES), "lines")
