"""Makes the files of this folder that the crate `image` cannot write: pip install Pillow; python make.py

ycck.jpg is by the crate jpeg-encoder (ColorType::CmykAsYcck, quality 90), for libjpeg cannot be asked for it from
Python. The pictures are 64 x 48, the left half of one colour and the right half of another.
"""
import struct
from io import BytesIO

from PIL import Image, ImageCms


def halves(mode, left, right):
    picture = Image.new(mode, (64, 48), right)
    picture.paste(left, (0, 0, 32, 48))
    return picture


def lut8_profile():
    """The smallest CMYK profile: Lab at the 16 corners of the inks' cube, printed by an imaginary press."""

    def lab(c, m, y, k):
        light = 1 - 0.9 * k
        lightness = 100 * light * (1 - 0.45 * c) * (1 - 0.5 * m) * (1 - 0.08 * y)
        a = light * (-35 * c + 70 * m - 5 * y)
        b = light * (-45 * c - 5 * m + 85 * y)
        return bytes([round(lightness * 2.55), round(a + 128), round(b + 128)])

    corners = b"".join(lab(i >> 3 & 1, i >> 2 & 1, i >> 1 & 1, i & 1) for i in range(16))
    ramp = bytes(range(256))
    identity = b"".join(struct.pack(">i", 65536 * (i % 4 == 0)) for i in range(9))
    a2b = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity + ramp * 4 + corners + ramp * 3
    white = b"XYZ " + bytes(4) + struct.pack(">iii", 63190, 65536, 54061)
    tags = [(b"A2B0", a2b), (b"wtpt", white)]
    table, data, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, content in tags:
        table += name + struct.pack(">II", offset + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    size = offset + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return header + bytes(128 - len(header)) + table + data


RED, BLUE = (200, 60, 30), (30, 90, 200)
INKS = ((20, 200, 220, 30), (220, 150, 10, 60))
rgb, inks = halves("RGB", RED, BLUE), halves("CMYK", *INKS)
profile = lut8_profile()
rgb.save("progressive.jpg", quality=90, progressive=True)
rgb.save("adobe_rgb_coded.jpg", quality=90, keep_rgb=True)
rgb.convert("L").save("grey.jpg", quality=90)
inks.save("cmyk.jpg", quality=90)
inks.save("cmyk_profile.jpg", quality=90, icc_profile=profile)
frame = rgb.convert("RGBA")
frame.putalpha(Image.linear_gradient("L").resize(frame.size))
frame.save("animated.webp", save_all=True, append_images=[frame.rotate(180)], quality=50)

srgb = ImageCms.createProfile("sRGB")
press = ImageCms.ImageCmsProfile(BytesIO(profile))
seen = ImageCms.profileToProfile(inks, press, srgb, outputMode="RGB")
for name in ["cmyk.jpg", "ycck.jpg"]:
    naive = Image.open(name).convert("RGB")
    print(name, naive.getpixel((8, 24)), naive.getpixel((56, 24)))
print("cmyk_profile.jpg", seen.getpixel((8, 24)), seen.getpixel((56, 24)))
