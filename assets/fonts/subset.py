#!/usr/bin/env python3
"""Makes NotoSansSC-Regular.otf of NotoSansCJK-Regular.ttc (Debian: fonts-noto-cjk), with fonttools 4:

    python3 subset.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

# Some names of animals have characters that GB 2312 lacks.
TEXTS = pathlib.Path(__file__).parents[2] / "locales/zh-CN"


def gb_2312():
    """The signs of GB 2312, among them its 6,763 characters."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def signs():
    # Greek, Cyrillic and lines for boxes are in the other fonts.
    others = {*range(0x370, 0x530), *range(0x2500, 0x2580)}
    latin = {*range(0x20, 0x7F), *map(ord, "\u00a0·×–—‘’“”…€")}
    kana = {*range(0x3041, 0x3097), *range(0x3099, 0x3100)}
    wide = {*range(0x3000, 0x3040), *range(0xFF01, 0xFF5F), ord("￥")}
    texts = "".join(file.read_text() for file in TEXTS.glob("*.ftl"))
    written = {ord(sign) for sign in texts if "\u2e80" <= sign < "\U0001f000"}
    return {*gb_2312(), *latin, *kana, *wide, *written} - others


def main():
    fonts = TTCollection(sys.argv[1]).fonts
    font = next(one for one in fonts if one["name"].getDebugName(1) == "Noto Sans CJK SC")

    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx", "GDEF", "DSIG"]

    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=signs())
    subsetter.subset(font)
    font.recalcTimestamp = False
    font.save("NotoSansSC-Regular.otf")


if __name__ == "__main__":
    main()
