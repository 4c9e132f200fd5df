#pragma once

#include <QByteArray>
#include <QMap>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <initializer_list>

// A fuzzer is one function of bytes. In the `fuzz` preset libFuzzer calls it; in every other preset Replay.cpp calls it
// with the corpus and with seeded mutations of it, as an ordinary test.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

// Holds in Release builds too, where Q_ASSERT does not.
#define FUZZ_CHECK(condition)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                        \
            std::abort();                                                                                              \
        }                                                                                                              \
    } while (false)

namespace textbank {

/// What must be true once each file of the corpus ran by itself, before any of it is damaged: that the corpus reaches
/// what it was collected for. Replay.cpp calls it; a fuzzer sets it before main(), where it has something to say.
inline std::function<void()>& afterCorpus()
{
    static std::function<void()> check;
    return check;
}

/// What became of the inputs, by a name for what they are.
struct Reached
{
    int read = 0;
    int refused = 0;
};
inline QMap<QByteArray, Reached>& reached()
{
    static QMap<QByteArray, Reached> all;
    return all;
}
inline void reach(const QByteArray& kind, bool isRead)
{
    auto& one = reached()[kind];
    ++(isRead ? one.read : one.refused);
}

/// Each kind is read at least once and refused at least once.
inline void mustReadAndRefuse(std::initializer_list<const char*> kinds)
{
    for (const auto* kind : kinds) {
        const auto one = reached().value(kind);
        if (one.read == 0 || one.refused == 0) {
            std::fprintf(stderr, "of the corpus as %s: %d read, %d refused\n", kind, one.read, one.refused);
            std::abort();
        }
    }
}
/// Each came up at least once.
inline void mustReach(std::initializer_list<const char*> names)
{
    for (const auto* name : names) {
        if (reached().value(name).read == 0) {
            std::fprintf(stderr, "the corpus holds no %s\n", name);
            std::abort();
        }
    }
}
/// To be made once, at namespace scope.
struct AfterCorpus
{
    explicit AfterCorpus(std::function<void()> check) { afterCorpus() = std::move(check); }
};

inline QByteArray fuzzBytes(const uint8_t* data, size_t size)
{
    return {reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
}

} // namespace textbank
