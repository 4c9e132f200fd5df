#include "tests/bench/ProcessMemory.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX

#include <QFile>

namespace textbank::bench {

std::optional<ProcessMemory> processMemory()
{
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    ProcessMemory memory;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const auto fields = line.simplified().split(' ');
        if (fields.size() < 2)
            continue;
        if (fields.front() == "Pss:")
            memory.proportionalMb = fields.at(1).toDouble() / 1024;
        else if (fields.front() == "Rss:")
            memory.residentMb = fields.at(1).toDouble() / 1024;
    }
    return memory;
}

} // namespace textbank::bench

#endif
