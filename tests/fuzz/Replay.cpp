#include "core/base/Random.h"
#include "tests/fuzz/Fuzz.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace textbank;

// usage: fuzz_NAME CORPUS [MUTATIONS]: every file of the corpus, then that many mutations of each, always the same
// ones. What was running when the program broke is written to standard error.

namespace {

const QByteArray* g_running = nullptr;

void sayInput(int signal)
{
    if (g_running) {
        std::fprintf(stderr, "input, base64: %s\n", g_running->toBase64().constData());
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(const QByteArray& input)
{
    g_running = &input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.constData()), static_cast<size_t>(input.size()));
    g_running = nullptr;
}

qsizetype place(Random& random, qsizetype size)
{
    return size > 0 ? static_cast<qsizetype>(random.below(static_cast<quint64>(size))) : 0;
}

/// One to six small damages: a byte changed, a piece removed, doubled, moved, or taken from another input.
QByteArray mutated(QByteArray input, const QByteArray& other, Random& random)
{
    static const QList<QByteArray> kPieces{
        "{",   "}",  "[",    "]",     "\"",     ":", ",", "\\u0000", "null",         "-1", "1e99", "\"\"",
        "{{",  "}}", "{if ", "{end}", "{else}", "|", "%", "&",       "\xE2\x80\x8B", "0",  "A",    "\xF0\x9F\x99\x82",
        "\xC3"};
    for (auto left = 1 + random.below(6); left > 0; --left) {
        const auto at = place(random, input.size() + 1);
        const auto length = place(random, qMin<qsizetype>(input.size() - at, 40) + 1);
        switch (random.below(6)) {
        case 0:
            if (at < input.size()) {
                input[at] = static_cast<char>(random.below(256));
            }
            break;
        case 1:
            input.remove(at, length);
            break;
        case 2:
            input.insert(at, input.mid(at, length));
            break;
        case 3:
            input.insert(at, kPieces.at(place(random, kPieces.size())));
            break;
        case 4: {
            const auto from = place(random, other.size() + 1);
            input.replace(at, length, other.mid(from, place(random, 60)));
            break;
        }
        default:
            input.truncate(at);
        }
    }
    return input;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s CORPUS [MUTATIONS]\n", argv[0]);
        return 2;
    }
    std::signal(SIGABRT, sayInput);
    std::signal(SIGSEGV, sayInput);
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    QList<QByteArray> inputs;
    for (const auto& name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(name));
            return 1;
        }
        inputs.append(file.readAll());
    }
    if (inputs.isEmpty()) {
        std::fprintf(stderr, "no corpus in %s\n", argv[1]);
        return 1;
    }
    for (const auto& input : std::as_const(inputs)) {
        run(input);
    }
    if (afterCorpus()) {
        afterCorpus()();
    }
    SeededRandom random(20261103);
    const auto mutations = argc > 2 ? std::atoi(argv[2]) : 0;
    for (int round = 0; round < mutations; ++round) {
        for (const auto& input : std::as_const(inputs)) {
            run(mutated(input, inputs.at(place(random, inputs.size())), random));
        }
    }
    std::printf("%lld inputs and %lld mutations of them\n", static_cast<long long>(inputs.size()),
                static_cast<long long>(inputs.size()) * mutations);
    return 0;
}
