// What the kernels need of the C library's string.h. With bulk memory each is an instruction of WebAssembly, and short copies
// of a known length vanish, which a call would not.
#ifndef GANTRAIN_LABORATORY_STRING_H
#define GANTRAIN_LABORATORY_STRING_H

#define memcpy(to, from, count) __builtin_memcpy(to, from, count)
#define memset(to, value, count) __builtin_memset(to, value, count)

#endif
