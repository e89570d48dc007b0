"""総合振込: the file of bank transfers as the Japanese Bankers Association (全銀協) has it."""

from points.zengin.kana import half_width, long_name
from points.zengin.reader import read_file
from points.zengin.records import AccountKind, Sender, Transfer, TransferFile
from points.zengin.writer import write_file

__all__ = ["AccountKind", "Sender", "Transfer", "TransferFile", "half_width", "long_name", "read_file", "write_file"]
