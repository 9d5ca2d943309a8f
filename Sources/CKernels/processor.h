// Which loops there are beside the plain ones. GANTRAIN_PLAIN leaves the plain ones alone, as on a processor of another
// family; scripts/checks/plain-loops compares both.
#ifndef GANTRAIN_PROCESSOR_H
#define GANTRAIN_PROCESSOR_H

#if defined(__x86_64__) && defined(__linux__) && !defined(GANTRAIN_PLAIN)
#define X86_LEVELS 1
// Compiled for three levels of x86-64, of which one is chosen when the program is loaded. scripts/checks/bounds defines
// it as one of them.
#ifndef CLONED
#define CLONED __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#endif
#else
#define X86_LEVELS 0
#define CLONED
#endif

#endif
