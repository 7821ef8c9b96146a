"""IQAir's annual means of PM2.5 for the 13 cities of Beijing-Tianjin-Hebei, 2017-2021.

Reads "AIR QUALITY INDEX (by cities) - IQAir.csv" as it stood in
github.com/Kgyoung01/Project-10 (commit a74198f); one argument: the file. The means of
2017-2020 and 2021 and the months of 2021 are IQAir's; "13 cities" and "11 cities of
Hebei" are plain means of ours. Writes iqair_13_cities.csv beside this script.
"""

import csv
import pathlib
import sys

CITIES = [
    "Beijing",
    "Tianjin",
    "Shijiazhuang",
    "Tangshan",
    "Qinhuangdao",
    "Handan",
    "Xingtai",
    "Baoding",
    "Zhangjiakou",
    "Chengde",
    "Cangzhou",
    "Langfang",
    "Hengshui",
]
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
periods = {str(y): str(y) for y in range(2017, 2022)}
periods.update({f"{m}(2021)": f"2021-{n:02}" for n, m in enumerate(MONTHS, 1)})

table = {}
with open(sys.argv[1], encoding="utf-8-sig", errors="replace") as f:
    for row in csv.DictReader(f):
        city, _, country = row["City"].partition(", ")
        if country == "China" and city in CITIES:
            for column, period in periods.items():
                table[period, city] = float(row[column])

with open(pathlib.Path(__file__).with_suffix(".csv"), "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["period", "place", "pm25_mean_ug_m3"])
    for period in sorted(periods.values()):
        for city in CITIES:
            out.writerow([period, city.lower(), f"{table[period, city]:.1f}"])
        for name, part in (("13 cities", CITIES), ("11 cities of Hebei", CITIES[2:])):
            out.writerow([period, name, f"{sum(table[period, c] for c in part) / len(part):.1f}"])
