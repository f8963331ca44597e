"""
The public TRACE (github.com/mynotwo/A-Fast-Transformer-based-General-Purpose-LosslessCompressor) on the processor, as
a pair of commands: what it has is one program for CUDA that encodes a file and at once decodes it.

Usage: trace.py c|d IN OUT      TRACE_HOME: a checkout of it. Needs torch, numpy and absl: Debian's python3-torch and
python3-absl, and libopenblas0-pthread, without which torch is ten times slower.

Settings are those of its README: 512 parts side by side, 256 units, a feed-forward of 4,096. Its archive does not hold
how long the content is, so that goes before it: 8 bytes, little-endian. Its decoder writes bytes below 32 as spaces;
the wrapper takes them before they are written.
"""
import io
import os
import sys
import tempfile

home = os.environ.get('TRACE_HOME')
if home is None or len(sys.argv) != 4 or sys.argv[1] not in ('c', 'd'):
    sys.exit('usage: TRACE_HOME=CHECKOUT trace.py c|d IN OUT')
sys.path.insert(0, home)

import numpy as np
import torch

np.asscalar = lambda array: array.item()  # gone from numpy since
torch.Tensor.cuda = lambda self, *_, **__: self
torch.nn.Module.cuda = lambda self, *_, **__: self

import compressor
import utils

mode, source, target = sys.argv[1:]
source, target = os.path.abspath(source), os.path.abspath(target)
SETTINGS = '--batch_size 512 --hidden_dim 256 --ffn_dim 4096 --seq_len 8 --learning_rate 1e-3 --vocab_dim 64 --prefix x'


class Done(Exception):
    """Its one program has come as far as is wanted."""


def compress():
    def stop(*_):
        raise Done

    compressor.decode = stop
    run(source)
    size = os.path.getsize(source)
    with open(target, 'wb') as out:
        out.write(size.to_bytes(8, 'little'))
        with open(combined(), 'rb') as archive:
            out.write(archive.read())


def decompress():
    with open(source, 'rb') as archive:
        size = int.from_bytes(archive.read(8), 'little')
        code = archive.read()
    # The program encodes first: with an encoder that gives what was given here, it decodes that.
    given = tempfile.NamedTemporaryFile()
    given.truncate(size)
    compressor.encode = lambda *_: None
    parts = []
    utils.decode_tokens = lambda tokens: parts.append(np.asarray(tokens, dtype=np.uint8).tobytes()) or ''

    def substituted(path, how='r', *rest, **named):
        name = str(path)
        if name.endswith('.combined'):
            return io.BytesIO(code if 'r' in how else b'')
        if '_temp' in name and 'r' in how and not os.path.exists(name):
            return io.BytesIO()
        return open(path, how, *rest, **named)

    compressor.open = substituted
    run(given.name)
    with open(target, 'wb') as out:
        out.write(b''.join(parts)[:size])


def run(path):
    compressor.print = lambda *_: None
    try:
        compressor.app.run(compressor.main, ['compressor.py', '--input_dir', path, *SETTINGS.split()])
    except (Done, SystemExit):
        pass


def combined():
    return next(name for name in os.listdir('.') if name.endswith('.combined'))


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    compress() if mode == 'c' else decompress()
