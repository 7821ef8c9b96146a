"""Monthly and annual mean of PM2.5 and PM10 in Beijing, 2022-2025, from captured live readings.

Reads air_quality_fyp/data/daily_cities/北京_daily.csv of
github.com/Fluffedd/china-air-quality-fyp (commit 946be98), whose README names the
WAQI API as its data source; one argument: the file. A mean is over the days that
have both values. A day counts as dusty where PM10 is above 150 and PM2.5 is below
half of PM10: a rule of thumb of ours, not the ministry's procedure. The 50 days that
nine cities lack in quotsoft_13_cities.csv have a row of their own. Writes
waqi_beijing.csv beside this script.
"""

import csv
import pathlib
import sys
from collections import defaultdict

groups = defaultdict(list)
with open(sys.argv[1], encoding="utf-8-sig") as f:
    for row in csv.DictReader(f):
        if row["PM2.5"] and row["PM10"]:
            day = float(row["PM2.5"]), float(row["PM10"])
            groups[row["date"][:7]].append(day)
            groups[row["date"][:4]].append(day)
            if "2023-02-25" <= row["date"] <= "2023-04-15":
                groups["2023-02-25/2023-04-15"].append(day)


def mean(days, column):
    """Return the mean of a column to the hundredth; of no days it is empty."""
    return f"{sum(day[column] for day in days) / len(days):.2f}" if days else ""


with open(pathlib.Path(__file__).with_suffix(".csv"), "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(
        [
            "period",
            "pm25_mean_ug_m3",
            "pm10_mean_ug_m3",
            "days",
            "dusty_days",
            "pm25_without_dusty_days",
            "pm10_without_dusty_days",
        ]
    )
    for period, days in sorted(groups.items()):
        clear = [d for d in days if not (d[1] > 150 and d[0] < d[1] / 2)]
        out.writerow(
            [
                period,
                mean(days, 0),
                mean(days, 1),
                len(days),
                len(days) - len(clear),
                mean(clear, 0),
                mean(clear, 1),
            ]
        )
