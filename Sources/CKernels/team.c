#ifndef _GNU_SOURCE
#define _GNU_SOURCE // for sched_getaffinity
#endif
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kernels.h"

// There is almost no time between two stages of a step, so a waiting thread polls for some microseconds. Then it offers its
// core to other programs, which takes no time where there are none, and after some tens of microseconds it sleeps.
enum { looks_before_yield = 500, yields_before_sleep = 100 };

// A call and how many of its parts have been taken, in one word so that both are read and changed at once.
typedef uint64_t Ticket;
enum { ticket_shift = 32 };

struct KernelTeam {
    int32_t members;
    // The threads beside whoever calls: one fewer than the members, or as many as could be made.
    pthread_t *others;
    int32_t other_count;
    _Atomic(KernelWork) work;
    _Atomic(void *) context;
    _Alignas(64) _Atomic(Ticket) ticket;
    _Alignas(64) atomic_int done;
    atomic_int asleep;
    atomic_bool is_over, is_resting;
    pthread_mutex_t mutex;
    pthread_cond_t begin;
};

static void breathe(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

static void breathe_or_yield(unsigned looks) {
    if (looks < looks_before_yield)
        breathe();
    else
        sched_yield();
}

static Ticket call_of(Ticket ticket) { return ticket >> ticket_shift; }

// Takes the next part of the current call and does it; false if there is none left. Whoever comes late, because
// another program had its core, finds its part done: a part is the same by any thread.
static bool do_part(KernelTeam *team) {
    Ticket ticket = atomic_load(&team->ticket);
    // These belong to the ticket if it is still there when a part is taken.
    KernelWork work = atomic_load(&team->work);
    void *context = atomic_load(&team->context);
    int32_t part = (int32_t)(uint32_t)ticket;
    if (part >= team->members) return false;
    if (atomic_compare_exchange_strong(&team->ticket, &ticket, ticket + 1)) {
        work(context, part);
        atomic_fetch_add_explicit(&team->done, 1, memory_order_release);
    }
    return true;
}

// Waits for another call than `seen`.
static Ticket next_call(KernelTeam *team, Ticket seen) {
    for (unsigned looks = 0; looks < looks_before_yield + yields_before_sleep; looks++) {
        Ticket call = call_of(atomic_load_explicit(&team->ticket, memory_order_acquire));
        if (call != seen) return call;
        breathe_or_yield(looks);
    }
    pthread_mutex_lock(&team->mutex);
    atomic_fetch_add(&team->asleep, 1);
    while (call_of(atomic_load(&team->ticket)) == seen) pthread_cond_wait(&team->begin, &team->mutex);
    atomic_fetch_sub(&team->asleep, 1);
    pthread_mutex_unlock(&team->mutex);
    return call_of(atomic_load(&team->ticket));
}

static void *attend(void *argument) {
    KernelTeam *team = argument;
    for (Ticket call = 0;;) {
        call = next_call(team, call);
        if (atomic_load(&team->is_over)) return NULL;
        while (do_part(team)) {}
    }
}

// Opens a new call whose parts before `first` count as taken.
static void open_call(KernelTeam *team, int32_t first) {
    atomic_store(&team->ticket, (call_of(atomic_load(&team->ticket)) + 1) << ticket_shift | (uint32_t)first);
    if (atomic_load(&team->asleep) == 0) return;
    pthread_mutex_lock(&team->mutex);
    pthread_cond_broadcast(&team->begin);
    pthread_mutex_unlock(&team->mutex);
}

KernelTeam *kernel_team_create(int32_t members) {
    KernelTeam *team = aligned_alloc(64, (sizeof *team + 63) / 64 * 64);
    if (!team) return NULL;
    memset(team, 0, sizeof *team);
    // No part is left to be taken before the first call.
    atomic_store(&team->ticket, (uint32_t)members);
    pthread_mutex_init(&team->mutex, NULL);
    pthread_cond_init(&team->begin, NULL);
    team->members = members;
    team->others = calloc((size_t)members, sizeof *team->others);
    while (team->others && team->other_count < members - 1 &&
           pthread_create(&team->others[team->other_count], NULL, attend, team) == 0)
        team->other_count++;
    return team;
}

void kernel_team_destroy(KernelTeam *team) {
    atomic_store(&team->is_over, true);
    open_call(team, team->members);
    for (int32_t other = 0; other < team->other_count; other++) pthread_join(team->others[other], NULL);
    pthread_cond_destroy(&team->begin);
    pthread_mutex_destroy(&team->mutex);
    free(team->others);
    free(team);
}

int32_t kernel_cores(void) {
#if defined(__linux__)
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return (int32_t)CPU_COUNT(&allowed);
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : (int32_t)online;
}

int32_t kernel_team_members(const KernelTeam *team) { return team ? team->members : 1; }

int32_t kernel_team_threads(const KernelTeam *team) { return team ? team->other_count + 1 : 1; }

void kernel_team_rest(KernelTeam *team, int32_t rests) { atomic_store(&team->is_resting, rests != 0); }

void kernel_team_run(KernelTeam *team, KernelWork work, void *context) {
    if (!team || atomic_load_explicit(&team->is_resting, memory_order_relaxed)) {
        for (int32_t part = 0; part < kernel_team_members(team); part++) work(context, part);
        return;
    }
    atomic_store(&team->work, work);
    atomic_store(&team->context, context);
    atomic_store(&team->done, 0);
    open_call(team, 0);
    while (do_part(team)) {}
    for (unsigned looks = 0; atomic_load_explicit(&team->done, memory_order_acquire) < team->members; looks++) {
        // Another program may have taken the core that a member needs.
        breathe_or_yield(looks);
    }
}
