"""Plain mean and order of the 13 cities of Beijing-Tianjin-Hebei by PM2.5, 2014-2024.

Reads quotsoft_13_cities.csv beside this script: pm25Avg and daysCount as they stand in
data/processed/history_summary.json of github.com/RuntimeErrorz/aqi-vibe (commit
d478e65), which takes them from the hourly readings kept at quotsoft.net. The
repository could be read but not copied, so the figures were typed. 2014 begins on
May 13; in 2023 nine cities lack February 25 to April 15 (the days missing were seen in
the file of Zhangjiakou), the dusty season. In the other four (Beijing, Tianjin,
Shijiazhuang, Qinhuangdao) the repository fills these 50 days, and one of 2019, with
WAQI's index values turned into concentrations, so that they have all 365 days.
Dust is not taken out. Prints one line a year, and the mean of 2023 with the missing
days at the 60.06 that Beijing had on them (waqi_beijing.csv).
"""

import csv
import pathlib
from collections import defaultdict

years = defaultdict(list)
with open(pathlib.Path(__file__).with_suffix(".csv"), newline="") as f:
    for row in csv.DictReader(f):
        years[row["year"]].append((float(row["pm25_mean_ug_m3"]), row["city"], int(row["days"])))
for year, cities in years.items():
    cities.sort()
    mean = sum(value for value, _, _ in cities) / len(cities)
    fewest = min(days for _, _, days in cities)
    lowest = ", ".join(f"{city} {value}" for value, city, _ in cities[:3])
    print(f"{year}: {mean:.2f} in {len(cities)} cities, at least {fewest} days; lowest: {lowest}")

filled = [(value * days + 60.06 * (365 - days)) / 365 for value, _, days in years["2023"]]
print(f"2023 with the missing days filled: {sum(filled) / len(filled):.2f}")
