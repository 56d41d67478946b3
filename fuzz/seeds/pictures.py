"""Makes the pictures of this folder: pip install Pillow; python pictures.py

Those of engine/testdata/inputs and tests/app/pictures are seeds as well. Here are the kinds that are not among them, as small as
the engine accepts them.
"""

import pathlib
import struct
import zlib

from PIL import Image, ImageCms

FOLDER = pathlib.Path(__file__).parent / "pictures"
FOLDER.mkdir(exist_ok=True)

rgb = Image.merge("RGB", [Image.linear_gradient("L").resize((36, 33)).rotate(angle) for angle in (0, 90, 180)])
rgba = rgb.copy()
rgba.putalpha(Image.radial_gradient("L").resize(rgb.size))
grey = rgb.convert("L")
palette = rgb.quantize(16)
bits = rgb.convert("1")
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
exif = Image.Exif()
exif[0x0112] = 6


def save(picture, name, **options):
    picture.save(FOLDER / name, **options)


save(rgb, "lossy.webp", quality=30)
save(rgb, "lossless.webp", lossless=True)
save(rgba, "alpha.webp", quality=30, exif=exif, icc_profile=profile[:200])
save(palette.convert("RGB"), "palette.webp", lossless=True)

save(rgb, "exif.jpg", quality=40, exif=exif, icc_profile=profile)
save(rgb, "restarts.jpg", quality=40, restart_marker_rows=1)
save(rgb, "progressive_optimised.jpg", quality=40, progressive=True, optimize=True, subsampling=0)

save(palette, "palette.gif")
save(bits, "bits.gif")
save(rgba, "animated.gif", save_all=True, append_images=[rgba.rotate(90)], disposal=2)
save(grey, "interlaced.gif", interlace=1)

save(rgb, "rgb.bmp")
save(palette, "palette.bmp")
save(bits, "bits.bmp")
save(rgba, "rgba.bmp")

save(palette, "palette.png", transparency=3)
save(bits, "bits.png")
save(rgba, "rgba.png")
save(rgb, "exif.png", exif=exif, icc_profile=profile)
save(grey.convert("LA"), "grey_alpha.png")
save(Image.frombytes("I;16", (32, 32), bytes(range(256)) * 8), "sixteen.png")

for compression in ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"]:
    save(rgb, f"{compression.removeprefix('tiff_')}.tif", compression=compression)
save(bits, "group4.tif", compression="group4")
save(rgba, "rgba.tif", compression="tiff_lzw", tiffinfo={317: 2})
save(rgb.convert("CMYK"), "cmyk.tif", compression="tiff_lzw")
save(rgb.convert("LAB"), "lab.tif", compression="tiff_lzw")
save(grey.convert("F"), "float.tif", compression="tiff_lzw")
save(Image.frombytes("I;16", (32, 32), bytes(range(256)) * 8), "sixteen.tif", compression="tiff_lzw")
save(palette, "palette.tif", compression="tiff_lzw")
save(rgb, "big.tif", compression="tiff_lzw", big_tiff=True)


def interlaced():
    """Adam7, which Pillow does not write."""
    rows = b""
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        for y in range(y0, 33, dy):
            rows += b"\0" + bytes(level for x in range(x0, 36, dx) for level in rgb.getpixel((x, y)))

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 36, 33, 8, 2, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


(FOLDER / "interlaced.png").write_bytes(interlaced())


def run_length():
    """A bitmap of eight bits, run-length encoded."""
    colours = bytes(level for index in range(256) for level in (index, 255 - index, index // 2, 0))
    rows = b"".join(bytes([18, row, 0, 4, row, 9, 8, 7, 14, 3, 0, 0]) for row in range(33)) + b"\0\1"
    start = 14 + 40 + len(colours)
    header = struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start)
    return header + struct.pack("<IiiHHIIiiII", 40, 36, 33, 1, 8, 1, len(rows), 0, 0, 256, 0) + colours + rows


def bit_fields():
    """A bitmap of sixteen bits with masks, from the top."""
    rows = b"".join(struct.pack("<H", (x * 1821 + y * 977) & 0xFFFF) for y in range(33) for x in range(36))
    start = 14 + 40 + 12
    header = struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start)
    information = struct.pack("<IiiHHIIiiII", 40, 36, -33, 1, 16, 3, len(rows), 0, 0, 0, 0)
    return header + information + struct.pack("<III", 0xF800, 0x07E0, 0x001F) + rows


(FOLDER / "run_length.bmp").write_bytes(run_length())
(FOLDER / "bit_fields.bmp").write_bytes(bit_fields())


def tiled():
    """A TIFF of four tiles in separate planes."""
    tiles = [bytes((x * 5 + y * 3 + index * 40) % 256 for y in range(32) for x in range(32)) for index in range(6)]
    fields = [(256, 4, [40]), (257, 4, [32]), (258, 3, [8, 8, 8]), (259, 3, [8]), (262, 3, [2]), (277, 3, [3]), (284, 3, [2])]
    packed = [zlib.compress(tile, 9) for tile in tiles]
    offsets, at = [], 8
    for tile in packed:
        offsets.append(at)
        at += len(tile) + len(tile) % 2
    fields += [(322, 3, [32]), (323, 3, [32]), (324, 4, offsets), (325, 4, [len(tile) for tile in packed])]
    beyond, tail, entries = at + 2 + 12 * len(fields) + 4, b"", b""
    for tag, kind, values in fields:
        content = b"".join(struct.pack("<H" if kind == 3 else "<I", value) for value in values)
        if len(content) > 4:
            entries += struct.pack("<HHII", tag, kind, len(values), beyond + len(tail))
            tail += content + bytes(len(content) % 2)
        else:
            entries += struct.pack("<HHI", tag, kind, len(values)) + content.ljust(4, b"\0")
    strips = b"".join(tile + bytes(len(tile) % 2) for tile in packed)
    return b"II*\0" + struct.pack("<I", at) + strips + struct.pack("<H", len(fields)) + entries + bytes(4) + tail


(FOLDER / "tiled_planes.tif").write_bytes(tiled())
