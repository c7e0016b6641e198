"""Two hints to the processor and to Numba about memory; neither changes a bit of any result.

*Borrowing*: Numba counts references to every array that is handed to a compiled function, with an
atomic operation each time. A run's rows are handed on all day while their batch keeps them alive.

*Fetching ahead*: a batch is larger than the cache next to the processor. While one run is computed,
the records of the next can be on their way.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic, overload

__all__ = ["borrowed", "fetch_ahead"]

_LINE = 64
"""Bytes that come from memory at once."""


def borrowed(array: Any) -> Any:
    """The same array without a count of references, for compiled code whose caller keeps it alive."""
    return array


def fetch_ahead(array: Any, place: int) -> None:
    """Bring element ``place`` of a contiguous array (also past its end) nearer to the processor."""


@intrinsic
def _without_owner(_context: Any, array: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = cgutils.create_struct_proxy(signature.return_type)(context, builder, value=arguments[0])
        view.meminfo = cgutils.get_null_value(view.meminfo.type)
        view.parent = cgutils.get_null_value(view.parent.type)
        return view._getvalue()

    return array(array), write


@intrinsic
def _prefetch(_context: Any, array: Any, place: Any) -> Any:
    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = cgutils.create_struct_proxy(signature.args[0])(context, builder, value=arguments[0])
        byte, whole, word = ir.IntType(8), ir.IntType(32), ir.IntType(64)
        size = context.get_abi_sizeof(context.get_data_type(signature.args[0].dtype))
        offset = builder.mul(arguments[1], word(size))
        start = builder.add(builder.ptrtoint(view.data, word), offset)
        hint = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(ir.VoidType(), [byte.as_pointer(), whole, whole, whole]),
            "llvm.prefetch.p0i8",
        )
        for line in range(0, size, _LINE):
            address = builder.inttoptr(builder.add(start, word(line)), byte.as_pointer())
            builder.call(hint, [address, whole(0), whole(2), whole(1)])
        return context.get_dummy_value()

    return types.void(array, types.int64), write


@overload(borrowed, inline="always")
def _borrowed(array):
    return lambda array: _without_owner(array)


@overload(fetch_ahead, inline="always")
def _fetch_ahead(array, place):
    return lambda array, place: _prefetch(array, place)
