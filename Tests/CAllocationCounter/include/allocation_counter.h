// Counts the allocations of the calling thread, for tests that say a piece of code makes none.
#ifndef GANTRAIN_ALLOCATION_COUNTER_H
#define GANTRAIN_ALLOCATION_COUNTER_H

#include <stddef.h>

// Whether allocations can be counted here: with glibc on Linux, outside a sanitizer.
int allocation_count_is_available(void);

// Starts to count at 0.
void allocation_count_begin(void);

// Stops and returns how often this thread has asked for memory since.
size_t allocation_count_end(void);

#endif
