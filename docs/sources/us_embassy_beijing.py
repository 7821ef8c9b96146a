"""Monthly and annual mean of PM2.5 at the monitor of the US Embassy in Beijing.

Reads the hourly files data/beijing/Beijing_PM2.5_YYYY_YTD.csv of
github.com/kyleichan/US-embassy-AQI (commit 21f59e4), one argument: their folder.
Only hours marked Valid count; an hour that occurs twice counts once; negative
readings count as they are (with them 2022 comes to the 31.74 that statistico.com
prints). A month's mean is over its hours, a year's over the hours of the year;
a month or year with fewer than 24 hours is left out. Writes us_embassy_beijing.csv
beside this script.
"""

import calendar
import csv
import pathlib
import sys
from collections import defaultdict

hours = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    with open(path, encoding="utf-8-sig", errors="replace") as f:
        lines = f.read().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("Site,"))
    for row in csv.DictReader(lines[start:]):
        if (row["QC Name"] or "").strip() == "Valid":
            key = tuple(int(row[c]) for c in ("Year", "Month", "Day", "Hour"))
            hours.setdefault(key, float(row["Raw Conc."]))

groups = defaultdict(list)
for (year, month, _, _), value in hours.items():
    groups[year, month].append(value)
    groups[year, 0].append(value)

with open(pathlib.Path(__file__).with_suffix(".csv"), "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["period", "pm25_mean_ug_m3", "valid_hours", "hours"])
    for (year, month), values in sorted(groups.items()):
        if len(values) < 24:
            continue
        days = calendar.monthrange(year, month)[1] if month else 365 + calendar.isleap(year)
        period = f"{year}-{month:02}" if month else f"{year}"
        out.writerow([period, f"{sum(values) / len(values):.2f}", len(values), days * 24])
