"""Writes tour.h5, the file that `cairn demo` shows: weather stations beside mountain trails.

Needs PyTables 3.7 or newer (Debian: python3-tables). The same call gives the same bytes:

    python3 driver/src/main/python/make_tour.py driver/src/main/resources/io/cairn/cli/demo/tour.h5
"""

import sys
import warnings

import numpy as np
import tables

STATIONS = [
    # id, name, region, latitude, longitude, elevation in metres, active
    (1, "Saddle Hut", "north", 47.2101, 11.0342, 1840, True),
    (2, "Crow Ridge", "north", 47.2455, 11.0871, 2415, True),
    (3, "Lower Meadow", "valley", 47.1822, 11.0103, 940, True),
    (4, "Mill Bridge", "valley", 47.1760, 10.9911, 870, True),
    (5, "Gletscherblick", "south", 47.1013, 11.1209, 2890, True),
    (6, "Col de l'Étoile", "south", 47.0904, 11.1544, 2655, False),
]
SKY = ["clear", "cloudy", "fog", "rain", "snow"]
# Readings every six hours, for all stations together.
STEP_SECONDS = 6 * 3600


class Station(tables.IsDescription):
    id = tables.Int32Col(pos=0)
    name = tables.StringCol(24, pos=1)
    region = tables.StringCol(8, pos=2)
    latitude = tables.Float64Col(pos=3)
    longitude = tables.Float64Col(pos=4)
    elevation = tables.Int16Col(pos=5)
    active = tables.BoolCol(pos=6)


class Reading(tables.IsDescription):
    station = tables.Int32Col(pos=0)
    ts = tables.Int64Col(pos=1)  # seconds since 1970-01-01 00:00:00 UTC
    temperature = tables.Float64Col(pos=2)  # degrees Celsius, NaN where the sensor failed
    humidity = tables.Float32Col(pos=3)  # percent
    wind = tables.UInt8Col(pos=4)  # km/h
    sky = tables.EnumCol(SKY, "clear", base="uint8", pos=5)
    valid = tables.BoolCol(pos=6)


def write_stations(file):
    table = file.create_table(
        "/",
        "stations",
        Station,
        title="Where the sensors stand",
        chunkshape=(16,),
        track_times=False,
    )
    for identity, name, region, latitude, longitude, elevation, active in STATIONS:
        row = table.row
        row["id"] = identity
        row["name"] = name.encode("utf-8")
        row["region"] = region.encode("utf-8")
        row["latitude"] = latitude
        row["longitude"] = longitude
        row["elevation"] = elevation
        row["active"] = active
        row.append()
    table.flush()


def write_readings(file, year, days, random):
    """One table of readings: stations in turn, every six hours."""
    filters = tables.Filters(complevel=9, complib="zlib", shuffle=True)
    group = file.create_group("/sensors", str(year), title="Readings of %d" % year)
    table = file.create_table(
        group,
        "readings",
        Reading,
        title="Every six hours",
        filters=filters,
        chunkshape=(512,),
        track_times=False,
    )
    start = int(np.datetime64("%d-01-01" % year, "s").astype("int64"))
    steps = days * 86400 // STEP_SECONDS
    rows = np.zeros(steps * len(STATIONS), dtype=table.dtype)
    station = np.tile(np.arange(len(STATIONS)), steps)
    step = np.repeat(np.arange(steps), len(STATIONS))
    elevation = np.array([s[5] for s in STATIONS])[station]
    day = step * STEP_SECONDS / 86400.0
    temperature = (
        14.0
        - 0.0062 * elevation
        + 11.0 * np.sin(2 * np.pi * (day - 110) / 365)
        + 3.5 * np.sin(2 * np.pi * (day % 1 - 0.35))
        + random.normal(0.0, 2.0, len(rows))
    )
    sky = random.choice(4, len(rows), p=[0.45, 0.3, 0.1, 0.15]).astype("u1")
    sky[(sky == 3) & (temperature < 0.5)] = 4
    failed = random.random(len(rows)) < 0.004
    rows["station"] = station + 1
    rows["ts"] = start + step * STEP_SECONDS
    rows["temperature"] = np.where(failed, np.nan, np.round(temperature, 1))
    rows["humidity"] = np.round(random.uniform(35, 100, len(rows)))
    rows["wind"] = np.minimum(random.gamma(2.0, 7.0, len(rows)), 160).astype("u1")
    rows["sky"] = sky
    rows["valid"] = ~failed
    table.append(rows)
    table.flush()
    table.attrs.interval_seconds = np.int32(STEP_SECONDS)
    group._v_attrs.operator = "Mountain Weather Cooperative"


def write_terrain(file, random):
    """A height map in metres, and the depth of snow over it for each month in centimetres."""
    filters = tables.Filters(complevel=9, complib="zlib", shuffle=True)
    y, x = np.mgrid[0:64, 0:96]
    heights = (
        900
        + 1500 * np.exp(-((x - 60) ** 2 + (y - 20) ** 2) / 500.0)
        + 1100 * np.exp(-((x - 25) ** 2 + (y - 45) ** 2) / 300.0)
        + random.normal(0, 6, x.shape)
    )
    heights = np.round(heights).astype("i2")
    array = file.create_carray(
        "/terrain",
        "elevation",
        obj=heights,
        title="Metres above the sea",
        filters=filters,
        chunkshape=(8, 96),
        createparents=True,
        track_times=False,
    )
    array.attrs.units = "m"
    array.attrs.origin = np.array([47.05, 10.95])
    months = np.arange(12)
    depth = 180 * np.cos(2 * np.pi * (months - 1) / 12)[:, None, None] * heights / 2400.0
    depth = np.maximum(np.round(depth + 20), 0).astype("f4")
    array = file.create_carray(
        "/terrain/snow",
        "depth",
        obj=depth[:, ::4, ::4].copy(),
        title="Month, south to north, west to east",
        filters=filters,
        chunkshape=(1, 16, 24),
        createparents=True,
        track_times=False,
    )
    array.attrs.units = "cm"


def write_rest(file):
    file.create_array(
        "/terrain/snow",
        "months",
        obj=np.array(
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
            dtype="S3",
        ),
        title="Names along i0 of depth",
        track_times=False,
    )
    file.create_array(
        "/", "opened", obj=np.int32(1987), title="Year of the first station", track_times=False
    )
    # A codec outside the HDF5 library: listed in cairn_catalog.nodes with the reason.
    file.create_carray(
        "/terrain",
        "webcam",
        obj=(np.arange(32 * 48) % 251).astype("u1").reshape(32, 48),
        title="A frame packed with LZO",
        filters=tables.Filters(complevel=1, complib="lzo"),
        chunkshape=(32, 48),
        track_times=False,
    )


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_tour.py FILE.h5")
    if not tables.which_lib_version("lzo"):
        sys.exit("this PyTables was built without LZO, which one array of the tour needs")
    # Groups named by year: not Python names, and good names for a schema.
    warnings.simplefilter("ignore", tables.NaturalNameWarning)
    random = np.random.default_rng(1987)
    with tables.open_file(sys.argv[1], "w", title="A tour of Cairn") as file:
        file.root._v_attrs.license = "CC0-1.0"
        write_stations(file)
        file.create_group("/", "sensors", title="One group a year")
        write_readings(file, 2023, 365, random)
        write_readings(file, 2024, 366, random)
        write_terrain(file, random)
        write_rest(file)


if __name__ == "__main__":
    main()
