#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>

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

inline QByteArray fuzzBytes(const uint8_t* data, size_t size)
{
    return {reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
}

} // namespace textbank
