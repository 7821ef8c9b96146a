"""Monthly and annual mean of PM2.5 in the 13 cities of Beijing-Tianjin-Hebei, 2014-2016.

Reads the daily files data/<city>.csv of github.com/ShuyaoHong/aqistudy (commit
1ba11ca), which were read off aqistudy.cn; one argument: their folder. The sixth
column is PM2.5; a day that is not above zero does not count. A month's or a year's
mean of a city is over its days; "13 cities" and "11 cities of Hebei" are the plain
means of the cities' means. Writes aqistudy_13_cities.csv beside this script.
"""

import csv
import pathlib
import sys
from collections import defaultdict

CITIES = {
    "beijing": "北京",
    "tianjin": "天津",
    "shijiazhuang": "石家庄",
    "tangshan": "唐山",
    "qinhuangdao": "秦皇岛",
    "handan": "邯郸",
    "xingtai": "邢台",
    "baoding": "保定",
    "zhangjiakou": "张家口",
    "chengde": "承德",
    "cangzhou": "沧州",
    "langfang": "廊坊",
    "hengshui": "衡水",
}
table = {}
for city, name in CITIES.items():
    days = {}
    with open(pathlib.Path(sys.argv[1], name + ".csv"), encoding="utf-8-sig") as f:
        for row in csv.reader(f):
            if len(row) > 5 and float(row[5] or 0) > 0:
                days.setdefault(row[1], float(row[5]))
    groups = defaultdict(list)
    for day, value in days.items():
        groups[day[:7]].append(value)
        groups[day[:4]].append(value)
    for period, values in groups.items():
        table[period, city] = (sum(values) / len(values), len(values))

for period in sorted({p for p, _ in table}):
    for name, skip in (("13 cities", ()), ("11 cities of Hebei", ("beijing", "tianjin"))):
        part = [table[period, c] for c in CITIES if c not in skip and (period, c) in table]
        table[period, name] = (sum(m for m, _ in part) / len(part), min(n for _, n in part))

names = [*CITIES, "13 cities", "11 cities of Hebei"]
with open(pathlib.Path(__file__).with_suffix(".csv"), "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["period", "place", "pm25_mean_ug_m3", "valid_days"])
    for period, name in sorted(table, key=lambda k: (k[0], names.index(k[1]))):
        if "2014" <= period[:4] <= "2016":
            mean, n = table[period, name]
            out.writerow([period, name, f"{mean:.2f}", n])
