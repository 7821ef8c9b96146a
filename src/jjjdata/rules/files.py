"""Files: what must hold of a copy before its tables can be judged.

``jjjdata.validation`` judges by these rules, since a table that can't be read is in no database.
"""

from __future__ import annotations

from .rulebook import Rule

RULES = (
    Rule(
        "file-readable",
        "Every file that the descriptor names lies in the package, is a regular file and can be "
        "read.",
        "描述文件所列的文件都在数据包内，是普通文件且可读取。",
        # The error of the reader, which is a sentence of its own.
        "{value}",
        "{value}",
    ),
    Rule(
        "file-size",
        "Every file has the size that was recorded when it was built.",
        "每个文件的大小与构建时的记录一致。",
        "{file} has {value} bytes; recorded are {expected}",
        "{file}有{value}字节；记录为{expected}",
        advice_en=". If the change is meant, run: python scripts/build.py",
        advice_zh="。如果改动无误，请运行：python scripts/build.py",
    ),
    Rule(
        "file-hash",
        "Every file has the SHA-256 that was recorded when it was built.",
        "每个文件的SHA-256与构建时的记录一致。",
        "{file} has {value}; recorded is {expected}",
        "{file}为{value}；记录为{expected}",
        advice_en=". If the change is meant, run: python scripts/build.py",
        advice_zh="。如果改动无误，请运行：python scripts/build.py",
    ),
    Rule(
        "files-unrecorded",
        "Size and SHA-256 of every file are recorded, so that damage is seen.",
        "每个文件的大小和SHA-256都有记录，以便发现损坏。",
        "nothing is recorded in {file}: sizes and hashes were not checked",
        "{file}没有记录：未检查大小和哈希值",
        level="warning",
        advice_en=". To record them, run: python scripts/build.py",
        advice_zh="。要记录，请运行：python scripts/build.py",
    ),
    Rule(
        "schema",
        "The tables meet the schema, as frictionless and the strict reader check it.",
        "各表符合模式，由frictionless和严格的读取程序检查。",
        "{value} does not fit the schema: {expected}",
        "{value}不符合模式：{expected}",
    ),
    Rule(
        "parquet-differs",
        "The Parquet file of a table holds the same as its CSV.",
        "每个表的Parquet文件与CSV内容相同。",
        "{file} does not hold the same as {expected}",
        "{file}与{expected}内容不同",
        advice_en=". If the CSV is right, run: python scripts/build.py",
        advice_zh="。如果CSV无误，请运行：python scripts/build.py",
    ),
    Rule(
        "derived-stale",
        "What is built from the tables says the same as they do.",
        "由各表构建的文件与各表内容一致。",
        "{value} stands in {file}, but the tables give {expected}",
        "{file}中为{value}，但由各表得出{expected}",
        advice_en=". Run: python scripts/build.py",
        advice_zh="。请运行：python scripts/build.py",
    ),
)
