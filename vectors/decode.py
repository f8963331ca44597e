#!/usr/bin/env python3
"""A second decoder of .srp streams, written from docs/format.md alone: stored frames and the models order-0 ... order-6,
with the filter that an encoder may apply for them.

Usage: python3 decode.py FILE...   for each: its name, and the content's size and SHA-256, or the error's code
       python3 decode.py -c FILE   writes the content to standard output
"""
import hashlib
import sys


class StreamError(Exception):
    """args[0] is a code of docs/format.md, "Errors"."""


def crc32c(data, before=0):
    r = before ^ 0xFFFFFFFF
    for byte in data:
        r ^= byte
        for _ in range(8):
            r = (r >> 1) ^ (0x82F63B78 if r & 1 else 0)
    return r ^ 0xFFFFFFFF


def crc8(data):
    r = 0xFF
    for byte in data:
        r ^= byte
        for _ in range(8):
            r = ((r << 1) ^ 0x07) & 0xFF if r & 0x80 else r << 1
    return r


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        if n > len(self.data) - self.at:
            raise StreamError("truncated")
        self.at += n
        return self.data[self.at - n:self.at]

    def byte(self):
        return self.take(1)[0]

    def u32(self):
        return int.from_bytes(self.take(4), "little")

    def varint(self):
        value = 0
        for i in range(8):
            byte = self.byte()
            value |= (byte & 0x7F) << (7 * i)
            if byte < 0x80:
                if (byte == 0 and i > 0) or value > 2**53 - 1:
                    break
                return value
        raise StreamError("damaged")


class Order:
    """The models order-0 ... order-6."""

    def __init__(self, order, size):
        self.order, self.entries, self.history = order, {}, 0
        self.k = next(k for k in range(8, 17) if k == 16 or 2**k >= size)
        self.row, self.partial = 0, 1

    def p(self):
        p, _ = self.entries.get((self.row, self.partial), (2**21, 0))
        return min(max(p * 2**10, 2**10), 2**32 - 2**10)

    def update(self, bit):
        key = (self.row, self.partial)
        p, n = self.entries.get(key, (2**21, 0))
        step = ((bit * 2**22 - p) // 8) * (2**14 // (2 * n + 3))
        self.entries[key] = (p + step // 2**10, min(n + 1, 30))
        self.partial = 2 * self.partial + bit
        if self.partial > 255:
            self.history = (self.history * 256 + self.partial % 256) % 2**(8 * self.order)
            self.partial = 1
            hashed = self.history * 0x9E3779B97F4A7C15 % 2**64 >> (64 - self.k)
            self.row = self.history if self.order < 2 else hashed


def decode_code(model, code, size):
    predictor, content = Order(model[1], size), bytearray()
    wide, at = 2**32 - 1, 4
    value = int.from_bytes(code[:4].ljust(4, b"\0"), "big")
    while len(content) < size:
        if at > len(code) + 8:
            raise StreamError("damaged")
        byte = 0
        for _ in range(8):
            split = wide * predictor.p() >> 32
            bit = 1 if value < split else 0
            if bit:
                wide = split
            else:
                value, wide = value - split, wide - split
            while wide < 2**24:
                value, wide = value << 8 | (code[at] if at < len(code) else 0), wide << 8
                at += 1
            predictor.update(bit)
            byte = 2 * byte + bit
        content.append(byte)
    return bytes(content)


def is_field(b, p):
    return (b[p - 1] in (0xE8, 0xE9)
            or p >= 2 and b[p - 2] == 0x0F and 0x80 <= b[p - 1] <= 0x8F
            or p >= 3 and 0x48 <= b[p - 3] <= 0x4F and b[p - 2] in (0x89, 0x8B, 0x8D)
            and b[p - 1] in (0x05, 0x0D, 0x15, 0x1D, 0x25, 0x2D, 0x35, 0x3D))


def undo_x86(content):
    b = bytearray(content)
    for p in range(1, len(b) - 3):
        if not is_field(b, p):
            continue
        if b[p] in (0, 0xFF):
            distance = int.from_bytes(b[p:p + 4], "big", signed=True) - p - 4
            distance = (distance + 2**24) % 2**25 - 2**24
            b[p:p + 4] = distance.to_bytes(4, "little", signed=True)
        elif b[p + 3] in (0, 0xFF):
            b[p:p + 4] = b[p:p + 4][::-1]
    return bytes(b)


def read_fields(r):
    size = r.varint()
    if size > 65535:
        raise StreamError("damaged")
    fields, before, told, timed = Reader(r.take(size)), 0, None, False
    try:
        while fields.at < size:
            kind = fields.varint()
            value = Reader(fields.take(fields.varint()))
            if kind <= before:
                raise StreamError("damaged")
            before = kind
            if kind == 1:
                if not 4 <= len(value.data) <= 32:
                    raise StreamError("damaged")
                raise StreamError("unsupported-prior")
            if kind == 2:
                told = value.varint()
                if value.at < len(value.data):
                    raise StreamError("damaged")
            elif kind == 4:
                check_name(value.data)
            elif kind in (6, 8):
                if value.varint() > (2**53 - 2 if kind == 6 else 4095) or value.at < len(value.data):
                    raise StreamError("damaged")
            elif kind == 10:
                check_media_type(value.data)
            elif kind == 12:
                if not timed or not 1 <= value.varint() <= 999999 or value.at < len(value.data):
                    raise StreamError("damaged")
            elif kind % 2 == 1:
                raise StreamError("unsupported-feature")
            timed = timed or kind == 6
    except StreamError as error:
        raise StreamError("damaged") if error.args[0] == "truncated" else error
    return told


def check_name(name):
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        raise StreamError("damaged")
    if name in (b"", b".", b"..") or len(name) > 1024 or any(c in name for c in b"/\\\0"):
        raise StreamError("damaged")


def check_media_type(text):
    slash = text.find(b"/")
    printable = all(0x20 <= c <= 0x7E for c in text) and b" " not in text[:max(slash, 0)]
    if not 3 <= len(text) <= 255 or not 0 < slash < len(text) - 1 or not printable:
        raise StreamError("damaged")


def read_stream_header(r):
    if r.data[:2] != b"\xf5s":
        raise StreamError("not-a-stream")
    r.take(2)
    byte = r.byte()
    if byte >> 4 != 1:
        raise StreamError("unsupported-version")
    if byte & 0x0C:
        raise StreamError("unsupported-feature")
    model = (r.varint(), r.varint() if byte & 1 else 0)
    return model, read_fields(r) if byte & 2 else None


def read_frame_header(r, start):
    tag = r.byte()
    stride = r.varint() if tag & 0x10 else None
    filter_ = r.varint() if tag & 0x20 else None
    filtered = r.varint() if filter_ == 2 else None
    size = r.varint()
    stored = tag & 0x40 != 0
    code_size = size if stored else r.varint()
    memory = 0 if stored else r.varint()
    if crc8(r.data[start:r.at]) != r.byte():
        raise StreamError("damaged")
    kind = tag & 0x0F
    if kind > 9 or (filter_ or 0) > 2:
        raise StreamError("unsupported-feature")
    if filtered is None:
        filtered = size
    fits = size <= 2**31 and filtered <= size and (stored or code_size < size) and memory <= 4096
    if not fits or stride == 0 or (stride or 0) > 65535 or filter_ == 0:
        raise StreamError("damaged")
    if (kind == 9) != (filter_ == 2) or (kind == 9 and not 128 <= (stride or 0) <= 256):
        raise StreamError("damaged")
    return tag & 0x80 != 0, stored, filter_, size, code_size


def decode(data):
    r, contents, index = Reader(data), [], []
    model, told = read_stream_header(r)
    header_at, frame_at, last = 0, r.at, False
    while not last:
        last, stored, filter_, size, code_size = read_frame_header(r, header_at)
        header = data[header_at:r.at]
        if model[0] != 1 or model[1] > 6:  # only now: a damaged id is none of the future
            raise StreamError("unsupported-model")
        code = r.take(code_size)
        checksum = r.u32()
        if not stored and filter_ == 2:
            raise StreamError("unsupported-feature")  # coded words: no encoder makes them for these models
        content = code if stored else decode_code(model, code, size)
        if not stored and filter_ == 1:
            content = undo_x86(content)
        covered = content + header if stored else content + code + header
        if crc32c(covered) != checksum:
            raise StreamError("checksum-mismatch")
        contents.append(content)
        index.append((r.at - frame_at, size))
        header_at = frame_at = r.at
    whole = b"".join(contents)
    if told is not None and told != len(whole):
        raise StreamError("damaged")
    if len(index) > 1:
        start = r.at
        entries = [(r.varint(), r.varint()) for _ in index]
        checksum, end = r.u32(), r.at
        if r.u32() != crc32c(data[start:end]) or r.u32() != r.at - start or entries != index:
            raise StreamError("damaged")
        if checksum != crc32c(whole):
            raise StreamError("checksum-mismatch")
    if r.at < len(data):
        raise StreamError("trailing-data")
    return whole


if __name__ == "__main__":
    if sys.argv[1] == "-c":
        with open(sys.argv[2], "rb") as file:
            sys.stdout.buffer.write(decode(file.read()))
        sys.exit()
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            try:
                found = decode(file.read())
                print(name, len(found), hashlib.sha256(found).hexdigest())
            except StreamError as error:
                print(name, error.args[0])
