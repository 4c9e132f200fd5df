#include "core/store/OpenMark.h"

#include "core/store/StoreFiles.h"

#include <QFile>

namespace textbank {
namespace {

constexpr auto kOpen = "open";
constexpr auto kClosing = "closing";

} // namespace

OpenMark::Found OpenMark::lookFor(const QString& path)
{
    QFile file(storefiles::openMarkOf(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return file.exists() ? Found::Open : Found::Nothing;
    }
    return file.read(16) == kClosing ? Found::Closing : Found::Open;
}

void OpenMark::noteLogIsHome(const QString& path)
{
    QFile file(storefiles::openMarkOf(path));
    if (file.exists() && file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        file.write(kClosing);
    }
}

OpenMark::OpenMark(const QString& path)
    : m_file(storefiles::openMarkOf(path))
{
    write(kOpen);
}

OpenMark::~OpenMark()
{
    if (m_keep) {
        write(kOpen);
    } else {
        QFile::remove(m_file);
    }
}

void OpenMark::closing() { write(kClosing); }

void OpenMark::write(const char* word) const
{
    QFile file(m_file);
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        file.write(word);
    }
}

} // namespace textbank
